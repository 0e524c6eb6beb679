//! What the tests of voucher-core from outside share.

pub mod vectors;

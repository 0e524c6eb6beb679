//! Benchmarks of voucher-core.

//! What the benchmarks of voucher-core share: a made-up month, and rounds in which rivals take turns.

pub use measure::{Samples, Thousandths, is_test, rounds, timed};
pub use world::{World, lines};

mod measure;
mod world;

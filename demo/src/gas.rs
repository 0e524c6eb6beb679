//! Gas vouchers: a made-up September 2025 of the pilot `gas-2025-08`.

use std::io;

use crate::MOST_PEOPLE;
use crate::play::{self, Played};
use crate::table::number;

pub use world::World;

mod event;
mod fact;
mod life;
mod line;
mod person;
mod report;
mod visit;
mod world;

/// What the demo of gas vouchers can be told.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: play::Common,
    /// People of the made-up journal
    #[arg(long, value_name = "N", default_value_t = 300_000, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    people: u32,
}

/// Plays the journal, writes what is asked for, prints the report.
///
/// # Errors
///
/// A file or the output that cannot be read or written.
pub fn play(options: &Options) -> io::Result<()> {
    let Options { common, people } = options;
    let title =
        format!("A made-up September 2025: {} people, seed {}", number(u64::from(*people)), common.seed);
    let mut played = Played::new(common, title, || World::new(*people, common.seed))?;
    played.keep(|run, journal| {
        journal.gas().map(|ledger| report::registers(run, ledger)).unwrap_or_default()
    })?;
    let mut out = io::stdout().lock();
    report::print(&mut played.run, played.journal.gas(), &mut out)?;
    played.tell(&mut out)
}

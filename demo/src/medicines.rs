//! Medicines: a made-up quarter of one city.

use std::io;

use crate::MOST_PEOPLE;
use crate::play::{self, Played};
use crate::table::number;

pub use world::World;

mod event;
mod life;
mod line;
mod report;
mod world;

/// What the demo of medicines can be told.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: play::Common,
    /// Patients of the made-up journal; the points follow from them
    #[arg(long, value_name = "N", default_value_t = 40_000, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    patients: u32,
    /// Under a regulation by which prescriptions are handed out in parts, at the patient's own point
    #[arg(long, conflicts_with = "journal")]
    in_parts: bool,
}

/// Plays the journal, writes what is asked for, prints the report.
///
/// # Errors
///
/// A file or the output that cannot be read or written.
pub fn play(options: &Options) -> io::Result<()> {
    let Options { common, patients, in_parts } = options;
    let title =
        format!("A made-up quarter of 2026: {} patients, seed {}", number(u64::from(*patients)), common.seed);
    let mut played = Played::new(common, title, || World::new(*patients, *in_parts, common.seed))?;
    played.keep(|_, journal| journal.medicines().map(report::registers).unwrap_or_default())?;
    let mut out = io::stdout().lock();
    report::print(&mut played.run, played.journal.medicines(), &mut out)?;
    played.tell(&mut out)
}

//! Targeted assistance: a made-up quarter of one oblast.

use std::io;

use voucher_core::Amount;

use crate::MOST_PEOPLE;
use crate::play::{self, Played};
use crate::table::number;

pub use world::World;

mod event;
mod evidence;
mod home;
mod life;
mod line;
mod report;
mod world;

/// What the demo of targeted assistance can be told.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: play::Common,
    /// Applications of the made-up journal
    #[arg(long, value_name = "N", default_value_t = 50_000, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    applications: u32,
    /// The poverty line by which the report reckons, and the made-up offices decide: Aktobe region, first quarter of 2026
    #[arg(long, value_name = "TENGE", default_value = world::LINE)]
    line: Amount,
    /// The monthly calculation index, likewise
    #[arg(long, value_name = "TENGE", default_value = world::MCI)]
    mci: Amount,
}

/// Plays the journal, writes what is asked for, prints the report.
///
/// # Errors
///
/// A file or the output that cannot be read or written.
pub fn play(options: &Options) -> io::Result<()> {
    let Options { common, applications, line, mci } = options;
    let figures = world::figures(*line, *mci);
    let title = format!(
        "A made-up first quarter of 2026 of Aktobe region: {} applications, seed {}",
        number(u64::from(*applications)),
        common.seed
    );
    let mut played = Played::new(common, title, || World::new(*applications, figures, common.seed))?;
    played.keep(|_, journal| journal.targeted_assistance().map(report::lists).unwrap_or_default())?;
    let mut out = io::stdout().lock();
    report::print(&mut played.run, played.journal.targeted_assistance(), &figures, &mut out)?;
    played.tell(&mut out)
}

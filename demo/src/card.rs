//! The Digital Family Card: a made-up country of families graded, and a month of offers from 1414.

use std::io;

use crate::MOST_PEOPLE;
use crate::play::{self, Played};
use crate::table::number;

pub use world::World;

mod country;
mod event;
mod family;
mod life;
mod line;
mod report;
mod world;

/// What the demo of the family card can be told.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: play::Common,
    /// Families of the made-up country; the offers of its month follow from them
    #[arg(long, value_name = "N", default_value_t = 1_000_000, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    families: u32,
}

/// Grades the country, plays the journal of offers, writes what is asked for, prints the report. With a journal of one's own
/// nobody is graded.
///
/// # Errors
///
/// A file or the output that cannot be read or written.
pub fn play(options: &Options) -> io::Result<()> {
    let Options { common, families } = options;
    let title = format!(
        "A made-up country in June 2026: {} families, {} offers, seed {}",
        number(u64::from(*families)),
        number(u64::from(world::offers_of(*families))),
        common.seed
    );
    let country = common.is_made_up().then(|| country::graded(*families, common.seed));
    let mut played = Played::new(common, title, || World::new(*families, common.seed))?;
    played.keep(|_, _| country.iter().map(report::levels).collect())?;
    let mut out = io::stdout().lock();
    report::print(&mut played.run, country.as_ref(), played.journal.family_card(), &mut out)?;
    played.tell(&mut out)
}

//! School meals: a made-up month of one oblast.

use std::io;

use crate::MOST_PEOPLE;
use crate::play::{self, Played};
use crate::table::number;

pub use scene::Scene;
pub use world::World;

mod canteen;
mod event;
mod fact;
mod life;
mod line;
mod pupil;
mod report;
mod scene;
mod school;
mod world;

/// What the demo of school meals can be told.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: play::Common,
    /// The month that is made up
    #[arg(long, value_enum, default_value = "2024-11", conflicts_with = "journal")]
    month: Scene,
    /// Schools of the made-up journal
    #[arg(long, value_name = "N", default_value_t = 200, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=9999))]
    schools: u32,
    /// Pupils of the made-up journal
    #[arg(long, value_name = "N", default_value_t = 60_000, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    pupils: u32,
}

/// Plays the journal, writes what is asked for, prints the report.
///
/// # Errors
///
/// A file or the output that cannot be read or written.
pub fn play(options: &Options) -> io::Result<()> {
    let Options { common, month, schools, pupils } = options;
    let title = format!(
        "A made-up {}: {} schools, {} pupils, seed {}",
        month.name(),
        number(u64::from(*schools)),
        number(u64::from(*pupils)),
        common.seed
    );
    let mut played = Played::new(common, title, || World::new(*month, *schools, *pupils, common.seed))?;
    played.keep(|_, journal| journal.meals().map(report::registers).unwrap_or_default())?;
    let mut out = io::stdout().lock();
    report::print(&mut played.run, played.journal.meals(), &mut out)?;
    played.tell(&mut out)
}

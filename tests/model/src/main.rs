//! The whole month as a model that is checked.
#![expect(
    clippy::indexing_slicing,
    reason = "places of people, accounts, months and days come from the lists themselves"
)]

mod breach;
mod cast;
mod configuration;
mod identity;
mod judge;
mod model;
mod properties;
mod rules;
mod run;
mod scratch;
mod seen;
mod state;
mod systems;
mod told;

use std::io::{self, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    for configuration in configuration::all()? {
        if !names.is_empty() && !names.iter().any(|name| name == configuration.name) {
            continue;
        }
        let report = run::run(configuration, 2)?;
        writeln!(io::stdout(), "{report:#?}")?;
    }
    Ok(())
}

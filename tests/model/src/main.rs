//! The whole month as a model that is checked: `voucher-model quick`, `all`, `list`, `breakages`, or names of
//! configurations.
#![expect(
    clippy::indexing_slicing,
    reason = "places of people, accounts, months and days come from the lists themselves"
)]

mod breach;
mod breakages;
mod breaking;
mod cast;
#[cfg(test)]
mod checks;
mod configuration;
mod identity;
mod judge;
mod model;
mod properties;
mod report;
mod rules;
mod run;
mod scratch;
mod seen;
mod state;
mod systems;
mod told;

use std::error::Error;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let all = configuration::all()?;
    let passed = match words.as_slice() {
        ["breakages", names @ ..] => breaking::show(names)?,
        ["until", property, name] => report::catches(all, name, property)?,
        ["list"] => report::list(&all)?,
        ["all"] => report::table(all)?,
        [] | ["quick"] => report::table(all.into_iter().filter(|each| each.quick))?,
        names => report::table(all.into_iter().filter(|each| names.contains(&each.name)))?,
    };
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

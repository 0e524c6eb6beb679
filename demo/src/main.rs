//! `cargo xtask demo`: plays a made-up month of a programme, or a journal, and reports what came of it.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use voucher_demo::{assistance, card, family, gas, meals, medicines};

/// Plays a made-up world of a programme through the library, or a journal, and reports what came of it
#[derive(Parser)]
#[command(name = "cargo xtask demo", bin_name = "cargo xtask demo", args_conflicts_with_subcommands = true)]
#[command(
    after_help = "`cargo xtask demo kotlin ru` and `cargo xtask demo swift en` walk a recipient through a wallet"
)]
struct Arguments {
    #[command(flatten)]
    gas: gas::Options,
    #[command(subcommand)]
    programme: Option<Programme>,
}

#[derive(Subcommand)]
enum Programme {
    /// Gas vouchers: September 2025
    Gas(gas::Options),
    /// School meals: November 2024 of one oblast as the report of December 2024 counts it, or April 2026 at full load
    Meals(meals::Options),
    /// Medicines: the first quarter of 2026 of one city
    Medicines(medicines::Options),
    /// Targeted assistance: the first quarter of 2026 of one oblast
    Assistance(assistance::Options),
    /// The Digital Family Card: a country graded, and its offers of June 2026
    Card(card::Options),
    /// One family through all five programmes, on one page
    Family,
}

fn main() -> ExitCode {
    let Arguments { gas, programme } = Arguments::parse();
    let played = match programme {
        None => gas::play(&gas),
        Some(Programme::Gas(options)) => gas::play(&options),
        Some(Programme::Meals(options)) => meals::play(&options),
        Some(Programme::Medicines(options)) => medicines::play(&options),
        Some(Programme::Assistance(options)) => assistance::play(&options),
        Some(Programme::Card(options)) => card::play(&options),
        Some(Programme::Family) => family::play(),
    };
    match played {
        // The reader at the other end of a pipe has gone, as `head` does: no failure of ours.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}

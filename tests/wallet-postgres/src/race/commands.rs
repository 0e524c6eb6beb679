//! The commands.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use voucher_core::Programme;

use crate::race::run::Plan;
use crate::race::{controls, programs, run};
use crate::wallet::Fault;

/// Races for vouchers on a PostgreSQL server of its own.
#[derive(Parser)]
#[command(name = "wallet-postgres")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Says where PostgreSQL's programs are
    Where,
    /// What `cargo xtask test` passes: the controls, small races of every programme, and a race of gas
    Check,
    /// Servers that lack something each: the verdict must find it
    Controls,
    /// Races 64 connections for 200 accounts, meals or prescriptions
    Race {
        /// Gas, meals or medicines
        #[arg(long, default_value = "gas", value_parser = programme)]
        programme: Programme,
        /// How many races, each with the next seed
        #[arg(long, default_value_t = 1)]
        repeats: u64,
        /// The first seed
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many tries a race
        #[arg(long, default_value_t = 10_000)]
        tries: usize,
        /// Activations an account and month, meals a pupil and day, or parts of a prescription
        #[arg(long, default_value_t = 1)]
        limit: u32,
    },
}

/// The small races of `check`: programme, limit, tries.
const SMALL: [(Programme, u32, usize); 4] = [
    (Programme::Gas, 3, 1_000),
    (Programme::Meals, 1, 2_000),
    (Programme::Medicines, 1, 2_000),
    (Programme::Medicines, 3, 2_000),
];

/// Does what the command line says.
pub(crate) fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Where => place(),
        Command::Controls => in_runtime(check_controls()),
        Command::Check => in_runtime(async {
            // The small ones wait for the disk most of the time, so they do not wait for each other.
            let small =
                SMALL.map(|(programme, limit, tries)| race(Plan { programme, limit, seed: 2, tries }));
            let [one, two, three, four] = small;
            let (controls, one, two, three, four) = tokio::join!(check_controls(), one, two, three, four);
            controls.and(one).and(two).and(three).and(four)?;
            race(Plan { programme: Programme::Gas, limit: 1, seed: 1, tries: 10_000 }).await
        }),
        Command::Race { programme, repeats, seed, tries, limit } => in_runtime(async move {
            for number in 0..repeats {
                race(Plan { programme, limit, seed: seed + number, tries }).await?;
            }
            say(&format!("{repeats} races, and nothing was lost or twice"))
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let _ = writeln!(io::stderr(), "failed: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn programme(code: &str) -> Result<Programme, String> {
    Programme::from_code(code).ok_or_else(|| "no such programme".to_owned())
}

fn place() -> Result<(), Fault> {
    let folder = programs::folder().ok_or_else(|| Fault::broken("there is no PostgreSQL here"))?;
    say(&folder.display().to_string())
}

async fn check_controls() -> Result<(), Fault> {
    for (control, found) in controls::CONTROLS.iter().zip(controls::run().await?) {
        say(&format!("a server {}: found {found:?}", control.name))?;
        if found != control.finds {
            return Err(Fault::Broken(format!("it should have found {:?}", control.finds)));
        }
    }
    Ok(())
}

async fn race(plan: Plan) -> Result<(), Fault> {
    let report = run::run(plan).await?;
    say(&report.to_string())?;
    if report.is_clean() { Ok(()) } else { Err(Fault::broken(format!("race {}", plan.seed))) }
}

/// Runs it to its end, or to the first signal to stop; either way the servers are stopped.
fn in_runtime(work: impl Future<Output = Result<(), Fault>>) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(Fault::io("start"))?;
    runtime.block_on(async {
        tokio::select! {
            done = work => done,
            stopped = signalled() => stopped,
        }
    })
}

async fn signalled() -> Result<(), Fault> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut ended = signal(SignalKind::terminate()).map_err(Fault::io("listen to signals"))?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = ended.recv() => {}
    }
    Err(Fault::broken("stopped"))
}

fn say(words: &str) -> Result<(), Fault> {
    writeln!(io::stdout(), "{words}").map_err(Fault::io("write"))
}

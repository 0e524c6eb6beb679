//! Fuzzing: each target from the corpus that is kept, for so many seconds.

use std::env;
use std::fs;
use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::house::{Done, House, Outcome, say};
use crate::tool::Tool;

const FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

/// Targets, and the longest input that each is given.
const TARGETS: [(&str, u32); 6] = [
    ("journal", 8192),
    ("regulation", 4096),
    ("facts", 512),
    ("columns", 1024),
    ("identifiers", 128),
    ("snapshot", 8192),
];

/// What is fuzzed, and for how long.
#[derive(Args)]
pub(crate) struct Options {
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// The targets; all where none is named
    targets: Vec<String>,
    /// Adds what was found to the corpus, and keeps of that as little as reaches as much
    #[arg(long)]
    keep: bool,
}

pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let house = House::find()?;
    fuzz(&house, options).map(|_| ())
}

/// A minute each.
pub(crate) fn a_minute_each(house: &House) -> Outcome {
    fuzz(house, &Options { seconds: 60, targets: Vec::new(), keep: false })
}

fn fuzz(house: &House, options: &Options) -> Outcome {
    let program = FUZZ.find(house)?;
    let wanted =
        |name: &str| options.targets.is_empty() || options.targets.iter().any(|target| target == name);
    for (name, longest) in TARGETS.into_iter().filter(|(name, _)| wanted(name)) {
        say(&format!("   {name}, {} s", options.seconds))?;
        let found = house.target.join("fuzz/corpus").join(name);
        fs::create_dir_all(&found).map_err(Failure::file("make", &found))?;
        let kept = house.root.join("fuzz/corpus").join(name);
        let cargo_fuzz = |verb: &str| {
            let mut command: Command = house.command(&program);
            // libFuzzer's instrumentation is asked for by unstable flags, which the pinned compiler takes with this word.
            command.env("RUSTC_BOOTSTRAP", "1").args([verb, name]);
            command.args(["--fuzz-dir", "fuzz", "--target-dir"]).arg(house.target.join("fuzz"));
            command
        };
        let time = format!("-max_total_time={}", options.seconds);
        let length = format!("-max_len={longest}");
        let quiet = ["--", time.as_str(), length.as_str(), "-print_final_stats=1", "-verbosity=0"];
        house.run(cargo_fuzz("run").arg(&found).arg(&kept).args(quiet))?;
        if options.keep {
            for entry in fs::read_dir(&found).map_err(Failure::file("look into", &found))?.flatten() {
                let to = kept.join(entry.file_name());
                fs::copy(entry.path(), &to).map_err(Failure::file("copy", &entry.path()))?;
            }
            house.run(cargo_fuzz("cmin").arg(&kept).args(["--", length.as_str()]))?;
        }
    }
    let targets = TARGETS.iter().filter(|(name, _)| wanted(name)).count();
    Ok(Done::PassedWith(format!("{targets} targets, {} s each on {}", options.seconds, env::consts::ARCH)))
}

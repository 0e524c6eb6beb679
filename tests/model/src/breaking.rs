//! Breaks a copy of the library, one way at a time, and shows that the model sees it.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use toml::{Table, Value};

use crate::{
    breakages::{ALL, Breakage},
    report::say,
};

/// Shows every breakage, or those of some names; says whether each was caught.
pub(crate) fn show(names: &[&str]) -> Result<bool, Box<dyn Error>> {
    let copy = Copy::lay_out()?;
    let begun = Instant::now();
    copy.build()?;
    say(&format!("the copy as it is: built in {} s", begun.elapsed().as_secs()))?;
    let chosen: Vec<&Breakage> =
        ALL.iter().filter(|each| names.is_empty() || names.contains(&each.name)).collect();
    let mut missed = 0;
    for breakage in &chosen {
        let begun = Instant::now();
        let outcome = copy.breaks(breakage)?;
        let time = begun.elapsed();
        let word = match &outcome {
            Outcome::Caught { steps } => format!("caught in {steps} steps: {}", breakage.property),
            Outcome::Missed(why) => format!("NOT CAUGHT: {why}"),
        };
        say(&format!("{:42} {:>3}.{} s  {word}", breakage.name, time.as_secs(), time.subsec_millis() / 100))?;
        missed += usize::from(matches!(outcome, Outcome::Missed(_)));
    }
    say(&format!("{} of {} breakages caught", chosen.len() - missed, chosen.len()))?;
    Ok(missed == 0 && !chosen.is_empty())
}

/// What came of a breakage.
enum Outcome {
    Caught { steps: usize },
    Missed(String),
}

/// The broken text of a file, if the edit applies: its text stands there exactly once.
fn broken(breakage: &Breakage, text: &str) -> Option<String> {
    let once = text.matches(breakage.from).count() == 1;
    once.then(|| text.replacen(breakage.from, breakage.to, 1))
}

/// A workspace of the library and this package, in the folder for what is built.
struct Copy {
    root: PathBuf,
}

impl Copy {
    /// Copies the sources. What was built before stays, so that only the edit is built again.
    fn lay_out() -> Result<Self, Box<dyn Error>> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = workspace.join("target/month-model");
        for folder in ["voucher-core/src", "voucher-core/examples", "tests/model/src"] {
            copy_folder(&workspace.join(folder), &root.join(folder))?;
        }
        for file in ["voucher-core/Cargo.toml", "tests/model/Cargo.toml", "Cargo.lock", "README.md"] {
            copy_file(&workspace.join(file), &root.join(file))?;
        }
        let library = root.join("voucher-core/src/lib.rs");
        keep(&library, &of_gas_alone(&fs::read_to_string(&library)?))?;
        let manifest = fs::read_to_string(workspace.join("Cargo.toml"))?;
        keep(&root.join("Cargo.toml"), &of_the_copy(&manifest)?)?;
        Ok(Self { root })
    }

    fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root).args(["build", "--quiet", "--offline", "-p", "voucher-model"]);
        // The copy has a folder of its own, whatever is set for the workspace.
        cargo.env("CARGO_TARGET_DIR", self.root.join("target"));
        cargo
    }

    fn build(&self) -> Result<(), Box<dyn Error>> {
        let output = self.cargo().output()?;
        if output.status.success() { Ok(()) } else { Err(errors(&output).into()) }
    }

    /// Breaks the library, looks for the failure, and mends it.
    fn breaks(&self, breakage: &Breakage) -> Result<Outcome, Box<dyn Error>> {
        let file = self.root.join("voucher-core/src").join(breakage.file);
        let whole = fs::read_to_string(&file)?;
        let Some(broken) = broken(breakage, &whole) else {
            return Ok(Outcome::Missed(format!("the edit no longer applies to {}", breakage.file)));
        };
        fs::write(&file, broken)?;
        let outcome = self.look(breakage);
        fs::write(&file, whole)?;
        outcome
    }

    fn look(&self, breakage: &Breakage) -> Result<Outcome, Box<dyn Error>> {
        let built = self.cargo().output()?;
        if !built.status.success() {
            return Ok(Outcome::Missed(format!("does not compile\n{}", errors(&built))));
        }
        let program = format!("target/debug/voucher-model{}", env::consts::EXE_SUFFIX);
        let mut command = Command::new(self.root.join(program));
        let output = command.args(["until", breakage.property, breakage.configuration]).output()?;
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        let steps = shown.lines().filter(|line| line.starts_with("    ")).count();
        let why = || format!("{} plays {}\n{shown}", breakage.configuration, errors(&output));
        Ok(if output.status.success() { Outcome::Caught { steps } } else { Outcome::Missed(why()) })
    }
}

/// The root of the library without the programmes that the model does not play and the list of everybody's codes, which
/// would be compiled for every edit.
fn of_gas_alone(root: &str) -> String {
    const OTHERS: [&str; 5] = ["family_card", "meals", "medicines", "targeted_assistance", "codes"];
    let other = |line: &&str| !OTHERS.iter().any(|name| line.ends_with(&format!("mod {name};")));
    root.split_inclusive('\n').filter(|line| other(&line.trim_end())).collect()
}

/// The workspace's manifest with two members, and a profile that builds fast.
fn of_the_copy(manifest: &str) -> Result<String, Box<dyn Error>> {
    let mut manifest: Table = manifest.parse()?;
    let workspace = manifest.get_mut("workspace").and_then(Value::as_table_mut);
    workspace.ok_or("no workspace")?.insert("members".to_owned(), Value::from(MEMBERS.to_vec()));
    manifest.insert("profile".to_owned(), Value::Table(PROFILE.parse()?));
    Ok(manifest.to_string())
}

const MEMBERS: [&str; 2] = ["voucher-core", "tests/model"];

const PROFILE: &str = r#"
[dev]
debug = false
incremental = true

[dev.package.stateright]
opt-level = 2

[dev.package.hashbrown]
opt-level = 2

[dev.package.sha2]
opt-level = 2
"#;

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() { copy_folder(&from, &to)? } else { copy_file(&from, &to)? }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    keep(to, &fs::read_to_string(from)?)
}

/// Writes a file unless it is so already, since a newer file is built again.
fn keep(file: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(file, text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An edit that no longer applies shows nothing: it is a fault of the list.
    #[test]
    fn every_breakage_applies_and_names_what_there_is() {
        let configurations = crate::configuration::all().unwrap();
        for breakage in &ALL {
            let source =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("../../voucher-core/src").join(breakage.file);
            let text = fs::read_to_string(source).unwrap();
            assert!(broken(breakage, &text).is_some(), "{}", breakage.name);
            let found = configurations.iter().find(|each| each.name == breakage.configuration);
            let model = found.cloned().unwrap().model().unwrap();
            let properties = stateright::Model::properties(&model);
            assert!(properties.iter().any(|each| each.name == breakage.property), "{}", breakage.name);
        }
    }
}

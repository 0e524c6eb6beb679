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
    let begun = Instant::now();
    let program = build()?;
    say(&format!("all breakages: built in {} s", begun.elapsed().as_secs()))?;
    let is_chosen = |each: &Breakage| names.is_empty() || names.contains(&each.name);
    let chosen: Vec<_> = ALL.iter().enumerate().filter(|(_, each)| is_chosen(each)).collect();
    let mut missed = 0;
    for (number, breakage) in &chosen {
        let begun = Instant::now();
        let outcome = play(&program, *number, breakage)?;
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

/// Looks for the failure that a breakage must bring.
fn play(program: &Path, number: usize, breakage: &Breakage) -> Result<Outcome, Box<dyn Error>> {
    let mut command = Command::new(program);
    command.env(WHICH, number.to_string()).args(["until", breakage.property, breakage.configuration]);
    let output = command.output()?;
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let steps = shown.lines().filter(|line| line.starts_with("    ")).count();
    let why = || format!("{} plays {}\n{shown}", breakage.configuration, errors(&output));
    Ok(if output.status.success() { Outcome::Caught { steps } } else { Outcome::Missed(why()) })
}

/// Which breakage the copy has, by its place in the list: of all that it could have, so that it is compiled once.
const WHICH: &str = "VOUCHER_MODEL_BREAKAGE";

/// What the copy's root has besides.
const CHOICE: &str = r#"
extern crate std;
pub(crate) fn is_broken(number: usize) -> bool {
    static WHICH: std::sync::LazyLock<Option<usize>> =
        std::sync::LazyLock::new(|| std::env::var("VOUCHER_MODEL_BREAKAGE").ok()?.parse().ok());
    *WHICH == Some(number)
}
"#;

/// The text of a file of the library in which every expression that a breakage names gives way to the chosen breakage's.
fn broken(file: &str, mut text: String) -> String {
    if file == "lib.rs" {
        return of_gas_alone(&text) + CHOICE;
    }
    let mut done = Vec::new();
    for Breakage { from, .. } in ALL.iter().filter(|each| each.file == file) {
        if !done.contains(&from) {
            done.push(from);
            text = text.replacen(from, &choice(file, from), 1);
        }
    }
    text
}

/// An expression of a file, or one of those that can stand in its place.
fn choice(file: &str, from: &str) -> String {
    let of_it = ALL.iter().enumerate().filter(|(_, each)| (each.file, each.from) == (file, from));
    let others: String = of_it
        .map(|(number, each)| format!("if crate::is_broken({number}) {{ {} }} else ", each.to))
        .collect();
    format!("({others}{{ {from} }})")
}

/// A program of this package and a copy of the library that has every breakage, in the folder for what is built.
fn build() -> Result<PathBuf, Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (target, root) = (workspace.join("target"), workspace.join("target/month-model"));
    // Other folders than the workspace's, by which cargo knows the packages apart.
    let source = workspace.join("voucher-core/src");
    let in_source = |file: &Path| Some(file.strip_prefix(&source).ok()?.to_str()?.to_owned());
    copy(&source, &root.join("library/src"), &|file, text| {
        Ok(broken(&in_source(file).unwrap_or_default(), text))
    })?;
    copy(&workspace.join("Cargo.toml"), &root.join("Cargo.toml"), &|_, text| of_the_copy(&text))?;
    for (from, to) in [
        ("voucher-core/Cargo.toml", "library/Cargo.toml"),
        ("voucher-core/examples", "library/examples"),
        ("tests/model/Cargo.toml", "model/Cargo.toml"),
        ("tests/model/src", "model/src"),
        ("Cargo.lock", "Cargo.lock"),
        ("README.md", "README.md"),
    ] {
        copy(&workspace.join(from), &root.join(to), &|_, text| Ok(text))?;
    }
    // Where the workspace has compiled what both depend on.
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&root).env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0");
    let output = cargo.args(["build", "--quiet", "--offline", "-p", "voucher-model"]).output()?;
    if !output.status.success() {
        return Err(errors(&output).into());
    }
    let name = format!("voucher-model{}", env::consts::EXE_SUFFIX);
    let program = root.join(&name);
    fs::copy(target.join("debug").join(name), &program)?;
    Ok(program)
}

/// The root of the library without the programmes that the model does not play, and the list of everybody's codes.
fn of_gas_alone(root: &str) -> String {
    const OTHERS: [&str; 5] = ["family_card", "meals", "medicines", "targeted_assistance", "codes"];
    let other = |line: &&str| !OTHERS.iter().any(|name| line.ends_with(&format!("mod {name};")));
    root.split_inclusive('\n').filter(|line| other(&line.trim_end())).collect()
}

/// The workspace's manifest with two members, in the copy's folders.
fn of_the_copy(manifest: &str) -> Result<String, Box<dyn Error>> {
    let manifest = manifest.replace("path = \"voucher-core\"", "path = \"library\"");
    let mut manifest: Table = manifest.parse()?;
    let workspace = manifest.get_mut("workspace").and_then(Value::as_table_mut);
    workspace.ok_or("no workspace")?.insert("members".to_owned(), Value::from(vec!["library", "model"]));
    Ok(manifest.to_string())
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What the text of a file becomes.
type Change<'a> = dyn Fn(&Path, String) -> Result<String, Box<dyn Error>> + 'a;

/// Copies a file, or all files of a folder, with their texts changed. What is so already stays, since a newer file is
/// compiled again.
fn copy(from: &Path, to: &Path, change: &Change) -> Result<(), Box<dyn Error>> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()), change)?;
        }
        return Ok(());
    }
    let text = change(from, fs::read_to_string(from)?)?;
    if fs::read_to_string(to).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(to, text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An expression that is not there shows nothing: it is a fault of the list.
    #[test]
    fn every_breakage_applies_and_names_what_there_is() {
        let configurations = crate::configuration::all().unwrap();
        for breakage in &ALL {
            let source =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("../../voucher-core/src").join(breakage.file);
            let text = fs::read_to_string(source).unwrap();
            assert_eq!(text.matches(breakage.from).count(), 1, "{}", breakage.name);
            let found = configurations.iter().find(|each| each.name == breakage.configuration);
            let model = found.cloned().unwrap().model().unwrap();
            let properties = stateright::Model::properties(&model);
            assert!(properties.iter().any(|each| each.name == breakage.property), "{}", breakage.name);
        }
    }

    /// The copy asks for a breakage by the word that it is handed.
    #[test]
    fn the_copy_knows_the_word_for_its_breakage() {
        assert!(CHOICE.contains(&format!("\"{WHICH}\"")));
    }
}

//! The sources that UniFFI generates from the built library: kept for review, compared in the checks.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::codes::Codes;
use super::{copy, kotlin, library, read, swift};
use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, fresh, say, succeeds};

/// Where each generated file is kept, beside its name under the generator's folder.
const KEPT: [(&str, &str); 3] = [
    ("kotlin/kz/voucher/core/voucher_core_mobile.kt", "bindings-mobile/kotlin/generated/kz/voucher/core"),
    ("swift/VoucherCore.swift", "bindings-mobile/swift/Sources/VoucherCore/Generated"),
    ("swift/VoucherCoreFFI.h", "bindings-mobile/swift/Sources/VoucherCoreFFI"),
];

/// Whether the kept sources are those of the library that is built.
pub(crate) fn stale(workspace: &Workspace) -> Outcome {
    let made = generate(workspace, &["kotlin", "swift"])?;
    for (name, _) in KEPT {
        let kept = kept(workspace, name)?;
        if read(&made.join(name))? != read(&kept)? {
            let kept = kept.strip_prefix(&workspace.root).unwrap_or(&kept).display();
            return Err(Failure::Step(format!("{kept} is stale: cargo xtask mobile sources")));
        }
    }
    Ok(Done::Passed)
}

/// Generates them anew and keeps them.
pub(crate) fn keep(workspace: &Workspace) -> Result<(), Failure> {
    let made = generate(workspace, &["kotlin", "swift"])?;
    for (name, _) in KEPT {
        let kept = kept(workspace, name)?;
        copy(&made.join(name), &kept)?;
        say(&format!("wrote {}", kept.strip_prefix(&workspace.root).unwrap_or(&kept).display()))?;
    }
    Ok(())
}

/// Every vector through the generated Python, and each kind of call once: no phone is needed to see the glue work.
pub(crate) fn python_face(workspace: &Workspace) -> Outcome {
    let names = ["python3", "python"];
    let Some(python) = names.into_iter().find(|name| succeeds(workspace.command(name).arg("--version")))
    else {
        return Ok(Done::Skipped("there is no python3".to_owned()));
    };
    let made = python_sources(workspace, &library(workspace)?)?;
    let mut command = workspace.command(python);
    workspace.run(command.arg("bindings-mobile/tests/python_face.py").env("PYTHONPATH", &made))
}

/// The generated Python, with a library beside it.
pub(crate) fn python_sources(workspace: &Workspace, library: &Path) -> Result<PathBuf, Failure> {
    let made = generate(workspace, &["python"])?.join("python");
    copy(library, &made.join(library.file_name().unwrap_or_default()))?;
    Ok(made)
}

/// Generates the sources of these languages into a folder each, and gives the folder above.
fn generate(workspace: &Workspace, languages: &[&str]) -> Result<PathBuf, Failure> {
    let library = library(workspace)?;
    let above = workspace.target.join("mobile").join("generated");
    for language in languages {
        let folder = above.join(language);
        fresh(&folder)?;
        let mut command = bindgen(workspace);
        command.args(["--no-format", "--language", language, "--out-dir"]).arg(&folder).arg(&library);
        workspace.run(&mut command)?;
        let codes = || Codes::of(workspace);
        match *language {
            "kotlin" => {
                rewrite(&folder.join("kz/voucher/core/voucher_core_mobile.kt"), &codes()?, kotlin::kept)?;
            }
            "swift" => rewrite(&folder.join("VoucherCore.swift"), &codes()?, swift::kept)?,
            _ => {}
        }
    }
    Ok(above)
}

/// The generator. Not in the release profile: it would take minutes for a program that runs for a moment. What it depends on is
/// compiled once for all checkouts: nothing here is dearer, and nothing of the project is in it.
fn bindgen(workspace: &Workspace) -> Command {
    let mut command = workspace.cargo(["run", "-q", "-p", "voucher-core-bindgen", "--target-dir"]);
    command.arg(workspace.caches().join("bindgen"));
    command.args(["--config", "profile.dev.strip=true", "--", "generate"]);
    command
}

fn rewrite(
    file: &Path,
    codes: &Codes,
    change: fn(&str, &Codes) -> Result<String, Failure>,
) -> Result<(), Failure> {
    let text = fs::read_to_string(file).map_err(Failure::file("read", file))?;
    fs::write(file, change(&text, codes)?).map_err(Failure::file("write", file))
}

fn kept(workspace: &Workspace, name: &str) -> Result<PathBuf, Failure> {
    let folder = KEPT.iter().find(|(kept, _)| *kept == name).map_or("", |(_, folder)| folder);
    let file: OsString = Path::new(name).file_name().unwrap_or_default().to_owned();
    let folder = workspace.root.join(folder);
    fs::create_dir_all(&folder).map_err(Failure::file("make", &folder))?;
    Ok(folder.join(file))
}

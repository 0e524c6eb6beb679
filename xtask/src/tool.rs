//! Programs that cargo installs, each of one version, under `target/tools`.

use std::env;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::workspace::{Workspace, succeeds};

/// A program of crates.io.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

impl Tool {
    /// Where it is, after installing it where it is not there in its version.
    pub(crate) fn find(&self, workspace: &Workspace) -> Result<PathBuf, Failure> {
        let Self { name, version } = self;
        let tools = workspace.target.join("tools");
        let program = tools.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let list = workspace.cargo(["install", "--list", "--root"]).arg(&tools).output();
        let line = format!("{name} v{version}:");
        let there =
            list.is_ok_and(|list| String::from_utf8_lossy(&list.stdout).lines().any(|each| each == line));
        if !there || !program.exists() {
            let exactly = format!("{name}@{version}");
            // Most of their time is that of the compiler and the tests which they call: they need not be fast themselves.
            workspace
                .run(workspace.cargo(["install", "--locked", "--debug", &exactly, "--root"]).arg(&tools))?;
        }
        Ok(program)
    }
}

/// Whether rustup has a toolchain, or could add it.
pub(crate) fn toolchain(workspace: &Workspace, name: &str) -> bool {
    let there = ["run", name, "cargo", "--version"];
    let add = ["toolchain", "install", name, "--profile", "minimal", "--no-self-update"];
    succeeds(workspace.command("rustup").args(there)) || succeeds(workspace.command("rustup").args(add))
}

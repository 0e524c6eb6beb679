//! Links what an app loads: of the static library no more than the app calls.
//!
//! rustc would show all that UniFFI's macros export, and so keep what only the generators read, and the asynchronous calls
//! that nothing here makes.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::LIBRARY;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// What an app calls, for the linker: calls and their checksums, the version of UniFFI, and what crosses.
fn shown() -> String {
    let calls = [
        format!("uniffi_{LIBRARY}_*"),
        format!("ffi_{LIBRARY}_uniffi_contract_version"),
        format!("ffi_{LIBRARY}_rustbuffer_*"),
    ];
    format!("{{ global: {}; local: *; }};\n", calls.join("; "))
}

/// How the shared library is made: closed, small, read-only once it is loaded, and for pages of 16 KB, since such phones load
/// nothing that is aligned to less.
const HOW: [&str; 9] = [
    "-shared",
    "-s",
    "-Wl,-O1",
    "-Wl,--as-needed",
    "-Wl,--gc-sections",
    "-Wl,--no-undefined",
    "-Wl,-z,noexecstack",
    "-Wl,-z,relro,-z,now",
    "-Wl,-z,max-page-size=16384",
];

/// What the standard library of Rust needs of Linux (`rustc --print native-static-libs`).
pub(super) const LINUX: [&str; 4] = ["-lgcc_s", "-lm", "-ldl", "-lc"];

/// What it needs of Android.
pub(super) const ANDROID: [&str; 5] = ["-llog", "-lunwind", "-lm", "-ldl", "-lc"];

/// Links the static library `from` to the shared one `to`, stripped.
pub(super) fn link(
    workspace: &Workspace,
    compiler: &Path,
    system: &[&str],
    from: &Path,
    to: &Path,
) -> Result<(), Failure> {
    let list = from.with_extension("map");
    fs::write(&list, shown()).map_err(Failure::file("write", &list))?;
    let mut command: Command = workspace.command(compiler);
    command.args(HOW).arg(format!("-Wl,-soname,lib{LIBRARY}.so"));
    command.arg(format!("-Wl,--version-script={}", list.display())).arg("-o").arg(to);
    command.arg("-Wl,--whole-archive").arg(from).arg("-Wl,--no-whole-archive").args(system);
    workspace.run(&mut command).map(|_| ())
}

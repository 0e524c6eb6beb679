//! A small wallet service on PostgreSQL that embeds voucher-core, and a race that checks what it keeps.

#[cfg(unix)]
mod race;
#[cfg(unix)]
mod wallet;

use std::process::ExitCode;

#[cfg(unix)]
fn main() -> ExitCode {
    race::commands::main()
}

/// The server listens on a local socket, which is for Unix.
#[cfg(not(unix))]
fn main() -> ExitCode {
    ExitCode::FAILURE
}

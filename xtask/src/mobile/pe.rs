//! What a library of Windows says of itself: its processor, the libraries it needs, the calls it has.

use goblin::pe::{PE, header::COFF_MACHINE_X86_64};

use super::LIBRARY;

/// What every Windows has, without the version of an interface: neither the compiler's libraries nor those of threads.
const HAS: [&str; 4] = ["kernel32", "ntdll", "msvcrt", "api-ms-win-"];

/// The first fault of a library, in words.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let library = PE::parse(bytes).map_err(|error| format!("no PE file: {error}"))?;
    let machine = library.header.coff_header.machine;
    if machine != COFF_MACHINE_X86_64 || !library.is_64 {
        return Err(format!("is for processor {machine}, not {COFF_MACHINE_X86_64}"));
    }
    if !library.is_lib {
        return Err("is no DLL".to_owned());
    }
    let is_there = |needed: &str| HAS.iter().any(|has| needed.to_lowercase().starts_with(has));
    if let Some(stranger) = library.libraries.iter().find(|needed| !is_there(needed)) {
        return Err(format!("needs {stranger}"));
    }
    let version = format!("uniffi_{LIBRARY}_fn_func_library_version");
    if library.exports.iter().any(|call| call.name == Some(version.as_str())) {
        Ok(())
    } else {
        Err(format!("has no call {version}"))
    }
}

//! What a shared library says of itself: alignment, the libraries it needs, the symbols it shows.

use goblin::elf::{Elf, Sym, header, program_header::PT_LOAD, sym::STB_LOCAL};

use super::LIBRARY;

/// Pages of the phones of today.
const PAGE: u64 = 16 * 1024;

/// A system that loads the library.
pub(crate) struct Platform {
    /// Libraries that every such system has.
    pub(crate) has: &'static [&'static str],
    /// The processor, as ELF numbers it.
    pub(crate) machine: u16,
}

/// Whichever Linux this is.
pub(crate) const LINUX: Platform = if cfg!(target_arch = "aarch64") { LINUX_ARM64 } else { LINUX_X86_64 };

pub(crate) const LINUX_X86_64: Platform = Platform {
    has: &[
        "libgcc_s.so.1",
        "libc.so.6",
        "libm.so.6",
        "libdl.so.2",
        "libpthread.so.0",
        "ld-linux-x86-64.so.2",
    ],
    machine: X86_64,
};

pub(crate) const LINUX_ARM64: Platform = Platform {
    has: &[
        "libgcc_s.so.1",
        "libc.so.6",
        "libm.so.6",
        "libdl.so.2",
        "libpthread.so.0",
        "ld-linux-aarch64.so.1",
    ],
    machine: ARM64,
};

/// Of Android.
pub(crate) const fn android(machine: u16) -> Platform {
    Platform { has: &["libc.so", "libdl.so", "libm.so", "liblog.so"], machine }
}

pub(crate) const ARM: u16 = header::EM_ARM;
pub(crate) const ARM64: u16 = header::EM_AARCH64;
pub(crate) const X86: u16 = header::EM_386;
pub(crate) const X86_64: u16 = header::EM_X86_64;

/// The first fault of a library, in words.
pub(crate) fn check(bytes: &[u8], platform: &Platform) -> Result<(), String> {
    let elf = Elf::parse(bytes).map_err(|error| format!("no ELF file: {error}"))?;
    let machine = elf.header.e_machine;
    if machine != platform.machine {
        return Err(format!("is for processor {machine}, not {}", platform.machine));
    }
    let loaded = elf.program_headers.iter().filter(|part| part.p_type == PT_LOAD);
    for part in loaded {
        if part.p_align < PAGE {
            return Err(format!("a part is aligned to {} bytes, less than {PAGE}", part.p_align));
        }
    }
    if elf.soname != Some(&format!("lib{LIBRARY}.so")) {
        return Err("has not its own name".to_owned());
    }
    if let Some(stranger) = elf.libraries.iter().find(|library| !platform.has.contains(library)) {
        return Err(format!("needs {stranger}"));
    }
    let mut count = 0;
    // A linker may name its own parts too, which nobody else sees.
    let is_shown =
        |symbol: &Sym| symbol.st_shndx != 0 && symbol.st_bind() != STB_LOCAL && !symbol.is_import();
    for symbol in elf.dynsyms.iter().filter(is_shown) {
        let name = elf.dynstrtab.get_at(symbol.st_name).unwrap_or_default();
        if !is_ours(name) {
            return Err(format!("shows the symbol {name}"));
        }
        count += 1;
    }
    if count == 0 { Err("shows no symbol".to_owned()) } else { Ok(()) }
}

/// What UniFFI makes for this crate and apps call: none of what only generators read.
fn is_ours(name: &str) -> bool {
    let prefixes = ["uniffi_", "ffi_"];
    prefixes.iter().any(|prefix| name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(LIBRARY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_apps_call_is_ours() {
        assert!(is_ours("uniffi_voucher_core_mobile_fn_func_confirm"));
        assert!(is_ours("ffi_voucher_core_mobile_rustbuffer_alloc"));
        assert!(!is_ours("UNIFFI_META_VOUCHER_CORE_MOBILE_FUNC_CONFIRM"));
        assert!(!is_ours("rust_eh_personality"));
        assert!(!is_ours("uniffi_other_fn_func_confirm"));
    }

    /// This very program is an ELF file, but none of our libraries.
    #[test]
    #[cfg(target_os = "linux")]
    fn another_file_has_faults() {
        let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert_eq!(check(b"no library", &LINUX).unwrap_err().split(':').next(), Some("no ELF file"));
        assert!(check(&program, &LINUX).is_err());
        let other = if cfg!(target_arch = "aarch64") { X86_64 } else { ARM64 };
        assert!(check(&program, &android(other)).unwrap_err().starts_with("is for processor"));
    }
}

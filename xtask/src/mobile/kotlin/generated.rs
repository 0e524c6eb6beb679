//! What is changed in the Kotlin that UniFFI generates, before it is kept.
//!
//! A call hands over a status, for which JNA made three structures, found out by reflection, and as much native
//! memory: most of what an empty call took. Now it is plain memory, of which one byte is read, and a structure is made
//! only of a status that is an error. What only asynchronous calls and objects need is left out: JNA binds each
//! declared function when the library is loaded, and the machine loads each class in the first call. Nothing else is
//! touched, and a generator that writes something else here is noticed.

use crate::failure::Failure;

/// Pairs of what the generator writes once and what stands there instead.
const CHANGES: [[&str; 2]; 2] = [
    [
        "internal open class UniffiRustCallStatus : Structure() {\n",
        "internal open class UniffiRustCallStatus(memory: Pointer? = null) : Structure(memory) {\n",
    ],
    [
        "callback: (UniffiRustCallStatus) -> U): U {
    var status = UniffiRustCallStatus()
    val return_value = callback(status)
    uniffiCheckCallStatus(errorHandler, status)
    return return_value
}
",
        "callback: (Pointer) -> U): U {
    val status = newStatus()
    try {
        val return_value = callback(status)
        if (status.getByte(0) != UNIFFI_CALL_SUCCESS) {
            uniffiCheckCallStatus(errorHandler, UniffiRustCallStatus(status).also { it.read() })
        }
        return return_value
    } finally {
        status.close()
    }
}
",
    ],
];

/// The same for what it writes again and again.
const EVERYWHERE: [[&str; 2]; 3] = [
    [
        "private inline fun <U> uniffiRustCall(callback: (UniffiRustCallStatus) ->",
        "private inline fun <U> uniffiRustCall(callback: (Pointer) ->",
    ],
    ["uniffi_out_err: UniffiRustCallStatus,", "uniffi_out_err: Pointer,"],
    // Of every record and list, to hang functions on; it is a class of its own.
    ["    companion object\n", ""],
];

/// The callbacks and structures of asynchronous calls: from the first of these lines up to the second.
const CALLBACKS: [&str; 2] =
    ["// Define FFI callback types\n", "// A JNA Library to expose the extern-C FFI definitions.\n"];

/// How a function of asynchronous calls begins; it ends with the next line.
const FUTURE: &str = "    external fun ffi_voucher_core_mobile_rust_future_";

/// The generated Kotlin as it is kept.
pub(crate) fn kept(generated: &str) -> Result<String, Failure> {
    let mut text = without_futures(generated)?;
    for [from, to] in CHANGES {
        if text.matches(from).count() != 1 {
            return Err(unknown());
        }
        text = text.replace(from, to);
    }
    for [from, to] in EVERYWHERE {
        if !text.contains(from) {
            return Err(unknown());
        }
        text = text.replace(from, to);
    }
    Ok(text)
}

fn without_futures(generated: &str) -> Result<String, Failure> {
    let [begin, end] = CALLBACKS;
    let (before, rest) = generated.split_once(begin).ok_or_else(unknown)?;
    let (_, after) = rest.split_once(end).ok_or_else(unknown)?;
    let mut text = format!("{before}{end}");
    let mut parts = after.split(FUTURE);
    text.extend(parts.next());
    for part in parts {
        let mut lines = part.splitn(3, '\n');
        if !lines.nth(1).is_some_and(|line| line.starts_with("    ): ")) {
            return Err(unknown());
        }
        text.extend(lines.next());
    }
    Ok(text)
}

fn unknown() -> Failure {
    Failure::Step(
        "the generator writes calls that xtask/src/mobile/kotlin/generated.rs does not know".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As much as is changed, as the generator writes it.
    fn generated() -> String {
        let [begin, end] = CALLBACKS;
        let once: String = CHANGES.iter().map(|[from, _]| *from).collect();
        let often: String = EVERYWHERE.iter().map(|[from, _]| from.repeat(2)).collect();
        let future = format!("{FUTURE}free_u8(`handle`: Long,\n    ): Unit\n");
        format!("{once}{often}{begin}callbacks\n{end}a\n{future}b\n{future}c\n")
    }

    #[test]
    fn every_change_is_made_or_none() {
        let text = kept(&generated()).unwrap();
        for gone in ["companion object", "UniffiRustCallStatus,", "callbacks", "rust_future"] {
            assert!(!text.contains(gone), "{gone}");
        }
        assert!(text.ends_with("a\nb\nc\n"));
        assert!(kept(&text).is_err(), "made already");
        assert!(kept(&generated().replacen("var status", "val status", 1)).is_err());
        assert!(kept(&generated().replace("    ): Unit\n", "    ) Unit\n")).is_err());
    }

    /// The file that is kept has them.
    #[test]
    fn the_kept_file_has_every_change() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../bindings-mobile/kotlin/generated/kz/voucher/core/voucher_core_mobile.kt"
        );
        let text = std::fs::read_to_string(file).unwrap();
        let changes = CHANGES.iter().chain(&EVERYWHERE);
        assert!(changes.clone().all(|[from, to]| text.contains(to) && !text.contains(from)));
        assert!(!text.contains(FUTURE));
    }
}

//! What is changed in the Kotlin that UniFFI generates, before it is kept.
//!
//! A call handed over a status, for which JNA made three structures, found out by reflection; those and the buffers of
//! its arguments and its answer waited with their native memory for JNA's one thread that gives it back. Now the status is
//! plain memory, and `Call.kt` gives everything back when the call ends, also where an argument cannot be lowered. The first
//! call compares the library with these sources, which only `uniffiEnsureInitialized` did. What only asynchronous calls and
//! objects need is left out: JNA binds each declared function when the library is loaded, and the machine loads each class
//! in the first call. What is known of a family prints only its kind (N34), because a data class prints all its fields.
//!
//! What is public is the library: UniFFI's converters, buffers and aliases are internal. Java finds all calls in one class,
//! `VoucherCore`, which the sources by hand share. Each value of a closed list has its code.
//!
//! Nothing else is touched, and a generator that writes something else here is noticed.

use crate::failure::Failure;
use crate::mobile::codes::{Codes, Writing};

/// Pairs of what the generator writes once and what stands there instead.
const CHANGES: [[&str; 2]; 8] = [
    [
        "@file:Suppress(\"NAME_SHADOWING\")\n",
        "@file:JvmName(\"VoucherCore\")\n@file:JvmMultifileClass\n@file:Suppress(\"NAME_SHADOWING\")\n",
    ],
    [
        "\nopen class RustBuffer : Structure() {\n",
        "\ninternal open class RustBuffer : StructureInOneBlock() {\n",
    ],
    [
        "\ninterface UniffiRustCallStatusErrorHandler<",
        "\ninternal interface UniffiRustCallStatusErrorHandler<",
    ],
    [
        "\nobject UniffiNullRustCallStatusErrorHandler",
        "\ninternal object UniffiNullRustCallStatusErrorHandler",
    ],
    ["    companion object ErrorHandler :", "    internal companion object ErrorHandler :"],
    ["rustbuffer_free(buf, status)\n", "rustbuffer_free(buf.keptBy(status), status.begin())\n"],
    [
        "        Native.register(UniffiLib::class.java,",
        "        IntegrityCheckingUniffiLib.ensureInitialized()
        Native.register(UniffiLib::class.java,",
    ],
    // An error is spelt once: `toString` puts the class in front of it.
    [
        "get() = \"code=${ `code` }, field=${ `field` }, detail=${ `detail` }\"\n",
        "get() = \"${ `code` }: ${ `detail` }\"\n",
    ],
];

/// The same for what it writes again and again.
const EVERYWHERE: [[&str; 2]; 8] = [
    [
        "private inline fun <U> uniffiRustCall(callback: (UniffiRustCallStatus) ->",
        "private inline fun <U> uniffiRustCall(callback: (Call) ->",
    ],
    ["uniffi_out_err: UniffiRustCallStatus,", "uniffi_out_err: Pointer,"],
    // The arguments of a call.
    ["`),", "`).keptBy(_status),"],
    ["_status)\n", "_status.begin())\n"],
    // Of every record and list, to hang functions on; it is a class of its own.
    ["    companion object\n", ""],
    ["public object FfiConverter", "internal object FfiConverter"],
    ["public interface FfiConverter", "internal interface FfiConverter"],
    ["public typealias ", "internal typealias "],
];

/// What is left out: from the first of two lines up to the second.
const LEFT_OUT: [[&str; 2]; 4] = [
    // In `Call.kt`.
    [
        "// Call a rust function that returns a Result<>.",
        "/**\n * UniffiRustCallStatusErrorHandler implementation for times",
    ],
    ["internal inline fun<T> uniffiTraitInterfaceCall(", "// Contains loading, initialization code,\n"],
    // The callbacks and structures of asynchronous calls.
    ["// Define FFI callback types\n", "// A JNA Library to expose the extern-C FFI definitions.\n"],
    // What objects need.
    [
        "// Interface implemented by anything that can contain an object reference.\n",
        "/**\n * @suppress\n */\npublic object FfiConverterUInt",
    ],
];

/// An enum of plain values, and the same with a code for each.
const LISTS: Writing = Writing {
    list: ["enum class ", " {"],
    with_codes: "(override val code: String) : Coded {",
    value: "    ",
    code: ["(\"", "\")"],
};

/// Classes of which printing shows the kind only: `Personal.kt` has the class that they get above them.
const HIDDEN: [&str; 11] = [
    "sealed class RightFacts ",
    "sealed class RightAnswer ",
    "sealed class RightDay ",
    "data class RightChild ",
    "data class AssistanceCalculation ",
    "data class AssistanceEvent ",
    "data class AssistanceFamily ",
    "data class AssistanceIncome ",
    "data class AssistanceMember ",
    "data class AssistanceMonth ",
    "data class AssistanceTold ",
];

/// How a function of asynchronous calls begins; it ends with the next line.
const FUTURE: &str = "    external fun ffi_voucher_core_mobile_rust_future_";

/// The generated Kotlin as it is kept.
pub(crate) fn kept(generated: &str, codes: &Codes) -> Result<String, Failure> {
    let mut text = codes.written(&shortened(generated)?, &LISTS)?;
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
    HIDDEN.iter().try_fold(text, |text, class| {
        let (before, rest) = text.split_once(class).ok_or_else(unknown)?;
        let (fields, body) = rest.split_once("{\n").ok_or_else(unknown)?;
        Ok(format!("{before}{class}{fields}: HiddenFacts() {{\n{body}"))
    })
}

/// Without what stands between the lines of `LEFT_OUT`, and without the functions of asynchronous calls.
fn shortened(generated: &str) -> Result<String, Failure> {
    let mut text = generated.to_owned();
    for [begin, end] in LEFT_OUT {
        let (before, rest) = text.split_once(begin).ok_or_else(unknown)?;
        let (_, after) = rest.split_once(end).ok_or_else(unknown)?;
        text = format!("{before}{end}{after}");
    }
    let mut parts = text.split(FUTURE);
    let mut shorter: String = parts.next().into_iter().collect();
    for part in parts {
        let mut lines = part.splitn(3, '\n');
        if !lines.nth(1).is_some_and(|line| line.starts_with("    ): ")) {
            return Err(unknown());
        }
        shorter.extend(lines.next());
    }
    Ok(shorter)
}

fn unknown() -> Failure {
    Failure::Step(
        "the generator writes calls that xtask/src/mobile/kotlin/generated.rs does not know".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(generated: &str) -> Result<String, Failure> {
        super::kept(generated, &Codes::default())
    }

    /// As much as is changed, as the generator writes it.
    fn generated() -> String {
        let once: String = CHANGES.iter().map(|[from, _]| *from).collect();
        let often: String = EVERYWHERE.iter().map(|[from, _]| from.repeat(2)).collect();
        let out: String = LEFT_OUT.iter().map(|[begin, end]| format!("{begin}callbacks\n{end}")).collect();
        let future = format!("{FUTURE}free_u8(`handle`: Long,\n    ): Unit\n");
        let hidden: String = HIDDEN.iter().map(|class| format!("{class}(\n){{\n}}\n")).collect();
        format!("{once}{often}{out}{hidden}a\n{future}b\n{future}c\n")
    }

    #[test]
    fn every_change_is_made_or_none() {
        let text = kept(&generated()).unwrap();
        for gone in ["companion object\n", "UniffiRustCallStatus,", "callbacks", "rust_future", "_status)\n"]
        {
            assert!(!text.contains(gone), "{gone}");
        }
        assert!(text.ends_with("data class AssistanceTold (\n): HiddenFacts() {\n}\na\nb\nc\n"));
        assert!(kept(&text).is_err(), "made already");
        assert!(kept(&generated().replacen("free(buf, ", "free(buffer, ", 1)).is_err());
        assert!(kept(&generated().replace("AssistanceTold", "AssistanceSaid")).is_err());
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
        assert!(CHANGES.iter().chain(&EVERYWHERE).all(|[_, to]| text.contains(to)));
        assert!(EVERYWHERE.iter().all(|[from, _]| !text.contains(from)));
        let end = |end: &str| end.replace("public object", "internal object");
        assert!(LEFT_OUT.iter().all(|[from, to]| !text.contains(from) && text.contains(&end(to))));
        assert!(!text.contains(FUTURE));
        assert!(text.contains("enum class GasReply(override val code: String) : Coded {"));
        let public = text.lines().filter(|line| {
            ["public ", "open ", "object ", "interface ", "class "].iter().any(|word| line.starts_with(word))
        });
        let public: Vec<&str> = public.collect();
        let errors = "class InternalException(message: String) : kotlin.Exception(message)";
        assert_eq!(public, [errors, "public fun uniffiEnsureInitialized() {"]);
        assert_eq!(text.matches(": HiddenFacts() {\n").count(), HIDDEN.len());
    }
}

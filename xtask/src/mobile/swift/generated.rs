//! What is changed in the Swift that UniFFI generates, before it is kept.
//!
//! Its readers copy every number and text through `DataProtocol.copyBytes`, which the compiler cannot see into:
//! reading a screen took 18 µs that way and takes 3 µs when the same bytes are loaded straight. A text is read without
//! an array in between, and what is sent grows in place that is there from the start. Nothing else is touched, and a
//! generator that writes something else here is noticed.

use crate::failure::Failure;
use crate::mobile::codes::{Codes, Writing};

/// Pairs of what the generator writes and what stands there instead.
const CHANGES: [[&str; 2]; 4] = [
    [
        "    let _ = withUnsafeMutableBytes(of: &value, { reader.data.copyBytes(to: $0, from: range)})\n",
        "    value = reader.data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: T.self) }\n",
    ],
    [
        "    var value = [UInt8](repeating: 0, count: count)
    value.withUnsafeMutableBufferPointer({ buffer in
        reader.data.copyBytes(to: buffer, from: range)
    })
",
        "    let value = reader.data.withUnsafeBytes { Array($0[range]) }\n",
    ],
    [
        "        return String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)\n",
        "        let range = buf.offset..<(buf.offset + Int(len))
        guard buf.data.count >= range.upperBound else {
            throw UniffiInternalError.bufferOverflow
        }
        buf.offset = range.upperBound
        return buf.data.withUnsafeBytes { String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self) }
",
    ],
    [
        "fileprivate func createWriter() -> [UInt8] {
    return []
}
",
        "fileprivate func createWriter() -> [UInt8] {
    var writer: [UInt8] = []
    writer.reserveCapacity(512)
    return writer
}
",
    ],
];

/// The one error begins with a small letter, as all cases do.
const CASES: [[&str; 2]; 3] = [
    ["case Malformed(", "case malformed("],
    ["return .Malformed(", "return .malformed("],
    ["case let .Malformed(", "case let .malformed("],
];

/// An enum of plain values, and the same with a code for each.
const LISTS: Writing = Writing {
    list: ["public enum ", ": Equatable, Hashable, CaseIterable {"],
    with_codes: ": String, Coded, CaseIterable {",
    value: "    case ",
    code: [" = \"", "\""],
};

/// The generated Swift as it is kept.
pub(crate) fn kept(generated: &str, codes: &Codes) -> Result<String, Failure> {
    let mut text = codes.written(generated, &LISTS)?;
    for [from, to] in CHANGES.into_iter().chain(CASES) {
        if text.matches(from).count() != 1 {
            let word = "the generator writes readers that xtask/src/mobile/swift/generated.rs does not know";
            return Err(Failure::Step(word.to_owned()));
        }
        text = text.replace(from, to);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(generated: &str) -> Result<String, Failure> {
        super::kept(generated, &Codes::default())
    }

    #[test]
    fn every_change_is_made_once_or_not_at_all() {
        let [[first, _], [second, _], [third, _], [fourth, _]] = CHANGES;
        let cases: String = CASES.iter().map(|[from, _]| *from).collect();
        let fourth = format!("{fourth}{cases}");
        let text = kept(&format!("a\n{first}b\n{second}c\n{third}{fourth}")).unwrap();
        assert!(text.contains("loadUnaligned") && !text.contains("copyBytes"));
        assert!(kept(&text).is_err(), "made already");
        assert!(kept(&format!("{first}{first}{second}{third}{fourth}")).is_err());
        assert!(kept(&format!("{first}{second}{third}")).is_err());
    }

    /// The file that is kept has them.
    #[test]
    fn the_kept_file_reads_straight() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../bindings-mobile/swift/Sources/VoucherCore/Generated/VoucherCore.swift"
        );
        let text = std::fs::read_to_string(file).unwrap();
        assert!(CHANGES.iter().chain(&CASES).all(|[from, to]| text.contains(to) && !text.contains(from)));
        assert!(text.contains("enum GasReply: String, Coded, CaseIterable {"));
    }
}

/// JSON whose objects keep their order, for comparing answers as the vectors' README says.
enum Json: Equatable {
    case null
    case bool(Bool)
    /// As it was written: no answer holds a number that two spellings could mean.
    case number(String)
    case string(String)
    case array([Json])
    case object([Field])

    struct Field: Equatable {
        let name: String
        let value: Json
    }

    /// The one value that the text holds, or none where it is malformed.
    init?(_ text: some StringProtocol) {
        var reader = JsonReader(rest: Array(text.unicodeScalars)[...])
        guard let value = reader.value(), reader.skipSpace(), reader.rest.isEmpty else { return nil }
        self = value
    }

    /// Whether a value is as this one wants it: `"*"` stands for any digest and for any text in three languages.
    func accepts(_ given: Json, called name: String? = nil) -> Bool {
        switch (name, self, given) {
        case ("digest", .string("*"), .string(let digest)):
            let hex = digest.dropFirst("sha256:".count)
            return digest.hasPrefix("sha256:") && hex.count == 64 && hex.allSatisfy { "0123456789abcdef".contains($0) }
        case ("text", .string("*"), .object(let texts)):
            return texts.map(\.name) == ["kk", "ru", "en"] && texts.allSatisfy { field in
                if case .string(let text) = field.value { !text.isEmpty } else { false }
            }
        case (_, .object(let wanted), .object(let given)):
            return wanted.map(\.name) == given.map(\.name)
                && zip(wanted, given).allSatisfy { $0.value.accepts($1.value, called: $0.name) }
        case (_, .array(let wanted), .array(let given)):
            return wanted.count == given.count && zip(wanted, given).allSatisfy { $0.accepts($1) }
        default:
            return self == given
        }
    }
}

/// Reads from the front of what is left.
private struct JsonReader {
    var rest: ArraySlice<Unicode.Scalar>

    mutating func value() -> Json? {
        _ = skipSpace()
        switch rest.first {
        case "{": return object()
        case "[": return array()
        case "\"": return string().map(Json.string)
        case "t": return word("true", .bool(true))
        case "f": return word("false", .bool(false))
        case "n": return word("null", .null)
        default: return number()
        }
    }

    /// Always true, so that it can stand in a condition.
    mutating func skipSpace() -> Bool {
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        return true
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        _ = skipSpace()
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func word(_ word: String, _ value: Json) -> Json? {
        guard rest.starts(with: word.unicodeScalars) else { return nil }
        rest.removeFirst(word.unicodeScalars.count)
        return value
    }

    private mutating func number() -> Json? {
        let digits = rest.prefix { "+-.0123456789eE".unicodeScalars.contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.isEmpty ? nil : .number(String(String.UnicodeScalarView(digits)))
    }

    private mutating func array() -> Json? {
        guard take("[") else { return nil }
        if take("]") { return .array([]) }
        var values: [Json] = []
        repeat {
            guard let value = value() else { return nil }
            values.append(value)
        } while take(",")
        return take("]") ? .array(values) : nil
    }

    private mutating func object() -> Json? {
        guard take("{") else { return nil }
        if take("}") { return .object([]) }
        var fields: [Json.Field] = []
        repeat {
            _ = skipSpace()
            guard let name = string(), take(":"), let value = value() else { return nil }
            fields.append(Json.Field(name: name, value: value))
        } while take(",")
        return take("}") ? .object(fields) : nil
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var units: [UInt16] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                let text = String(decoding: units, as: UTF16.self)
                return Array(text.utf16) == units ? text : nil
            case "\\":
                guard let unit = escaped() else { return nil }
                units.append(unit)
            default: units.append(contentsOf: String(scalar).utf16)
            }
        }
        return nil
    }

    private mutating func escaped() -> UInt16? {
        switch rest.popFirst() {
        case "\"": 0x22
        case "\\": 0x5C
        case "/": 0x2F
        case "b": 0x08
        case "f": 0x0C
        case "n": 0x0A
        case "r": 0x0D
        case "t": 0x09
        case "u": unicode()
        default: nil
        }
    }

    private mutating func unicode() -> UInt16? {
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        return digits.count == 4 ? UInt16(String(String.UnicodeScalarView(digits)), radix: 16) : nil
    }
}

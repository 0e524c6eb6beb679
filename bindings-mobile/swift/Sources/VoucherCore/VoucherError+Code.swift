import Foundation

extension VoucherError {
    /// The stable code of the cause, such as `iin_control_digit`.
    public var code: String {
        switch self {
        case .malformed(let code, _, _): code
        }
    }

    /// The field that was malformed, or the kind of value where a value is read alone.
    public var field: String? {
        switch self {
        case .malformed(_, let field, _): field
        }
    }

    /// What is wrong, in English, for a developer. The value itself is never repeated.
    public var detail: String {
        switch self {
        case .malformed(_, _, let detail): detail
        }
    }
}

extension VoucherError: LocalizedError {
    /// For a developer's log. People are told by the app, in their language, by `code`.
    public var errorDescription: String? { "\(code): \(detail)" }
}

extension VoucherError: CustomStringConvertible {
    /// The same with the type in front: `VoucherError: iin_length: …`.
    public var description: String { "VoucherError: \(code): \(detail)" }
}

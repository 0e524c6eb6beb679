/// An individual identification number (ИИН), as it was typed or read.
///
/// It is checked when it is used; `checkIin` tells while it is typed. Printing it shows only its kind and length:
/// whoever needs the digits asks for them by `exposeText()`.
public struct Iin: Sendable, Hashable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The digits. Personal data: not for logs, analytics or crash reports.
    public func exposeText() -> String { text }
}

/// A personal account at the provider, as it was typed or read; masked like `Iin`.
public struct Account: Sendable, Hashable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The account. Personal data: not for logs, analytics or crash reports.
    public func exposeText() -> String { text }
}

/// A mobile number of Kazakhstan, as it was typed or read; masked like `Iin`.
public struct Phone: Sendable, Hashable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The number. Personal data: not for logs, analytics or crash reports.
    public func exposeText() -> String { text }
}

/// An identifier that the host gives: a school, a point, a prescription, a kind of meal, an event; masked like `Iin`.
public struct Reference: Sendable, Hashable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The identifier as it was written. Personal data: not for logs, analytics or crash reports.
    public func exposeText() -> String { text }
}

/// A fact as a line of a journal, whether or not this version knows it; masked like `Iin`.
public struct FactLine: Sendable, Hashable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The line, to be kept or sent. Personal data: not for logs, analytics or crash reports.
    public func exposeText() -> String { text }
}

/// A value that no print, `dump`, string interpolation, debugger or test report shows.
protocol Masked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    func exposeText() -> String
}

extension Masked {
    public var description: String { "\(Self.self)(\(exposeText().count) characters)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Iin: Masked {}
extension Account: Masked {}
extension Phone: Masked {}
extension Reference: Masked {}
extension FactLine: Masked {}

/// A record of a family or of its amounts: no print, `dump`, string interpolation, debugger or test report shows a field of it.
protocol Hidden: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Hidden {
    public var description: String { "\(Self.self)(hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension RightAnswer: Hidden {}
extension RightFacts: Hidden {}
extension RightDay: Hidden {}
extension RightChild: Hidden {}
extension AssistanceCalculation: Hidden {}
extension AssistanceEvent: Hidden {}
extension AssistanceFamily: Hidden {}
extension AssistanceIncome: Hidden {}
extension AssistanceMember: Hidden {}
extension AssistanceMonth: Hidden {}
extension AssistanceTold: Hidden {}

import Foundation

/// A value of one of the core's closed lists; `allCases` is the list.
public protocol Coded: RawRepresentable where RawValue == String {}

extension Coded {
    /// The stable code, as servers and journals write it: `not_listed`; of a `Region` that of the KATO.
    public var code: String { rawValue }

    /// The value with this code, or none: a newer server may know more of them.
    public init?(code: String) { self.init(rawValue: code) }
}

extension Language {
    /// The language of a locale, such as the device's, or none: the app decides which of the three speaks for another.
    public init?(_ locale: Locale) { self.init(code: String(locale.identifier.prefix { $0.isLetter })) }
}

/// A refusal of a programme.
public protocol Refusal: Coded {
    static var programme: Programme { get }
}

extension Refusal {
    /// What to tell the person.
    public func text(in language: Language) -> String {
        // A refusal of this version always has its words.
        refusalText(programme: Self.programme, code: code, language: language) ?? ""
    }
}

extension GasRefusal: Refusal {
    public static var programme: Programme { .gas }
}

extension MealRefusal: Refusal {
    public static var programme: Programme { .meals }
}

extension PrescriptionRefusal: Refusal {
    public static var programme: Programme { .medicines }
}

extension CardRefusal: Refusal {
    public static var programme: Programme { .familyCard }
}

extension AssistanceRefusal: Refusal {
    public static var programme: Programme { .targetedAssistance }
}

import Foundation

/// An amount of money in whole tiyn, 1/100 tenge.
public struct Tiyn: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let count: UInt64

    public init(_ count: UInt64) { self.count = count }

    /// The amount in tenge, exactly: what a formatter of currency wants.
    public var tenge: Decimal { Decimal(count) / 100 }

    /// In tenge with two decimals, as journals and registers write it: `13955.20`.
    public var description: String {
        let tiyn = count % 100
        return "\(count / 100).\(tiyn < 10 ? "0" : "")\(tiyn)"
    }

    public static func < (one: Tiyn, other: Tiyn) -> Bool { one.count < other.count }
}

/// A number of one kind: a volume where a price belongs does not compile.
///
/// Any text can stand in it; the call that it is handed to refuses what is no such number, by a code.
public protocol Quantity: Sendable, Hashable, CustomStringConvertible {
    /// As journals write it: `29.1`.
    var text: String { get }

    init(_ text: String)
}

extension Quantity {
    /// Without zeros behind the last decimal that counts, like all that the library gives.
    public init(_ amount: Decimal) { self.init(amount.coreText) }

    /// For arithmetic; none where the text is no number.
    public var decimal: Decimal? {
        Double(text) == nil ? nil : Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    }

    public var description: String { text }
}

/// A volume of gas in cubic metres, up to 3 decimals.
public struct Volume: Quantity {
    public let text: String

    public init(_ text: String) { self.text = text }
}

/// A price in tenge per cubic metre, up to 4 decimals.
public struct Price: Quantity {
    public let text: String

    public init(_ text: String) { self.text = text }
}

/// A rate of discount from 0 to 1, up to 4 decimals.
public struct Rate: Quantity {
    public let text: String

    public init(_ text: String) { self.text = text }
}

/// An amount of statistics in tenge, up to 2 decimals, below 100 million.
public struct Amount: Quantity {
    public let text: String

    public init(_ text: String) { self.text = text }
}

/// An income of a whole quarter in tenge, up to 2 decimals, below 10 billion.
public struct QuarterTenge: Quantity {
    public let text: String

    public init(_ text: String) { self.text = text }
}

extension Decimal {
    /// As the core reads it: digits, one point, no locale. What is not a number stays a text that the core refuses.
    var coreText: String { (written ?? self).description }

    /// The number that was written, where this is exactly what `Double` makes of it, as of every literal with a point; none
    /// where it is not, and every decimal counts. No amount has more than four.
    private var written: Decimal? {
        var (number, rounded) = (self, Decimal())
        NSDecimalRound(&rounded, &number, 4, .plain)
        guard let double = Double(rounded.description) else { return nil }
        return Decimal(double) == self ? rounded : nil
    }
}

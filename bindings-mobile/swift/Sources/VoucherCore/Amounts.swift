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

    init(fromCore text: String) throws {
        guard let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else {
            throw UnreadableAnswer()
        }
        self = number
    }
}

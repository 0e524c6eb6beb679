import Foundation

/// A civil date in Kazakhstan: a day of the calendar, no instant and no time zone.
///
/// Any three numbers make one; a day that does not exist is refused by the function that it is handed to, with the
/// code `no_such_day` or `not_a_date`.
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date that it is in Kazakhstan at an instant, wherever the device is and whatever its time zone says.
    ///
    /// This is what `today` wants: `try CivilDate(inKazakhstanAt: Date())`. Instants before March 2024 are refused
    /// (`instant_before_single_zone`), and what is no instant of a written year (`not_an_instant`).
    public init(inKazakhstanAt instant: Date) throws {
        // Whole seconds, downwards: a rounded-up half second would be tomorrow.
        let seconds = instant.timeIntervalSince1970.rounded(.down)
        let year1 = -62_135_596_800.0, year10000 = 253_402_300_800.0
        let isWritten = seconds >= year1 && seconds < year10000
        let text = isWritten ? ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: seconds)) : ""
        self = try civilDate(instant: text)
    }

    /// The date as components of the Gregorian calendar, for `Calendar` and `DatePicker`.
    public var components: DateComponents {
        DateComponents(calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day)
    }

    /// The month that the date lies in.
    public var monthOfYear: Month { Month(year: year, month: month) }

    /// As the core writes it: `2025-09-07`.
    public var description: String { written(year, month, day) }

    public static func < (one: CivilDate, other: CivilDate) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    init(fromCore text: String) throws {
        let numbers = numbers(in: text)
        guard numbers.count == 3 else { throw UnreadableAnswer() }
        self.init(year: numbers.first, month: numbers.second, day: numbers.third)
    }
}

/// A calendar month.
public struct Month: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int

    public init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// As the core writes it: `2025-09`.
    public var description: String { written(year, month, nil) }

    public static func < (one: Month, other: Month) -> Bool {
        (one.year, one.month) < (other.year, other.month)
    }

    init(fromCore text: String) throws {
        let numbers = numbers(in: text)
        guard numbers.count == 2 else { throw UnreadableAnswer() }
        self.init(year: numbers.second, month: numbers.third)
    }
}

/// The core wrote something that is not of the form that it promises: the library and these sources are of
/// different versions.
struct UnreadableAnswer: Error {}

/// The number with zeros in front, so that it has at least this many digits.
private func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return text.utf8.count < width ? String(repeating: "0", count: width - text.utf8.count) + text : text
}

/// `2025-09-07` or `2025-09`: every date crosses to the core and back as text, so the usual ones are written digit by
/// digit, in a string that needs no memory of its own.
private func written(_ year: Int, _ month: Int, _ day: Int?) -> String {
    let usual = 0..<100
    guard (0..<10_000).contains(year), usual.contains(month), usual.contains(day ?? 0) else {
        return "\(padded(year, 4))-\(padded(month, 2))" + (day.map { "-\(padded($0, 2))" } ?? "")
    }
    return String(unsafeUninitializedCapacity: 10) { buffer in
        func digits(_ number: Int, at place: Int) {
            buffer[place] = UInt8(ascii: "0") + UInt8(number / 10)
            buffer[place + 1] = UInt8(ascii: "0") + UInt8(number % 10)
        }
        digits(year / 100, at: 0)
        digits(year % 100, at: 2)
        buffer[4] = UInt8(ascii: "-")
        digits(month, at: 5)
        guard let day else { return 7 }
        buffer[7] = UInt8(ascii: "-")
        digits(day, at: 8)
        return 10
    }
}

/// The numbers between dashes, up to three of them, and how many there are: none if one of them is not a number.
private func numbers(in text: String) -> (first: Int, second: Int, third: Int, count: Int) {
    var (first, second, third, count) = (0, 0, 0, 1)
    for byte in text.utf8 {
        if byte == UInt8(ascii: "-") {
            (first, second, third, count) = (second, third, 0, count + 1)
        } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), third < 1_000_000 {
            third = third * 10 + Int(byte - UInt8(ascii: "0"))
        } else {
            return (0, 0, 0, 0)
        }
    }
    return (first, second, third, count)
}

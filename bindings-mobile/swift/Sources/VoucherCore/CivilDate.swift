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

    /// The day of an instant in a time zone: what a date picker of that zone shows, whichever calendar it counts by.
    public init(_ instant: Date, in zone: TimeZone) {
        let seconds = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        self.init(days: Int32(exactly: (seconds / 86_400).rounded(.down)) ?? .min)
    }

    /// The day that the components name in a calendar, such as that of the device; none where there is no such day.
    public init?(_ components: DateComponents, in calendar: Calendar) {
        var calendar = calendar
        calendar.timeZone = components.timeZone ?? calendar.timeZone
        guard components.isValidDate(in: calendar), let instant = calendar.date(from: components) else { return nil }
        self.init(instant, in: calendar.timeZone)
    }

    /// The date as components of the Gregorian calendar, for `Calendar` and `DatePicker`.
    public var components: DateComponents {
        DateComponents(calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day)
    }

    /// The month that the date lies in.
    public var yearMonth: Month { Month(year: year, month: month) }

    /// As the core writes it: `2025-09-07`.
    public var description: String { written(year, month, day) }

    public static func < (one: CivilDate, other: CivilDate) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    /// The date so many days after 1970-01-01.
    init(days: Int32) {
        // Counted in years that begin in March, so that a leap day is the last of its year.
        let days = Int(days) - marchOfYear0
        let era = floored(days, daysOfEra)
        let day = days - era * daysOfEra
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - daysBefore(year: year)
        let month = (5 * dayOfYear + 2) / 153
        self.init(
            year: era * 400 + year + (month < 10 ? 0 : 1), month: month < 10 ? month + 3 : month - 9,
            day: dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    /// The days since 1970-01-01.
    ///
    /// A day that does not exist has no such number. Written with four and two digits it is `no_such_day` to the core,
    /// like all days of the year 0, so it crosses as one of them; what cannot be written so is far from every date.
    var days: Int32 {
        guard isWritten(year, month), (0..<100).contains(day) else { return .min }
        guard (1...12).contains(month), (1...31).contains(day) else { return Int32(marchOfYear0) }
        let shifted = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let era = floored(shifted.0, 400)
        let dayOfEra = daysBefore(year: shifted.0 - era * 400) + (153 * shifted.1 + 2) / 5 + day - 1
        let days = Int32(era * daysOfEra + dayOfEra + marchOfYear0)
        return day > 28 && CivilDate(days: days).day != day ? Int32(marchOfYear0) : days
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

    /// The month so many months after January of the year 0.
    init(months: Int32) {
        let year = floored(Int(months), 12)
        self.init(year: year, month: Int(months) - year * 12 + 1)
    }

    /// The months since January of the year 0; a month that does not exist is far from every other.
    var months: Int32 {
        isWritten(year, month) && (1...12).contains(month) ? Int32(year * 12 + month - 1) : .min
    }
}

/// The core wrote something that is not of the form that it promises: the library and these sources are of
/// different versions.
struct UnreadableAnswer: Error {}

/// The first of March of the year 0, in days since 1970-01-01.
private let marchOfYear0 = -719_468

/// The days of 400 years.
private let daysOfEra = 146_097

/// The days before a year of an era, from 0 to 399, which begins in March.
private func daysBefore(year: Int) -> Int { 365 * year + year / 4 - year / 100 }

/// The quotient, downwards.
private func floored(_ number: Int, _ divisor: Int) -> Int {
    (number >= 0 ? number : number - divisor + 1) / divisor
}

/// Whether four digits and two can write them.
private func isWritten(_ year: Int, _ month: Int) -> Bool {
    (0..<10_000).contains(year) && (0..<100).contains(month)
}

/// The number with zeros in front, so that it has at least this many digits.
private func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return text.utf8.count < width ? String(repeating: "0", count: width - text.utf8.count) + text : text
}

/// `2025-09-07` or `2025-09`.
private func written(_ year: Int, _ month: Int, _ day: Int?) -> String {
    "\(padded(year, 4))-\(padded(month, 2))" + (day.map { "-\(padded($0, 2))" } ?? "")
}

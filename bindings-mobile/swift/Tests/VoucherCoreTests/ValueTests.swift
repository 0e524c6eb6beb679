import Foundation
@testable import VoucherCore
import XCTest

/// Checks as one types, dates, amounts, regions.
final class ValueTests: XCTestCase {
    func testWhatIsTyped() throws {
        let none: UInt32? = nil, long = String(repeating: "1", count: 33)
        for (text, check) in [
            ("990101600302", .good(iin: otherPerson)), (" 990101 600002\u{A0}", .good(iin: person)), ("99010160000", .incomplete),
            ("9901016000020", .bad(code: "iin_length", position: none)), ("990101600340", .bad(code: "iin_control_digit", position: none)),
            ("99010160000x", .bad(code: "iin_not_digits", position: 11)), ("٩٩٠١٠١٦٠٠٠٠٢", .bad(code: "iin_not_digits", position: 0)),
        ] as [(String, IinCheck)] { XCTAssertEqual(checkIin(text: text), check, text) }
        for (text, check) in [
            (" ab-12/3\r\n", .good(account: Account("AB-12/3"))), (long, .bad(code: "account_too_long", position: none)),
            (" \t", .incomplete), ("12_4", .bad(code: "account_character", position: 2)),
            ("ЁЖ1", .bad(code: "account_character", position: 0)),
        ] as [(String, AccountCheck)] { XCTAssertEqual(checkAccount(text: text), check, text) }
        let phone = Phone("+77011234567")
        for (text, check) in [
            ("+7 (701) 123-45-67", .good(phone: phone)), ("77011234567", .good(phone: phone)),
            ("\u{202A}+7\u{A0}701\u{2011}123\u{2011}45\u{2011}67\u{202C}", .good(phone: phone)),
            ("8701123456", .incomplete(whole: nil)), ("7701123456", .incomplete(whole: Phone("+77701123456"))),
            ("+996701234567", .bad(code: "phone_length", position: none)), ("8701x", .bad(code: "phone_character", position: 4)),
        ] as [(String, PhoneCheck)] { XCTAssertEqual(checkPhone(text: text), check, text) }
        XCTAssertEqual(faultTexts(language: .ru).count, 11)
        XCTAssertEqual(try dateText(date: day("2025-09-29"), language: .kk), "2025 жылғы 29 қыркүйек")
    }

    /// N2: the day changes at 19:00 UTC.
    func testTodayIsTheDateInKazakhstan() throws {
        let midnight = 1_759_172_400.0 // 2025-09-29T19:00:00Z
        XCTAssertEqual(try CivilDate(inKazakhstanAt: Date(timeIntervalSince1970: midnight)), day("2025-09-30"))
        XCTAssertEqual(try CivilDate(inKazakhstanAt: Date(timeIntervalSince1970: midnight - 0.001)), day("2025-09-29"))
        XCTAssertEqual(try CivilDate(inKazakhstanAt: Date(timeIntervalSince1970: midnight - 1)), day("2025-09-29"))
        let single = 1_709_233_200.0 // 2024-02-29T19:00:00Z
        XCTAssertEqual(try CivilDate(inKazakhstanAt: Date(timeIntervalSince1970: single)), day("2024-03-01"))
        XCTAssertEqual(code(try CivilDate(inKazakhstanAt: Date(timeIntervalSince1970: single - 0.001))), "instant_before_single_zone")
        for seconds in [Double.nan, .infinity, -.infinity, 1e300, 253_402_300_800] {
            XCTAssertEqual(code(try CivilDate(inKazakhstanAt: Date(timeIntervalSince1970: seconds))), "not_an_instant")
        }
    }

    /// Dates and months cross as numbers: each comes back as it was, and is the one that its text says.
    func testDatesAreThoseThatAreWritten() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        func last(_ year: Int, _ month: Int) -> Int { month == 2 && isLeap(year) ? 29 : lengths[month - 1] }
        let ends = (1...9999).flatMap { year in
            (1...12).flatMap { month in [1, last(year, month)].map { CivilDate(year: year, month: month, day: $0) } }
        }
        let many = ends.map { GasDatedFact(on: $0, fact: .offerAccepted(iin: person)) }
        let facts = GasMonthFacts(iin: person, month: Month(year: 9999, month: 12), facts: many)
        let first = GasDatedFact(on: CivilDate(year: 1, month: 1, day: 1), fact: .delisted(iin: person))
        XCTAssertEqual(try gasRecordFact(facts: facts, regulation: gas2025(), fact: first).facts, facts)
        for year in 1...9999 {
            let date = CivilDate(year: year, month: 2, day: last(year, 2))
            XCTAssertEqual(try gasRegulationFromJson(json: nextOrder(from: date.description)).period.first, date)
        }
        for year in [1, 1900, 1970, 2000, 2025, 9998] {
            let rules = try gas2025()
            for date in [(2, 29), (2, 30), (4, 31), (0, 1), (13, 1), (1, 0), (1, 32), (99, 99)] where !(isLeap(year) && date == (2, 29)) {
                let today = CivilDate(year: year, month: date.0, day: date.1)
                XCTAssertEqual(code(try gasConfirm(facts: VoucherCoreTests.month([]), regulation: rules, today: today)), "no_such_day", "\(today)")
            }
        }
    }

    /// What four digits and two cannot write is no date; the year 0 has no days.
    func testDatesFarOut() throws {
        let rules = try gas2025()
        func refusal(_ year: Int, _ month: Int, _ day: Int) -> String? {
            let today = CivilDate(year: year, month: month, day: day)
            return code(try gasConfirm(facts: VoucherCoreTests.month([]), regulation: rules, today: today))
        }
        XCTAssertNil(refusal(1, 1, 1))
        XCTAssertNil(refusal(9999, 12, 31))
        for (month, day) in [(1, 1), (2, 29), (12, 31)] { XCTAssertEqual(refusal(0, month, day), "no_such_day") }
        for year in [-1, 10_000, .max, .min] { XCTAssertEqual(refusal(year, 1, 1), "not_a_date") }
        for number in [-1, 100, .max, .min] {
            XCTAssertEqual(refusal(2025, number, 1), "not_a_date")
            XCTAssertEqual(refusal(2025, 1, number), "not_a_date")
        }
        for (year, month) in [(0, 12), (10_000, 1), (2025, 0), (2025, 13), (-1, 1), (.max, .max), (.min, .min)] {
            let facts = VoucherCoreTests.month([], month: Month(year: year, month: month))
            XCTAssertEqual(code(try gasConfirm(facts: facts, regulation: rules, today: day("2025-09-10"))), "not_a_month")
        }
    }

    func testDatesAreNative() {
        XCTAssertLessThan(day("2025-09-30"), day("2025-10-01"))
        XCTAssertEqual(day("2025-09-07").description, "2025-09-07")
        XCTAssertEqual(CivilDate(year: 25, month: 9, day: 7).description, "0025-09-07")
        XCTAssertEqual(day("2026-02-28").components.date.map { Calendar(identifier: .gregorian).component(.day, from: $0) }, 28)
        XCTAssertEqual(Month(year: 2025, month: 9).description, "2025-09")
        XCTAssertLessThan(Month(year: 2025, month: 12), Month(year: 2026, month: 1))
    }

    /// F19: whichever calendar the device counts by, and wherever its midnight is.
    func testDaysOfOtherCalendarsAndZones() throws {
        let zones = [-12, -5, 0, 5, 14].compactMap { TimeZone(secondsFromGMT: $0 * 3600) }
        let calendars = [Calendar.Identifier.gregorian, .iso8601, .buddhist, .islamicUmmAlQura, .islamicCivil, .persian, .hebrew, .japanese]
        for zone in zones {
            var gregorian = Calendar(identifier: .gregorian)
            gregorian.timeZone = zone
            let first = try XCTUnwrap(gregorian.date(from: DateComponents(year: 2025, month: 8, day: 28)))
            for number in 0..<700 {
                let midnight = first.addingTimeInterval(Double(number) * 86_400)
                let date = CivilDate(days: 20_328 + Int32(number))
                XCTAssertEqual(CivilDate(midnight, in: zone), date)
                XCTAssertEqual(CivilDate(midnight.addingTimeInterval(86_399.5), in: zone), date)
                guard number % 5 == 0 else { continue }
                for identifier in calendars {
                    var calendar = Calendar(identifier: identifier)
                    calendar.timeZone = zone
                    let parts = calendar.dateComponents([.era, .year, .month, .day, .isLeapMonth], from: midnight)
                    XCTAssertEqual(CivilDate(parts, in: calendar), date, "\(identifier)")
                }
            }
        }
        XCTAssertNil(CivilDate(DateComponents(year: 2025, month: 2, day: 29), in: Calendar(identifier: .gregorian)))
        let utc = try XCTUnwrap(TimeZone(secondsFromGMT: 0))
        XCTAssertEqual(CivilDate(Date(timeIntervalSince1970: -62_135_596_801), in: utc), CivilDate(year: 0, month: 12, day: 31))
        for seconds in [Double.nan, .infinity, -.infinity, 1e300] {
            let far = CivilDate(Date(timeIntervalSince1970: seconds), in: utc)
            XCTAssertEqual(code(try gasConfirm(facts: month([]), regulation: gas2025(), today: far)), "not_a_date")
        }
    }

    /// F18: a literal goes through `Double`, and is the number that was written; other noise is a fault (N29).
    func testAmountsAsTheyAreWritten() throws {
        let facts = month(consented())
        func gross(_ volume: Decimal, _ price: Decimal) throws -> Tiyn? {
            let answer = try gasReceipt(facts: facts, regulation: gas2025(), account: account, volumeM3: Volume(volume), price: Price(price))
            if case .amounts(let amounts) = answer { return amounts.gross }
            return nil
        }
        XCTAssertNotEqual(3.133 as Decimal, decimal("3.133"), "the noise of a literal")
        XCTAssertEqual(try gross(3.133, 29.1), Tiyn(9_117))
        XCTAssertEqual(try gross(0.07, 99_999_999.9999), try gross(decimal("0.07"), decimal("99999999.9999")))
        for number in 0..<100_000 {
            let text = "\(number / 1_000).\(String(1_000 + number % 1_000).dropFirst())"
            let literal = Decimal(floatLiteral: try XCTUnwrap(Double(text)))
            XCTAssertEqual(try gross(1, literal), try gross(1, decimal(text)), text)
        }
        for noise in [decimal("3.1330000001"), decimal("3.13299999999999949"), Decimal(0.1 + 0.2), Decimal(1.0 / 3), 0.12345, 3.1334] {
            XCTAssertEqual(code(try gross(noise, 1)), "too_many_decimals", "\(noise)")
        }
        XCTAssertEqual(code(try gross(-0.07, 1)), "negative")
    }

    func testTheRegions() throws {
        let names = regionNames(language: .kk)
        XCTAssertEqual(names.count, 20)
        XCTAssertEqual(names.map(\.kato), names.map(\.kato).sorted())
        XCTAssertEqual(Set(names.map(\.region)), Set(Region.allCases))
        XCTAssertEqual(names.first { $0.region == .astana }?.iso31662, "KZ-71")
        XCTAssertNotEqual(names.map(\.name), regionNames(language: .en).map(\.name))
    }
}

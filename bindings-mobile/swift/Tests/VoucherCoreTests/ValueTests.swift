import Foundation
@testable import VoucherCore
import XCTest

/// Checks as one types, dates, amounts, regulations, regions, words.
final class ValueTests: XCTestCase {
    func testAnIinAsItIsTyped() throws {
        XCTAssertEqual(try checkIin(text: "990101600002"), .good(iin: person))
        XCTAssertEqual(try checkIin(text: "990101600302"), .good(iin: otherPerson), "second weights")
        for (text, expected) in [
            ("", "iin_length"), ("99010160000", "iin_length"), ("9901016000020", "iin_length"),
            ("990101600003", "iin_control_digit"), ("990101600340", "iin_control_digit"),
            ("000000000000", "iin_repeated_digit"), ("99010160000x", "iin_not_digits"), ("٩٩٠١٠١٦٠٠٠٠٢", "iin_not_digits"),
        ] {
            guard case .bad(let code, _) = try checkIin(text: text) else { return XCTFail(text) }
            XCTAssertEqual(code, expected, text)
        }
    }

    func testAnAccountAsItIsTyped() throws {
        XCTAssertEqual(try checkAccount(text: " ab-12/3\r\n"), .good(account: Account("AB-12/3")))
        XCTAssertEqual(try checkAccount(text: String(repeating: "1", count: 32)), .good(account: Account(String(repeating: "1", count: 32))))
        XCTAssertEqual(try checkAccount(text: String(repeating: "1", count: 33)), .bad(code: "account_too_long", position: nil))
        XCTAssertEqual(try checkAccount(text: " \t"), .bad(code: "account_empty", position: nil))
        XCTAssertEqual(try checkAccount(text: "12_4"), .bad(code: "account_character", position: 2))
        XCTAssertEqual(try checkAccount(text: "ЁЖ1"), .bad(code: "account_character", position: 0), "in characters, not bytes")
    }

    func testAPhoneAsItIsTyped() throws {
        for text in ["+7 (701) 123-45-67", "8 701 123 45 67", "7011234567"] {
            XCTAssertEqual(try checkPhone(text: text), .good(phone: Phone("+77011234567")), text)
        }
        for (text, expected) in [("+996701234567", "phone_length"), ("8 7172 12 34 56", "phone_not_mobile"), ("8701x", "phone_character")] {
            guard case .bad(let code, _) = try checkPhone(text: text) else { return XCTFail(text) }
            XCTAssertEqual(code, expected, text)
        }
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

    func testDatesThatDoNotExist() throws {
        let facts = month(consented())
        func ask(_ today: CivilDate) throws -> WalletScreen {
            try walletScreen(facts: facts, regulation: gas2025(), today: today, language: .en)
        }
        XCTAssertNil(code(try ask(CivilDate(year: 2028, month: 2, day: 29))))
        for (year, month, day) in [(2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 10), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32)] {
            XCTAssertEqual(code(try ask(CivilDate(year: year, month: month, day: day))), "no_such_day", "\(year)-\(month)-\(day)")
        }
        for year in [0, -1, 10_000, .max, .min] {
            XCTAssertNotNil(code(try ask(CivilDate(year: year, month: 1, day: 1))), "\(year)")
        }
        XCTAssertNotNil(code(try ask(CivilDate(year: .min, month: .min, day: .min))))
        XCTAssertEqual(
            code(try walletScreen(facts: VoucherCoreTests.month([], month: Month(year: 2025, month: 13)), regulation: gas2025(), today: day("2025-09-01"), language: .en)),
            "not_a_month"
        )
    }

    /// Dates and months cross as numbers: each comes back as it was, and is the one that its text says.
    func testDatesAreThoseThatAreWritten() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        func last(_ year: Int, _ month: Int) -> Int { month == 2 && isLeap(year) ? 29 : lengths[month - 1] }
        let ends = (1...9999).flatMap { year in
            (1...12).flatMap { month in [1, last(year, month)].map { CivilDate(year: year, month: month, day: $0) } }
        }
        let many = ends.map { DatedFact(on: $0, fact: .offerAccepted(iin: person)) }
        let facts = MonthFacts(iin: person, month: Month(year: 9999, month: 12), facts: many)
        let first = DatedFact(on: CivilDate(year: 1, month: 1, day: 1), fact: .delisted(iin: person))
        XCTAssertEqual(try recordFact(facts: facts, regulation: gas2025(), fact: first).facts, facts)
        func regulation(from text: String) throws -> Regulation {
            let json = """
                {"id":"next","programme":"gas","period":{"first":"\(text)","last":"9999-12-31"},"regions":["71"],
                "assistance":["housing"],"list_closes":{"day":14,"if_missing":"last_day_of_month"},"consent":null,
                "window":{"first":{"day":1,"if_missing":"last_day_of_month"},"last":{"day":29,"if_missing":"last_day_of_month"}},
                "activations_per_account":2,"register_due":{"day":30,"if_missing":"first_day_of_next_month"}}
                """
            return try regulationFromJson(json: json)
        }
        for year in 1...9999 {
            let date = CivilDate(year: year, month: 2, day: last(year, 2))
            XCTAssertEqual(try regulation(from: date.description).period.first, date)
        }
        for year in [1, 1900, 1970, 2000, 2025, 9998] {
            let rules = try gas2025()
            for date in [(2, 29), (2, 30), (4, 31), (0, 1), (13, 1), (1, 0), (1, 32), (99, 99)] where !(isLeap(year) && date == (2, 29)) {
                let today = CivilDate(year: year, month: date.0, day: date.1)
                XCTAssertEqual(code(try confirm(facts: VoucherCoreTests.month([]), regulation: rules, today: today)), "no_such_day", "\(today)")
            }
        }
    }

    /// What four digits and two cannot write is no date; the year 0 has no days.
    func testDatesFarOut() throws {
        let rules = try gas2025()
        func refusal(_ year: Int, _ month: Int, _ day: Int) -> String? {
            let today = CivilDate(year: year, month: month, day: day)
            return code(try confirm(facts: VoucherCoreTests.month([]), regulation: rules, today: today))
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
            XCTAssertEqual(code(try confirm(facts: facts, regulation: rules, today: day("2025-09-10"))), "not_a_month")
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
            XCTAssertEqual(code(try confirm(facts: month([]), regulation: gas2025(), today: far)), "not_a_date")
        }
    }

    /// F18: a literal goes through `Double`, and is the number that was written; other noise is a fault (N29).
    func testAmountsAsTheyAreWritten() throws {
        let facts = month(consented())
        func gross(_ volume: Decimal, _ price: Decimal) throws -> Tiyn? {
            let answer = try receipt(facts: facts, regulation: gas2025(), account: account, volumeM3: volume, price: price, terms: nil)
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

    /// N29: half a tiyn goes away from zero; decimals stay exact.
    func testTheReceipt() throws {
        let rules = try gas2025()
        let activated = month(beforeConfirmation(on: "2025-09-10") + [("2025-09-10", .confirmed(iin: person))])
        func ask(_ volume: String, _ price: String, _ rate: String?, _ norm: String = "631", facts: MonthFacts? = nil) throws -> ReceiptAnswer {
            let terms = rate.map { DiscountTerms(rate: decimal($0), norm: decimal(norm)) }
            return try receipt(
                facts: facts ?? activated, regulation: rules, account: account, volumeM3: decimal(volume), price: decimal(price), terms: terms
            )
        }
        func amounts(_ gross: UInt64, _ discount: UInt64, _ payable: UInt64) -> ReceiptAnswer {
            .amounts(amounts: ReceiptAmounts(gross: Tiyn(gross), discount: Tiyn(discount), payable: Tiyn(payable)))
        }
        XCTAssertEqual(try ask("631", "29.1", "0.24"), amounts(1_836_210, 440_690, 1_395_520))
        XCTAssertEqual(try ask("0.001", "5", "1"), amounts(1, 1, 0), "0.5 tiyn")
        XCTAssertEqual(try ask("0.001", "4.9999", "1"), amounts(0, 0, 0))
        XCTAssertEqual(try ask("0", "29.1", "0.24"), amounts(0, 0, 0))
        XCTAssertEqual(try ask("631", "29.1", nil), .refused(refusals: [.discountTermsUnknown]))
        XCTAssertEqual(try ask("631", "29.1", nil, facts: month(consented())), amounts(1_836_210, 0, 1_836_210), "no voucher")
        XCTAssertEqual(Tiyn(1_395_520).tenge, decimal("13955.2"))
        XCTAssertEqual(Tiyn(1_395_505).description, "13955.05")
        XCTAssertEqual(Tiyn(UInt64.max).description, "184467440737095516.15")
        for (volume, price, rate, expected) in [
            ("-1", "1", "0", "negative"), ("0.0001", "1", "0", "too_many_decimals"), ("1", "0.00001", "0", "too_many_decimals"),
            ("100000000", "1", "0", "too_large"), ("1", "100000000", "0", "too_large"), ("1", "1", "1.0001", "too_large"),
            ("1e30", "1", "0", "too_large"), ("1", "1", "0.00001", "too_many_decimals"),
        ] {
            XCTAssertEqual(code(try ask(volume, price, rate)), expected, "\(volume) \(price) \(rate)")
        }
        XCTAssertEqual(
            code(try receipt(facts: activated, regulation: rules, account: account, volumeM3: .nan, price: 1, terms: nil)),
            "not_a_decimal"
        )
        XCTAssertNotNil(code(try receipt(facts: activated, regulation: rules, account: account, volumeM3: .greatestFiniteMagnitude, price: 1, terms: nil)))
        XCTAssertNotNil(code(try receipt(facts: activated, regulation: rules, account: account, volumeM3: .leastNonzeroMagnitude, price: 1, terms: nil)))
    }

    func testRegulations() throws {
        let rules = try gas2025()
        XCTAssertEqual(rules.id, "gas-2025-08")
        XCTAssertEqual(rules.period, Period(first: day("2025-08-28"), last: day("2026-06-30")))
        XCTAssertEqual(rules.regions.count, 17)
        XCTAssertEqual(rules.consent?.agreeCodes, ["21*1"])
        XCTAssertEqual(code(try regulation(id: "gas-2025-09")), "unknown_regulation")
        XCTAssertEqual(try regulations().map(\.id), ["gas-2024-12", "gas-2025-08"])
        for (today, id) in [
            ("2025-08-27", nil), ("2025-08-28", "gas-2025-08"), ("2026-06-30", "gas-2025-08"), ("2026-07-01", nil),
            ("2024-12-01", "gas-2024-12"), ("2025-04-30", "gas-2024-12"), ("2025-05-01", nil),
        ] {
            XCTAssertEqual(try regulationInForce(programme: .gas, today: day(today))?.id, id, today)
        }
        XCTAssertNil(try regulationInForce(programme: .medicines, today: day("2025-09-01")))
        let months = try regulationMonths(regulation: rules)
        XCTAssertEqual(months.first, Month(year: 2025, month: 8))
        XCTAssertEqual(months.last, Month(year: 2026, month: 6))
        XCTAssertEqual(months.count, 11)
        XCTAssertEqual(try readReply(regulation: rules, text: " 21*1\n"), .agree)
        for text in ["21*2", "", "да", "２１*1"] {
            XCTAssertEqual(try readReply(regulation: rules, text: text), .unrecognised, text)
        }
        XCTAssertEqual(try regulationDigest(regulation: Regulation(rules.parts)), try regulationDigest(regulation: rules))
        XCTAssertEqual(try regulationDigest(regulation: rules).count, "sha256:".count + 64)
        XCTAssertNotEqual(try regulationDigest(regulation: rules), try regulationDigest(regulation: rules.with()))
    }

    /// N7: a regulation is checked whenever it is handed in.
    func testRegulationsThatDoNotHold() throws {
        let rules = try gas2025()
        let facts = month(consented())
        func ask(_ rules: Regulation) -> String? {
            code(try walletScreen(facts: facts, regulation: rules, today: day("2025-09-07"), language: .en))
        }
        func first(_ number: Int32) -> DayRule { DayRule(day: number, ifMissing: .lastDayOfMonth) }
        XCTAssertNil(ask(rules.with()))
        XCTAssertEqual(ask(rules.with(regions: [])), "no_regions")
        XCTAssertEqual(ask(rules.with(regions: ["77"])), "unknown_region")
        XCTAssertEqual(ask(rules.with(window: ActivationWindow(first: first(0), last: first(29)))), "day_out_of_range")
        XCTAssertEqual(ask(rules.with(window: ActivationWindow(first: first(29), last: first(7)))), "window_reversed")
        XCTAssertEqual(ask(rules.with(window: ActivationWindow(first: first(7), last: first(31)))), "register_before_window_ends")
        XCTAssertEqual(ask(rules.with(activationsPerAccount: 0)), "limit_below_one")
        XCTAssertEqual(ask(rules.with(activationsPerAccount: .min)), "limit_below_one")
        func terms(_ rate: String, _ norms: [String: String]) -> DiscountParts {
            DiscountParts(rate: rate, normsM3: norms, rounding: .halfAwayFromZero)
        }
        XCTAssertNil(ask(rules.with(discount: terms("1", ["79": "0"]))))
        XCTAssertEqual(ask(rules.with(discount: terms("1.1", [:]))), "rate_out_of_range")
        XCTAssertEqual(ask(rules.with(discount: terms("0.24", ["79": "-1"]))), "norm_negative")
        XCTAssertEqual(ask(rules.with(discount: terms("0.24", ["77": "1"]))), "unknown_region")
        XCTAssertEqual(try regulation(id: "gas-2024-12").discount, terms("0.24", ["27": "833", "79": "631"]))
    }

    /// What a server sends when the order has changed.
    func testARegulationFromJson() throws {
        let json = """
            {"id":"next","programme":"gas","period":{"first":"2026-07-01","last":"2027-06-30"},"regions":["71"],
             "assistance":["housing"],"list_closes":{"day":14,"if_missing":"last_day_of_month"},"consent":null,
             "window":{"first":{"day":1,"if_missing":"last_day_of_month"},"last":{"day":28,"if_missing":"last_day_of_month"}},
             "activations_per_account":2,"register_due":{"day":30,"if_missing":"first_day_of_next_month"}}
            """
        let next = try regulationFromJson(json: json)
        XCTAssertEqual(next.id, "next")
        XCTAssertNil(next.consent)
        let facts = month(listed("2026-07"))
        let screen = try walletScreen(facts: facts, regulation: next, today: day("2026-07-01"), language: .kk)
        XCTAssertEqual(screen.stage.stage, .issued)
        XCTAssertNil(screen.calendar.lastDayToAnswer)
        for broken in ["", "{}", "[]", "{\"id\":1}", json + "x", json.replacingOccurrences(of: "\"71\"", with: "\"99\"")] {
            XCTAssertNotNil(code(try regulationFromJson(json: broken)))
        }
    }

    func testTheRegions() throws {
        let names = try regions(language: .kk)
        XCTAssertEqual(names.count, 20)
        XCTAssertEqual(names.map(\.kato), names.map(\.kato).sorted())
        XCTAssertEqual(Set(names.map(\.region)), Set(Region.allCases))
        XCTAssertEqual(names.first { $0.region == .astana }?.iso31662, "KZ-71")
        XCTAssertNotEqual(names.map(\.name), try regions(language: .en).map(\.name))
    }

    /// The core's lists and ours are the same, with words in three languages.
    func testTheCatalogue() throws {
        for language in Language.allCases {
            let words = try catalogue(language: language)
            XCTAssertEqual(Set(words.refusals.map(\.refusal)), Set(Refusal.allCases))
            XCTAssertEqual(Set(words.stages.map(\.stage)), Set(Stage.allCases))
            XCTAssertEqual(Set(words.steps.map(\.step)), Set(Step.allCases))
            XCTAssertEqual(Set(words.sms.map(\.sms)), Set(Sms.allCases))
            for reason in words.refusals {
                XCTAssertEqual(reason.refusal.code, reason.code)
                XCTAssertEqual(reason.refusal.text(in: language), reason.text)
                XCTAssertEqual(Refusal(code: reason.code), reason.refusal)
                XCTAssertFalse(reason.text.isEmpty || reason.norm.isEmpty)
            }
            XCTAssertTrue(words.stages.allSatisfy { $0.stage.code == $0.code && $0.stage.text(in: language) == $0.text })
            XCTAssertTrue(words.steps.allSatisfy { $0.step.code == $0.code && $0.step.text(in: language) == $0.text })
            XCTAssertEqual(words.sms.map(\.official), [language == .ru, language == .ru])
        }
        XCTAssertEqual(Refusal.windowNotOpen.code, "window_not_open")
        XCTAssertEqual(Stage.toAsk.code, "to_ask")
        XCTAssertEqual(Step.enterAccount.text(in: .kk), "Тұлғалық шотыңызды енгізіңіз.")
        XCTAssertNil(Refusal(code: "of_a_newer_server"))
    }

    private func decimal(_ text: String) -> Decimal {
        Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) ?? .nan
    }
}

import Foundation
import VoucherCore
import XCTest

/// Regulations, receipts, words.
final class GasRegulationTests: XCTestCase {
    func testRegulations() throws {
        let rules = try gas2025()
        XCTAssertEqual(rules.id, "gas-2025-08")
        XCTAssertEqual(rules.period, Period(first: day("2025-08-28"), last: day("2026-06-30")))
        XCTAssertEqual(rules.regions.count, 17)
        XCTAssertEqual(rules.consent?.agreeCodes, ["21*1"])
        XCTAssertEqual(code(try gasRegulation(id: "gas-2025-09")), "unknown_regulation")
        XCTAssertEqual(gasRegulations().map(\.id), ["gas-2024-12", "gas-2025-08"])
        let months = try gasRegulationMonths(regulation: rules)
        XCTAssertEqual(months.first, Month(year: 2025, month: 8))
        XCTAssertEqual(months.last, Month(year: 2026, month: 6))
        XCTAssertEqual(months.count, 11)
        XCTAssertEqual(try gasReadReply(regulation: rules, text: " 21*1\n"), .agree)
        XCTAssertEqual(try gasReadReply(regulation: rules, text: "２１*1"), .unrecognised)
        XCTAssertEqual(try gasRegulationDigest(regulation: GasRegulation(rules.parts)), try gasRegulationDigest(regulation: rules))
        XCTAssertEqual(try gasRegulationDigest(regulation: rules).count, "sha256:".count + 64)
        XCTAssertNotEqual(try gasRegulationDigest(regulation: rules), try gasRegulationDigest(regulation: rules.with()))
    }

    /// N7: a regulation is checked whenever it is handed in.
    func testRegulationsThatDoNotHold() throws {
        let rules = try gas2025()
        let facts = month(consented())
        func ask(_ rules: GasRegulation) -> String? {
            code(try gasScreen(facts: facts, regulation: rules, today: day("2025-09-07"), language: .en))
        }
        func first(_ number: Int32) -> DayRule { DayRule(day: number, ifMissing: .lastDayOfMonth) }
        XCTAssertNil(ask(rules.with()))
        XCTAssertEqual(ask(rules.with(regions: [])), "no_regions")
        XCTAssertEqual(ask(rules.with(regions: ["77"])), "unknown_region")
        XCTAssertEqual(ask(rules.with(window: GasWindow(first: first(0), last: first(29)))), "day_out_of_range")
        XCTAssertEqual(ask(rules.with(window: GasWindow(first: first(29), last: first(7)))), "window_reversed")
        XCTAssertEqual(ask(rules.with(activationsPerAccount: .min)), "limit_below_one")
        func terms(_ rate: String, _ norms: [String: String]) -> GasDiscountParts {
            GasDiscountParts(rate: rate, normsM3: norms, rounding: .halfAwayFromZero)
        }
        XCTAssertNil(ask(rules.with(discount: terms("1", ["79": "0"]))))
        XCTAssertEqual(ask(rules.with(discount: terms("1.1", [:]))), "rate_out_of_range")
        XCTAssertEqual(ask(rules.with(discount: terms("0.24", ["77": "1"]))), "unknown_region")
        XCTAssertEqual(try gasRegulation(id: "gas-2024-12").discount, terms("0.24", ["27": "833", "79": "631"]))
    }

    /// What a server sends when the order has changed.
    func testARegulationFromJson() throws {
        let json = nextOrder(from: "2026-07-01")
        let next = try gasRegulationFromJson(json: json)
        XCTAssertEqual(next.id, "next")
        XCTAssertNil(next.consent)
        let facts = month(listed("2026-07"))
        let screen = try gasScreen(facts: facts, regulation: next, today: day("2026-07-01"), language: .kk)
        XCTAssertEqual(screen.stage.stage, .issued)
        XCTAssertNil(screen.calendar?.lastDayToAnswer)
        for broken in ["", "{}", "[]", "{\"id\":1}", json + "x", json.replacingOccurrences(of: "\"71\"", with: "\"99\"")] {
            XCTAssertNotNil(code(try gasRegulationFromJson(json: broken)))
        }
    }

    /// What is wrong with a server's rules has a name.
    func testAFaultNamesItsField() throws {
        let misspelt = nextOrder(from: "2026-07-01").replacingOccurrences(of: "\"window\"", with: "\"windov\"")
        XCTAssertEqual(fault { try gasRegulationFromJson(json: misspelt) }, ["missing_field", "window"])
    }

    private func fault(_ read: () throws -> Any) -> [String?] {
        do { _ = try read() } catch let error as VoucherError { return [error.code, error.field] } catch {}
        return []
    }

    /// Of the other programmes the rules are the id of what is published, or JSON; the digest is that of a journal (N6, N7).
    func testRulesAreAnIdOrJson() throws {
        for (id, digest) in [
            (meals, mealRegulationDigest), (medicines, prescriptionRegulationDigest), (card, cardRegulationDigest),
            (assistance, assistanceRegulationDigest),
        ] {
            let line = try answerJournal(journal: Data(#"{"regulation":"\#(id)"}"#.utf8))
            XCTAssertTrue(line.contains(try digest(id)), id)
            XCTAssertEqual(fault { try digest("gas") }, ["unknown_regulation", "regulation"], id)
            XCTAssertEqual(code(try digest("{")), "malformed_json", id)
            XCTAssertEqual(fault { try digest("{\"id\":1}") }, ["missing_field", "programme"], id)
            XCTAssertEqual(fault { try digest("{\"form\":2}") }, ["form_too_new", nil], id)
        }
        XCTAssertEqual(try ["2026-02-21", "2026-05-26"].map { try mealRegulationInForce(today: day($0)) }, [meals, nil])
        XCTAssertEqual(try ["2026-12-31", "2023-12-31"].map { try prescriptionRegulationInForce(today: day($0)) }, [medicines, nil])
        XCTAssertEqual(try ["2026-06-17", "2022-08-31"].map { try cardRegulationInForce(today: day($0)) }, [card, nil])
        XCTAssertEqual(try ["2026-02-10", "2017-12-31"].map { try assistanceRegulationInForce(today: day($0)) }, [assistance, nil])
    }

    /// Of all that a server sends, the regulation of the day.
    func testRulesInForceOfASet() throws {
        let next = try gasRegulationFromJson(json: nextOrder(from: "2026-07-01"))
        let all = gasRegulations() + [next]
        let days = ["2024-12-01", "2025-05-01", "2025-08-27", "2025-08-28", "2026-06-30", "2026-07-01"].map(day)
        let published = ["gas-2024-12", nil, nil, "gas-2025-08", "gas-2025-08", nil]
        XCTAssertEqual(try days.map { try gasRegulationInForce(today: $0)?.id }, published)
        XCTAssertEqual(try days.map { try gasRegulationInForce(today: $0, all: all)?.id }, Array(published.dropLast()) + ["next"])
        XCTAssertEqual(code(try gasRegulationInForce(today: day("2026-07-01"), all: all + [next])), "regulations_overlap")
    }

    /// No SMS says another code, day, number or link than the rules do.
    func testNoSmsOfOtherRules() throws {
        let order = try gasRegulationFromJson(json: nextOrder(from: "2026-07-01"))
        XCTAssertEqual(try gasSmsTexts(regulation: order, language: .ru), [])
        XCTAssertEqual(try gasSmsTexts(regulation: gas2025().with(activationsPerAccount: 2), language: .ru).count, 2)
    }

    /// N29: decimals stay exact.
    func testTheReceipt() throws {
        let rules = try gas2025()
        let activated = month(beforeConfirmation(on: "2025-09-10") + [("2025-09-10", .confirmed(iin: person))])
        func ask(_ volume: String, _ price: String, _ rate: String?, _ norm: String = "631", facts: GasMonthFacts? = nil) throws -> GasReceiptAnswer {
            let terms = rate.map { GasDiscountTerms(rate: Rate(decimal($0)), norm: Volume(decimal(norm))) }
            return try gasReceipt(
                facts: facts ?? activated, regulation: rules, account: account, volumeM3: Volume(decimal(volume)), price: Price(decimal(price)), terms: terms
            )
        }
        func amounts(_ gross: UInt64, _ discount: UInt64, _ payable: UInt64) -> GasReceiptAnswer {
            .amounts(amounts: GasReceiptAmounts(gross: Tiyn(gross), discount: Tiyn(discount), payable: Tiyn(payable)))
        }
        XCTAssertEqual(try ask("631", "29.1", "0.24"), amounts(1_836_210, 440_690, 1_395_520))
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
        func refused(_ volume: Volume) -> String? {
            code(try gasReceipt(facts: activated, regulation: rules, account: account, volumeM3: volume, price: Price(1)))
        }
        for volume in [Volume(.nan), Volume(""), Volume("29,1"), Volume("1E1"), Volume("٢٩"), Volume("12 m³")] {
            XCTAssertEqual(refused(volume), "not_a_decimal", "\(volume)")
        }
        XCTAssertNotNil(refused(Volume(.greatestFiniteMagnitude)))
        XCTAssertNotNil(refused(Volume(.leastNonzeroMagnitude)))
    }

    /// What is equal in digits is equal; text that is no number has no `Decimal`.
    func testAmountsInTheirOwnTypes() {
        XCTAssertEqual(Rate("0.24"), Rate(decimal("0.2400")))
        XCTAssertNotEqual(Rate("0.24"), Rate("0.2400"), "as it was written")
        XCTAssertEqual(Volume(3.133), Volume("3.133"))
        XCTAssertEqual(Price("29.1").decimal, decimal("29.1"))
        XCTAssertEqual(QuarterTenge("60000").description, "60000")
        for text in ["", "12abc", "29,1", "1.2.3"] { XCTAssertNil(Amount(text).decimal, text) }
    }

    /// The core's lists and ours are the same, with words in three languages, and each value is found by its code.
    func testTheCatalogue() throws {
        for language in Language.allCases {
            let words = gasCatalogue(language: language)
            XCTAssertEqual(Set(words.refusals.map(\.refusal)), Set(GasRefusal.allCases))
            XCTAssertEqual(Set(words.stages.map(\.stage)), Set(GasStage.allCases))
            XCTAssertEqual(Set(words.steps.map(\.step)), Set(GasStep.allCases))
            XCTAssertEqual(Set(words.actions.map(\.action)), Set(GasAction.allCases))
            for told in words.refusals {
                XCTAssertEqual([told.refusal.code, told.refusal.text(in: language)], [told.code, told.text])
                XCTAssertEqual(GasRefusal(code: told.code), told.refusal)
                XCTAssertFalse(told.text.isEmpty || told.norm.isEmpty)
            }
            for told in words.stages {
                XCTAssertEqual([told.stage.title(in: language), told.stage.text(in: language)], [told.title, told.text])
                XCTAssertEqual(GasStage(code: told.code), told.stage)
            }
            for told in words.steps {
                XCTAssertEqual([told.step.label(in: language), told.step.text(in: language)], [told.label, told.text])
                XCTAssertEqual(GasStep(code: told.code), told.step)
            }
            for told in words.actions {
                XCTAssertEqual(told.action.label(in: language), told.label)
                XCTAssertEqual(GasAction(code: told.code), told.action)
            }
            let sms = try gasSmsTexts(regulation: gas2025(), language: language)
            XCTAssertEqual(sms.map(\.sms), GasSms.allCases)
            XCTAssertEqual(sms.map(\.official), [language == .ru, language == .ru])
        }
        XCTAssertEqual(GasRefusal.windowNotOpen.code, "window_not_open")
        XCTAssertEqual(GasStage.toAsk.code, "to_ask")
        XCTAssertEqual(GasStep.enterAccount.text(in: .kk), "Тұлғалық шотыңызды енгізіңіз.")
        XCTAssertNil(GasStage(code: "ASKED"))
    }
}

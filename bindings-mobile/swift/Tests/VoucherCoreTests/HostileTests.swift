import Foundation
import VoucherCore
import XCTest

/// The text rows of the catalogue of bad inputs (38, 39, 45-68, 77-80, 104-110): an answer or the one error, never
/// a crash, never the value in the words.
final class HostileTests: XCTestCase {
    /// Texts that hurt others. No lone surrogate: a Swift `String` cannot hold one.
    static let texts: [String] = [
        "", " ", "\u{0}", "990101600002\u{0}", "\u{FEFF}990101600002", "990101600002\u{200B}", "990101\u{AD}600002",
        "\u{A0}990101600002\u{A0}", "9901016\t00002", "990101600002\r\n", "+90101600002", "-90101600002", "9.90101600002E11",
        "٩٩٠١٠١٦٠٠٠٠٢", "９９０１０１６００００２", "𝟗𝟗𝟎𝟏𝟎𝟏𝟔𝟎𝟎𝟎𝟎𝟐", "АВЕКМНОРСТХ", "=cmd()", "@SUM(A1)", "<script>alert(1)</script>",
        "'; drop table vouchers; --", "../../etc/passwd", "%s%n%x", "\u{202E}200006101099", "🇰🇿🧾👨‍👩‍👧‍👦", "иә", "ИӘ", "Да.", "жоқ",
        "ә", "\u{430}\u{308}", "I", "ı", "İ", "ß", "１", "21*1\u{0}", "NaN", "inf", "-0", "1e3", "0x10", "1_000", "1,5",
        "2025-02-30", "9999-99-99", "{", "[[[[", "\"", "null", String(repeating: "9", count: 4096),
        String(repeating: "[", count: 100_000), String(repeating: "ә", count: 1 << 20), String(repeating: "1", count: 10 << 20),
    ]

    func testEveryTextInEveryPlace() throws {
        let rules = try gas2025()
        let facts = month(consented())
        let today = day("2025-09-08")
        for text in Self.texts {
            let shown = String(text.prefix(20)).debugDescription
            expectNoValue(text) { _ = checkIin(text: text) }
            expectNoValue(text) { _ = checkAccount(text: text) }
            expectNoValue(text) { _ = checkPhone(text: text) }
            expectNoValue(text) { _ = try civilDate(instant: text) }
            expectNoValue(text) { _ = try gasRegulation(id: text) }
            expectNoValue(text) { _ = try gasRegulationFromJson(json: text) }
            expectNoValue(text) { _ = try answerJournal(journal: Data(text.utf8)) }
            expectNoValue(text) {
                _ = try gasEnterAccount(facts: facts, regulation: rules, account: Account(text), channel: .egovMobile, today: today)
            }
            expectNoValue(text) {
                _ = try gasRecordFact(facts: facts, regulation: rules, fact: GasDatedFact(on: today, fact: .delisted(iin: Iin(text))))
            }
            expectNoValue(text) {
                let facts = GasMonthFacts(iin: Iin(text), month: facts.month, facts: facts.facts)
                _ = try gasScreen(facts: facts, regulation: rules, today: today, language: .kk)
            }
            expectNoValue(text) {
                _ = try gasScreen(facts: facts, regulation: rules.with(regions: [text]), today: today, language: .kk)
            }
            expectNoValue(text) {
                let discount = GasDiscountParts(rate: text, normsM3: [text: text], rounding: .halfAwayFromZero)
                _ = try gasRegulationDigest(regulation: rules.with(id: text, discount: discount))
            }
            if text != "21*1" {
                XCTAssertEqual(try gasReadReply(regulation: rules, text: text), .unrecognised, shown)
            }
        }
    }

    /// A text that is no IIN or no account is refused as such.
    func testTheCodes() throws {
        let (rules, today) = (try gas2025(), day("2025-09-08"))
        for (text, expected) in [("\u{A0}990101600002", "iin_length"), ("99010160000２", "iin_not_digits"), ("", "iin_length")] {
            let facts = GasMonthFacts(iin: Iin(text), month: Month(year: 2025, month: 9))
            XCTAssertEqual(code(try gasScreen(facts: facts, regulation: rules, today: today, language: .en)), expected)
        }
        for (text, expected) in [("", "account_empty"), ("АВ", "account_character"), ("1\u{0}", "account_character")] {
            let facts = month(consented()), typed = Account(text)
            let entered = { try gasEnterAccount(facts: facts, regulation: rules, account: typed, channel: .egovMobile, today: today) }
            XCTAssertEqual(code(try entered()), expected)
        }
    }

    /// Row 37: thousands of facts of one person take no long time and end in an answer.
    func testTenThousandFacts() throws {
        let many = [GasDatedFact](repeating: GasDatedFact(on: day("2025-09-02"), fact: .smsSent(iin: person, kind: .start)), count: 100_000)
        let facts = GasMonthFacts(iin: person, month: Month(year: 2025, month: 9), facts: many)
        let screen = try gasScreen(facts: facts, regulation: gas2025(), today: day("2025-09-02"), language: .en)
        XCTAssertEqual(screen.refused.count, 100_000)
        XCTAssertEqual(screen.stage.stage, .notListed)
        let regions = [String](repeating: "71", count: 100_000)
        XCTAssertNil(code(try gasRegulationDigest(regulation: gas2025().with(regions: regions))))
    }

    /// Row 58 and others: bytes that are no text have an answer of their own.
    func testBytesThatAreNoText() throws {
        XCTAssertEqual(try answerJournal(journal: Data()), "")
        XCTAssertEqual(try answerJournal(journal: Data([0xFF, 0xFE, 0x0A])), "{\"line\":1,\"error\":\"not_utf8\"}\n")
        XCTAssertEqual(try answerJournal(journal: Data([0xED, 0xA0, 0x80])), "{\"line\":1,\"error\":\"not_utf8\"}\n")
        let slice = Data([0x0A, 0x0A, 0x5B, 0x5D])[2...]
        XCTAssertEqual(try answerJournal(journal: slice), "{\"line\":1,\"error\":\"not_an_object\"}\n", "a slice begins where it begins")
        let long = Data(repeating: 0x20, count: 65_537)
        XCTAssertEqual(try answerJournal(journal: long), "{\"line\":1,\"error\":\"line_too_long\"}\n")
    }

    /// N34: nothing that prints shows a value.
    func testNothingThatPrintsShowsAValue() throws {
        let facts = month(beforeConfirmation(on: "2025-09-08"))
        let rules = try gas2025()
        let screen = try gasScreen(facts: facts, regulation: rules, today: day("2025-09-08"), language: .en)
        let known = GasPreviewFacts(othersOnAccount: 0, accountExists: true)
        let preview = try gasPreviewActivation(facts: facts, regulation: rules, account: account, known: known, today: day("2025-09-08"))
        var shown = "\(facts) \(screen) \(preview) \(checkPhone(text: "+77011234567"))"
        shown += String(reflecting: facts) + String(reflecting: screen) + String(describing: checkIin(text: "990101600002"))
        dump(facts, to: &shown)
        dump(screen, to: &shown)
        dump(preview, to: &shown)
        dump([person: account], to: &shown)
        for value in ["990101", "600002", "0012345", "7011234567"] {
            XCTAssertFalse(shown.contains(value))
        }
        XCTAssertTrue(shown.contains("Iin(12 characters)") && shown.contains("Account(7 characters)"))
        XCTAssertEqual(person.exposeText(), "990101600002")
    }

    /// Runs it; an error must be the one error, with a code, and without the text that was put in.
    private func expectNoValue(_ text: String, line: UInt = #line, _ call: () throws -> Void) {
        do {
            try call()
        } catch let error as VoucherError {
            XCTAssertFalse(error.code.isEmpty, line: line)
            // Short texts stand in many words by chance.
            if text.unicodeScalars.count >= 6 {
                let words = "\(error) \(error.localizedDescription) \(String(reflecting: error))"
                XCTAssertFalse(words.contains(text.prefix(64)), "the error repeats its input", line: line)
            }
        } catch {
            XCTFail("not the one error: \(type(of: error))", line: line)
        }
    }
}

import VoucherCore
import XCTest

/// `gasScreen`: every stage, its dates, its button; the edges of the window first.
final class GasScreenTests: XCTestCase {
    /// N3: the window includes both its ends.
    func testTheButtonIsLitFromTheSeventhToTheTwentyNinth() throws {
        for (today, lit, reasons, earliest) in [
            ("2025-09-06", false, ["out_of_order"], nil),
            ("2025-09-07", true, [], nil),
            ("2025-09-29", true, [], nil),
            ("2025-09-30", false, ["window_closed"], day("2025-10-07")),
        ] as [(String, Bool, [String], CivilDate?)] {
            // Begun on the 7th; seen from every edge, also from the day before.
            let screen = try screen(beforeConfirmation(on: "2025-09-07"), today)
            XCTAssertEqual(screen.canConfirm, lit, today)
            XCTAssertEqual(screen.cannotConfirm.map(\.code), reasons, today)
            XCTAssertEqual(screen.earliest, earliest, today)
        }
    }

    /// N4: the last day of February stands for its 29th; the register is due on 1 March.
    func testTheCalendarOfFebruary() throws {
        let screen = try screen(consented("2026-02"), "2026-02-28")
        XCTAssertEqual(screen.calendar?.opens, day("2026-02-07"))
        XCTAssertEqual(screen.calendar?.closes, day("2026-02-28"))
        XCTAssertEqual(screen.calendar?.registerDue, day("2026-03-01"))
        XCTAssertEqual(screen.calendar?.lastDayToAnswer, day("2026-02-28"))
        XCTAssertEqual(screen.calendar?.listCloses, day("2026-02-14"))
        XCTAssertEqual(screen.until, day("2026-02-28"))
        XCTAssertEqual(screen.daysLeft, DaysLeft(days: 0, text: "Сегодня последний день", dayText: "28 февраля"))
        XCTAssertEqual(screen.stage.stage, .issued)
        XCTAssertEqual(screen.blocked, [])
    }

    /// N18, in the order of a month.
    func testEveryStage() throws {
        let activated = beforeConfirmation(on: "2025-09-10") + [("2025-09-10", .confirmed(iin: person))]
        let stories: [(GasStage, [(String, GasFact)], String, CivilDate?)] = [
            (.notListed, [], "2025-09-01", nil),
            (.toAsk, listed(), "2025-09-01", nil),
            (.asked, asked(), "2025-09-29", day("2025-09-29")),
            (.lapsed, asked(), "2025-09-30", nil),
            (.reminded, asked() + [("2025-09-09", .smsSent(iin: person, kind: .repeat))], "2025-09-09", day("2025-09-29")),
            (.refused, asked() + [("2025-09-03", .replied(iin: person, reply: .refuse))], "2025-09-03", nil),
            (.issued, consented(), "2025-09-29", day("2025-09-29")),
            (.expired, consented(), "2025-09-30", nil),
            (.delisted, consented() + [("2025-09-14", .delisted(iin: person))], "2025-09-14", nil),
            (.activated, activated, "2025-09-10", nil),
            (.registered, activated + [("2025-09-30", .registerSent(month: Month(year: 2025, month: 9)))], "2025-09-30", nil),
        ]
        XCTAssertEqual(Set(stories.map(\.0)), Set(GasStage.allCases))
        for (stage, facts, today, until) in stories {
            let screen = try screen(facts, today)
            XCTAssertEqual(screen.stage.stage, stage)
            XCTAssertEqual(screen.until, until, "\(stage)")
            XCTAssertEqual(screen.refused, [], "\(stage)")
            XCTAssertEqual(screen.stage.code, stage.code)
            XCTAssertEqual(screen.stage.text, stage.text(in: .ru))
        }
    }

    func testTheNextStepAndTheAccount() throws {
        var facts = listed()
        XCTAssertNil(try screen(facts, "2025-09-07").next)
        facts = consented()
        XCTAssertEqual(try screen(facts, "2025-09-07").next?.step, .enterAccount)
        XCTAssertNil(try screen(facts, "2025-09-07").account)
        let steps: [(GasFact, GasStep)] = [
            (.accountEntered(iin: person, account: account, channel: .egovMobile), .acceptOffer),
            (.offerAccepted(iin: person), .checkAccount),
            (.accountChecked(iin: person, account: account, exists: true), .confirm),
            (.confirmed(iin: person), .done),
        ]
        for (fact, step) in steps {
            facts.append(("2025-09-08", fact))
            let screen = try screen(facts, "2025-09-08")
            XCTAssertEqual(screen.next?.step, step == .done ? nil : step)
            XCTAssertEqual(screen.account, account)
            XCTAssertEqual(screen.canConfirm, step == .confirm)
            XCTAssertEqual(screen.activatedOn, step == .done ? day("2025-09-08") : nil)
        }
    }

    func testRefusedFactsAreNamedByTheirPlace() throws {
        let facts = listed() + [("2025-09-02", GasFact.replied(iin: person, reply: .agree))]
        let screen = try screen(facts, "2025-09-02")
        XCTAssertEqual(screen.refused, [GasRefusedFact(place: 1, refusals: [.notAsked])])
        XCTAssertEqual(screen.stage.stage, .toAsk)
    }

    func testTheWordsOfThreeLanguages() throws {
        let texts = try [Language.kk, .ru, .en].map { language in
            try gasScreen(facts: month(consented()), regulation: gas2025(), today: day("2025-09-06"), language: language)
        }
        XCTAssertEqual(Set(texts.map(\.stage.text)).count, 3)
        XCTAssertEqual(Set(texts.map(\.stage.code)), ["issued"])
        XCTAssertEqual(Set(texts.map(\.stage.title)).count, 3)
        XCTAssertEqual(Set(texts.flatMap { $0.blocked.map(\.text) }).count, 3)
    }

    private func screen(_ facts: [(String, GasFact)], _ today: String, month of: Month? = nil) throws -> GasScreen {
        let of = of ?? day(today).yearMonth
        return try gasScreen(facts: month(facts, month: of), regulation: gas2025(), today: day(today), language: .ru)
    }
}

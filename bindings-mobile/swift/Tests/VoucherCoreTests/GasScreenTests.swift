import VoucherCore
import XCTest

/// `gasScreen`: its dates, its button, its words; the edges of the window first.
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
        let screen = try screen(consented("2026-02"), "2026-02-28"), last = day("2026-02-28")
        let calendar = GasMonthCalendar(
            listCloses: day("2026-02-14"), lastDayToAnswer: last, opens: day("2026-02-07"), closes: last, registerDue: day("2026-03-01"))
        XCTAssertEqual(screen.calendar, calendar)
        XCTAssertEqual(screen.until, last)
        XCTAssertEqual(screen.daysLeft, DaysLeft(days: 0, text: "Сегодня последний день", dayText: "28 февраля"))
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

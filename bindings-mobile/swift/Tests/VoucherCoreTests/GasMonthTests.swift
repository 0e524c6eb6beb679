import VoucherCore
import XCTest

/// A screen is about the month that it shows, on whichever day it is looked at (field case F21).
final class GasMonthTests: XCTestCase {
    private static let september = beforeConfirmation(on: "2025-09-09") + [("2025-09-09", GasFact.confirmed(iin: person))]
    private static let october = beforeConfirmation(on: "2025-10-09")

    /// 14 months by the days of all of them.
    func testEveryPairOfAMonthAndADay() throws {
        let rules = try gas2025()
        let months = (0..<14).map { Month(year: 2025 + (6 + $0) / 12, month: (6 + $0) % 12 + 1) }
        for story in [[], Self.september, Self.october, Self.september + Self.october] {
            for shown in months {
                let facts = month(story, month: shown)
                for today in months.flatMap(days) {
                    try check(facts, rules, today)
                }
            }
        }
    }

    private func check(_ facts: GasMonthFacts, _ rules: GasRegulation, _ today: CivilDate) throws {
        let seen = try gasScreen(facts: facts, regulation: rules, today: today, language: .en)
        let (shown, own) = (facts.month, today.yearMonth)
        let place = "\(shown) seen on \(today)"
        XCTAssertEqual(seen.month, shown, place)
        XCTAssertEqual(seen.phase, shown < own ? .over : shown == own ? .current : .ahead, place)
        for date in [seen.activatedOn, seen.until].compactMap({ $0 }) { XCTAssertEqual(date.yearMonth, shown, place) }
        guard shown != own else {
            let answer = try gasConfirm(facts: facts, regulation: rules, today: today)
            let activates = if case .accepted(repeat: false, _, _) = answer.answer { true } else { false }
            XCTAssertEqual(seen.canConfirm, activates, place)
            if activates {
                let after = try gasScreen(facts: answer.facts, regulation: rules, today: today, language: .en)
                XCTAssertEqual(after.activatedOn, today, place)
            }
            return
        }
        XCTAssertFalse(seen.canConfirm, place)
        XCTAssertEqual(seen.blocked, [], place)
        if let earliest = seen.earliest {
            XCTAssertEqual(seen.phase, .ahead, place)
            XCTAssertEqual(earliest.yearMonth, shown, place)
        }
        let steps = try [
            gasEnterAccount(facts: facts, regulation: rules, account: account, channel: .egovMobile, today: today),
            gasAcceptOffer(facts: facts, regulation: rules, today: today),
            gasAccountChecked(facts: facts, regulation: rules, account: account, exists: true, today: today),
            gasConfirm(facts: facts, regulation: rules, today: today),
            gasRecordFact(facts: facts, regulation: rules, fact: GasDatedFact(on: today, fact: .confirmed(iin: person))),
        ]
        for step in steps { XCTAssertEqual(step, GasStepAnswer(answer: .otherMonth(month: own), facts: facts), place) }
    }

    func testAnActivatedSeptemberSeenInOctober() throws {
        func screen(_ shown: Month) throws -> GasScreen {
            let facts = month(Self.september + Self.october, month: shown)
            return try gasScreen(facts: facts, regulation: gas2025(), today: day("2025-10-09"), language: .kk)
        }
        XCTAssertTrue(try screen(Month(year: 2025, month: 10)).canConfirm)
        let seen = try screen(Month(year: 2025, month: 9))
        XCTAssertEqual(seen.stage.stage, .activated)
        XCTAssertEqual(seen.blocked, [])
        XCTAssertNil(seen.earliest)
        XCTAssertFalse(seen.canConfirm)
    }

    private func days(of month: Month) -> [CivilDate] {
        let lengths = [31, month.year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month.month - 1]).map { CivilDate(year: month.year, month: month.month, day: $0) }
    }
}

import Foundation
import VoucherCore
import XCTest

/// A parent's month and a terminal's question; what is decided is tested from Rust.
final class MealTests: XCTestCase {
    func testAParentSeesTheMonth() throws {
        let seen = try screen(eating(), "2026-03-18")
        XCTAssertEqual(seen.stage.stage, .active)
        XCTAssertEqual(seen.stage.text, "The child has free meals on school days.")
        XCTAssertEqual([seen.until, seen.nextSchoolDay], [day("2026-05-25"), day("2026-03-30")])
        XCTAssertEqual(seen.school, Reference("S-1"))
        XCTAssertEqual(seen.grade, 2)
        XCTAssertEqual(seen.consent, .agree)
        XCTAssertEqual(seen.days.filter { !$0.given.isEmpty }.map(\.day), [day("2026-03-18")])
        XCTAssertEqual([seen.days.count, seen.days.filter(\.isSchoolDay).count], [31, 14])
        XCTAssertEqual(seen.today?.day.isSchoolDay, true)
        XCTAssertEqual(seen.today?.day.blocked.map(\.refusal), [.mealAlreadyGiven])
        XCTAssertEqual(seen.refused, [])
    }

    func testAParentAnswers() throws {
        let before = try screen(march(), "2026-03-03").today
        XCTAssertEqual([before?.agree, before?.refuse], [.lit, .lit])
        guard case .dark(let reasons)? = before?.activate else { return XCTFail("consent is enough") }
        XCTAssertEqual(reasons.map(\.code), ["activation_not_needed", "awaiting_consent"])
        let agreed = try mealReply(facts: march(), regulation: meals, answer: .agree, today: day("2026-03-03"))
        XCTAssertEqual(agreed.answer, .accepted(repeat: false, stage: .active))
        XCTAssertEqual(agreed.facts.lines.last, line("replied", "2026-03-03", #","answer":"agree""#))
        XCTAssertEqual(try screen(agreed.facts, "2026-03-03").today?.agree, .done)
        let activated = try mealActivate(facts: agreed.facts, regulation: meals, today: day("2026-03-03"))
        XCTAssertEqual(activated.answer, .refused(refusals: [.activationNotNeeded]))
        let other = try mealReply(facts: march(), regulation: meals, answer: .agree, today: day("2026-04-01"))
        XCTAssertEqual(other.answer, .otherMonth(month: Month(year: 2026, month: 4)))
        let over = try screen(agreed.facts, "2026-04-01")
        XCTAssertTrue(over.phase == .over && over.today == nil && over.nextSchoolDay == nil)
    }

    func testATerminalAsks() throws {
        func ask(_ open: Bool?, _ today: String) throws -> MealPreviewAnswer {
            try mealPreview(facts: eating(), regulation: meals, meal: hotMeal(open: open), today: day(today), language: .en)
        }
        let key = MealKey(programme: .meals, iin: person, givenOn: day("2026-03-31"), kind: Reference("hot_meal"))
        XCTAssertEqual(try ask(true, "2026-03-31"), .yes(key: key))
        XCTAssertEqual(try ask(nil, "2026-03-31"), .cannotTell(missing: [.dayOpen]))
        guard case .no(let reasons, let earliest) = try ask(true, "2026-03-18") else { return XCTFail("given already") }
        XCTAssertEqual(reasons.map(\.text), ["The child's meal of this day has already been given."])
        XCTAssertEqual(earliest, day("2026-03-30"))
        XCTAssertEqual(try ask(true, "2026-04-01"), .otherMonth(month: Month(year: 2026, month: 4)))
    }

    /// A line of a later version is kept, and named by its place; nothing that is printed shows the child.
    func testUnknownLinesAreKeptAndNobodyIsPrinted() throws {
        let facts = march([FactLine(#"{"fact":"fed","on":"2026-03-02"}"#)])
        let refused = RefusedLine(place: 1, answer: #"{"line":2,"error":"unknown_kind"}"#)
        XCTAssertEqual(try screen(facts, "2026-03-02").refused, [refused])
        let agreed = try mealReply(facts: facts, regulation: meals, answer: .agree, today: day("2026-03-02"))
        XCTAssertEqual(agreed.facts.lines.dropLast(), facts.lines[...])
        var printed = "\(facts) \(try screen(eating(), "2026-03-18"))"
        dump(eating(), to: &printed)
        XCTAssertFalse(printed.contains("990101") || printed.contains("S-1"), printed)
    }

    private func screen(_ facts: MealMonthFacts, _ today: String) throws -> MealScreen {
        try mealScreen(facts: facts, regulation: meals, today: day(today), language: .en)
    }
}

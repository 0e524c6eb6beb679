import VoucherCore
import XCTest

/// Facts kept as a journal (field case F27), and what need not be said.
final class GasJournalTests: XCTestCase {
    private func read(_ text: String) throws -> GasMonthFacts {
        try gasFactsFromJson(iin: person, month: Month(year: 2025, month: 9), regulation: gas2025(), text: text)
    }

    func testFactsComeBack() throws {
        let facts = try gasConfirm(
            facts: month(beforeConfirmation(on: "2025-09-09")), regulation: gas2025(), today: day("2025-09-09")).facts
        XCTAssertEqual(try read(gasFactsToJson(facts: facts)), facts)
        XCTAssertEqual(try read(""), GasMonthFacts(iin: person, month: Month(year: 2025, month: 9), facts: []))
    }

    /// What is not known yet need not be said.
    func testWhatIsLeftOutIsNotKnown() throws {
        let month = Month(year: 2025, month: 9)
        XCTAssertEqual(GasMonthFacts(iin: person, month: month), GasMonthFacts(iin: person, month: month, facts: [], unread: []))
        XCTAssertEqual(MealMonthFacts(iin: person, month: month), MealMonthFacts(iin: person, month: month, lines: []))
        let known = GasPreviewFacts(onList: nil, consent: nil, ownActivation: nil, othersOnAccount: 0, accountExists: true)
        XCTAssertEqual(GasPreviewFacts(othersOnAccount: 0, accountExists: true), known)
        let (facts, volume, price) = (GasMonthFacts(iin: person, month: month), Volume(1), Price(1))
        XCTAssertEqual(
            try gasReceipt(facts: facts, regulation: gas2025(), account: account, volumeM3: volume, price: price),
            try gasReceipt(facts: facts, regulation: gas2025(), account: account, volumeM3: volume, price: price, terms: nil))
        XCTAssertEqual(RightFacts.childCare(), .childCare(insured: nil, born: nil, order: nil, income24Months: nil))
        XCTAssertEqual(AssistanceFigures(), AssistanceFigures(line: nil, minimum: nil, median: nil, mci: nil))
        let told = AssistanceTold(member: AssistanceMember(member: Reference("a"), role: .applicant))
        XCTAssertNil(told.incomes)
        XCTAssertNil(AssistanceFamily(household: [told]).history)
    }

    func testALineOfANewerVersionStaysThroughAStep() throws {
        let newer = #"{"fact":"appealed","iin":"990101600002","on":"2025-09-02"}"#
        let known = try gasFactsToJson(facts: month(beforeConfirmation(on: "2025-09-09")))
        let facts = try read(newer + "\n" + known)
        let line = GasUnreadLine(place: 0, line: FactLine(newer), code: "unknown_kind", field: nil, reason: nil)
        XCTAssertEqual(facts.unread, [line])
        let after = try gasConfirm(facts: facts, regulation: gas2025(), today: day("2025-09-09"))
        XCTAssertEqual(after.answer, .accepted(repeat: false, stage: .activated, next: .done))
        XCTAssertTrue(try gasFactsToJson(facts: after.facts).hasPrefix(newer + "\n"))
        XCTAssertFalse(String(reflecting: facts).contains("990101600002"), "personal data is printed")
    }

    func testLinesOfOtherProgrammesComeBackAsTheyWere() throws {
        let lines = march().lines + [FactLine("nonsense"), FactLine(#"{"fact":"eaten","text":"\u{1F600}"}"#)]
        XCTAssertEqual(try factLinesFromJson(text: factLinesToJson(lines: lines)), lines)
    }
}

import VoucherCore
import XCTest

/// Four children, of whom the eldest is 18 on 11 February 2026.
func fourChildren() -> RightFacts {
    let born = ["2008-02-11", "2010-05-05", "2012-06-06", "2014-07-07"]
    return .largeFamily(children: born.map { RightChild(born: day($0), student: nil) })
}

func childCare(order: Count? = nil, income: Tiyn? = nil) -> RightFacts {
    .childCare(insured: nil, born: nil, order: order, income24Months: income)
}

/// The rights of a family; what is decided is tested from Rust.
final class RightsTests: XCTestCase {
    /// K10, K17: an amount and a last day, and the day after it what is missing.
    func testAFamilyWithManyChildren() throws {
        let last = day("2026-02-10")
        let yes = RightAnswer.yes(amount: Tiyn(6_933_000), amountUnknown: [], first: nil, last: last)
        XCTAssertEqual(try right(fourChildren()), yes)
        let student = RightMissing(fact: .student, code: "student", text: "whether the child is a full-time student")
        XCTAssertEqual(try right(fourChildren(), "2026-02-11"), .cannotTell(missing: [student]))
        guard case .no(let reasons)? = try right(.largeFamily(children: [])) else { return XCTFail("there is no child") }
        XCTAssertEqual(reasons.map(\.refusal), [.tooFewChildren])
        XCTAssertEqual(reasons.map(\.norm), ["K17"])
    }

    /// K11, K14, K16: an amount that cannot be told is no amount of nothing; what is known to be none is not unknown.
    func testNoneIsNotUnknown() throws {
        func disability(_ from: RightDay?, _ cause: RightCause) -> RightFacts {
            .disability(
                establishedOn: from, until: .absent, born: day("1990-01-01"), group: .first, sinceChildhood: false,
                cause: cause)
        }
        let from = RightDay.on(day: day("2026-02-10"))
        guard case .yes(nil, let unknown, let first, nil)? = try right(disability(from, .other)) else {
            return XCTFail("the rate is not published")
        }
        XCTAssertEqual(unknown.map(\.code), ["rate"])
        XCTAssertEqual(first, day("2026-02-10"))
        guard case .yes(let amount, _, _, _)? = try right(disability(from, .general)) else { return XCTFail("known") }
        XCTAssertEqual(amount, Tiyn(11_187_300))
        guard case .no(let reasons)? = try right(disability(.absent, .general)) else { return XCTFail("no disability") }
        XCTAssertEqual(reasons.map(\.code), ["no_disability"])
        guard case .cannotTell? = try right(disability(nil, .general)) else { return XCTFail("it is not known") }
    }

    /// K14: every service stands on the screen; targeted assistance is at most possible.
    func testAllNineServices() throws {
        let income = RightFacts.targetedAssistance(incomePerHead: Tiyn(3_559_400), povertyLine: Tiyn(3_559_500))
        let shown = try rights([income, .awardedMother(award: .altynAlqa, awardedOn: day("2020-05-15"))])
        XCTAssertEqual(shown.map(\.service.service), Array(CardService.allCases.prefix(9)))
        XCTAssertEqual(shown.map(\.place), [nil, nil, nil, nil, nil, nil, nil, 1, 0])
        XCTAssertEqual(shown.last?.answer, .potential)
        XCTAssertEqual(shown.last?.text.hasPrefix("There may be a right to this service."), true)
        guard case .yes(let amount, _, _, _) = shown[7].answer else { return XCTFail("she holds an award") }
        XCTAssertEqual(amount, Tiyn(3_200_500))
    }

    /// N34, N36: words in three languages; neither a family nor a day of it is printed.
    func testWordsInThreeLanguagesAndNothingPrinted() throws {
        let shown = try Language.allCases.map { try rights([fourChildren()], language: $0) }
        for place in shown[0].indices {
            XCTAssertEqual(Set(shown.map { $0[place].text }).count, 3)
        }
        let child = RightChild(born: day("2008-02-11"), student: true)
        var printed = "\(fourChildren()) \(child) \(RightDay.on(day: day("2008-02-11"))) \(childCare(order: 2))"
        dump([fourChildren(), childCare(order: 2)], to: &printed)
        XCTAssertFalse(printed.contains("2008") || printed.contains("order"), printed)
    }

    /// The bounds of the wire page.
    func testNumbersAreBounded() throws {
        let child = RightChild(born: nil, student: nil)
        XCTAssertEqual(code(try right(childCare(order: 0))), "below_one")
        XCTAssertEqual(code(try right(childCare(order: 4097))), "too_large")
        XCTAssertEqual(code(try right(childCare(income: Tiyn(10_000_000_000)))), "too_large")
        XCTAssertEqual(code(try right(.largeFamily(children: Array(repeating: child, count: 65)))), "too_many")
    }

    private func rights(
        _ facts: [RightFacts], _ today: String = "2026-02-10", language: Language = .en
    ) throws -> [RightShown] {
        try rightsScreen(facts: facts, regulation: card, today: day(today), language: language).rights
    }

    /// The answer to the first facts.
    private func right(_ facts: RightFacts, _ today: String = "2026-02-10") throws -> RightAnswer? {
        try rights([facts], today).first { $0.place == 0 }?.answer
    }
}

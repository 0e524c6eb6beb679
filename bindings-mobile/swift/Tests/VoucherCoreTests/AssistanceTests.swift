import Foundation
import VoucherCore
import XCTest

/// A family's screen and the calculator; what is decided is tested from Rust.
final class AssistanceTests: XCTestCase {
    /// E3 (T8, T28, T30): 122 tenge a month were really assigned, for two months.
    func testE3Has122TengeAMonth() throws {
        let assessed = try ask(family(sixPeople(wages: "484323")), figures("26927"), "2021-11-10", rules: "asp-2020-01")
        let months = [11, 12].map {
            AssistanceMonth(month: Month(year: 2021, month: $0), base: Tiyn(12_200), topUp: Tiyn(0), total: Tiyn(12_200))
        }
        let calculation = AssistanceCalculation(
            incomeFrom: Month(year: 2021, month: 7), incomeTo: Month(year: 2021, month: 9), line: Tiyn(2_692_700),
            members: 6, perCapita: Tiyn(2_690_683), kind: .conditional, months: months)
        XCTAssertEqual(assessed.calculation, calculation)
        let days = Period(first: day("2021-11-01"), last: day("2021-12-31"))
        let gas = [Month(year: 2021, month: 12), Month(year: 2022, month: 1)]
        XCTAssertEqual(assessed.answer, .assigned(receives: days, gasMonths: gas))
        XCTAssertEqual(assessed.blocked, [])
    }

    /// T26: every reason with its words; T25: all that is missing, of whom and of which kind; T2: outside the rules.
    func testAnAnswerTellsWhy() throws {
        let event = AssistanceEvent(what: .contractBroken, on: day("2026-02-10"))
        let rich = family(sixPeople(wages: "9999999.99"), status: .other, history: [event])
        var texts: Set<String> = []
        for language in Language.allCases {
            let assessed = try ask(rich, figures("37060", mci: "4325"), "2026-02-10", language: language)
            guard case .refused(let reasons) = assessed.answer else { return XCTFail("it is refused") }
            XCTAssertEqual(reasons.map(\.refusal), [.incomeAboveLine, .contractBroken, .statusNotEntitled])
            texts.formUnion(reasons.map(\.text))
        }
        XCTAssertEqual(texts.count, 9)

        let debtor = told("a", .applicant, false)
        let credit = AssistanceIncome(kind: .credit, amount: QuarterTenge(1))
        let a = AssistanceTold(member: debtor.member, registered: true, absent: nil, incomes: [credit])
        let c = AssistanceTold(member: told("c", .child, false).member, registered: true, absent: false, incomes: nil)
        let unknown = try ask(family([a, c]), figures(nil), "2026-02-10")
        guard case .cannotTell(let missing) = unknown.answer else { return XCTFail("too little is known") }
        XCTAssertEqual(missing.map(\.fact), [.line, .incomeRule, .incomes])
        XCTAssertEqual(missing.map(\.kind), [nil, "credit", nil])
        XCTAssertEqual(missing.map(\.member), [nil, Reference("a"), Reference("c")])
        XCTAssertEqual(missing.last?.text, "the incomes of the member")

        let outside = try ask(family([a, c]), figures(nil), "2025-01-01", rules: "asp-2023-01")
        XCTAssertEqual(outside.blocked.map(\.code), ["outside_pilot"])
        XCTAssertNil(outside.answer)
        XCTAssertNil(outside.calculation)
    }

    /// T5: a household is checked when it crosses, and an amount is one of its kind (T4, T9).
    func testAHouseholdIsChecked() {
        func fault(_ household: [AssistanceTold], line: String = "37060") -> String? {
            code(try ask(family(household), figures(line), "2026-02-10"))
        }
        let applicant = told("a", .applicant, false)
        XCTAssertEqual(fault([]), "applicant_not_one")
        XCTAssertEqual(fault([applicant, told("a", .child, false)]), "member_repeated")
        XCTAssertEqual(fault((0..<65).map { told("m\($0)", .other, false) }), "too_many")
        XCTAssertEqual(fault([applicant], line: "-1"), "negative")
        XCTAssertEqual(fault([told("a", .applicant, false, wages: "10000000000")]), "too_large")
        XCTAssertEqual(fault([told("a", .applicant, false, wages: "0.001")]), "too_many_decimals")
    }

    /// T12, T13, T23: what evidence is missing, and who has to act until when.
    func testAFamilySeesWhatIsNext() throws {
        let seen = try application(filed(), "2026-02-20")
        XCTAssertEqual(seen.stage.stage, .collecting)
        XCTAssertEqual(seen.until, day("2026-02-20"))
        XCTAssertEqual(seen.next?.code, "collect_evidence")
        XCTAssertEqual(seen.next?.by, .authority)
        let vehicle = try XCTUnwrap(seen.evidence.last)
        XCTAssertEqual(vehicle.kind, .vehicle)
        XCTAssertEqual(vehicle.state, .missing)
        XCTAssertEqual(vehicle.member, Reference("a"))
        XCTAssertEqual(vehicle.next?.by, .authority)
        XCTAssertNil(seen.overdue)
        XCTAssertEqual(try application(filed(), "2026-02-21").overdue?.byText, "the authority")
        let stranger = ApplicationFacts(application: Reference("A-2"), lines: filed().lines)
        XCTAssertEqual(try application(stranger, "2026-02-20").assessment.blocked.map(\.code), ["no_application"])
    }

    /// T22: the decision stands with its amounts.
    func testAFamilyReceives() throws {
        let decision = assistanceLine("decided", "2026-02-18", #","outcome":"assigned","line":"37060""#)
        let decided = try application(filed(collected() + [decision]), "2026-02-18")
        XCTAssertEqual(decided.stage.stage, .assigned)
        XCTAssertNil(decided.next)
        XCTAssertEqual(decided.until, day("2026-03-31"))
        XCTAssertEqual(decided.assessment.calculation?.months?.map(\.total), [Tiyn(1_706_000), Tiyn(1_706_000)])
        guard case .dark(let reasons) = try application(filed(collected()), "2026-02-17").signContract else {
            return XCTFail("there is nothing to sign")
        }
        XCTAssertEqual(reasons.map(\.refusal), [.contractNotNeeded])
    }

    /// N34, N36: words in three languages; of a family nothing is printed or reflected.
    func testWordsInThreeLanguagesAndNobodyPrinted() throws {
        let seen = try Language.allCases.map { try application(filed(), "2026-02-11", $0) }
        XCTAssertEqual(Set(seen.compactMap(\.next?.text)).count, 3)
        XCTAssertEqual(Set(seen.compactMap(\.evidence.first?.text)).count, 3)
        let event = AssistanceEvent(what: .contractBroken, on: day("2010-05-05"))
        let six = family(sixPeople(wages: "484323"), history: [event])
        let assessed = try ask(six, figures("26927"), "2021-11-10", rules: "asp-2020-01")
        var printed = "\(six) \(six.household) \(six.household[0].incomes ?? []) \(event) \(assessed) \(filed()) \(seen)"
        for value in [six, assessed, assessed.calculation as Any, six.household[0], event] as [Any] {
            dump(value, to: &printed)
        }
        for secret in ["484323", "26906", "122", "2010", "990101", "A-1"] {
            XCTAssertFalse(printed.contains(secret), secret)
        }
        XCTAssertTrue(printed.hasPrefix("AssistanceFamily(hidden) [AssistanceTold(hidden)"), printed)
    }

    /// Lines that are not taken are named (N9).
    func testLinesThatAreNotTaken() throws {
        let refused = try application(filed([FactLine("?")]), "2026-02-11").refused
        XCTAssertEqual(refused, [RefusedLine(place: 1, answer: #"{"line":2,"error":"malformed_json"}"#)])
    }

    private func ask(
        _ family: AssistanceFamily, _ figures: AssistanceFigures, _ on: String, rules: String = assistance,
        language: Language = .en
    ) throws -> AssistanceAssessment {
        try assistanceCalculator(
            family: family, regulation: rules, figures: figures, today: day(on), language: language)
    }
}

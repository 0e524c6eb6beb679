import Foundation
import VoucherCore
import XCTest

/// The code of `docs/ios.md` is code: it stands here too, compiles and does what it says.
final class DocumentationTests: XCTestCase {
    private final class Label { var text: String? }
    private final class Button { var isEnabled = false }

    func testTheTenLines() throws {
        let (title, deadline, reasons, confirmButton) = (Label(), Label(), Label(), Button())
        let iin = person
        let now = try CivilDate(inKazakhstanAt: Date())
        let factsFromServer = [GasDatedFact(on: now, fact: .listed(iin: iin, region: .astana, assistance: [.housing]))]
        // as in docs/ios.md
        let rules = try gasRegulation(id: "gas-2025-08")
        let today = try CivilDate(inKazakhstanAt: Date())               // never the device's own calendar day
        let facts = GasMonthFacts(iin: iin, month: today.yearMonth, facts: factsFromServer)
        let screen = try gasScreen(facts: facts, regulation: rules, today: today, language: .kk)

        title.text = screen.stage.text                                   // words in Kazakh, Russian or English
        deadline.text = screen.daysLeft.map { "\($0.dayText). \($0.text)" }   // the last day to answer or to activate
        reasons.text = screen.blocked.map(\.text).joined(separator: "\n")
        confirmButton.isEnabled = screen.canConfirm
        // until here
        XCTAssertEqual(title.text, screen.stage.stage.text(in: .kk))
        XCTAssertEqual(deadline.text == nil, screen.until == nil)
        XCTAssertEqual(reasons.text?.isEmpty, screen.blocked.isEmpty)
        XCTAssertFalse(confirmButton.isEnabled)
    }

    func testLinesForAParent() throws {
        let (title, given, next, reasons, agreeButton) = (Label(), Label(), Label(), Label(), Button())
        let (child, rulesFromServer, linesFromServer) = (person, meals, [String]())
        // as in docs/ios.md
        let today = try CivilDate(inKazakhstanAt: Date())
        let rules = try mealRegulationInForce(today: today) ?? rulesFromServer
        let facts = MealMonthFacts(iin: child, month: today.yearMonth, lines: linesFromServer.map { FactLine($0) })
        let screen = try mealScreen(facts: facts, regulation: rules, today: today, language: .kk)

        title.text = screen.stage.text                                   // listed, consent: where the child stands
        given.text = screen.days.filter { !$0.given.isEmpty }.map { "\($0.day.day)" }.joined(separator: ", ")
        next.text = screen.nextSchoolDay.map { "\($0)" }
        reasons.text = screen.today?.blocked.map(\.text).joined(separator: "\n")
        agreeButton.isEnabled = screen.today?.agree == .lit
        // until here
        XCTAssertEqual(screen.stage.stage, .notListed)
        XCTAssertEqual(title.text, screen.stage.text)
        XCTAssertEqual(given.text, "")
        XCTAssertEqual(next.text, screen.nextSchoolDay?.description)
        XCTAssertEqual(reasons.text?.isEmpty, false)
        XCTAssertFalse(agreeButton.isEnabled)
    }

    func testFactsThatAreKept() throws {
        let (iin, month, rules) = (person, Month(year: 2025, month: 9), try gas2025())
        let (facts, parent) = (VoucherCoreTests.month(consented()), march())
        var saved: [String: String] = [:]
        // as in docs/ios.md
        saved["gas"] = try gasFactsToJson(facts: facts)                  // personal data: no log, no backup in the clear
        saved["meals"] = try factLinesToJson(lines: parent.lines)
        let restored = try gasFactsFromJson(iin: iin, month: month, regulation: rules, text: saved["gas"] ?? "")
        let lines = try factLinesFromJson(text: saved["meals"] ?? "")
        // until here
        XCTAssertEqual(restored, facts)
        XCTAssertEqual(lines, parent.lines)
    }

    func testLinesForAnOffer() throws {
        let (title, sender, deadline, silence, next, answers) = (Label(), Label(), Label(), Label(), Label(), Label())
        let (key, rulesFromServer, linesFromServer, children) = (offered().key, card, [String](), [RightChild]())
        // as in docs/ios.md
        let today = try CivilDate(inKazakhstanAt: Date())
        let rules = try cardRegulationInForce(today: today) ?? rulesFromServer
        let facts = OfferFacts(key: key, lines: linesFromServer.map { FactLine($0) })
        let offer = try offerScreen(facts: facts, regulation: rules, today: today, language: .kk)

        title.text = offer.service.text + "\n" + offer.stage.text
        sender.text = offer.sender + "\n" + offer.caution                // from whom the message must come; no code is told to anybody
        deadline.text = offer.until.map { "\($0)" }                      // the last day to answer
        silence.text = offer.silence                                     // what follows without an answer
        next.text = offer.next?.text                                     // answer, confirm the account, or apply

        let family = [RightFacts.largeFamily(children: children)]
        let rights = try rightsScreen(facts: family, regulation: rules, today: today, language: .kk).rights
        answers.text = rights.map { $0.service.text + ": " + $0.text }.joined(separator: "\n")
        // until here
        XCTAssertEqual(offer.stage.stage, .notArisen)
        XCTAssertEqual(title.text, "\(offer.service.text)\n\(offer.stage.text)")
        XCTAssertEqual(sender.text?.hasPrefix("1414\n"), true)
        XCTAssertEqual([deadline.text, silence.text, next.text], [nil, nil, nil])
        XCTAssertEqual(answers.text?.split(separator: "\n").count, 9)
    }

    func testLinesForAFamily() throws {
        let (title, next, deadline, missing, signButton) = (Label(), Label(), Label(), Label(), Button())
        let (number, rulesFromServer, figuresFromServer) = ("A-1", "asp-2023-01", figures("37060"))
        let registeredOn = day("2026-02-10")
        let linesFromServer = filed().lines.map { $0.exposeText() }
        // as in docs/ios.md
        let today = try CivilDate(inKazakhstanAt: Date())
        let rules = try assistanceRegulationInForce(today: registeredOn) ?? rulesFromServer
        let facts = ApplicationFacts(application: Reference(number), lines: linesFromServer.map { FactLine($0) })
        let screen = try applicationScreen(
            facts: facts, regulation: rules, figures: figuresFromServer, today: today, language: .kk)

        title.text = screen.stage.text                                   // where the application stands
        next.text = screen.next.map { "\($0.text) (\($0.byText))" }      // what is next, and who has to do it
        deadline.text = screen.until.map { "\($0)" }                     // the day of the service; the last day of assistance
        missing.text = screen.evidence.filter { $0.next != nil }.map(\.text).joined(separator: "\n")
        signButton.isEnabled = screen.signContract == .lit
        // until here
        XCTAssertEqual(screen.stage.stage, .collecting)
        XCTAssertEqual(title.text, screen.stage.text)
        XCTAssertEqual(next.text?.hasSuffix(")"), true)
        XCTAssertEqual(deadline.text, "2026-02-20")
        XCTAssertEqual(missing.text?.components(separatedBy: "\n").count, screen.evidence.count)
        XCTAssertFalse(signButton.isEnabled)
    }

    /// T24, T32: a family calculates before it applies; it knows nothing of survey and contract yet.
    func testACalculator() throws {
        let (rules, today, figuresFromServer, answer) = (assistance, day("2026-02-10"), figures("37060"), Label())
        // as in docs/ios.md
        let wages = AssistanceIncome(kind: .wages, amount: QuarterTenge("60000"))    // of the whole quarter
        let applicant = AssistanceMember(
            member: Reference("a"), role: .applicant, ableBodied: false, stated: [])
        let told = AssistanceTold(member: applicant, registered: true, incomes: [wages])
        let family = AssistanceFamily(status: .citizen, overlap: false, history: [], household: [told])
        let assessed = try assistanceCalculator(
            family: family, regulation: rules, figures: figuresFromServer, today: today, language: .kk)

        switch assessed.answer {
        case .assigned(let receives, _): answer.text = "\(receives.last)"
        case .refused(let reasons): answer.text = reasons.map(\.text).joined(separator: "\n")
        case .cannotTell(let missing): answer.text = missing.map(\.text).joined(separator: "\n")
        case nil: answer.text = assessed.blocked.map(\.text).joined(separator: "\n")
        }
        // until here
        XCTAssertEqual(answer.text?.components(separatedBy: "\n").count, 2)
        XCTAssertEqual(assessed.calculation?.months?.first?.total, Tiyn(1_706_000))
    }

    func testRulesOfAServer() throws {
        let (today, textsFromServer) = (day("2026-07-01"), [nextOrder(from: "2026-07-01")])
        let digestFromServer = try gasRegulationDigest(regulation: gasRegulationFromJson(json: textsFromServer[0]))
        // as in docs/ios.md
        let all = try textsFromServer.map { try gasRegulationFromJson(json: $0) }
        let rules = try gasRegulationInForce(today: today, all: all)     // nil: there is no programme on this day
        let isOurs = try rules.map { try gasRegulationDigest(regulation: $0) } == digestFromServer
        // until here
        XCTAssertEqual(rules?.id, "next")
        XCTAssertTrue(isOurs)
    }

    func testTheClock() throws {
        // as in docs/ios.md
        func today(dateHeader: String?) -> CivilDate? {
            let formatter = DateFormatter()
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
            let said = dateHeader.flatMap { formatter.date(from: $0) }
            return try? CivilDate(inKazakhstanAt: said ?? Date())        // nil: ask the server
        }
        // until here
        XCTAssertEqual(today(dateHeader: "Mon, 29 Sep 2025 18:59:59 GMT"), day("2025-09-29"))
        XCTAssertEqual(today(dateHeader: "Mon, 29 Sep 2025 19:00:00 GMT"), day("2025-09-30"))
        XCTAssertNil(today(dateHeader: "Thu, 01 Jan 1970 00:00:00 GMT"))
        let now = try CivilDate(inKazakhstanAt: Date())
        for header in [nil, "", "yesterday"] { XCTAssertGreaterThanOrEqual(try XCTUnwrap(today(dateHeader: header)), now) }
    }

    /// F17: a position counts Unicode scalars, of which the one character here has three.
    func testAPosition() throws {
        let typed = "7\u{FE0F}\u{20E3}"
        XCTAssertEqual(typed.count, 1)
        var marked: Range<String.Index>?
        // as in docs/ios.md
        if case .bad(_, let position?) = checkPhone(text: typed) {
            let scalars = typed.unicodeScalars
            let fault = scalars.index(scalars.startIndex, offsetBy: Int(position))
            marked = typed.rangeOfComposedCharacterSequence(at: fault)   // all of what the person sees there
        }
        // until here
        XCTAssertEqual(checkPhone(text: typed), .bad(code: "phone_character", position: 1))
        XCTAssertEqual(marked, typed.startIndex..<typed.endIndex)
    }

    /// F19: a picker east of Kazakhstan, and the years of a Buddhist calendar.
    func testADayThatIsPicked() throws {
        struct Picker { let date: Date, timeZone: TimeZone? }
        // Midnight of the 7th, fourteen hours ahead of Greenwich.
        let picker = Picker(date: Date(timeIntervalSince1970: 1_757_203_200 - 14 * 3600), timeZone: TimeZone(secondsFromGMT: 14 * 3600))
        // as in docs/ios.md
        let picked = CivilDate(picker.date, in: picker.timeZone ?? .current)
        let counted = CivilDate(DateComponents(year: 2568, month: 9, day: 7), in: Calendar(identifier: .buddhist))   // nil where there is no such day
        // until here
        XCTAssertEqual([picked, counted], [day("2025-09-07"), day("2025-09-07")])
        XCTAssertEqual(try CivilDate(inKazakhstanAt: picker.date), day("2025-09-06"), "the day before")
    }

    func testTheyAreThoseOfTheDocument() throws {
        let document = try String(contentsOf: project.appendingPathComponent("docs/ios.md"), encoding: .utf8)
        let own = try String(contentsOfFile: #filePath, encoding: .utf8)
        let parts = own.components(separatedBy: "        // as in docs/ios.md\n").dropFirst()
        XCTAssertEqual(parts.count, 12)
        for part in parts {
            let lines = part.components(separatedBy: "        // until here")[0].components(separatedBy: "\n")
            let told = lines.map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : $0 }.joined(separator: "\n")
            XCTAssertTrue(document.contains("\n\(told)```"), told)
        }
    }

    /// Every exported function is named on the page.
    func testEveryCallIsNamed() throws {
        let document = try String(contentsOf: project.appendingPathComponent("docs/ios.md"), encoding: .utf8)
        for name in try SurfaceTests.functions().keys {
            XCTAssertTrue(document.contains("`\(name)`"), name)
        }
    }

    func testListsByCode() throws {
        let textFromServer = "?"
        // as in docs/ios.md
        let language = Language(Locale.current) ?? .kk
        let refusal = GasRefusal(code: "not_listed")                     // of any programme, any list
        let words = refusal?.text(in: language) ?? textFromServer
        let region = Region(code: "71")                                  // the code of a region is that of the KATO
        // until here
        XCTAssertEqual(refusal, .notListed)
        XCTAssertEqual(region, .astana)
        XCTAssertTrue(gasCatalogue(language: language).refusals.map(\.text).contains(words))
    }

    func testAmounts() throws {
        let (rules, facts) = (try gas2025(), month(beforeConfirmation(on: "2025-09-10") + [("2025-09-10", .confirmed(iin: person))]))
        // as in docs/ios.md
        let terms = GasDiscountTerms(rate: Rate("0.24"), norm: Volume("631"))
        let receipt = try gasReceipt(
            facts: facts, regulation: rules, account: account, volumeM3: Volume("700"), price: Price(29.1), terms: terms)
        // until here
        guard case .amounts(let amounts) = receipt else { return XCTFail("\(receipt)") }
        XCTAssertEqual(amounts.payable, Tiyn(1_596_310))
    }
}

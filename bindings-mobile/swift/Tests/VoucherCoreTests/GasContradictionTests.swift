import VoucherCore
import XCTest

/// No screen contradicts itself (field case F25): the laws of `contradictions.rs` once more, over the path of a month.
final class GasContradictionTests: XCTestCase {
    private static let way = beforeConfirmation(on: "2025-09-09") + [("2025-09-09", .confirmed(iin: person))]
    private static let unknown: [(String, GasFact)] = way.prefix(5) + [("2025-09-09", .accountChecked(iin: person, account: account, exists: false))]
    private static let again = unknown + [("2025-09-09", .accountEntered(iin: person, account: account, channel: .egovMobile))]
    private static let stories = (0...way.count).map { Array(way.prefix($0)) } + [unknown, again]

    private func each(_ language: Language = .en, _ stories: [[(String, GasFact)]] = stories, _ look: (GasScreen, String) throws -> Void) throws {
        let rules = try gas2025()
        for story in stories {
            let facts = month(story, month: Month(year: 2025, month: 9))
            for number in 1...30 {
                let today = CivilDate(year: 2025, month: 9, day: number)
                try look(gasScreen(facts: facts, regulation: rules, today: today, language: language), "\(story.count) facts, \(today)")
            }
        }
    }

    func testADarkButtonHasAReasonAndASuccessHasNone() throws {
        try each { seen, place in
            let done = seen.stage.stage == .activated
            XCTAssertEqual(seen.canConfirm || done, seen.cannotConfirm.isEmpty, place)
            XCTAssertEqual(seen.actions.contains(.confirm), seen.canConfirm, place)
            XCTAssertEqual(seen.stage.title, seen.stage.stage.title(in: .en), place)
            XCTAssertEqual(seen.next?.label, seen.next?.step.label(in: .en), place)
            for action in seen.actions { XCTAssertFalse(action.code.isEmpty || action.label(in: .kk).isEmpty) }
            XCTAssertTrue(!done || (seen.next == nil && seen.until == nil && seen.earliest == nil), place)
            XCTAssertTrue(seen.until == nil || [.asked, .issued].contains(seen.stage.stage), place)
        }
    }

    /// The first window begins with the period, and a month that the rules lack has none.
    func testAWindowIsThatOfTheRules() throws {
        func calendar(_ shown: String) throws -> GasMonthCalendar? {
            let facts = GasMonthFacts(iin: person, month: day(shown).yearMonth)
            return try gasScreen(facts: facts, regulation: gas2025(), today: day(shown), language: .kk).calendar
        }
        let august = try calendar("2025-08-01")
        XCTAssertEqual([august?.opens, august?.closes], [day("2025-08-28"), day("2025-08-29")])
        for july in ["2025-07-01", "2026-07-01"] { XCTAssertNil(try calendar(july)) }
    }

    func testWhatIsAskedCanBeDone() throws {
        try each { seen, place in
            let action: GasAction? = switch seen.next?.step {
            case .enterAccount: .enterAccount
            case .acceptOffer: .acceptOffer
            case .confirm: .confirm
            case .checkAccount, .done, nil: nil
            }
            if let action { XCTAssertTrue(seen.actions.contains(action), place) }
            let reasons = seen.cannotConfirm.map(\.refusal)
            XCTAssertTrue(!reasons.contains(.awaitingConsent) || seen.actions.contains(.agree), place)
            XCTAssertTrue(!reasons.contains(.accountUnknown) || seen.actions.contains(.enterAccount), place)
        }
    }

    func testAnUnknownAccountIsToldUntilAnotherIsEntered() throws {
        for (story, days) in [(Self.unknown, 21), (Self.again, 0)] {
            var told = 0
            try each(.en, [story]) { seen, _ in told += seen.blocked.contains { $0.refusal == .accountUnknown } ? 1 : 0 }
            XCTAssertEqual(told, days)
        }
    }

    func testNothingIsSaidTwice() throws {
        for language in Language.allCases {
            try each(language) { seen, place in
                let texts = [seen.stage.text] + [seen.next?.text].compactMap { $0 } + seen.blocked.map(\.text)
                let sentences = texts.flatMap { $0.components(separatedBy: ". ") }.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
                XCTAssertEqual(Set(sentences).count, sentences.count, place)
            }
        }
    }

    /// N40: a month of gas among the cards of a wallet, and the days on which to remind of it.
    func testAWallet() throws {
        let rules = try gas2025()
        let empty = GasMonthFacts(iin: person, month: Month(year: 2025, month: 9), facts: [])
        let holdings: [WalletHolding] = [.gas(facts: empty, regulation: rules), .gas(facts: month(consented()), regulation: rules)]
        let cards = try wallet(holdings: holdings, today: day("2025-09-07"), language: .ru)
        XCTAssertEqual(cards.map(\.urgency), [.toDo, .settled])
        XCTAssertEqual(cards.first?.holding, 1)
        XCTAssertEqual(cards.first?.daysLeft?.text, "Осталось 22 дня")
        XCTAssertEqual(cards.first?.actions.map(\.action), [.refuse, .enterAccount])
        let ahead = try reminders(holdings: holdings, today: day("2025-09-06"), language: .kk)
        XCTAssertEqual(ahead.map(\.kind), ReminderKind.allCases)
        XCTAssertEqual(ahead.map(\.on), [day("2025-09-07"), day("2025-09-26"), day("2025-09-29")])
    }
}

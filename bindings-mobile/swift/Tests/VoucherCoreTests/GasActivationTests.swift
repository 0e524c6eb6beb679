import VoucherCore
import XCTest

/// `gasEnterAccount`, `gasAcceptOffer`, `gasAccountChecked`, `gasConfirm`, `gasRecordFact` and `gasPreviewActivation`.
final class GasActivationTests: XCTestCase {
    func testTheFourSteps() throws {
        let rules = try gas2025()
        let today = day("2025-09-07")
        var facts = month(consented())
        func take(_ answer: GasStepAnswer, next: GasStep, line: UInt = #line) {
            let stage: GasStage = next == .done ? .activated : .issued
            XCTAssertEqual(answer.answer, .accepted(repeat: false, stage: stage, next: next), line: line)
            XCTAssertEqual(answer.facts.facts.count, facts.facts.count + 1, line: line)
            facts = answer.facts
        }
        take(
            try gasEnterAccount(facts: facts, regulation: rules, account: account, channel: .egovMobile, today: today),
            next: .acceptOffer
        )
        take(try gasAcceptOffer(facts: facts, regulation: rules, today: today), next: .checkAccount)
        take(
            try gasAccountChecked(facts: facts, regulation: rules, account: account, exists: true, today: today),
            next: .confirm
        )
        take(try gasConfirm(facts: facts, regulation: rules, today: today), next: .done)
        // N23: a retry after a lost answer is safe.
        let again = try gasConfirm(facts: facts, regulation: rules, today: today)
        XCTAssertEqual(again.answer, .accepted(repeat: true, stage: .activated, next: .done))
    }

    /// N22, A: the edges of the window.
    func testEntryAndConfirmationAtTheEdges() throws {
        let rules = try gas2025()
        for (today, refusals) in [
            ("2025-09-06", [.windowNotOpen]), ("2025-09-07", nil), ("2025-09-29", nil), ("2025-09-30", [.windowClosed]),
        ] as [(String, [GasRefusal]?)] {
            let facts = month(consented())
            let entered = try gasEnterAccount(
                facts: facts, regulation: rules, account: account, channel: .serviceCentre, today: day(today)
            )
            if let refusals {
                XCTAssertEqual(entered.answer, .refused(refusals: refusals), today)
                XCTAssertEqual(entered.facts, facts, "a refused step changes nothing")
            } else {
                XCTAssertEqual(entered.answer, .accepted(repeat: false, stage: .issued, next: .acceptOffer), today)
            }
        }
        let late = try gasConfirm(facts: month(beforeConfirmation(on: "2025-09-29")), regulation: rules, today: day("2025-09-30"))
        XCTAssertEqual(late.answer, .refused(refusals: [.windowClosed]))
    }

    /// N26: three answers.
    func testThePreview() throws {
        let rules = try gas2025()
        let facts = month(consented())
        func ask(_ known: GasPreviewFacts, _ today: String) throws -> GasPreviewAnswer {
            try gasPreviewActivation(facts: facts, regulation: rules, account: account, known: known, today: day(today))
        }
        let free = GasPreviewFacts(othersOnAccount: 0, accountExists: true)
        let key = GasVoucherKey(programme: .gas, month: Month(year: 2025, month: 9), account: account)
        XCTAssertEqual(try ask(free, "2025-09-07"), .yes(key: key))
        XCTAssertEqual(try ask(free, "2025-09-29"), .yes(key: key))
        XCTAssertEqual(try ask(free, "2025-09-06"), .no(refusals: [.windowNotOpen], earliest: day("2025-09-07")))
        XCTAssertEqual(try ask(free, "2025-09-30"), .no(refusals: [.windowClosed], earliest: day("2025-10-07")))
        let nothing = GasPreviewFacts()
        XCTAssertEqual(try ask(nothing, "2025-09-07"), .cannotTell(missing: [.accountUse, .accountExists]))
        let used = GasPreviewFacts(othersOnAccount: 1, accountExists: false)
        XCTAssertEqual(
            try ask(used, "2025-09-07"),
            .no(refusals: [.accountAlreadyUsed, .accountUnknown], earliest: day("2025-10-07"))
        )
        let server = GasPreviewFacts(onList: true, consent: .refused, othersOnAccount: 0, accountExists: true)
        XCTAssertEqual(try ask(server, "2025-09-07"), .no(refusals: [.consentRefused], earliest: day("2025-10-07")), "the server's word wins")
    }
}

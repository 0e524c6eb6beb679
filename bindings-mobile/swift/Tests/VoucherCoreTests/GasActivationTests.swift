import VoucherCore
import XCTest

/// `gasEnterAccount`, `gasAcceptOffer`, `gasAccountChecked`, `gasConfirm`, `gasRecordFact` and `gasPreviewActivation`.
final class GasActivationTests: XCTestCase {
    /// Facts go in and come out as values, a screen says the same, and a retry after a lost answer is safe (N23).
    func testTheFourSteps() throws {
        let rules = try gas2025(), today = day("2025-09-07")
        var facts = month(consented())
        func take(_ answer: GasStepAnswer, _ fact: GasFact, next: GasStep, repeats: Bool = false, line: UInt = #line) throws {
            let stage: GasStage = next == .done ? .activated : .issued
            XCTAssertEqual(answer.answer, .accepted(repeat: repeats, stage: stage, next: next), line: line)
            XCTAssertEqual(answer.facts.facts, facts.facts + [GasDatedFact(on: today, fact: fact)], line: line)
            facts = answer.facts
            let seen = try gasScreen(facts: facts, regulation: rules, today: today, language: .ru)
            XCTAssertEqual(seen.next?.step, next == .done ? nil : next, line: line)
            XCTAssertEqual(seen.account, account, line: line)
            XCTAssertEqual(seen.canConfirm, next == .confirm, line: line)
            XCTAssertEqual(seen.activatedOn, next == .done ? today : nil, line: line)
        }
        let entered = try gasEnterAccount(facts: facts, regulation: rules, account: account, channel: .egovMobile, today: today)
        try take(entered, .accountEntered(iin: person, account: account, channel: .egovMobile), next: .acceptOffer)
        try take(gasAcceptOffer(facts: facts, regulation: rules, today: today), .offerAccepted(iin: person), next: .checkAccount)
        let checked = try gasAccountChecked(facts: facts, regulation: rules, account: account, exists: true, today: today)
        try take(checked, .accountChecked(iin: person, account: account, exists: true), next: .confirm)
        try take(gasConfirm(facts: facts, regulation: rules, today: today), .confirmed(iin: person), next: .done)
        try take(gasConfirm(facts: facts, regulation: rules, today: today), .confirmed(iin: person), next: .done, repeats: true)
    }

    /// N22, A: the edges of the window.
    func testEntryAtTheEdges() throws {
        let facts = month(consented())
        func enter(_ today: String) throws -> GasStepAnswer {
            try gasEnterAccount(facts: facts, regulation: gas2025(), account: account, channel: .serviceCentre, today: day(today))
        }
        for today in ["2025-09-07", "2025-09-29"] {
            XCTAssertEqual(try enter(today).answer, .accepted(repeat: false, stage: .issued, next: .acceptOffer), today)
        }
        for (today, refusal) in [("2025-09-06", .windowNotOpen), ("2025-09-30", .windowClosed)] as [(String, GasRefusal)] {
            let refused = GasStepAnswer(answer: .refused(refusals: [refusal]), facts: facts)
            XCTAssertEqual(try enter(today), refused, "a refused step changes nothing")
        }
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

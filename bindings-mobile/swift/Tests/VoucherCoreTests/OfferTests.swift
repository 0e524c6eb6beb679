import Foundation
import VoucherCore
import XCTest

let card = "proactive-2025-09"

private func offerLine(_ fact: String, _ on: String, _ rest: String = "") -> FactLine {
    line(fact, on, #","service":"large_family","event":"birth/1"\#(rest)"#)
}

/// A right arose on 9 February, the offer went out on the next day; and what happened after.
func offered(_ lines: [FactLine] = []) -> OfferFacts {
    let key = OfferKey(service: .largeFamily, iin: person, event: Reference("birth/1"), child: nil)
    return OfferFacts(key: key, lines: [offerLine("right_arose", "2026-02-09"), offerLine("offered", "2026-02-10")] + lines)
}

func replied(_ on: String, _ answer: String, sender: String = "1414") -> FactLine {
    offerLine("replied", on, #","sender":"\#(sender)","answer":"\#(answer)""#)
}

/// The screen of an offer; what is decided is tested from Rust.
final class OfferTests: XCTestCase {
    /// K20, K23, K28: from whom, until when, what silence does, what the person does.
    func testAnOfferThatIsAsked() throws {
        let seen = try screen(offered(), "2026-02-13")
        XCTAssertEqual(seen.service.service, .largeFamily)
        XCTAssertEqual(seen.service.text, "allowance to families with many children")
        XCTAssertEqual(seen.sender, "1414")
        XCTAssertEqual(
            seen.caution,
            "Please reply only to the message from the official number. Never tell anybody a code from an SMS.")
        XCTAssertEqual(seen.stage.stage, .asked)
        XCTAssertEqual(seen.until, day("2026-02-13"))
        XCTAssertTrue(try XCTUnwrap(seen.silence).hasPrefix("Silence does not count as consent"))
        XCTAssertEqual(seen.next?.step, .answer)
        XCTAssertEqual(seen.next?.text, "Please answer the SMS with the offer.")
        XCTAssertEqual([seen.agree, seen.refuse], [.lit, .lit])
        XCTAssertEqual(codes(seen.confirmAccount), ["awaiting_consent"])
        let lapsed = try screen(offered(), "2026-02-14")
        XCTAssertEqual(lapsed.stage.stage, .lapsed)
        XCTAssertEqual(lapsed.next?.step, .apply)
        XCTAssertTrue(lapsed.until == nil && lapsed.silence == nil)
    }

    /// K23, K25: an agreement asks for the account; an answer to another number is refused by its place.
    func testAnAgreement() throws {
        let replies = [replied("2026-02-10", "agree", sender: "1415"), replied("2026-02-13", "agree")]
        let seen = try screen(offered(replies), "2026-03-01")
        let refused = RefusedLine(place: 2, answer: #"{"line":3,"accepted":false,"refusals":["sender_not_1414"]}"#)
        XCTAssertEqual(seen.refused, [refused])
        XCTAssertEqual(seen.stage.stage, .awaitingAccount)
        XCTAssertEqual(seen.next?.step, .confirmAccount)
        XCTAssertEqual([seen.agree, seen.refuse, seen.confirmAccount], [.done, .lit, .lit])
    }

    /// K32, N34, N36: words in three languages, none asks for a code, nobody is printed.
    func testWordsInThreeLanguagesAndNobodyPrinted() throws {
        let seen = try Language.allCases.map { try screen(offered(), "2026-02-13", $0) }
        let words = seen.map { [$0.service.text, $0.caution, $0.stage.text, $0.silence ?? "", $0.next?.text ?? ""] }
        for place in words[0].indices {
            XCTAssertEqual(Set(words.map { $0[place] }).count, 3)
        }
        XCTAssertEqual(words.joined().filter { $0.contains("код") || $0.contains("code") }, seen.map(\.caution))
        var printed = "\(offered()) \(seen)"
        dump(offered(), to: &printed)
        XCTAssertFalse(printed.contains("990101") || printed.contains("birth/1"), printed)
    }

    private func screen(_ facts: OfferFacts, _ today: String, _ language: Language = .en) throws -> OfferScreen {
        try offerScreen(facts: facts, regulation: card, today: day(today), language: language)
    }

    private func codes(_ button: OfferButton) -> [String] {
        guard case .dark(let reasons) = button else { return [] }
        return reasons.map(\.code)
    }
}

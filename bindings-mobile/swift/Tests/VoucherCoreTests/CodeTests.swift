import Foundation
import VoucherCore
import XCTest

/// Closed lists by the core's codes, which the generator writes into them.
final class CodeTests: XCTestCase {
    private func walk<List: Coded & CaseIterable & Equatable>(_ list: List.Type) {
        for value in list.allCases { XCTAssertEqual(List(code: value.code), value) }
        XCTAssertNil(List(code: "of_a_newer_server"))
    }

    func testEveryListIsFoundByItsCodes() throws {
        walk(GasAssistance.self)
        walk(GasChannel.self)
        walk(GasReply.self)
        walk(MealStage.self)
        walk(PrescriptionStage.self)
        walk(OfferStage.self)
        walk(AssistanceStage.self)
        walk(CardService.self)
        walk(Programme.self)
        XCTAssertEqual(GasChannel(code: "egov_mobile"), .egovMobile)
        XCTAssertEqual(try gasReadReply(regulation: gas2025(), text: "21*1").code, "agree")
    }

    /// Codes that are no spelling of the value's name.
    func testCodesAreTheCoresOwn() {
        XCTAssertNotNil(CardRefusal(code: "sender_not_1414"))
        XCTAssertEqual(RightGroup.allCases.map(\.code), ["1", "2", "3"])
        XCTAssertEqual(RightMissingFact.incomeTwelveMonths.code, "income_12_months")
    }

    private func walkRefusals<List: VoucherCore.Refusal & CaseIterable & Equatable>(_ list: List.Type) {
        walk(list)
        for value in list.allCases {
            XCTAssertEqual(Set(Language.allCases.map { value.text(in: $0) }).count, 3, value.code)
            XCTAssertEqual(refusalText(programme: List.programme, code: value.code, language: .kk), value.text(in: .kk))
        }
    }

    /// Every refusal of every programme has its words in three languages.
    func testRefusalsHaveTheirWords() {
        walkRefusals(GasRefusal.self)
        walkRefusals(MealRefusal.self)
        walkRefusals(PrescriptionRefusal.self)
        walkRefusals(CardRefusal.self)
        walkRefusals(AssistanceRefusal.self)
        XCTAssertNil(refusalText(programme: .gas, code: MealRefusal.dayClosed.code, language: .kk), "of another programme")
    }

    func testRegionsByKatoAndLanguagesByLocale() {
        for named in regionNames(language: .kk) {
            XCTAssertEqual(Region(code: named.kato), named.region)
            XCTAssertEqual(named.region.code, named.kato)
        }
        let locales: [String: Language?] = ["kk": .kk, "kk_KZ": .kk, "kk-Cyrl-KZ": .kk, "ru_KZ": .ru, "en_GB@numbers=arab": .en, "tr": nil, "": nil]
        for (name, language) in locales { XCTAssertEqual(Language(Locale(identifier: name)), language, name) }
    }
}

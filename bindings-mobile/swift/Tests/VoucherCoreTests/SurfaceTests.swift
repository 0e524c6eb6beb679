import Foundation
import VoucherCore
import XCTest

/// The surface itself: what is exported, and how.
final class SurfaceTests: XCTestCase {
    /// Every exported function that can fail throws the one error, and is called here with something that is malformed.
    func testEveryExportThatCanFailThrowsTheOneError() throws {
        let exports = try Self.functions()
        let total: Set = ["gasCatalogue", "faultTexts", "checkAccount", "checkIin", "checkPhone", "regionNames", "gasRegulations", "libraryVersion", "refusalText"]
        let hard: Set = ["answerJournal", "factLinesFromJson", "factLinesToJson"]
        XCTAssertEqual(Set(exports.keys), total.union(hard).union(Self.malformed.keys), "a new export belongs into this list")
        for name in total {
            XCTAssertEqual(exports[name]?.head.contains("throws"), false, "\(name) cannot fail")
        }
        for (name, text) in exports where !total.contains(name) {
            XCTAssertTrue(text.head.contains(")throws "), "\(name) does not throw")
            XCTAssertTrue(text.body.contains("rustCallWithError(FfiConverterTypeVoucherError_lift"), "\(name) throws another error")
            XCTAssertFalse(text.head.contains("async"), name)
        }
        for (name, call) in Self.malformed {
            XCTAssertNotNil(code(try call()), name)
        }
        XCTAssertFalse(libraryVersion().isEmpty)
    }

    /// No object, no callback, no small integer: nothing that has to be closed or that phones get wrong.
    func testThereAreValuesOnly() throws {
        let source = try Self.generated()
        for word in ["class ", "protocol ", "UInt8)", ": UInt16", ": Int16", ": Int8", "Timestamp", "Duration", "async "] {
            let lines = source.split(separator: "\n").filter { $0.hasPrefix("public") && $0.contains(word) }
            XCTAssertEqual(lines.filter { !$0.contains("FfiConverter") }, [], word)
        }
    }

    /// Every value may cross actors.
    func testEverythingIsSendable() throws {
        let source = try Self.generated()
        let types = source.split(separator: "\n").compactMap { line -> Substring? in
            let words = line.split(separator: " ")
            guard words.count > 2, words[0] == "public", words[1] == "struct" || words[1] == "enum" else { return nil }
            let name = words[2].prefix { $0.isLetter || $0.isNumber }
            return name.hasPrefix("FfiConverter") ? nil : name
        }
        XCTAssertGreaterThan(types.count, 40)
        for name in types {
            XCTAssertTrue(source.contains("extension \(name): Sendable {}"), String(name))
        }
        func crosses<each T: Sendable>(_: repeat (each T).Type) {}
        crosses(CivilDate.self, Month.self, Iin.self, Account.self, Phone.self, Reference.self, FactLine.self, Tiyn.self, Volume.self, Price.self, Rate.self, Amount.self, QuarterTenge.self, GasRegulation.self, VoucherError.self)
    }

    func testTheErrorHasItsParts() throws {
        do {
            _ = try gasRegulation(id: "gas-1999")
            XCTFail("there is no such regulation")
        } catch let error as VoucherError {
            XCTAssertEqual(error.code, "unknown_regulation")
            XCTAssertEqual(error.field, "regulation")
            XCTAssertEqual(error.localizedDescription, "\(error.code): \(error.detail)")
            XCTAssertEqual("\(error)", "VoucherError: \(error.localizedDescription)")
        }
    }

    private static let malformed: [String: @Sendable () throws -> Void] = {
        let today = CivilDate(year: 2026, month: 2, day: 29)
        let facts = GasMonthFacts(iin: person, month: Month(year: 2026, month: 2), facts: [])
        let stranger = GasMonthFacts(iin: Iin("1"), month: Month(year: 2026, month: 2), facts: [])
        let known = GasPreviewFacts()
        @Sendable func broken() throws -> GasRegulation { try gas2025().with(regions: []) }
        return [
            "gasScreen": { _ = try gasScreen(facts: facts, regulation: gas2025(), today: today, language: .kk) },
            "gasPreviewActivation": {
                _ = try gasPreviewActivation(facts: stranger, regulation: gas2025(), account: account, known: known, today: day("2026-02-07"))
            },
            "gasEnterAccount": {
                _ = try gasEnterAccount(facts: facts, regulation: gas2025(), account: Account(""), channel: .egovMobile, today: day("2026-02-07"))
            },
            "gasAcceptOffer": { _ = try gasAcceptOffer(facts: facts, regulation: gas2025(), today: today) },
            "gasAccountChecked": {
                _ = try gasAccountChecked(facts: facts, regulation: broken(), account: account, exists: true, today: day("2026-02-07"))
            },
            "gasConfirm": { _ = try gasConfirm(facts: facts, regulation: gas2025(), today: today) },
            "gasRecordFact": {
                _ = try gasRecordFact(facts: facts, regulation: gas2025(), fact: GasDatedFact(on: day("2026-02-07"), fact: .confirmed(iin: Iin(""))))
            },
            "gasFactsFromJson": {
                _ = try gasFactsFromJson(iin: Iin("1"), month: Month(year: 2026, month: 2), regulation: gas2025(), text: "")
            },
            "gasFactsToJson": { _ = try gasFactsToJson(facts: stranger) },
            "gasReceipt": {
                _ = try gasReceipt(facts: facts, regulation: gas2025(), account: account, volumeM3: Volume(-1), price: Price(1))
            },
            "gasRegulation": { _ = try gasRegulation(id: "") },
            "gasRegulationInForce": { _ = try gasRegulationInForce(today: today) },
            "gasRegulationFromJson": { _ = try gasRegulationFromJson(json: "") },
            "gasRegulationDigest": { _ = try gasRegulationDigest(regulation: broken()) },
            "gasRegulationMonths": { _ = try gasRegulationMonths(regulation: broken()) },
            "gasSmsTexts": { _ = try gasSmsTexts(regulation: broken(), language: .kk) },
            "gasReadReply": { _ = try gasReadReply(regulation: broken(), text: "21*1") },
            "mealScreen": { _ = try mealScreen(facts: march(), regulation: meals, today: today, language: .kk) },
            "mealReply": { _ = try mealReply(facts: march(), regulation: "{}", answer: .agree, today: day("2026-03-02")) },
            "mealActivate": { _ = try mealActivate(facts: march(), regulation: meals, today: today) },
            "mealPreview": {
                let meal = hotMeal(open: nil, school: "?")
                _ = try mealPreview(facts: march(), regulation: meals, meal: meal, today: day("2026-03-02"), language: .kk)
            },
            "mealRegulationInForce": { _ = try mealRegulationInForce(today: today) },
            "mealRegulationDigest": { _ = try mealRegulationDigest(regulation: "") },
            "prescriptionScreen": {
                _ = try prescriptionScreen(facts: prescribed(), regulation: medicines, today: today, language: .kk)
            },
            "prescriptionPreview": {
                let asked = prescriptionAsked(nil, nil, point: "?")
                _ = try prescriptionPreview(
                    facts: prescribed(), regulation: medicines, asked: asked, today: day("2026-03-12"), language: .kk)
            },
            "prescriptionRegulationInForce": { _ = try prescriptionRegulationInForce(today: today) },
            "prescriptionRegulationDigest": { _ = try prescriptionRegulationDigest(regulation: meals) },
            "offerScreen": { _ = try offerScreen(facts: offered(), regulation: card, today: today, language: .kk) },
            "rightsScreen": {
                _ = try rightsScreen(facts: [childCare(order: 0)], regulation: card, today: day("2026-02-10"), language: .kk)
            },
            "cardRegulationInForce": { _ = try cardRegulationInForce(today: today) },
            "cardRegulationDigest": { _ = try cardRegulationDigest(regulation: "grading-2026-06") },
            "applicationScreen": { _ = try application(filed(), "2026-02-30") },
            "assistanceCalculator": {
                _ = try assistanceCalculator(
                    family: family([]), regulation: assistance, figures: figures(nil), today: day("2026-02-10"), language: .kk)
            },
            "assistanceRegulationInForce": { _ = try assistanceRegulationInForce(today: today) },
            "assistanceRegulationDigest": { _ = try assistanceRegulationDigest(regulation: medicines) },
            "civilDate": { _ = try civilDate(instant: "today") },
            "dateText": { _ = try dateText(date: today, language: .kk) },
            "wallet": { _ = try wallet(holdings: [], today: today, language: .kk) },
            "reminders": { _ = try reminders(holdings: [], today: today, language: .kk) },
        ]
    }()

    static func generated() throws -> String {
        let file = project.appendingPathComponent("bindings-mobile/swift/Sources/VoucherCore/Generated/VoucherCore.swift")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The exported functions with their first line and what follows up to the closing brace.
    static func functions() throws -> [String: (head: String, body: String)] {
        var found: [String: (head: String, body: String)] = [:]
        for part in try generated().components(separatedBy: "\npublic func ").dropFirst() {
            let name = String(part.prefix { $0 != "(" })
            guard !name.hasPrefix("FfiConverter"), !name.hasPrefix("uniffi") else { continue }
            let head = part.prefix { $0 != "{" }
            let body = part.components(separatedBy: "\n}")[0]
            found[name] = (String(head), body)
        }
        return found
    }
}

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
        let factsFromServer = [DatedFact(on: now, fact: .listed(iin: iin, region: .astana, assistance: [.housing]))]
        // as in docs/ios.md
        let rules = try regulation(id: "gas-2025-08")
        let today = try CivilDate(inKazakhstanAt: Date())               // never the device's own calendar day
        let facts = MonthFacts(iin: iin, month: today.monthOfYear, facts: factsFromServer)
        let screen = try walletScreen(facts: facts, regulation: rules, today: today, language: .kk)

        title.text = screen.stage.text                                   // words in Kazakh, Russian or English
        deadline.text = screen.until.map { "\($0)" }                     // the last day to answer or to activate
        reasons.text = screen.blocked.map(\.text).joined(separator: "\n")
        confirmButton.isEnabled = screen.canConfirm
        // until here
        XCTAssertEqual(title.text, screen.stage.stage.text(in: .kk))
        XCTAssertEqual(deadline.text, screen.until?.description)
        XCTAssertEqual(reasons.text?.isEmpty, screen.blocked.isEmpty)
        XCTAssertFalse(confirmButton.isEnabled)
    }

    func testTheyAreThoseOfTheDocument() throws {
        let document = try String(contentsOf: project.appendingPathComponent("docs/ios.md"), encoding: .utf8)
        let own = try String(contentsOfFile: #filePath, encoding: .utf8)
        let lines = own.components(separatedBy: "        // as in docs/ios.md\n")[1].components(separatedBy: "        // until here")[0]
        let told = document.components(separatedBy: "```swift\nimport VoucherCore\n\n")[1].components(separatedBy: "```")[0]
        let indented = told.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "        \($0)" }
        XCTAssertEqual(indented.joined(separator: "\n"), lines)
    }

    /// Every exported function is named on the page.
    func testEveryCallIsNamed() throws {
        let document = try String(contentsOf: project.appendingPathComponent("docs/ios.md"), encoding: .utf8)
        for name in try SurfaceTests.functions().keys {
            XCTAssertTrue(document.contains("`\(name)`"), name)
        }
    }
}

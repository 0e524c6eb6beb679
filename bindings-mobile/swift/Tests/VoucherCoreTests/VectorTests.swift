import Foundation
import VoucherCore
import XCTest

/// The conformance vectors, each through `answerJournal`, byte for byte.
final class VectorTests: XCTestCase {
    func testEveryVector() throws {
        let folder = project.appendingPathComponent("bindings-python/python/voucher_core/testing/data/vectors").path
        let suffix = ".in.jsonl"
        let journals = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(suffix) }
        XCTAssertFalse(journals.isEmpty, "vectors are missing")
        for journal in journals.sorted() {
            let path = "\(folder)/\(journal)"
            let expected = URL(fileURLWithPath: String(path.dropLast(suffix.count)) + ".out.jsonl")
            let given = try answerJournal(journal: Data(contentsOf: URL(fileURLWithPath: path)))
            XCTAssertEqual(Data(given.utf8), try Data(contentsOf: expected), "\(journal): \(given)")
        }
    }
}

/// The folder of the project: its vectors are files of every language.
let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

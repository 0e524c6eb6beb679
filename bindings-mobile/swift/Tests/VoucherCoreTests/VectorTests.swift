import Foundation
import VoucherCore
import XCTest

/// The conformance vectors, each through `answerJournal`.
final class VectorTests: XCTestCase {
    func testTheVectorsOfTheSuite() throws {
        XCTAssertGreaterThanOrEqual(try check("vectors"), 55)
    }

    func testOurOwnVectors() throws {
        XCTAssertGreaterThanOrEqual(try check("vectors-own"), 12)
    }

    /// The comparison is no rubber stamp.
    func testTheComparisonSeesEveryDifference() throws {
        let wanted = try XCTUnwrap(Json(#"{"a":[1,"x"],"digest":"*","text":"*"}"#))
        let text = #"{"kk":"k","ru":"r","en":"e"}"#
        let digest = "sha256:" + String(repeating: "0f", count: 32)
        func accepts(_ given: String) throws -> Bool { wanted.accepts(try XCTUnwrap(Json(given), given)) }
        XCTAssertTrue(try accepts(#"{ "a": [1, "\u0078"], "digest":"\#(digest)", "text":\#(text)}"#))
        XCTAssertFalse(try accepts(#"{"digest":"\#(digest)","a":[1,"x"],"text":\#(text)}"#), "order")
        XCTAssertFalse(try accepts(#"{"a":[1,"y"],"digest":"\#(digest)","text":\#(text)}"#), "value")
        XCTAssertFalse(try accepts(#"{"a":[1,"x"],"digest":"\#(digest)0","text":\#(text)}"#), "digest")
        XCTAssertFalse(try accepts(#"{"a":[1,"x"],"digest":"\#(digest)","text":{"ru":"r","kk":"k","en":"e"}}"#), "languages")
        XCTAssertFalse(try accepts(#"{"a":[1,"x"],"digest":"\#(digest)","text":\#(text),"more":null}"#), "field")
        for malformed in ["", "{", #"{"a":1,}"#, "[1 2]", "nul", #""\x""#, #""\ud800""#, "1 2"] {
            XCTAssertNil(Json(malformed), malformed)
        }
    }

    /// Runs every vector of a folder beside the project's tests; gives their number.
    private func check(_ folder: String) throws -> Int {
        let folder = project.appendingPathComponent("tests").appendingPathComponent(folder)
        let suffix = ".in.jsonl"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let names = files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
        for name in names {
            let journal = try Data(contentsOf: folder.appendingPathComponent(name + suffix))
            let answers = folder.appendingPathComponent(name + ".out.jsonl")
            let wanted = try String(contentsOf: answers, encoding: .utf8).split(separator: "\n")
            let given = try answerJournal(journal: journal).split(separator: "\n")
            XCTAssertEqual(wanted.count, given.count, name)
            for (wanted, given) in zip(wanted, given) {
                let agrees = try XCTUnwrap(Json(wanted), name).accepts(try XCTUnwrap(Json(given), name))
                XCTAssertTrue(agrees, "\(name)\n  expected \(wanted)\n  given    \(given)")
            }
        }
        return names.count
    }
}

/// The folder of the project: its vectors are files of every language.
let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

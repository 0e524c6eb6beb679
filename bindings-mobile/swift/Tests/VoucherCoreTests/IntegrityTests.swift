import Foundation
import XCTest

#if os(Linux)
/// A library that does not belong to the sources is noticed by the first call (field case F24), which ends the process.
final class IntegrityTests: XCTestCase {
    func testAChecksumThatDiffersIsNoticed() throws {
        let built = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let other = built.appendingPathComponent("libOtherLibrary.so").path
        XCTAssertTrue(FileManager.default.fileExists(atPath: other))
        let refused = try wallet(built, environment: ["LD_PRELOAD": other])
        XCTAssertEqual(refused.reason, .uncaughtSignal)
        XCTAssertTrue(refused.errors.contains("API checksum mismatch"), refused.errors)
        let own = try wallet(built, environment: [:])
        XCTAssertEqual(own.reason, .exit)
        XCTAssertEqual(own.errors, "")
    }

    private func wallet(_ built: URL, environment: [String: String]) throws -> (reason: Process.TerminationReason, errors: String) {
        let process = Process()
        let errors = Pipe()
        process.executableURL = built.appendingPathComponent("VoucherWallet")
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationReason, text)
    }
}
#endif

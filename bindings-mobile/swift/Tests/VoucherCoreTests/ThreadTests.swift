import Foundation
import VoucherCore
import XCTest

/// Any thread may call at any time.
final class ThreadTests: XCTestCase {
    /// 8 threads with 100 000 calls each: every answer is the one that a single thread gets.
    func testEightThreads() throws {
        let rules = try gas2025()
        let facts = month(beforeConfirmation(on: "2025-09-08"))
        let days = ["2025-09-06", "2025-09-08", "2025-09-29", "2025-09-30"].map(day)
        let wanted = try days.map { try gasScreen(facts: facts, regulation: rules, today: $0, language: .kk) }
        XCTAssertEqual(wanted.map(\.canConfirm), [false, true, true, false])
        let typed = ["990101600002", "990101600003", "", "abc"]
        let checks = typed.map { checkIin(text: $0) }
        let tally = Tally()
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            var agreed = 0
            for call in 0..<100_000 {
                let place = (call + thread) % 4
                // A screen is the dearest call: every tenth is one.
                let same = if call % 10 == 0 {
                    (try? gasScreen(facts: facts, regulation: rules, today: days[place], language: .kk)) == wanted[place]
                } else {
                    checkIin(text: typed[place]) == checks[place]
                }
                agreed += same ? 1 : 0
            }
            tally.add(agreed)
        }
        XCTAssertEqual(tally.sum, 800_000)
    }

    /// The same from Swift's own tasks, across which every value may go.
    func testTasks() async throws {
        let rules = try gas2025()
        let facts = month(consented())
        let screens = try await withThrowingTaskGroup(of: GasScreen.self) { group in
            for number in 1...28 {
                group.addTask {
                    let today = CivilDate(year: 2025, month: 9, day: number)
                    return try gasScreen(facts: facts, regulation: rules, today: today, language: .ru)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        XCTAssertEqual(screens.count, 28)
        XCTAssertTrue(screens.allSatisfy { $0.stage.stage == .issued || $0.refused.isEmpty })
        XCTAssertEqual(screens.filter { $0.blocked.isEmpty }.count, 22, "from the 7th on")
    }

    private final class Tally: @unchecked Sendable {
        private let lock = NSLock()
        private var count = 0

        func add(_ more: Int) { lock.withLock { count += more } }
        var sum: Int { lock.withLock { count } }
    }
}

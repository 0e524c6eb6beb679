import Foundation
import VoucherCore

/// What a call costs from Swift, beside an empty one. Each answer is checked once before anything is timed.
///
/// The time is that of the thread's core, so that it holds on a machine that others use as well. Rivals take turns
/// round by round; printed are the best round and the median.

/// Nanoseconds that this thread held a core.
func coreTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func wallTime() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

// The first call of the process: loading has been done by the linker, the checks of the library are in it.
let beforeFirst = wallTime()
let version = libraryVersion()
let first = wallTime() - beforeFirst

let quick = CommandLine.arguments.contains("--quick")
let rounds = quick ? 3 : 31
let calls = quick ? 100 : 5_000

let person = Iin("990101600002")
let account = Account("0012345")
let rules = try gasRegulation(id: "gas-2025-08")
let today = CivilDate(year: 2025, month: 9, day: 10)
func on(_ day: Int, _ fact: GasFact) -> GasDatedFact { GasDatedFact(on: CivilDate(year: 2025, month: 9, day: day), fact: fact) }

/// A month as an app has it when the button is about to be lit.
let facts = GasMonthFacts(
    iin: person, month: Month(year: 2025, month: 9),
    facts: [
        on(1, .listed(iin: person, region: .astana, assistance: [.housing])),
        on(1, .smsSent(iin: person, kind: .start)),
        on(2, .replied(iin: person, reply: .agree)),
        on(10, .accountEntered(iin: person, account: account, channel: .egovMobile)),
        on(10, .offerAccepted(iin: person)),
        on(10, .accountChecked(iin: person, account: account, exists: true)),
    ]
)
let known = GasPreviewFacts(othersOnAccount: 0, accountExists: true)

let screen = try gasScreen(facts: facts, regulation: rules, today: today, language: .kk)
precondition(screen.canConfirm && screen.stage.stage == .issued && screen.refused.isEmpty)
let preview = try gasPreviewActivation(facts: facts, regulation: rules, account: account, known: known, today: today)
precondition(preview == .yes(key: GasVoucherKey(programme: .gas, month: Month(year: 2025, month: 9), account: account)))
let typed = checkIin(text: "990101600002")
precondition(typed == .good(iin: person))

func line(_ fact: String, _ on: String, _ rest: String) -> FactLine { FactLine(#"{"fact":"\#(fact)","on":"\#(on)",\#(rest)}"#) }
let (iin, meals, medicines) = (#""iin":"990101600002""#, "meals-2026-02", "medicines-2024-01")

/// A month of a pupil who consented and ate on every school day, as a server sends it.
let schoolDays = [1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30]
let april = MealMonthFacts(
    iin: person, month: Month(year: 2026, month: 4),
    lines: [
        line("listed", "2026-04-01", #"\#(iin),"school":"S-1","region":"71","grade":2,"grounds":["primary_grade"]"#),
        line("replied", "2026-04-01", #"\#(iin),"answer":"agree""#),
    ] + schoolDays.map { number in
        let on = CivilDate(year: 2026, month: 4, day: number).description
        let meal = #""school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"\#(on)","source":"qr""#
        return line("meal_given", on, #""record":"T1/\#(on)",\#(iin),\#(meal)"#)
    })

/// Three prescriptions of a patient, one of them collected.
let prescribed = PrescriptionFacts(
    iin: person,
    lines: [line("enrolled", "2026-04-15", #"\#(iin),"point":"P-1""#)]
        + ["R-1", "R-2", "R-3"].map { prescription in
            line("prescribed", "2026-04-15", #""prescription":"\#(prescription)",\#(iin),"item":"A10","quantity":90,"days":90"#)
        } + [
            line("dispensed", "2026-04-15", #""record":"D-1","prescription":"R-1","point":"P-1","quantity":90,"evidence":"qr""#)
        ])

let end = CivilDate(year: 2026, month: 4, day: 30)
let month = try mealScreen(facts: april, regulation: meals, today: end, language: .kk)
precondition(month.days.filter { !$0.given.isEmpty }.count == schoolDays.count)
let pharmacy = try prescriptionScreen(facts: prescribed, regulation: medicines, today: end, language: .kk)
precondition(pharmacy.prescriptions.count == 3)
let holdings: [WalletHolding] = [
    .gas(facts: facts, regulation: rules), .meals(facts: april, regulation: meals),
    .prescriptions(facts: prescribed, regulation: medicines),
]
let cards = try wallet(holdings: holdings, today: end, language: .kk)
precondition(cards.count == 5)

let rivals: [(String, () throws -> Void)] = [
    ("empty call (version)", { _ = libraryVersion() }),
    ("checkIin", { _ = checkIin(text: "990101600002") }),
    ("gasScreen", { _ = try gasScreen(facts: facts, regulation: rules, today: today, language: .kk) }),
    ("gasPreviewActivation", {
        _ = try gasPreviewActivation(facts: facts, regulation: rules, account: account, known: known, today: today)
    }),
    ("gasConfirm", { _ = try gasConfirm(facts: facts, regulation: rules, today: today) }),
    ("mealScreen", { _ = try mealScreen(facts: april, regulation: meals, today: end, language: .kk) }),
    ("prescriptionScreen", { _ = try prescriptionScreen(facts: prescribed, regulation: medicines, today: end, language: .kk) }),
    ("wallet", { _ = try wallet(holdings: holdings, today: end, language: .kk) }),
]
var times = [[Double]](repeating: [], count: rivals.count)
for _ in 0..<rounds {
    for (place, rival) in rivals.enumerated() {
        let begun = coreTime()
        for _ in 0..<calls { try rival.1() }
        times[place].append(Double(coreTime() - begun) / Double(calls) / 1_000)
    }
}

/// With two decimals.
func shown(_ number: Double) -> String {
    let text = String(format: "%.2f", number)
    return String(repeating: " ", count: max(0, 10 - text.count)) + text
}
print("VoucherCore \(version) from Swift, \(rounds) rounds of \(calls) calls, in µs a call")
print("\("".padding(toLength: 24, withPad: " ", startingAt: 0))   fastest    median")
for (rival, times) in zip(rivals, times) {
    let sorted = times.sorted()
    let name = rival.0.padding(toLength: 24, withPad: " ", startingAt: 0)
    print("\(name)\(shown(sorted[0]))\(shown(sorted[sorted.count / 2]))")
}
print("first call               \(shown(Double(first) / 1_000))")

import Foundation
import VoucherCore
import XCTest

/// No screen of the programmes after gas contradicts itself, nor does its card (field case F25, N36): the laws of
/// `contradictions` over every beginning of a few paths.
final class ContradictionTests: XCTestCase {
    private func each(_ languages: [Language] = Language.allCases, _ look: (Told) throws -> Void) throws {
        for held in try everything() {
            for today in held.days {
                for language in languages { try held.told(today, language).map(look) }
            }
        }
    }

    func testATitleAndALabelFitTheirPlaces() throws {
        try each { seen in
            XCTAssertTrue((1...25).contains(seen.title.count), "\(seen): \(seen.title)")
            for action in try seen.card().actions { XCTAssertTrue((1...20).contains(action.label.count), "\(seen): \(action.label)") }
        }
    }

    func testNothingIsSaidTwice() throws {
        try each { seen in
            XCTAssertEqual(repeated(seen.words), [], "\(seen)")
            XCTAssertFalse(seen.words.dropFirst().contains { $0 == seen.title || $0 == "\(seen.title)." }, "\(seen): \(seen.title)")
            for button in seen.buttons { XCTAssertEqual(repeated(button.reasons), [], "\(seen), \(button.action)") }
        }
    }

    /// N3: no last day that has passed, and on the last one no day is left.
    func testTheLastDayIsAheadAndCounted() throws {
        try each { seen in
            XCTAssertTrue(seen.until.map { seen.today <= $0 } ?? true, "\(seen): \(String(describing: seen.until))")
            XCTAssertEqual(seen.daysLeft.map { seen.today.after(Int($0.days)) }, seen.until, "\(seen)")
        }
    }

    /// A lit button changes something, a done one repeats it, a dark one is refused; it alone tells why.
    func testAButtonDoesWhatItShows() throws {
        var shown: Set<String> = []
        try each([.en]) { seen in
            for button in seen.buttons {
                XCTAssertEqual(button.shows, try seen.taken(button.action), "\(seen), \(button.action)")
                XCTAssertEqual(button.shows == .refused, !button.reasons.isEmpty, "\(seen), \(button.action)")
                shown.insert("\(seen.held.rules) \(button.action) \(button.shows)")
            }
        }
        XCTAssertEqual(shown.count, 33, "twelve buttons in three states, but consent alone activates nothing and nobody collects twice")
    }

    /// N40; the day by which an office has to decide is none of the card's.
    func testACardSaysWhatItsScreenSays() throws {
        try each { seen in
            let card = try seen.card(), isPersons = seen.asks != nil && seen.held.rules != assistance
            XCTAssertEqual([card.title, card.text], [seen.title, seen.words[0]], "\(seen)")
            XCTAssertEqual(card.until, isPersons ? seen.until : nil, "\(seen)")
            XCTAssertEqual(card.daysLeft, isPersons ? seen.daysLeft : nil, "\(seen)")
            let here = card.actions.map(\.action).filter { $0 != .apply && $0 != .completeApplication }
            XCTAssertEqual(here, seen.buttons.filter { $0.shows == .changes }.map(\.action), "\(seen)")
        }
    }

    /// N40: what a card offers is taken, what its screen asks for is offered, and only then is there something to do.
    func testWhatIsAskedCanBeDone() throws {
        var asked: Set<PersonAction> = []
        try each([.en]) { seen in
            let card = try seen.card(), actions = card.actions.map(\.action), here = actions.filter { $0 != .apply }
            for action in here { XCTAssertEqual(try seen.taken(action), .changes, "\(seen), \(action)") }
            XCTAssertEqual(card.urgency == .toDo, seen.asks.map(here.contains) ?? false, "\(seen)")
            guard let asks = seen.asks, !seen.held.isBehind(seen.today) else { return }
            XCTAssertTrue(actions.contains(asks), "\(seen), \(asks)")
            asked.insert(asks)
        }
        XCTAssertEqual(asked.count, 7, "\(asked)")
    }

    /// N40: on the day of a reminder it can be done, and the day after the last one it is settled.
    func testAReminderIsOfADayOnWhichItCanBeDone() throws {
        var kinds: Set<String> = []
        for held in try everything() {
            for today in held.days where !held.isBehind(today) {
                for ahead in try reminders(holdings: [held.holding], today: today, language: .en) where held.days.contains(ahead.on) {
                    let then = try held.card(ahead.on), isLast = ahead.kind == .lastDay
                    XCTAssertEqual(then.urgency, .toDo, "\(held) on \(today): \(ahead)")
                    XCTAssertEqual(then.daysLeft?.days, isLast ? 0 : 3, "\(held) on \(today): \(ahead)")
                    if isLast { XCTAssertEqual(try held.card(ahead.on.after(1)).urgency, .settled, "\(held) on \(today): \(ahead)") }
                    kinds.insert("\(then.programme) \(ahead.kind)")
                }
            }
        }
        XCTAssertEqual(kinds.count, 5, "\(kinds)")
    }

    /// K14: a right has its days, or reasons, or what is missing; it is there on all days from the first that it tells to the
    /// last, and no other.
    func testARightTellsWhyNotOrUntilWhen() throws {
        let all = days("2026-02-07", 40)
        for (facts, language) in [fourChildren(), disabled()].flatMap({ facts in Language.allCases.map { (facts, $0) } }) {
            var holds: [CivilDate] = [], told: Set<[CivilDate]> = []
            for today in all {
                let rights = try rightsScreen(facts: [facts], regulation: card, today: today, language: language).rights
                let right = try XCTUnwrap(rights.first { $0.place == 0 })
                var why: [String] = []
                switch right.answer {
                case .no(let reasons): why = reasons.map(\.text)
                case .cannotTell(let missing): why = missing.map(\.text)
                case .yes(_, _, let first, let last):
                    holds.append(today)
                    told.insert([first ?? all[0], last ?? all[all.count - 1]])
                case .potential: break
                }
                XCTAssertEqual(why.isEmpty, holds.last == today, "\(today) in \(language)")
                XCTAssertEqual(repeated([right.text] + why), [], "\(today) in \(language)")
            }
            XCTAssertEqual(told, [[try XCTUnwrap(holds.first), try XCTUnwrap(holds.last)]], "\(language)")
        }
    }

    /// T25, T26: what is not assigned has every reason, or all that is missing, once.
    func testAnAssessmentTellsWhyNot() throws {
        let six = sixPeople(wages: "484323")
        let untold = AssistanceFamily(status: .citizen, overlap: false, survey: .done, history: [], household: six)
        var whys: Set<[String]> = []
        for family in [family(six), family(six, status: .other), untold] {
            for (on, language) in ["2017-12-31", "2021-11-10"].flatMap({ on in Language.allCases.map { (on, $0) } }) {
                let seen = try assistanceCalculator(
                    family: family, regulation: "asp-2020-01", figures: figures("26927"), today: day(on), language: language)
                XCTAssertEqual(repeated(seen.why), [], "\(on) in \(language)")
                if case .assigned = seen.answer { XCTAssertEqual(seen.why, [], on) } else { XCTAssertNotEqual(seen.why, [], on) }
                whys.insert(seen.why)
            }
        }
        XCTAssertEqual(whys.count, 10, "assigned, and in three languages outside the rules, refused and not known")
    }
}

/// What a journal makes of a fact, and what a button shows of it: lit, done, dark.
private enum Taken { case changes, repeats, refused }

private protocol Shown: Equatable {
    static var lit: Self { get }
    static var done: Self { get }
    var reasons: [String] { get }
}

extension MealButton: Shown {
    fileprivate var reasons: [String] { if case .dark(let reasons) = self { reasons.map(\.text) } else { [] } }
}

extension OfferButton: Shown {
    fileprivate var reasons: [String] { if case .dark(let reasons) = self { reasons.map(\.text) } else { [] } }
}

extension AssistanceButton: Shown {
    fileprivate var reasons: [String] { if case .dark(let reasons) = self { reasons.map(\.text) } else { [] } }
}

private struct Button {
    let action: PersonAction, shows: Taken, reasons: [String]
}

private func button(_ action: PersonAction, _ seen: some Shown) -> Button {
    Button(action: action, shows: seen == .lit ? .changes : seen == .done ? .repeats : .refused, reasons: seen.reasons)
}

/// What a screen of whichever programme says on a day: the words of its stage, then all that is read beside them.
private struct Told: CustomStringConvertible {
    let held: Held, today: CivilDate, language: Language, title: String, words: [String]
    let until: CivilDate?, daysLeft: DaysLeft?, asks: PersonAction?, buttons: [Button]

    var description: String { "\(held) on \(today) in \(language)" }

    func card() throws -> WalletCard { try held.card(today, language) }

    func taken(_ action: PersonAction) throws -> Taken {
        let told = held.lines + [held.fact(action, "\(today)")]
        let journal = [#"{"regulation":"\#(held.rules)"}"#] + told.map { $0.exposeText() }
        let answers = try answerJournal(journal: Data(journal.joined(separator: "\n").utf8))
        let answer = try XCTUnwrap(answers.split(separator: "\n").last)
        if answer.contains(#""accepted":false"#) { return .refused }
        XCTAssertTrue(answer.contains(#""accepted":true"#), "\(answer)")
        return answer.contains(#""repeat":true"#) ? .repeats : .changes
    }
}

/// What somebody holds, with the rules and the lines of its journal, the days to look at it, and the fact by which they do
/// something.
private struct Held: CustomStringConvertible {
    let holding: WalletHolding, rules: String, lines: [FactLine], days: [CivilDate]
    let fact: (PersonAction, String) -> FactLine

    var description: String { "\(rules) after \(lines.map { $0.exposeText().split(separator: "\"")[3] })" }

    /// Whether a clock that shows the day is behind a fact, so that none is taken (N9).
    func isBehind(_ today: CivilDate) -> Bool {
        lines.contains { today < day(String($0.exposeText().suffix(12).prefix(10))) }
    }

    func card(_ today: CivilDate, _ language: Language = .en) throws -> WalletCard {
        try XCTUnwrap(wallet(holdings: [holding], today: today, language: language).first)
    }

    /// The screen on a day; none of a patient who has no prescription.
    func told(_ today: CivilDate, _ language: Language) throws -> Told? {
        switch holding {
        case .gas: return nil
        case .meals(let facts, _):
            let seen = try mealScreen(facts: facts, regulation: rules, today: today, language: language)
            let asks: PersonAction? = switch seen.stage.stage {
            case .toNotify, .notified: .agree
            case .toActivate: .activate
            default: nil
            }
            let words = [seen.stage.text] + (seen.today?.blocked ?? []).map(\.text)
            let buttons = seen.today.map { [button(.agree, $0.agree), button(.refuse, $0.refuse), button(.activate, $0.activate)] }
            return Told(
                held: self, today: today, language: language, title: seen.stage.title, words: words, until: seen.until,
                daysLeft: seen.daysLeft, asks: seen.phase == .over ? nil : asks, buttons: buttons ?? [])
        case .prescriptions(let facts, _):
            let screen = try prescriptionScreen(facts: facts, regulation: rules, today: today, language: language)
            guard let seen = screen.prescriptions.first else { return nil }
            let isOpen = seen.rest != nil, blocked = seen.blocked.map(\.text), why = isOpen ? blocked : [seen.stage.text]
            return Told(
                held: self, today: today, language: language, title: seen.stage.title, words: [seen.stage.text] + blocked,
                until: seen.until, daysLeft: seen.daysLeft, asks: isOpen && screen.point != nil ? .collect : nil,
                buttons: [Button(action: .collect, shows: why.isEmpty ? .changes : .refused, reasons: why)])
        case .offer(let facts, _):
            let seen = try offerScreen(facts: facts, regulation: rules, today: today, language: language)
            let words = [seen.stage.text, seen.service.text, seen.caution, seen.silence, seen.next?.text]
            let answers = [button(.agree, seen.agree), button(.refuse, seen.refuse)]
            return Told(
                held: self, today: today, language: language, title: seen.stage.title, words: words.compactMap { $0 },
                until: seen.until, daysLeft: seen.daysLeft, asks: seen.next.map { PersonAction(code: $0.code) ?? .agree },
                buttons: answers + [button(.confirmAccount, seen.confirmAccount)])
        case .application(let facts, _, let figures):
            let seen = try applicationScreen(facts: facts, regulation: rules, figures: figures, today: today, language: language)
            let words = [seen.stage.text, seen.next?.text, seen.overdue?.text].compactMap { $0 } + seen.assessment.why
            let asks = seen.next.flatMap { $0.by == .applicant ? PersonAction(code: $0.code) ?? .signContract : nil }
            // The day of the service and the last day of assistance stay where they have passed.
            return Told(
                held: self, today: today, language: language, title: seen.stage.title, words: words,
                until: seen.until.flatMap { today <= $0 ? $0 : nil }, daysLeft: seen.daysLeft, asks: asks,
                buttons: [button(.signContract, seen.signContract), button(.refuseContract, seen.refuseContract)])
        }
    }
}

extension AssistanceAssessment {
    fileprivate var why: [String] {
        let answered = switch answer {
        case .refused(let reasons): reasons.map(\.text)
        case .cannotTell(let missing): missing.map(\.text)
        case .assigned, nil: [String]()
        }
        return blocked.map(\.text) + answered
    }
}

/// The sentences that stand more than once.
private func repeated(_ texts: [String]) -> [String] {
    let sentences = texts.flatMap { ($0.hasSuffix(".") ? String($0.dropLast()) : $0).components(separatedBy: ". ") }
    return Dictionary(grouping: sentences) { $0 }.filter { $0.value.count > 1 }.map(\.key)
}

private func days(_ first: String, _ count: Int) -> [CivilDate] { (0..<count).map { day(first).after($0) } }

extension CivilDate {
    fileprivate func after(_ days: Int) -> CivilDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        let midnight = calendar.date(from: DateComponents(year: year, month: month, day: day))!
        return CivilDate(midnight.addingTimeInterval(Double(days) * 86_400), in: calendar.timeZone)
    }
}

/// Every beginning of every path.
private func beginnings(_ paths: [FactLine]...) -> Set<[FactLine]> {
    Set(paths.flatMap { path in (0...path.count).map { Array(path.prefix($0)) } })
}

extension [FactLine] {
    fileprivate func but(_ old: String, _ new: String) -> [FactLine] {
        map { FactLine($0.exposeText().replacingOccurrences(of: old, with: new)) }
    }
}

private func everything() throws -> [Held] { try children() + patients() + offers() + applications() }

/// A child's March where consent is enough, where the parent activates, and the end of a school year in which nobody answered.
private func children() -> [Held] {
    func fact(_ action: PersonAction, _ on: String) -> FactLine {
        action == .activate ? line("activated", on) : line("replied", on, #","answer":"\#(action.code)""#)
    }
    func held(_ lines: [FactLine], _ month: Month, _ rules: String, _ first: String) -> Held {
        let facts = MealMonthFacts(iin: person, month: month, lines: lines)
        return Held(holding: .meals(facts: facts, regulation: rules), rules: rules, lines: lines, days: days(first, 36), fact: fact)
    }
    let refused = [line("notified", "2026-03-03"), fact(.refuse, "2026-03-04"), fact(.agree, "2026-03-09")]
    let activated = march(refused + [fact(.activate, "2026-03-10"), line("delisted", "2026-03-11")]).lines
    let paths = beginnings(activated, eating().lines + [fact(.refuse, "2026-03-19")])
    let before = paths.map { held($0.but("2026-", "2025-"), Month(year: 2025, month: 3), "meals-2024-09", "2025-02-27") }
    let may = held(march().lines.but("2026-03-02", "2026-05-04"), Month(year: 2026, month: 5), meals, "2026-05-01")
    return paths.map { held($0, march().month, meals, "2026-02-27") } + before + [may]
}

/// Handed out, withdrawn and cancelled; a patient who left, and one who was never enrolled; each until after the last day.
private func patients() -> [Held] {
    func dispensed(_ on: String, _ record: String) -> FactLine {
        let what = #""record":"\#(record)","prescription":"RX-1","point":"P-1","quantity":90,"evidence":"qr""#
        return FactLine(#"{"fact":"dispensed",\#(what),"on":"\#(on)"}"#)
    }
    let withdrawn = FactLine(#"{"fact":"dispensing_withdrawn","record":"D-1","on":"2026-02-12"}"#)
    let cancelled = FactLine(#"{"fact":"prescription_cancelled","prescription":"RX-1","on":"2026-02-13"}"#)
    let handedOut = prescribed([dispensed("2026-02-11", "D-1"), withdrawn, cancelled]).lines
    return beginnings(handedOut, prescribed([line("left", "2026-02-11")]).lines, Array(prescribed().lines.dropFirst())).map { path in
        let holding = WalletHolding.prescriptions(facts: PrescriptionFacts(iin: person, lines: path), regulation: medicines)
        return Held(holding: holding, rules: medicines, lines: path, days: days("2026-02-08", 36)) { _, on in dispensed(on, "D-9") }
    }
}

/// Agreed and assigned, refused after all, refused at once, and never answered; each until after the last day.
private func offers() -> [Held] {
    func fact(_ name: String, _ on: String) -> FactLine { line(name, on, #","service":"large_family","event":"birth/1""#) }
    let known = offered([replied("2026-02-11", "agree"), fact("account_known", "2026-02-12")]).lines
    let assigned = known + [fact("account_confirmed", "2026-02-13"), fact("assigned", "2026-02-14")]
    let refused = offered([replied("2026-02-11", "refuse"), replied("2026-02-12", "agree")]).lines
    return beginnings(assigned, known + [replied("2026-02-13", "refuse")], refused).map { path in
        let holding = WalletHolding.offer(facts: OfferFacts(key: offered().key, lines: path), regulation: card)
        let around = days("2026-02-08", 10) + days("2026-12-31", 2)
        return Held(holding: holding, rules: card, lines: path, days: around) { action, on in
            action == .confirmAccount ? fact("account_confirmed", on) : replied(on, action.code)
        }
    }
}

/// Assigned after a contract or without one; refused for the contract, the visit or the need; and one that has to be completed.
private func applications() throws -> [Held] {
    func answered(_ action: PersonAction, _ on: String) -> FactLine {
        assistanceLine("contract_answered", on, #","answer":"\#(action == .signContract ? "signed" : "refused")""#)
    }
    let decided = assistanceLine("decided", "2026-02-18", #","outcome":"assigned","line":"37060""#)
    let signed = try filed(ableBodied: true, collected(ableBodied: true) + [answered(.signContract, "2026-02-17"), decided]).lines
    let refused = signed.but("assigned", "refused")
    let paths = try beginnings(
        signed, filed(collected() + [decided]).lines, signed.but(#""cares_for":"nobody","#, ""),
        refused.but(#""signed""#, #""refused""#), refused.but(#""done""#, #""refused""#), refused.but(#""need":true"#, #""need":false"#))
    return paths.map { path in
        let facts = ApplicationFacts(application: Reference("A-1"), lines: path)
        let holding = WalletHolding.application(facts: facts, regulation: assistance, figures: figures("37060"))
        let around = days("2026-02-09", 14) + days("2026-03-30", 3)
        return Held(holding: holding, rules: assistance, lines: path, days: around) { action, on in
            action == .completeApplication ? filed(ableBodied: true).lines.but("2026-02-10", on)[0] : answered(action, on)
        }
    }
}

private func disabled() -> RightFacts {
    .disability(
        establishedOn: .on(day: day("2026-02-10")), until: .on(day: day("2026-03-10")), born: day("1990-01-01"), group: .first,
        sinceChildhood: false, cause: .other)
}

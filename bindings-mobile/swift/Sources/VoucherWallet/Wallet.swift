import Foundation
import VoucherCore

/// One person's month, told screen by screen.
struct Wallet {
    let language: Language
    let labels: Labels
    let rules: GasRegulation
    private let asks = isatty(0) == 1

    init(language: Language) throws {
        self.language = language
        labels = .of(language)
        rules = try gasRegulation(id: "gas-2025-08")
    }

    func walk() throws {
        let iin = try ask(labels.iin, "990101600002", read: checkIin) { check in
            switch check {
            case .good(let iin): .success(iin)
            case .incomplete: .failure(Fault(code: "…", position: nil))
            case .bad(let code, let position): .failure(Fault(code: code, position: position))
            }
        }
        var facts = GasMonthFacts(iin: iin, month: Month(year: 2025, month: 9), facts: [])
        func happened(_ day: Int, _ fact: GasFact) throws {
            facts = try take(gasRecordFact(facts: facts, regulation: rules, fact: GasDatedFact(on: Self.day(day), fact: fact)))
        }

        try happened(1, .listed(iin: iin, region: .astana, assistance: [.housing]))
        try show(facts, 1)
        try sms(.start, 2)
        try happened(2, .smsSent(iin: iin, kind: .start))
        try show(facts, 2)

        try happened(3, .replied(iin: iin, reply: try askReply()))
        try show(facts, 3)
        try sms(.confirmation, 3)

        // Too early: the core says why, and from when on.
        let account = try ask(labels.account, "0012345", read: checkAccount) { check in
            switch check {
            case .good(let account): .success(account)
            case .incomplete: .failure(Fault(code: "…", position: nil))
            case .bad(let code, let position): .failure(Fault(code: code, position: position))
            }
        }
        try show(facts, 6)
        facts = try take(gasEnterAccount(facts: facts, regulation: rules, account: account, channel: .egovMobile, today: Self.day(7)))
        try show(facts, 7)
        facts = try take(gasAcceptOffer(facts: facts, regulation: rules, today: Self.day(7)))
        try show(facts, 7)
        print("\n— \(labels.provider)")
        facts = try take(gasAccountChecked(facts: facts, regulation: rules, account: account, exists: true, today: Self.day(8)))
        try show(facts, 8)

        // The phone previews; the server decides. Here somebody else was first on the account, then nobody was.
        try askServer(facts, account, others: 1)
        try askServer(facts, account, others: 0)
        facts = try take(gasConfirm(facts: facts, regulation: rules, today: Self.day(8)))
        try show(facts, 8)
        try showReceipt(facts, account)
    }

    /// The screen of a day: this is all that an app has to ask for.
    private func show(_ facts: GasMonthFacts, _ day: Int) throws {
        let screen = try gasScreen(facts: facts, regulation: rules, today: Self.day(day), language: language)
        print("\n┌ \(Self.day(day))  [\(screen.stage.code)]")
        print("│ \(screen.stage.text)")
        if let left = screen.daysLeft { print("│ \(labels.lastDay): \(left.dayText). \(left.text)") }
        if let next = screen.next { print("│ \(labels.next): \(next.text)") }
        for reason in screen.blocked { print("│ • \(reason.text)") }
        if let earliest = screen.earliest { print("│ \(labels.earliest): \(earliest)") }
        if let calendar = screen.calendar { print("│ \(labels.calendar): \(calendar.opens) – \(calendar.closes)") }
        print("└ \(labels.button): \(screen.canConfirm ? labels.lit : labels.dark)")
    }

    private func sms(_ sms: GasSms, _ day: Int) throws {
        let text = try gasSmsTexts(regulation: rules, language: language).first { $0.sms == sms }?.text ?? ""
        print("\n✉ \(Self.day(day))  \(text)")
    }

    private func askServer(_ facts: GasMonthFacts, _ account: Account, others: UInt32) throws {
        let known = GasPreviewFacts(othersOnAccount: others, accountExists: true)
        let answer = try gasPreviewActivation(facts: facts, regulation: rules, account: account, known: known, today: Self.day(8))
        print("\n— \(labels.server): ", terminator: "")
        switch answer {
        case .yes(let key): print("✓ \(key.programme) \(key.month)")
        case .no(let refusals, let earliest):
            print("✗")
            for refusal in refusals { print("  • \(refusal.text(in: language))") }
            if let earliest { print("  \(labels.earliest): \(earliest)") }
        case .cannotTell(let missing): print("? \(missing)")
        }
    }

    private func showReceipt(_ facts: GasMonthFacts, _ account: Account) throws {
        // The terms of 2025 are not published: these are those of the first pilot in Shymkent.
        let terms = GasDiscountTerms(rate: Rate("0.24"), norm: Volume("631"))
        let (volume, price) = (Volume("700"), Price("29.1"))
        let answer = try gasReceipt(facts: facts, regulation: rules, account: account, volumeM3: volume, price: price, terms: terms)
        guard case .amounts(let amounts) = answer else { return print(answer) }
        print("\n\(labels.receipt): \(volume) m³ × \(price) ₸ = \(amounts.gross) ₸ − \(amounts.discount) ₸ = \(amounts.payable) ₸")
    }

    /// The facts after a step, and the reasons where it was refused.
    private func take(_ answer: GasStepAnswer) -> GasMonthFacts {
        switch answer.answer {
        case .accepted: break
        case .refused(let refusals): for refusal in refusals { print("✗ \(refusal.text(in: language))") }
        case .otherMonth(let month): print("✗ \(month)")
        }
        return answer.facts
    }

    private func askReply() throws -> GasReply {
        while true {
            let text = line(labels.reply, "21*1")
            let reply = try gasReadReply(regulation: rules, text: text)
            if reply != .unrecognised { return reply }
            print("  \(GasRefusal.unrecognisedReply.text(in: language))")
        }
    }

    private struct Fault: Error {
        let code: String
        let position: UInt32?
    }

    /// Asks until the core finds nothing wrong.
    private func ask<Check, Value>(
        _ label: String, _ usual: String, read: (String) throws -> Check, value: (Check) -> Result<Value, Fault>
    ) throws -> Value {
        while true {
            switch value(try read(line(label, usual))) {
            case .success(let value): return value
            case .failure(let fault):
                let place = fault.position.map { " (\($0 + 1))" } ?? ""
                print("  \(labels.fault): \(fault.code)\(place)")
            }
        }
    }

    /// What the person types; the usual answer for an empty line, and where nobody sits at a terminal.
    private func line(_ label: String, _ usual: String) -> String {
        print("\n\(label) [\(usual)]: ", terminator: asks ? "" : "\(usual)\n")
        guard asks else { return usual }
        fflush(nil)
        let typed = readLine() ?? ""
        return typed.isEmpty ? usual : typed
    }

    private static func day(_ day: Int) -> CivilDate { CivilDate(year: 2025, month: 9, day: day) }
}

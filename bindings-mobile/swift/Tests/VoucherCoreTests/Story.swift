import VoucherCore

/// A made-up person, not born yet.
let person = Iin("990101600002")
let otherPerson = Iin("990101600302")
let account = Account("0012345")

/// `day("2025-09-07")`.
func day(_ text: String) -> CivilDate {
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
}

func gas2025() throws -> Regulation { try regulation(id: "gas-2025-08") }

/// Facts with their dates, as the facts of the month of the last one.
func month(_ facts: [(String, Fact)], of iin: Iin = person, month: Month? = nil) -> MonthFacts {
    let dated = facts.map { DatedFact(on: day($0.0), fact: $0.1) }
    let last = month ?? dated.last?.on.monthOfYear ?? Month(year: 2025, month: 9)
    return MonthFacts(iin: iin, month: last, facts: dated)
}

/// A person of Astana who was listed, asked and agreed in a month; the voucher is issued.
func consented(_ month: String = "2025-09") -> [(String, Fact)] {
    asked(month) + [("\(month)-03", .replied(iin: person, reply: .agree))]
}

func asked(_ month: String = "2025-09") -> [(String, Fact)] {
    listed(month) + [("\(month)-02", .smsSent(iin: person, kind: .start))]
}

func listed(_ month: String = "2025-09") -> [(String, Fact)] {
    [("\(month)-01", .listed(iin: person, region: .astana, assistance: [.housing]))]
}

/// … and stands before the last step, on the day given.
func beforeConfirmation(on day: String) -> [(String, Fact)] {
    consented(String(day.prefix(7))) + [
        (day, .accountEntered(iin: person, account: account, channel: .egovMobile)),
        (day, .offerAccepted(iin: person)),
        (day, .accountChecked(iin: person, account: account, exists: true)),
    ]
}

/// The code of the error that the call throws, or none.
func code<T>(_ call: @autoclosure () throws -> T) -> String? {
    do {
        _ = try call()
        return nil
    } catch let error as VoucherError {
        return error.code
    } catch {
        return "not a VoucherError: \(type(of: error))"
    }
}

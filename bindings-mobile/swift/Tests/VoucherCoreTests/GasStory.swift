import VoucherCore

func gas2025() throws -> GasRegulation { try gasRegulation(id: "gas-2025-08") }

/// Facts with their dates, as the facts of the month of the last one.
func month(_ facts: [(String, GasFact)], of iin: Iin = person, month: Month? = nil) -> GasMonthFacts {
    let dated = facts.map { GasDatedFact(on: day($0.0), fact: $0.1) }
    let last = month ?? dated.last?.on.yearMonth ?? Month(year: 2025, month: 9)
    return GasMonthFacts(iin: iin, month: last, facts: dated)
}

/// A person of Astana who was listed, asked and agreed in a month; the voucher is issued.
func consented(_ month: String = "2025-09") -> [(String, GasFact)] {
    asked(month) + [("\(month)-03", .replied(iin: person, reply: .agree))]
}

func asked(_ month: String = "2025-09") -> [(String, GasFact)] {
    listed(month) + [("\(month)-02", .smsSent(iin: person, kind: .start))]
}

func listed(_ month: String = "2025-09") -> [(String, GasFact)] {
    [("\(month)-01", .listed(iin: person, region: .astana, assistance: [.housing]))]
}

/// … and stands before the last step, on the day given.
func beforeConfirmation(on day: String) -> [(String, GasFact)] {
    consented(String(day.prefix(7))) + [
        (day, .accountEntered(iin: person, account: account, channel: .egovMobile)),
        (day, .offerAccepted(iin: person)),
        (day, .accountChecked(iin: person, account: account, exists: true)),
    ]
}

/// A next order, as a server sends it: in force from a day on.
func nextOrder(from first: String) -> String {
    """
    {"id":"next","programme":"gas","period":{"first":"\(first)","last":"9999-12-31"},"regions":["71"],
     "assistance":["housing"],"list_closes":{"day":14,"if_missing":"last_day_of_month"},"consent":null,
     "window":{"first":{"day":1,"if_missing":"last_day_of_month"},"last":{"day":29,"if_missing":"last_day_of_month"}},
     "activations_per_account":2,"register_due":{"day":30,"if_missing":"first_day_of_next_month"}}
    """
}

extension GasRegulation {
    /// The same rules with something changed, under another id.
    func with(
        id: String = "changed", regions: [String]? = nil, window: GasWindow? = nil,
        activationsPerAccount: Int32? = nil, discount: GasDiscountParts? = nil
    ) -> GasRegulation {
        GasRegulation(GasRegulationParts(
            id: id, programme: parts.programme, period: parts.period, regions: regions ?? parts.regions,
            assistance: parts.assistance, listCloses: parts.listCloses, consent: parts.consent,
            window: window ?? parts.window, activationsPerAccount: activationsPerAccount ?? parts.activationsPerAccount,
            registerDue: parts.registerDue, discount: discount ?? parts.discount, helpline: parts.helpline,
            signUpLink: parts.signUpLink
        ))
    }
}

/// Where a person stands in a month, what comes next, until when and in which words.
public func walletScreen(
    facts: MonthFacts, regulation: Regulation, today: CivilDate, language: Language
) throws -> WalletScreen {
    try walletScreen(
        question: WalletQuestion(facts: facts, regulation: regulation, today: today, language: language))
}

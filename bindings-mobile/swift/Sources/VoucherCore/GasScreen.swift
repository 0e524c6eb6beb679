/// Where a person stands in a month, what comes next, until when and in which words.
public func gasScreen(
    facts: GasMonthFacts, regulation: GasRegulation, today: CivilDate, language: Language
) throws -> GasScreen {
    try gasScreen(
        question: GasQuestion(facts: facts, regulation: regulation, today: today, language: language))
}

import VoucherCore

let meals = "meals-2026-02"

/// A line about the child, as a server sends it.
func line(_ fact: String, _ on: String, _ rest: String = "") -> FactLine {
    FactLine(#"{"fact":"\#(fact)","iin":"\#(person.exposeText())"\#(rest),"on":"\#(on)"}"#)
}

func mealGiven(_ on: String) -> FactLine {
    let meal = #""school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"\#(on)","source":"qr""#
    return line("meal_given", on, #","record":"\#(on)",\#(meal)"#)
}

/// On March's list, and what happened after.
func march(_ lines: [FactLine] = []) -> MealMonthFacts {
    let listed = line("listed", "2026-03-02", #","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"]"#)
    return MealMonthFacts(iin: person, month: Month(year: 2026, month: 3), lines: [listed] + lines)
}

/// Consented on 2 March, a meal on the last day before the break.
func eating() -> MealMonthFacts {
    march([line("replied", "2026-03-02", #","answer":"agree""#), mealGiven("2026-03-18")])
}

func hotMeal(open: Bool?, school: String = "S-1") -> MealAsked {
    MealAsked(school: Reference(school), supplier: Reference("F-1"), kind: Reference("hot_meal"), open: open)
}

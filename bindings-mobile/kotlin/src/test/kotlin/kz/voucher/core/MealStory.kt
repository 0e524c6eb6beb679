package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth

internal const val MEALS = "meals-2026-02"
internal val MARCH: YearMonth = YearMonth.of(2026, 3)

/** A line about the child, as a server sends it. */
internal fun line(fact: String, on: String, rest: String = ""): FactLine =
    FactLine("""{"fact":"$fact","iin":"${PERSON.exposeText()}"$rest,"on":"$on"}""")

internal fun mealListed(on: String): FactLine =
    line("listed", on, ""","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"]""")

internal fun mealGiven(on: String): FactLine =
    line("meal_given", on, ""","record":"$on","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"$on","source":"qr"""")

/** On March's list, nobody has answered. */
internal fun march(): MealMonthFacts = MealMonthFacts(PERSON, MARCH, listOf(mealListed("2026-03-02")))

/** Consented on 2 March, a meal on the last day before the break. */
internal fun eating(): MealMonthFacts =
    mealReply(march(), MEALS, MealAnswer.AGREE, day("2026-03-02")).facts.let { it.copy(lines = it.lines + mealGiven("2026-03-18")) }

internal fun meals(facts: MealMonthFacts, today: String, language: Language = Language.EN): MealScreen =
    mealScreen(facts, MEALS, day(today), language)

internal fun hotMeal(open: Boolean?): MealAsked = MealAsked(Reference("S-1"), Reference("F-1"), Reference("hot_meal"), open)

internal fun MealScreen.daysWithMeals(): List<LocalDate> = days.filter { it.given.isNotEmpty() }.map { it.day }

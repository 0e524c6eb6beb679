package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test

/** A parent's month and a terminal's question; what is decided is tested from Rust. */
class MealTest {
    @Test
    fun aParentSeesTheMonth() {
        val seen = meals(eating(), "2026-03-18")
        assertEquals(MealStage.ACTIVE to "The child has free meals on school days.", seen.stage.stage to seen.stage.text)
        assertEquals(listOf(MARCH, MonthPhase.CURRENT, day("2026-05-25")), listOf(seen.month, seen.phase, seen.until))
        assertEquals(listOf(Reference("S-1"), 2u, MealAnswer.AGREE), listOf(seen.school, seen.grade, seen.consent))
        assertEquals(listOf(day("2026-03-18")), seen.daysWithMeals())
        assertEquals(31 to 14, seen.days.size to seen.days.count { it.isSchoolDay })
        assertEquals(day("2026-03-30"), seen.nextSchoolDay)
        assertEquals(true to listOf(MealRefusal.MEAL_ALREADY_GIVEN), seen.today?.day?.let { it.isSchoolDay to it.blocked.map { reason -> reason.refusal } })
        assertEquals(emptyList<RefusedLine>(), seen.refused)
    }

    @Test
    fun aParentAnswers() {
        val before = meals(march(), "2026-03-03").today
        assertEquals(MealButton.Lit to MealButton.Lit, before?.agree to before?.refuse)
        val dark = before?.activate as MealButton.Dark
        assertEquals(listOf("activation_not_needed", "awaiting_consent"), dark.reasons.map { it.code })
        val agreed = mealReply(march(), MEALS, MealAnswer.AGREE, day("2026-03-03"))
        assertEquals(MealFactAnswer.Accepted(false, MealStage.ACTIVE), agreed.answer)
        assertEquals(line("replied", "2026-03-03", ""","answer":"agree""""), agreed.facts.lines.last())
        assertEquals(MealButton.Done, meals(agreed.facts, "2026-03-03").today?.agree)
        assertEquals(MealFactAnswer.Refused(listOf(MealRefusal.ACTIVATION_NOT_NEEDED)), mealActivate(agreed.facts, MEALS, day("2026-03-03")).answer)
        assertEquals(MealFactAnswer.OtherMonth(MARCH.plusMonths(1)), mealReply(march(), MEALS, MealAnswer.AGREE, day("2026-04-01")).answer)
        val over = meals(agreed.facts, "2026-04-01")
        assertEquals(listOf(MonthPhase.OVER, null, null), listOf(over.phase, over.today, over.nextSchoolDay))
    }

    @Test
    fun aTerminalAsks() {
        fun ask(open: Boolean?, today: String) = mealPreview(eating(), MEALS, hotMeal(open), day(today), Language.EN)
        val key = MealKey(Programme.MEALS, PERSON, day("2026-03-31"), Reference("hot_meal"))
        assertEquals(MealPreviewAnswer.Yes(key), ask(true, "2026-03-31"))
        assertEquals(MealPreviewAnswer.CannotTell(listOf(MealMissingFact.DAY_OPEN)), ask(null, "2026-03-31"))
        val no = ask(true, "2026-03-18") as MealPreviewAnswer.No
        assertEquals("The child's meal of this day has already been given." to day("2026-03-30"), no.reasons.single().text to no.earliest)
        assertEquals(MealPreviewAnswer.OtherMonth(MARCH.plusMonths(1)), ask(true, "2026-04-01"))
    }

    @Test
    fun wordsInThreeLanguagesAndNobodyPrinted() {
        val seen = Language.entries.map { meals(eating(), "2026-03-19", it) }
        assertEquals(3, seen.map { it.stage.text }.toSet().size)
        assertEquals(3, seen.map { it.today?.day?.blocked?.single()?.text }.toSet().size)
        val printed = "${eating()} $seen ${hotMeal(null)}"
        assertFalse(printed.contains("990101") || printed.contains("S-1"), printed)
    }

    /** A line of a later version is kept, and named by its place. */
    @Test
    fun unknownLinesAreKept() {
        val lines = march().lines + FactLine("""{"fact":"fed","on":"2026-03-02"}""")
        assertEquals(listOf(RefusedLine(1u, """{"line":2,"error":"unknown_kind"}""")), meals(march().copy(lines = lines), "2026-03-02").refused)
        val agreed = mealReply(march().copy(lines = lines), MEALS, MealAnswer.AGREE, day("2026-03-02"))
        assertEquals(lines, agreed.facts.lines.dropLast(1))
    }
}

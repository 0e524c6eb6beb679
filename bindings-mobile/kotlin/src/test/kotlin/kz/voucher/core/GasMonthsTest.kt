package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A screen is about the month that it shows, on whichever day it is looked at (field case F21). */
class GasMonthsTest {
    private val rules = gas2025()
    private val october: YearMonth = SEPTEMBER.plusMonths(1)
    private val activated = gasConfirm(readyToConfirm(day("2025-09-09")), rules, day("2025-09-09")).facts.facts

    /** Nothing; September activated; October one step short; both. */
    private val stories = readyToConfirm(day("2025-10-09"), october).facts.let { short ->
        listOf(emptyList(), activated, short, activated + short)
    }

    private val months = generateSequence(YearMonth.of(2025, 7)) { it.plusMonths(1) }.take(14).toList()
    private val days = generateSequence(day("2025-07-01")) { it.plusDays(1) }.take(427).toList()

    @Test
    fun everyPairOfAMonthAndADay() {
        for (story in stories) for (shown in months) for (today in days) {
            val facts = GasMonthFacts(PERSON, shown, story)
            val seen = gasScreen(facts, rules, today, Language.EN)
            val place = "$shown seen on $today"
            val phase = when (shown.compareTo(YearMonth.from(today)).coerceIn(-1, 1)) {
                -1 -> MonthPhase.OVER
                0 -> MonthPhase.CURRENT
                else -> MonthPhase.AHEAD
            }
            assertEquals(shown to phase, seen.month to seen.phase, place)
            listOfNotNull(seen.activatedOn, seen.until).forEach { assertEquals(shown, YearMonth.from(it), place) }
            if (phase == MonthPhase.CURRENT) {
                val answer = gasConfirm(facts, rules, today)
                val activates = (answer.answer as? GasFactAnswer.Accepted)?.repeat == false
                assertEquals(activates, seen.canConfirm, place)
                if (activates) {
                    assertEquals(today, gasScreen(answer.facts, rules, today, Language.EN).activatedOn, place)
                }
            } else {
                assertFalse(seen.canConfirm, place)
                assertEquals(emptyList<GasReason>(), seen.blocked, place)
                assertTrue(seen.earliest == null || phase == MonthPhase.AHEAD && YearMonth.from(seen.earliest) == shown, place)
                steps(facts, today).forEach { assertEquals(GasStepAnswer(GasFactAnswer.OtherMonth(YearMonth.from(today)), facts), it, place) }
            }
        }
    }

    private fun steps(facts: GasMonthFacts, today: LocalDate) = listOf(
        gasEnterAccount(facts, rules, ACCOUNT, GasChannel.EGOV_MOBILE, today),
        gasAcceptOffer(facts, rules, today),
        gasAccountChecked(facts, rules, ACCOUNT, true, today),
        gasConfirm(facts, rules, today),
        gasRecordFact(facts, rules, GasFact.Confirmed(PERSON) on today),
    )

    /** The pager goes back: `copy(month = …)` of October's facts, which hold September's too. */
    @Test
    fun anActivatedSeptemberSeenInOctober() {
        val both = GasMonthFacts(PERSON, october, stories.last())
        assertTrue(screen(both, "2025-10-09").canConfirm)
        assertEquals(GasStage.ACTIVATED, screen(both.copy(month = SEPTEMBER), "2025-10-09").stage.stage)
        assertEquals(day("2025-10-07"), screen(GasMonthFacts(PERSON, october, activated), "2025-09-30").earliest)
    }
}

package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** No screen contradicts itself (field case F25): the laws of `contradictions.rs` once more, over the path of a month. */
class GasContradictionsTest {
    private val on = day("2025-09-09")
    private val way = readyToConfirm(on).with(on, GasFact.Confirmed(PERSON)).facts
    private val unknown = way.take(5) + (GasFact.AccountChecked(PERSON, ACCOUNT, false) on on)
    private val stories = (0..way.size).map { way.take(it) } + listOf(unknown, unknown + (GasFact.AccountEntered(PERSON, ACCOUNT, GasChannel.EGOV_MOBILE) on on))
    private val days = generateSequence(day("2025-09-01")) { it.plusDays(1) }.take(30).toList()

    private fun each(language: Language = Language.EN, look: (GasScreen, String) -> Unit) {
        for (story in stories) for (today in days) {
            val facts = GasMonthFacts(PERSON, SEPTEMBER, story)
            look(gasScreen(facts, gas2025(), today, language), "${story.size} facts, $today")
        }
    }

    private fun GasScreen.reasons() = cannotConfirm.map { it.refusal }

    @Test
    fun aDarkButtonHasAReasonAndASuccessHasNone() = each { seen, place ->
        val done = seen.stage.stage == GasStage.ACTIVATED
        assertEquals(seen.canConfirm || done, seen.cannotConfirm.isEmpty(), place)
        assertEquals(GasAction.CONFIRM in seen.actions, seen.canConfirm, place)
        assertTrue(!done || seen.next == null && seen.until == null && seen.earliest == null, place)
        assertTrue(seen.until == null || seen.stage.stage in listOf(GasStage.ASKED, GasStage.ISSUED), place)
    }

    /** The first window begins with the period, and a month that the rules lack has none. */
    @Test
    fun aWindowIsThatOfTheRules() {
        fun window(month: YearMonth) = screen(GasMonthFacts(PERSON, month), "$month-01").calendar?.let { it.opens to it.closes }
        assertEquals(day("2025-08-28") to day("2025-08-29"), window(YearMonth.of(2025, 8)))
        assertEquals(listOf(null, null), listOf(2025, 2026).map { window(YearMonth.of(it, 7)) })
    }

    @Test
    fun whatIsAskedCanBeDone() = each { seen, place ->
        val action = when (seen.next?.step) {
            GasStep.ENTER_ACCOUNT -> GasAction.ENTER_ACCOUNT
            GasStep.ACCEPT_OFFER -> GasAction.ACCEPT_OFFER
            GasStep.CONFIRM -> GasAction.CONFIRM
            GasStep.CHECK_ACCOUNT, GasStep.DONE, null -> null
        }
        assertTrue(action == null || action in seen.actions, place)
        assertTrue(GasRefusal.AWAITING_CONSENT !in seen.reasons() || GasAction.AGREE in seen.actions, place)
        assertTrue(GasRefusal.ACCOUNT_UNKNOWN !in seen.reasons() || GasAction.ENTER_ACCOUNT in seen.actions, place)
    }

    @Test
    fun anUnknownAccountIsToldUntilAnotherIsEntered() {
        fun shown(story: List<GasDatedFact>) =
            days.map { gasScreen(GasMonthFacts(PERSON, SEPTEMBER, story), gas2025(), it, Language.EN) }
                .filter { seen -> seen.blocked.any { it.refusal == GasRefusal.ACCOUNT_UNKNOWN } }
        assertEquals(21, shown(unknown).size, "from the 9th to the 29th")
        assertEquals(0, shown(stories.last()).size)
    }

    @Test
    fun nothingIsSaidTwice() = Language.entries.forEach { language ->
        each(language) { seen, place ->
            assertSaidOnce(listOfNotNull(seen.stage.text, seen.next?.text) + seen.blocked.map { it.text }) { place }
        }
    }
}

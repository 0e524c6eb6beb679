package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The steps, facts that a server tells of, and the preview. */
class GasActivationTest {
    private val rules = gas2025()
    private val last = day("2025-09-29")

    /** Facts go in and come out as values, a screen says the same, and a retry after a lost answer is safe. */
    @Test
    fun fourStepsOnTheLastDay() {
        var facts = issued()
        fun take(fact: GasFact?, next: GasStep, step: (GasMonthFacts) -> GasStepAnswer) {
            val taken = step(facts)
            val stage = if (next == GasStep.DONE) GasStage.ACTIVATED else GasStage.ISSUED
            assertEquals(GasFactAnswer.Accepted(fact == null, stage, next), taken.answer)
            assertEquals(facts.facts, taken.facts.facts.dropLast(1))
            assertEquals((fact ?: GasFact.Confirmed(PERSON)) on last, taken.facts.facts.last())
            facts = taken.facts
            assertEquals(next.takeIf { it != GasStep.DONE }, screen(facts, "2025-09-29").next?.step)
            assertEquals(next == GasStep.CONFIRM, screen(facts, "2025-09-29").canConfirm)
        }
        val channel = GasChannel.SERVICE_CENTRE
        take(GasFact.AccountEntered(PERSON, ACCOUNT, channel), GasStep.ACCEPT_OFFER) { gasEnterAccount(it, rules, ACCOUNT, channel, last) }
        take(GasFact.OfferAccepted(PERSON), GasStep.CHECK_ACCOUNT) { gasAcceptOffer(it, rules, last) }
        take(GasFact.AccountChecked(PERSON, ACCOUNT, true), GasStep.CONFIRM) { gasAccountChecked(it, rules, ACCOUNT, true, last) }
        take(GasFact.Confirmed(PERSON), GasStep.DONE) { gasConfirm(it, rules, last) }
        take(null, GasStep.DONE) { gasConfirm(it, rules, last) }
        assertEquals(last to ACCOUNT, screen(facts, "2025-10-01").let { it.activatedOn to it.account })
    }

    @Test
    fun windowEdges() {
        fun answer(on: String) = gasEnterAccount(issued(), rules, ACCOUNT, GasChannel.EGOV_MOBILE, day(on))
        listOf("2025-09-07", "2025-09-29").forEach { assertEquals(GasStep.ACCEPT_OFFER, accepted(answer(it)).next) }
        mapOf("2025-09-06" to GasRefusal.WINDOW_NOT_OPEN, "2025-09-30" to GasRefusal.WINDOW_CLOSED).forEach { (on, refusal) ->
            assertEquals(listOf(refusal), refusals(answer(on)))
            assertEquals(issued(), answer(on).facts, "a refused step changes nothing")
        }
    }

    @Test
    fun anyFactThatAServerTellsOf() {
        val first = gasRecordFact(GasMonthFacts(PERSON, SEPTEMBER), rules, listed(day("2025-09-14")))
        assertEquals(GasFactAnswer.Accepted(false, GasStage.TO_ASK, null), first.answer)
        assertTrue(accepted(gasRecordFact(first.facts, rules, listed(day("2025-09-14")))).repeat)
        val sent = gasRecordFact(first.facts, rules, GasFact.RegisterSent(SEPTEMBER) on day("2025-09-30"))
        assertNull(accepted(sent).stage)
    }

    /** N26: three answers; what the server says wins over the facts. */
    @Test
    fun aPreviewAnswersInThreeWays() {
        val nobody = GasMonthFacts(PERSON, SEPTEMBER)
        val free = GasPreviewFacts(othersOnAccount = 0u, accountExists = true)
        val done = readyToConfirm(day("2025-09-10")).with(day("2025-09-10"), GasFact.Confirmed(PERSON))
        fun ask(facts: GasMonthFacts, known: GasPreviewFacts, today: String = "2025-09-29") =
            gasPreviewActivation(facts, rules, ACCOUNT, known, day(today))
        fun no(earliest: String?, vararg refusals: GasRefusal) = GasPreviewAnswer.No(refusals.toList(), earliest?.let { day(it) })
        val yes = GasPreviewAnswer.Yes(GasVoucherKey(Programme.GAS, SEPTEMBER, ACCOUNT))
        assertEquals(yes, ask(issued(), free))
        assertEquals(yes, ask(nobody, free.copy(onList = true, consent = GasConsentState.GIVEN, ownActivation = false)))
        assertEquals(no("2025-09-07", GasRefusal.WINDOW_NOT_OPEN), ask(issued(), free, "2025-09-06"))
        val used = free.copy(othersOnAccount = 1u, accountExists = false)
        assertEquals(no("2025-10-07", GasRefusal.ACCOUNT_ALREADY_USED, GasRefusal.ACCOUNT_UNKNOWN), ask(issued(), used))
        assertEquals(no("2025-10-07", GasRefusal.CONSENT_REFUSED), ask(issued(), free.copy(consent = GasConsentState.REFUSED)))
        assertEquals(no("2025-10-07", GasRefusal.VOUCHER_ALREADY_ACTIVATED), ask(done, free))
        assertEquals(no(null, GasRefusal.NOT_LISTED), ask(nobody, free))
        val missing = listOf(GasMissingFact.ACCOUNT_USE, GasMissingFact.ACCOUNT_EXISTS)
        assertEquals(GasPreviewAnswer.CannotTell(missing), ask(issued(), GasPreviewFacts()))
        assertEquals(GasPreviewAnswer.CannotTell(missing.drop(1)), ask(issued(), free.copy(accountExists = null)))
    }
}

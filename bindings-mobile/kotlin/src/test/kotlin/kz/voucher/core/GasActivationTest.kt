package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class GasActivationTest {
    private val rules = gas2025()
    private val last = day("2025-09-29")

    @Test
    fun fourStepsOnTheLastDay() {
        val entered = gasEnterAccount(issued(), rules, ACCOUNT, GasChannel.EGOV_MOBILE, last)
        assertEquals(GasFactAnswer.Accepted(false, GasStage.ISSUED, GasStep.ACCEPT_OFFER), entered.answer)
        val offered = gasAcceptOffer(entered.facts, rules, last)
        assertEquals(GasStep.CHECK_ACCOUNT, accepted(offered).next)
        val checked = gasAccountChecked(offered.facts, rules, ACCOUNT, true, last)
        assertEquals(GasStep.CONFIRM, accepted(checked).next)
        val confirmed = gasConfirm(checked.facts, rules, last)
        assertEquals(GasFactAnswer.Accepted(false, GasStage.ACTIVATED, GasStep.DONE), confirmed.answer)
        assertEquals(issued().facts.size + 4, confirmed.facts.facts.size)
    }

    @Test
    fun factsGoInAndComeOutAsValues() {
        val before = issued()
        val after = gasEnterAccount(before, rules, ACCOUNT, GasChannel.EGOV_MOBILE, last).facts
        assertEquals(issued(), before)
        assertEquals(GasFact.AccountEntered(PERSON, ACCOUNT, GasChannel.EGOV_MOBILE) on last, after.facts.last())
        assertEquals(before.facts, after.facts.dropLast(1))
    }

    @Test
    fun windowEdges() {
        fun answer(on: String) = gasEnterAccount(issued(), rules, ACCOUNT, GasChannel.EGOV_MOBILE, day(on))
        assertEquals(listOf(GasRefusal.WINDOW_NOT_OPEN), refusals(answer("2025-09-06")))
        assertTrue(accepted(answer("2025-09-07")).next == GasStep.ACCEPT_OFFER)
        assertTrue(accepted(answer("2025-09-29")).next == GasStep.ACCEPT_OFFER)
        assertEquals(listOf(GasRefusal.WINDOW_CLOSED), refusals(answer("2025-09-30")))
        assertEquals(issued(), answer("2025-09-30").facts, "a refused step changes nothing")
    }

    @Test
    fun retryAfterALostAnswer() {
        val once = gasConfirm(readyToConfirm(last), rules, last)
        assertFalse(accepted(once).repeat)
        val again = gasConfirm(once.facts, rules, last)
        assertTrue(accepted(again).repeat)
        assertEquals(GasStage.ACTIVATED, accepted(again).stage)
    }

    @Test
    fun spellingsOfOneAccount() {
        val entered = gasEnterAccount(issued(), rules, PersonalAccount(" ab-1 "), GasChannel.EGOV_MOBILE, last).facts
        assertEquals("AB-1", screen(entered, "2025-09-29").account?.exposeText())
        val offered = gasAcceptOffer(entered, rules, last).facts
        assertEquals(GasStep.CONFIRM, accepted(gasAccountChecked(offered, rules, PersonalAccount("AB-1"), true, last)).next)
    }

    @Test
    fun anyFactThatAServerTellsOf() {
        val first = gasRecordFact(GasMonthFacts(PERSON, SEPTEMBER), rules, listed(day("2025-09-14")))
        assertEquals(GasFactAnswer.Accepted(false, GasStage.TO_ASK, null), first.answer)
        assertTrue(accepted(gasRecordFact(first.facts, rules, listed(day("2025-09-14")))).repeat)
        val late = gasRecordFact(GasMonthFacts(PERSON, SEPTEMBER), rules, listed(day("2025-09-15")))
        assertEquals(listOf(GasRefusal.LIST_CLOSED), refusals(late))
        val sent = gasRecordFact(first.facts, rules, GasFact.RegisterSent(SEPTEMBER) on day("2025-09-30"))
        assertNull(accepted(sent).stage)
    }
}

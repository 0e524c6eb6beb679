package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ActivationTest {
    private val rules = gas2025()
    private val last = day("2025-09-29")

    @Test
    fun fourStepsOnTheLastDay() {
        val entered = enterAccount(issued(), rules, ACCOUNT, Channel.EGOV_MOBILE, last)
        assertEquals(FactAnswer.Accepted(false, Stage.ISSUED, Step.ACCEPT_OFFER), entered.answer)
        val offered = acceptOffer(entered.facts, rules, last)
        assertEquals(Step.CHECK_ACCOUNT, accepted(offered).next)
        val checked = accountChecked(offered.facts, rules, ACCOUNT, true, last)
        assertEquals(Step.CONFIRM, accepted(checked).next)
        val confirmed = confirm(checked.facts, rules, last)
        assertEquals(FactAnswer.Accepted(false, Stage.ACTIVATED, Step.DONE), confirmed.answer)
        assertEquals(issued().facts.size + 4, confirmed.facts.facts.size)
    }

    @Test
    fun factsGoInAndComeOutAsValues() {
        val before = issued()
        val after = enterAccount(before, rules, ACCOUNT, Channel.EGOV_MOBILE, last).facts
        assertEquals(issued(), before)
        assertEquals(Fact.AccountEntered(PERSON, ACCOUNT, Channel.EGOV_MOBILE) on last, after.facts.last())
        assertEquals(before.facts, after.facts.dropLast(1))
    }

    @Test
    fun windowEdges() {
        fun answer(on: String) = enterAccount(issued(), rules, ACCOUNT, Channel.EGOV_MOBILE, day(on))
        assertEquals(listOf(Refusal.WINDOW_NOT_OPEN), refusals(answer("2025-09-06")))
        assertTrue(accepted(answer("2025-09-07")).next == Step.ACCEPT_OFFER)
        assertTrue(accepted(answer("2025-09-29")).next == Step.ACCEPT_OFFER)
        assertEquals(listOf(Refusal.WINDOW_CLOSED), refusals(answer("2025-09-30")))
        assertEquals(issued(), answer("2025-09-30").facts, "a refused step changes nothing")
    }

    @Test
    fun confirmedAfterMidnight() {
        assertEquals(listOf(Refusal.WINDOW_CLOSED), refusals(confirm(readyToConfirm(last), rules, day("2025-09-30"))))
    }

    @Test
    fun stepsInTheWrongOrder() {
        assertEquals(listOf(Refusal.NO_ACCOUNT_ENTERED), refusals(acceptOffer(issued(), rules, last)))
        val entered = enterAccount(issued(), rules, ACCOUNT, Channel.SERVICE_CENTRE, last).facts
        assertEquals(listOf(Refusal.OFFER_NOT_ACCEPTED), refusals(confirm(entered, rules, last)))
        val mismatch = accountChecked(entered, rules, Account("12345"), true, last)
        assertEquals(listOf(Refusal.OFFER_NOT_ACCEPTED, Refusal.ACCOUNT_MISMATCH), refusals(mismatch))
        val offered = acceptOffer(entered, rules, last).facts
        assertEquals(listOf(Refusal.ACCOUNT_NOT_CHECKED), refusals(confirm(offered, rules, last)))
    }

    @Test
    fun anAccountThatTheProviderLacks() {
        val offered = readyToConfirm(last).let { it.copy(facts = it.facts.dropLast(1)) }
        val checked = accountChecked(offered, rules, ACCOUNT, false, last)
        assertEquals(Step.ENTER_ACCOUNT, accepted(checked).next)
    }

    @Test
    fun retryAfterALostAnswer() {
        val once = confirm(readyToConfirm(last), rules, last)
        assertFalse(accepted(once).repeat)
        val again = confirm(once.facts, rules, last)
        assertTrue(accepted(again).repeat)
        assertEquals(Stage.ACTIVATED, accepted(again).stage)
    }

    @Test
    fun spellingsOfOneAccount() {
        val entered = enterAccount(issued(), rules, Account(" ab-1 "), Channel.EGOV_MOBILE, last).facts
        assertEquals("AB-1", screen(entered, "2025-09-29").account?.exposeText())
        val offered = acceptOffer(entered, rules, last).facts
        assertEquals(Step.CONFIRM, accepted(accountChecked(offered, rules, Account("AB-1"), true, last)).next)
    }

    @Test
    fun anyFactThatAServerTellsOf() {
        val first = recordFact(MonthFacts(PERSON, SEPTEMBER), rules, listed(day("2025-09-14")))
        assertEquals(FactAnswer.Accepted(false, Stage.TO_ASK, null), first.answer)
        assertTrue(accepted(recordFact(first.facts, rules, listed(day("2025-09-14")))).repeat)
        val late = recordFact(MonthFacts(PERSON, SEPTEMBER), rules, listed(day("2025-09-15")))
        assertEquals(listOf(Refusal.LIST_CLOSED), refusals(late))
        val sent = recordFact(first.facts, rules, Fact.RegisterSent(SEPTEMBER) on day("2025-09-30"))
        assertNull(accepted(sent).stage)
    }

    @Test
    fun somebodyElseUsedTheAccount() {
        val theirs = listOf(
            Fact.Listed(OTHER, Region.ASTANA, setOf(Assistance.HOUSING)),
            Fact.SmsSent(OTHER, SmsKind.START),
            Fact.Replied(OTHER, Reply.AGREE),
            Fact.AccountEntered(OTHER, ACCOUNT, Channel.SERVICE_CENTRE),
            Fact.OfferAccepted(OTHER),
            Fact.AccountChecked(OTHER, ACCOUNT, true),
            Fact.Confirmed(OTHER),
        ).map { it on day("2025-09-10") }
        val facts = issued().let { it.copy(facts = it.facts + theirs) }
        val refused = enterAccount(facts, rules, ACCOUNT, Channel.EGOV_MOBILE, last)
        assertEquals(listOf(Refusal.ACCOUNT_ALREADY_USED), refusals(refused))
        assertInstanceOf(FactAnswer.Accepted::class.java, enterAccount(facts, rules, Account("2"), Channel.EGOV_MOBILE, last).answer)
    }
}

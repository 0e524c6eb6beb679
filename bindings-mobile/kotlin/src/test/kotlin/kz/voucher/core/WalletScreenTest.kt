package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class WalletScreenTest {
    @Test
    fun windowOpensOnThe7thAndClosesAfterThe29th() {
        val blocked = listOf("2025-09-06", "2025-09-07", "2025-09-29", "2025-09-30").map { today ->
            screen(issued(), today).blocked.map { it.refusal }
        }
        assertEquals(listOf(Refusal.WINDOW_NOT_OPEN), blocked[0])
        assertEquals(emptyList<Refusal>(), blocked[1])
        assertEquals(emptyList<Refusal>(), blocked[2])
        assertEquals(listOf(Refusal.WINDOW_CLOSED), blocked[3])
        assertEquals(day("2025-09-07"), screen(issued(), "2025-09-06").earliest)
        assertEquals(day("2025-10-07"), screen(issued(), "2025-09-30").earliest)
        assertNull(screen(issued(), "2025-09-07").earliest)
    }

    @Test
    fun confirmButtonIsLitOnlyWhereAConfirmationWouldActivate() {
        assertTrue(screen(readyToConfirm(day("2025-09-29")), "2025-09-29").canConfirm)
        assertFalse(screen(readyToConfirm(day("2025-09-29")), "2025-09-30").canConfirm, "after midnight")
        assertFalse(screen(readyToConfirm(day("2025-09-29")), "2025-09-28").canConfirm, "a clock put back")
        assertFalse(screen(issued(), "2025-09-29").canConfirm, "no account entered")
        val done = confirm(readyToConfirm(day("2025-09-07")), gas2025(), day("2025-09-07")).facts
        assertFalse(screen(done, "2025-09-07").canConfirm, "a repeat activates nothing")
    }

    @Test
    fun stagesFromTheListToTheRegister() {
        val empty = MonthFacts(PERSON, SEPTEMBER)
        val listed = empty + listed(day("2025-09-03"))
        val asked = listed + (Fact.SmsSent(PERSON, SmsKind.START) on day("2025-09-03"))
        val reminded = asked + (Fact.SmsSent(PERSON, SmsKind.REPEAT) on day("2025-09-10"))
        val activated = readyToConfirm(day("2025-09-20")) + (Fact.Confirmed(PERSON) on day("2025-09-20"))
        val stages = mapOf(
            empty to Stage.NOT_LISTED,
            listed to Stage.TO_ASK,
            asked to Stage.ASKED,
            reminded to Stage.REMINDED,
            issued() to Stage.ISSUED,
            issued() + (Fact.Replied(PERSON, Reply.REFUSE) on day("2025-09-06")) to Stage.REFUSED,
            listed + (Fact.Delisted(PERSON) on day("2025-09-14")) to Stage.DELISTED,
            activated to Stage.ACTIVATED,
        )
        stages.forEach { (facts, stage) ->
            val seen = screen(facts, "2025-09-29")
            assertEquals(stage, seen.stage.stage)
            assertEquals(stage.code, seen.stage.code)
            assertEquals(emptyList<RefusedFact>(), seen.refused)
        }
        assertEquals(Stage.LAPSED, screen(reminded, "2025-09-30").stage.stage)
        assertEquals(Stage.EXPIRED, screen(issued(), "2025-09-30").stage.stage)
        val registered = activated + (Fact.RegisterSent(SEPTEMBER) on day("2025-09-30"))
        assertEquals(Stage.REGISTERED, screen(registered, "2025-09-30").stage.stage)
        assertEquals(day("2025-09-20"), screen(registered, "2025-10-01").activatedOn)
        assertEquals(ACCOUNT, screen(registered, "2025-10-01").account)
    }

    @Test
    fun untilAndCalendarOfFebruary() {
        val february = YearMonth.of(2026, 2)
        val seen = screen(issued(february), "2026-02-28")
        assertEquals(day("2026-02-28"), seen.until)
        val calendar = seen.calendar
        assertEquals(day("2026-02-14"), calendar.listCloses)
        assertEquals(day("2026-02-28"), calendar.lastDayToAnswer)
        assertEquals(day("2026-02-07"), calendar.opens)
        assertEquals(day("2026-02-28"), calendar.closes)
        assertEquals(day("2026-03-01"), calendar.registerDue)
        assertEquals(Stage.EXPIRED, screen(issued(february), "2026-03-01").stage.stage)
        assertNull(screen(issued(february), "2026-03-01").until)
    }

    @Test
    fun nextStepGoesWithTheFacts() {
        val on = day("2025-09-10")
        assertNull(screen(MonthFacts(PERSON, SEPTEMBER), "2025-09-10").next)
        assertEquals(Step.ENTER_ACCOUNT, screen(issued(), "2025-09-10").next?.step)
        val entered = issued() + (Fact.AccountEntered(PERSON, ACCOUNT, Channel.EGOV_MOBILE) on on)
        assertEquals(Step.ACCEPT_OFFER, screen(entered, "2025-09-10").next?.step)
        val accepted = entered + (Fact.OfferAccepted(PERSON) on on)
        assertEquals(Step.CHECK_ACCOUNT, screen(accepted, "2025-09-10").next?.step)
        assertEquals(Step.CONFIRM, screen(readyToConfirm(on), "2025-09-10").next?.step)
        assertEquals(Step.DONE, screen(readyToConfirm(on) + (Fact.Confirmed(PERSON) on on), "2025-09-10").next?.step)
        assertNull(screen(issued(), "2025-09-30").next, "the voucher has expired")
    }

    @Test
    fun wordsInThreeLanguages() {
        val texts = Language.entries.map { screen(issued(), "2025-09-06", it) }
        assertEquals(3, texts.map { it.stage.text }.toSet().size)
        assertEquals(3, texts.map { it.next?.text }.toSet().size)
        assertEquals(3, texts.map { it.blocked.single().text }.toSet().size)
        assertEquals("Тұлғалық шотыңызды енгізіңіз.", texts[0].next?.text)
        assertEquals("window_not_open", texts[0].blocked.single().code)
    }

    @Test
    fun refusedFactsAreNamedByTheirPlace() {
        val late = listed(day("2025-09-15"))
        val backwards = listed(day("2025-09-02"))
        val seen = screen(issued() + late + backwards, "2025-09-20")
        assertEquals(
            listOf(RefusedFact(3u, listOf(Refusal.LIST_CLOSED)), RefusedFact(4u, listOf(Refusal.OUT_OF_ORDER))),
            seen.refused,
        )
        assertEquals(Stage.ISSUED, seen.stage.stage)
    }

    @Test
    fun firstAndLastDayOfThePilot() {
        val august = YearMonth.of(2025, 8)
        val facts = MonthFacts(PERSON, august) + listed(day("2025-08-14"))
        assertTrue(screen(facts, "2025-08-27").blocked.any { it.refusal == Refusal.OUTSIDE_PILOT })
        assertFalse(screen(facts, "2025-08-28").blocked.any { it.refusal == Refusal.OUTSIDE_PILOT })
        val june = issued(YearMonth.of(2026, 6))
        assertEquals(listOf(Refusal.WINDOW_CLOSED), screen(june, "2026-06-30").blocked.map { it.refusal })
        val july = MonthFacts(PERSON, YearMonth.of(2026, 7))
        assertTrue(screen(july, "2026-07-01").blocked.any { it.refusal == Refusal.OUTSIDE_PILOT })
    }

    @Test
    fun printingAScreenShowsNobody() {
        val facts = readyToConfirm(day("2025-09-10"))
        val printed = listOf(facts, screen(facts, "2025-09-10"), checkIin("990101600002"), checkPhone("87012345678"))
        printed.forEach { value ->
            val text = value.toString()
            assertFalse(text.contains("990101") || text.contains("0012345") || text.contains("701234"), text)
        }
    }
}

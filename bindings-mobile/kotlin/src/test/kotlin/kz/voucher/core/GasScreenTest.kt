package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class GasScreenTest {
    @Test
    fun windowOpensOnThe7thAndClosesAfterThe29th() {
        val blocked = listOf("2025-09-06", "2025-09-07", "2025-09-29", "2025-09-30").map { today ->
            screen(issued(), today).blocked.map { it.refusal }
        }
        assertEquals(listOf(GasRefusal.WINDOW_NOT_OPEN), blocked[0])
        assertEquals(emptyList<GasRefusal>(), blocked[1])
        assertEquals(emptyList<GasRefusal>(), blocked[2])
        assertEquals(listOf(GasRefusal.WINDOW_CLOSED), blocked[3])
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
        val done = gasConfirm(readyToConfirm(day("2025-09-07")), gas2025(), day("2025-09-07")).facts
        assertFalse(screen(done, "2025-09-07").canConfirm, "a repeat activates nothing")
    }

    @Test
    fun stagesFromTheListToTheRegister() {
        val empty = GasMonthFacts(PERSON, SEPTEMBER)
        val listed = empty + listed(day("2025-09-03"))
        val asked = listed + (GasFact.SmsSent(PERSON, GasSmsKind.START) on day("2025-09-03"))
        val reminded = asked + (GasFact.SmsSent(PERSON, GasSmsKind.REPEAT) on day("2025-09-10"))
        val activated = readyToConfirm(day("2025-09-20")) + (GasFact.Confirmed(PERSON) on day("2025-09-20"))
        val stages = mapOf(
            empty to GasStage.NOT_LISTED,
            listed to GasStage.TO_ASK,
            asked to GasStage.ASKED,
            reminded to GasStage.REMINDED,
            issued() to GasStage.ISSUED,
            issued() + (GasFact.Replied(PERSON, GasReply.REFUSE) on day("2025-09-06")) to GasStage.REFUSED,
            listed + (GasFact.Delisted(PERSON) on day("2025-09-14")) to GasStage.DELISTED,
            activated to GasStage.ACTIVATED,
        )
        stages.forEach { (facts, stage) ->
            val seen = screen(facts, "2025-09-29")
            assertEquals(stage, seen.stage.stage)
            assertEquals(stage.code, seen.stage.code)
            assertEquals(emptyList<GasRefusedFact>(), seen.refused)
        }
        assertEquals(GasStage.LAPSED, screen(reminded, "2025-09-30").stage.stage)
        assertEquals(GasStage.EXPIRED, screen(issued(), "2025-09-30").stage.stage)
        val registered = activated + (GasFact.RegisterSent(SEPTEMBER) on day("2025-09-30"))
        assertEquals(GasStage.REGISTERED, screen(registered, "2025-09-30").stage.stage)
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
        assertEquals(GasStage.EXPIRED, screen(issued(february), "2026-03-01").stage.stage)
        assertNull(screen(issued(february), "2026-03-01").until)
    }

    @Test
    fun nextStepGoesWithTheFacts() {
        val on = day("2025-09-10")
        assertNull(screen(GasMonthFacts(PERSON, SEPTEMBER), "2025-09-10").next)
        assertEquals(GasStep.ENTER_ACCOUNT, screen(issued(), "2025-09-10").next?.step)
        val entered = issued() + (GasFact.AccountEntered(PERSON, ACCOUNT, GasChannel.EGOV_MOBILE) on on)
        assertEquals(GasStep.ACCEPT_OFFER, screen(entered, "2025-09-10").next?.step)
        val accepted = entered + (GasFact.OfferAccepted(PERSON) on on)
        assertEquals(GasStep.CHECK_ACCOUNT, screen(accepted, "2025-09-10").next?.step)
        assertEquals(GasStep.CONFIRM, screen(readyToConfirm(on), "2025-09-10").next?.step)
        assertEquals(GasStep.DONE, screen(readyToConfirm(on) + (GasFact.Confirmed(PERSON) on on), "2025-09-10").next?.step)
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
            listOf(GasRefusedFact(3u, listOf(GasRefusal.LIST_CLOSED)), GasRefusedFact(4u, listOf(GasRefusal.OUT_OF_ORDER))),
            seen.refused,
        )
        assertEquals(GasStage.ISSUED, seen.stage.stage)
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

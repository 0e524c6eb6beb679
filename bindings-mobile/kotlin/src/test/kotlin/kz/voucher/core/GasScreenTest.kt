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
        val reasons = listOf("2025-09-06", "2025-09-07", "2025-09-29", "2025-09-30").map { today ->
            screen(issued(), today).cannotConfirm.single().refusal
        }
        val entry = GasRefusal.NO_ACCOUNT_ENTERED
        assertEquals(listOf(GasRefusal.WINDOW_NOT_OPEN, entry, entry, GasRefusal.WINDOW_CLOSED), reasons)
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
        val listed = empty.copy(facts = listOf(listed(day("2025-09-03"))))
        val asked = listed.with(day("2025-09-03"), GasFact.SmsSent(PERSON, GasSmsKind.START))
        val reminded = asked.with(day("2025-09-10"), GasFact.SmsSent(PERSON, GasSmsKind.REPEAT))
        val activated = readyToConfirm(day("2025-09-20")).with(day("2025-09-20"), GasFact.Confirmed(PERSON))
        val stages = mapOf(
            empty to GasStage.NOT_LISTED,
            listed to GasStage.TO_ASK,
            asked to GasStage.ASKED,
            reminded to GasStage.REMINDED,
            issued() to GasStage.ISSUED,
            issued().with(day("2025-09-06"), GasFact.Replied(PERSON, GasReply.REFUSE)) to GasStage.REFUSED,
            listed.with(day("2025-09-14"), GasFact.Delisted(PERSON)) to GasStage.DELISTED,
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
        val registered = activated.with(day("2025-09-30"), GasFact.RegisterSent(SEPTEMBER))
        assertEquals(GasStage.REGISTERED, screen(registered, "2025-09-30").stage.stage)
        assertEquals(day("2025-09-20"), screen(registered, "2025-10-01").activatedOn)
        assertEquals(ACCOUNT, screen(registered, "2025-10-01").account)
    }

    @Test
    fun untilAndCalendarOfFebruary() {
        val february = YearMonth.of(2026, 2)
        val seen = screen(issued(february), "2026-02-28")
        assertEquals(day("2026-02-28"), seen.until)
        assertEquals(DaysLeft(0u, "Today is the last day", "28 February"), seen.daysLeft)
        val calendar = checkNotNull(seen.calendar)
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
        val entered = issued().with(on, GasFact.AccountEntered(PERSON, ACCOUNT, GasChannel.EGOV_MOBILE))
        assertEquals(GasStep.ACCEPT_OFFER, screen(entered, "2025-09-10").next?.step)
        val accepted = entered.with(on, GasFact.OfferAccepted(PERSON))
        assertEquals(GasStep.CHECK_ACCOUNT, screen(accepted, "2025-09-10").next?.step)
        assertEquals(GasStep.CONFIRM, screen(readyToConfirm(on), "2025-09-10").next?.step)
        assertNull(screen(readyToConfirm(on).with(on, GasFact.Confirmed(PERSON)), "2025-09-10").next, "nothing is left to do")
        assertNull(screen(issued(), "2025-09-30").next, "the voucher has expired")
    }

    @Test
    fun wordsInThreeLanguages() {
        val texts = Language.entries.map { screen(issued(), "2025-09-06", it) }
        assertEquals(3, texts.map { it.stage.text }.toSet().size)
        assertEquals(3, texts.map { it.stage.title }.toSet().size)
        assertEquals(3, texts.map { it.daysLeft?.text }.toSet().size)
        assertEquals(3, texts.map { it.blocked.single().text }.toSet().size)
        val next = screen(issued(), "2025-09-07", Language.KK).next
        assertEquals("Тұлғалық шотыңызды енгізіңіз." to "Шотты енгізу", next?.text to next?.label)
        assertEquals("window_not_open", texts[0].blocked.single().code)
    }

    @Test
    fun refusedFactsAreNamedByTheirPlace() {
        val late = listOf(listed(day("2025-09-15")), listed(day("2025-09-02")))
        val seen = screen(issued().let { it.copy(facts = it.facts + late) }, "2025-09-20")
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

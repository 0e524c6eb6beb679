package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

class GasScreenTest {
    /** N3, N26: the reasons of a dark button, and the first date on which waiting helps. */
    @Test
    fun windowOpensOnThe7thAndClosesAfterThe29th() {
        fun seen(today: String) = screen(issued(), today).let { it.cannotConfirm.single().refusal to it.earliest }
        assertEquals(GasRefusal.WINDOW_NOT_OPEN to day("2025-09-07"), seen("2025-09-06"))
        listOf("2025-09-07", "2025-09-29").forEach { assertEquals(GasRefusal.NO_ACCOUNT_ENTERED to null, seen(it)) }
        assertEquals(GasRefusal.WINDOW_CLOSED to day("2025-10-07"), seen("2025-09-30"))
        assertFalse(screen(readyToConfirm(day("2025-09-29")), "2025-09-28").canConfirm, "a clock put back")
    }

    @Test
    fun untilAndCalendarOfFebruary() {
        val february = YearMonth.of(2026, 2)
        val seen = screen(issued(february), "2026-02-28")
        assertEquals(day("2026-02-28"), seen.until)
        assertEquals(DaysLeft(0u, "Today is the last day", "28 February"), seen.daysLeft)
        val last = day("2026-02-28")
        assertEquals(GasMonthCalendar(day("2026-02-14"), last, day("2026-02-07"), last, day("2026-03-01")), seen.calendar)
        assertNull(screen(issued(february), "2026-03-01").until)
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

package kz.voucher.core

import java.time.Instant
import java.time.LocalDate
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

/** Dates and months as they cross, and the date of an instant. */
class DatesTest {
    @Test
    fun theDateOfAnInstantIsThatOfKazakhstan() {
        assertEquals(day("2025-08-27"), civilDate(Instant.parse("2025-08-27T18:59:59Z")))
        assertEquals(day("2025-08-28"), civilDate(Instant.parse("2025-08-27T19:00:00Z")))
        assertEquals(day("2025-09-30"), civilDate("2025-09-30T00:00:00.999999999+05:00"))
        assertEquals("instant_before_single_zone", codeOf { civilDate(Instant.parse("2024-02-29T18:59:59Z")) })
        listOf(Instant.MIN, Instant.MAX).forEach { assertEquals("not_an_instant", codeOf { civilDate(it) }) }
        listOf("", "2025-09-30", "2025-09-30T00:00:00", "2025-09-30T23:59:60Z", "1758844800").forEach {
            assertEquals("not_an_instant", codeOf { civilDate(it) })
        }
    }

    @Test
    fun datesThatNoJournalCanWrite() {
        listOf(LocalDate.MIN, LocalDate.MAX, LocalDate.of(10_000, 1, 1), LocalDate.of(-1, 1, 1)).forEach {
            assertEquals("not_a_date", codeOf { gasRegulationInForce(it) })
        }
        assertEquals("no_such_day", codeOf { gasRegulationInForce(LocalDate.of(0, 1, 1)) })
        listOf(YearMonth.of(0, 1), YearMonth.of(10_000, 1), YearMonth.of(-999_999_999, 1)).forEach {
            assertEquals("not_a_month", codeOf { screen(GasMonthFacts(PERSON, it), "2025-09-07") })
        }
        listOf(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)).forEach { assertNull(gasRegulationInForce(it)) }
        val end = GasMonthFacts(PERSON, YearMonth.of(9999, 12))
        assertEquals(LocalDate.of(9999, 12, 30), gasScreen(end, gasRegulationFromJson(nextOrder()), day("9999-12-31"), Language.EN).calendar?.registerDue)
        val start = screen(GasMonthFacts(PERSON, YearMonth.of(1, 1)), "0001-01-01")
        assertEquals(GasStage.NOT_LISTED, start.stage.stage)
    }

    /** Dates and months cross as numbers: each comes back as it was, and is the one that its text says. */
    @Test
    fun datesAreThoseThatAreWritten() {
        val ends = (1..9999).flatMap { year -> (1..12).map { YearMonth.of(year, it) } }
            .flatMap { listOf(it.atDay(1), it.atEndOfMonth()) }
        val facts = GasMonthFacts(PERSON, YearMonth.of(9999, 12), ends.map { GasFact.OfferAccepted(PERSON) on it })
        val answer = gasRecordFact(facts, gas2025(), GasFact.Delisted(PERSON) on LocalDate.of(1, 1, 1))
        assertEquals(facts, answer.facts)
        listOf("0001-01-01", "0004-02-29", "1900-03-01", "1969-12-31", "1970-01-01", "2000-02-29", "2100-03-01", "9999-12-31").forEach {
            assertEquals(day(it), gasRegulationFromJson(nextOrder(it)).period.first)
        }
        val line = answerJournal("""{"regulation":${nextOrder("2028-02-29").replace("\n", "")}}""")
        val leap = gasRegulationFromJson(nextOrder("2028-02-28")).copy(period = CivilPeriod(day("2028-02-29"), day("9999-12-31")))
        assertEquals(digestIn(line), gasRegulationDigest(leap))
    }
}

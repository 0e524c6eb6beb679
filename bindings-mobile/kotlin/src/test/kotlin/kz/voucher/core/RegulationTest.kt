package kz.voucher.core

import java.time.Instant
import java.time.LocalDate
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class RegulationTest {
    @Test
    fun inForceFromTheFirstDayToTheLast() {
        fun id(date: String) = regulationInForce(Programme.GAS, day(date))?.id
        assertNull(id("2025-08-27"))
        assertEquals("gas-2025-08", id("2025-08-28"))
        assertEquals("gas-2025-08", id("2026-06-30"))
        assertNull(id("2026-07-01"))
        assertNull(regulationInForce(Programme.MEALS, day("2025-09-01")))
        assertEquals("unknown_regulation", codeOf { regulation("gas-1999-01") })
    }

    @Test
    fun dataOfTheTwoOrders() {
        val now = regulation("gas-2025-08")
        assertEquals(17, now.regions.size)
        assertEquals(listOf("21*1"), now.consent?.agreeCodes)
        assertEquals(DayRule(7, MissingDay.LAST_DAY_OF_MONTH), now.window.first)
        assertEquals("5169", now.helpline)
        val before = regulation("gas-2024-12")
        assertNull(before.consent)
        assertEquals(mapOf("27" to "833", "79" to "631"), before.discount?.normsM3)
        assertEquals(11, regulationMonths(now).size)
        assertEquals(YearMonth.of(2025, 8), regulationMonths(now).first())
        assertEquals(YearMonth.of(2026, 6), regulationMonths(now).last())
    }

    @Test
    fun aChangeIsACopyAndChangesTheDigest() {
        val published = gas2025()
        val line = answerJournal("""{"regulation":"gas-2025-08"}""")
        assertEquals(digestIn(line), regulationDigest(published))
        val wider = published.copy(id = "wider", window = published.window.copy(first = published.window.first.copy(day = 1)))
        assertNotEquals(regulationDigest(published), regulationDigest(wider))
        val seen = walletScreen(issued(), wider, day("2025-09-06"), Language.EN)
        assertEquals(emptyList<Reason>(), seen.blocked)
    }

    /** What crosses: the id of what is published, equal copies too, and the data of everything else. */
    @Test
    fun aPublishedRegulationCrossesAsItsId() {
        assertEquals(listOf("gas-2024-12", "gas-2025-08"), regulations().map { it.id })
        regulations().forEach { published ->
            assertEquals(regulation(published.id), published)
            listOf(published, published.copy(regions = published.regions.toList())).forEach {
                assertEquals(RegulationForm(published.id, null), it.toForm())
            }
            val changed = listOf(
                published.copy(id = "next"),
                published.copy(activationsPerAccount = published.activationsPerAccount + 1),
                published.copy(id = regulations().first { it != published }.id),
            )
            changed.forEach { assertEquals(RegulationForm(null, it), it.toForm()) }
        }
        // By its own rules, although it calls itself by the id of a published one.
        val wider = gas2025().copy(window = gas2025().window.copy(first = DayRule(1, MissingDay.LAST_DAY_OF_MONTH)))
        assertEquals(emptyList<Reason>(), walletScreen(issued(), wider, day("2025-09-01"), Language.EN).blocked)
        assertNotEquals(emptyList<Reason>(), walletScreen(issued(), gas2025(), day("2025-09-06"), Language.EN).blocked)
    }

    @Test
    fun aFaultyRegulationIsRefusedWithItsCode() {
        val good = gas2025()
        val rows = mapOf(
            good.copy(period = Period(good.period.last, good.period.first)) to "period_reversed",
            good.copy(regions = emptyList()) to "no_regions",
            good.copy(regions = listOf("12")) to "unknown_region",
            good.copy(assistance = emptyList()) to "no_assistance",
            good.copy(listCloses = good.listCloses.copy(day = 32)) to "day_out_of_range",
            good.copy(window = Window(good.window.last, good.window.first)) to "window_reversed",
            good.copy(registerDue = good.registerDue.copy(day = 29)) to "register_before_window_ends",
            good.copy(activationsPerAccount = 0) to "limit_below_one",
            good.copy(consent = good.consent?.copy(repeatAfterDays = Int.MIN_VALUE)) to "repeat_below_one_day",
            good.copy(discount = DiscountParts("1.5", emptyMap(), Rounding.HALF_AWAY_FROM_ZERO)) to "rate_out_of_range",
            good.copy(discount = DiscountParts("x", emptyMap(), Rounding.HALF_AWAY_FROM_ZERO)) to "malformed_regulation",
            good.copy(helpline = "\ud800") to "not_utf8",
        )
        rows.forEach { (faulty, code) -> assertEquals(code, codeOf { regulationDigest(faulty) }) }
    }

    @Test
    fun jsonThatAServerSends() {
        val json = """{"id":"next","programme":"gas","period":{"first":"2026-07-01","last":"2027-06-30"},"regions":["71"],
            "assistance":["housing"],"list_closes":{"day":14,"if_missing":"last_day_of_month"},"consent":null,
            "window":{"first":{"day":1,"if_missing":"last_day_of_month"},"last":{"day":29,"if_missing":"last_day_of_month"}},
            "activations_per_account":2,"register_due":{"day":30,"if_missing":"first_day_of_next_month"}}"""
        val next = regulationFromJson(json)
        assertEquals(Period(day("2026-07-01"), day("2027-06-30")), next.period)
        assertEquals(2, next.activationsPerAccount)
        assertNull(next.consent)
        val rows = mapOf(
            "" to "malformed_json",
            "[]" to "malformed_regulation",
            json.replace(""""id":"next"""", """"id":"next","id":"next"""") to "duplicate_field",
            json.replace("2026-07-01", "2027-07-01") to "period_reversed",
            json.replace("\"day\":14", "\"day\":14.0") to "malformed_regulation",
            json + "\udfff" to "not_utf8",
            "[".repeat(100_000) to "malformed_json",
        )
        assertAll(rows) { text -> codeOf { regulationFromJson(text) } }
    }

    @Test
    fun repliesAreReadByteForByte() {
        val rules = gas2025()
        listOf("21*1", " 21*1\r\n", "\t21*1").forEach { assertEquals(Reply.AGREE, readReply(rules, it)) }
        val strangers = listOf(
            "", "21*1.", "２１*１", "21*١", "21 * 1", "1", " 1 ", "I", "l", "иә", "ИӘ", "да", "Да.", "yes", "жоқ", "нет",
            "\u00a021*1", "\u200b21*1", "21*1\u0000", "😀", "e".repeat(2_000), "21*1".repeat(100_000),
        )
        strangers.forEach { assertEquals(Reply.UNRECOGNISED, readReply(rules, it)) }
        assertEquals("not_utf8", codeOf { readReply(rules, "21*1\ud83d") })
        val refusing = rules.copy(id = "r", consent = rules.consent?.copy(refuseCodes = listOf("21*2")))
        assertEquals(Reply.REFUSE, readReply(refusing, "21*2"))
    }

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
            assertEquals("not_a_date", codeOf { regulationInForce(Programme.GAS, it) })
        }
        assertEquals("no_such_day", codeOf { regulationInForce(Programme.GAS, LocalDate.of(0, 1, 1)) })
        listOf(YearMonth.of(0, 1), YearMonth.of(10_000, 1), YearMonth.of(-999_999_999, 1)).forEach {
            assertEquals("not_a_month", codeOf { screen(MonthFacts(PERSON, it), "2025-09-07") })
        }
        listOf(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)).forEach { assertNull(regulationInForce(Programme.GAS, it)) }
        val end = MonthFacts(PERSON, YearMonth.of(9999, 12))
        assertEquals(LocalDate.of(9999, 12, 30), screen(end, "9999-12-31").calendar.registerDue)
        val start = screen(MonthFacts(PERSON, YearMonth.of(1, 1)), "0001-01-01")
        assertEquals(Stage.NOT_LISTED, start.stage.stage)
    }

    /** Dates and months cross as numbers: each comes back as it was, and is the one that its text says. */
    @Test
    fun datesAreThoseThatAreWritten() {
        val ends = (1..9999).flatMap { year -> (1..12).map { YearMonth.of(year, it) } }
            .flatMap { listOf(it.atDay(1), it.atEndOfMonth()) }
        val facts = MonthFacts(PERSON, YearMonth.of(9999, 12), ends.map { Fact.OfferAccepted(PERSON) on it })
        val answer = recordFact(facts, gas2025(), Fact.Delisted(PERSON) on LocalDate.of(1, 1, 1))
        assertEquals(facts, answer.facts)
        val json = """{"id":"next","programme":"gas","period":{"first":"DATE","last":"9999-12-31"},"regions":["71"],
            "assistance":["housing"],"list_closes":{"day":14,"if_missing":"last_day_of_month"},"consent":null,
            "window":{"first":{"day":1,"if_missing":"last_day_of_month"},"last":{"day":29,"if_missing":"last_day_of_month"}},
            "activations_per_account":2,"register_due":{"day":30,"if_missing":"first_day_of_next_month"}}"""
        listOf("0001-01-01", "0004-02-29", "1900-03-01", "1969-12-31", "1970-01-01", "2000-02-29", "2100-03-01", "9999-12-31").forEach {
            assertEquals(day(it), regulationFromJson(json.replace("DATE", it)).period.first)
        }
        val line = answerJournal("""{"regulation":${json.replace("DATE", "2028-02-29").replace("\n", "")}}""")
        val leap = regulationFromJson(json.replace("DATE", "2028-02-28")).copy(period = Period(day("2028-02-29"), day("9999-12-31")))
        assertEquals(digestIn(line), regulationDigest(leap))
    }

    @Test
    fun twentyRegions() {
        val kazakh = regions(Language.KK)
        assertEquals(20, kazakh.size)
        assertEquals(Region.entries, kazakh.map { it.region })
        assertEquals("Ұлытау облысы", kazakh.single { it.kato == "62" }.name)
        assertTrue(regions(Language.EN).all { it.iso31662 == "KZ-" + it.kato })
    }

    @Test
    fun codesAndTextsOfTheCatalogue() {
        val all = Language.entries.map { catalogue(it) }
        all.forEach { words ->
            assertEquals(Refusal.entries.map { it to it.code }, words.refusals.map { it.refusal to it.code })
            assertEquals(Stage.entries.toSet(), words.stages.map { it.stage }.toSet())
            assertEquals(Step.entries.map { it to it.code }, words.steps.map { it.step to it.code })
            words.stages.forEach { assertEquals(it.stage.code, it.code) }
            val texts = words.refusals.map { it.text } + words.stages.map { it.text } + words.steps.map { it.text }
            assertTrue((texts + words.sms.map { it.text }).none { it.isBlank() })
        }
        assertEquals(listOf(false, true, false), all.map { words -> words.sms.all { it.official } })
        assertTrue(all[1].sms.first().text.startsWith("Уважаемый (ая) гражданин (ка)!"))
    }

    private fun digestIn(line: String) = line.substringAfter("\"digest\":\"").substringBefore('"')
}

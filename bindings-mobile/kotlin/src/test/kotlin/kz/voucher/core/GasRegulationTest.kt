package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class GasRegulationTest {
    @Test
    fun inForceFromTheFirstDayToTheLast() {
        fun id(date: String) = gasRegulationInForce(day(date))?.id
        assertNull(id("2025-08-27"))
        assertEquals("gas-2025-08", id("2025-08-28"))
        assertEquals("gas-2025-08", id("2026-06-30"))
        assertNull(id("2026-07-01"))
        assertEquals("unknown_regulation", codeOf { gasRegulation("gas-1999-01") })
    }

    @Test
    fun dataOfTheTwoOrders() {
        val now = gasRegulation("gas-2025-08")
        assertEquals(17, now.regions.size)
        assertEquals(listOf("21*1"), now.consent?.agreeCodes)
        assertEquals(DayRule(7, MissingDay.LAST_DAY_OF_MONTH), now.window.first)
        assertEquals("5169", now.helpline)
        val before = gasRegulation("gas-2024-12")
        assertNull(before.consent)
        assertEquals(mapOf("27" to "833", "79" to "631"), before.discount?.normsM3)
        assertEquals(11, gasRegulationMonths(now).size)
        assertEquals(YearMonth.of(2025, 8), gasRegulationMonths(now).first())
        assertEquals(YearMonth.of(2026, 6), gasRegulationMonths(now).last())
    }

    @Test
    fun aChangeIsACopyAndChangesTheDigest() {
        val published = gas2025()
        val line = answerJournal("""{"regulation":"gas-2025-08"}""")
        assertEquals(digestIn(line), gasRegulationDigest(published))
        val wider = published.copy(id = "wider", window = published.window.copy(first = published.window.first.copy(day = 1)))
        assertNotEquals(gasRegulationDigest(published), gasRegulationDigest(wider))
    }

    /** What crosses: the id of what is published, equal copies too, and the data of everything else. */
    @Test
    fun aPublishedRegulationCrossesAsItsId() {
        assertEquals(listOf("gas-2024-12", "gas-2025-08"), gasRegulations().map { it.id })
        gasRegulations().forEach { published ->
            assertEquals(gasRegulation(published.id), published)
            listOf(published, published.copy(regions = published.regions.toList())).forEach {
                assertEquals(GasRegulationForm(published.id, null), it.toForm())
            }
            val changed = listOf(
                published.copy(id = "next"),
                published.copy(activationsPerAccount = published.activationsPerAccount + 1),
                published.copy(id = gasRegulations().first { it != published }.id),
            )
            changed.forEach { assertEquals(GasRegulationForm(null, it), it.toForm()) }
        }
        // By its own rules, although it calls itself by the id of a published one.
        val wider = gas2025().copy(window = gas2025().window.copy(first = DayRule(1, MissingDay.LAST_DAY_OF_MONTH)))
        assertEquals(emptyList<GasReason>(), gasScreen(issued(), wider, day("2025-09-06"), Language.EN).blocked)
        assertNotEquals(emptyList<GasReason>(), gasScreen(issued(), gas2025(), day("2025-09-06"), Language.EN).blocked)
    }

    @Test
    fun aFaultyRegulationIsRefusedWithItsCode() {
        val good = gas2025()
        val rows = mapOf(
            good.copy(period = CivilPeriod(good.period.last, good.period.first)) to "period_reversed",
            good.copy(regions = listOf("12")) to "unknown_region",
            good.copy(listCloses = good.listCloses.copy(day = 32)) to "day_out_of_range",
            good.copy(window = GasWindow(good.window.last, good.window.first)) to "window_reversed",
            good.copy(activationsPerAccount = 0) to "limit_below_one",
            good.copy(consent = good.consent?.copy(repeatAfterDays = Int.MIN_VALUE)) to "repeat_below_one_day",
            good.copy(discount = GasDiscountParts("1.5", emptyMap(), GasRounding.HALF_AWAY_FROM_ZERO)) to "rate_out_of_range",
            good.copy(discount = GasDiscountParts("x", emptyMap(), GasRounding.HALF_AWAY_FROM_ZERO)) to "malformed_regulation",
            good.copy(helpline = "\ud800") to "not_utf8",
        )
        rows.forEach { (faulty, code) -> assertEquals(code, codeOf { gasRegulationDigest(faulty) }) }
    }

    @Test
    fun jsonThatAServerSends() {
        val json = nextOrder(last = "2027-06-30")
        val next = gasRegulationFromJson(json)
        assertEquals(CivilPeriod(day("2026-07-01"), day("2027-06-30")), next.period)
        assertEquals(2, next.activationsPerAccount)
        assertNull(next.consent)
        val rows = mapOf(
            "" to "malformed_json",
            "[]" to "not_an_object",
            json.replace(""""id":"next"""", """"id":"next","id":"next"""") to "duplicate_field",
            json.replace("2026-07-01", "2027-07-01") to "period_reversed",
            json.replace("\"day\":14", "\"day\":14.0") to "invalid_field",
            json.replaceFirst("{", "{\"form\":2,") to "form_too_new",
            json + "\udfff" to "not_utf8",
            "[".repeat(100_000) to "malformed_json",
        )
        assertAll(rows) { text -> codeOf { gasRegulationFromJson(text) } }
    }

    @Test
    fun repliesAreReadByteForByte() {
        val rules = gas2025()
        listOf("21*1", " 21*1\r\n", "\t21*1").forEach { assertEquals(GasReply.AGREE, gasReadReply(rules, it)) }
        val strangers = listOf(
            "", "21*1.", "２１*１", "21*١", "21 * 1", "1", " 1 ", "I", "l", "иә", "ИӘ", "да", "Да.", "yes", "жоқ", "нет",
            "\u00a021*1", "\u200b21*1", "21*1\u0000", "😀", "e".repeat(2_000), "21*1".repeat(100_000),
        )
        strangers.forEach { assertEquals(GasReply.UNRECOGNISED, gasReadReply(rules, it)) }
        assertEquals("not_utf8", codeOf { gasReadReply(rules, "21*1\ud83d") })
        val refusing = rules.copy(id = "r", consent = rules.consent?.copy(refuseCodes = listOf("21*2")))
        assertEquals(GasReply.REFUSE, gasReadReply(refusing, "21*2"))
    }

    @Test
    fun codesAndTextsOfTheCatalogue() {
        val all = Language.entries.map { gasCatalogue(it) }
        all.forEach { words ->
            assertEquals(GasRefusal.entries.map { it to it.code }, words.refusals.map { it.refusal to it.code })
            assertEquals(GasStage.entries.toSet(), words.stages.map { it.stage }.toSet())
            assertEquals(GasStep.entries.map { it to it.code }, words.steps.map { it.step to it.code })
            words.stages.forEach { assertEquals(it.stage.code, it.code) }
            val texts = words.refusals.map { it.text } + words.stages.map { it.text } + words.steps.map { it.text }
            assertTrue(texts.none { it.isBlank() })
        }
        val sms = Language.entries.map { gasSmsTexts(gas2025(), it) }
        assertEquals(listOf(false, true, false), sms.map { told -> told.all { it.official } })
        assertTrue(sms[1].first().text.startsWith("Уважаемый (ая) гражданин (ка)!"))
    }

    /** No SMS says another code, day, number or link than the rules do. */
    @Test
    fun noSmsOfOtherRules() {
        val rules = gas2025()
        fun told(changed: GasRegulation) = gasSmsTexts(changed, Language.RU).map { it.sms }
        assertEquals(GasSms.entries, told(rules.copy(id = "next")))
        assertEquals(listOf(GasSms.CONFIRMATION), told(rules.copy(consent = rules.consent?.copy(agreeCodes = listOf("55*1")))))
        assertEquals(listOf(GasSms.START), told(rules.copy(signUpLink = "https://egov.kz")))
        assertEquals(emptyList<GasSms>(), told(rules.copy(consent = null)))
        assertEquals("link_not_https", codeOf { told(rules.copy(signUpLink = "javascript:alert(1)")) })
    }

    /** What is wrong with a server's rules has a name, of whichever programme. */
    @Test
    fun aFaultNamesItsField() {
        val json = nextOrder()
        fun told(text: String) = malformed { gasRegulationFromJson(text) }.let { it.code to it.field }
        assertEquals("missing_field" to "window", told(json.replace("\"window\"", "\"windov\"")))
        assertEquals("unknown_field" to "windov", told(json.replaceFirst("{", "{\"windov\":1,")))
        assertEquals("invalid_field" to "assistance", told(json.replace("housing", "heating")))
        val digests = listOf(::mealRegulationDigest, ::prescriptionRegulationDigest, ::cardRegulationDigest, ::assistanceRegulationDigest)
        digests.forEach { digest ->
            assertEquals("missing_field" to "id", malformed { digest("{}") }.let { it.code to it.field })
            assertEquals("form_too_new", codeOf { digest("{\"form\":2}") })
        }
    }

    /** Of all that a server sends, the regulation of the day. */
    @Test
    fun rulesInForceOfASet() {
        val next = gasRegulationFromJson(nextOrder())
        val all = gasRegulations() + next
        assertEquals(listOf("gas-2025-08", "next"), listOf("2026-06-30", "2026-07-01").map { gasRegulationInForce(day(it), all)?.id })
        assertNull(gasRegulationInForce(day("2026-07-01")))
        assertNull(gasRegulationInForce(day("2025-05-01"), all))
        assertEquals("regulations_overlap", codeOf { gasRegulationInForce(day("2026-07-01"), all + next) })
        assertEquals("meals-2026-02", mealRegulationInForce(day("2026-03-02"), listOf("meals-2024-09", "meals-2026-02")))
    }
}

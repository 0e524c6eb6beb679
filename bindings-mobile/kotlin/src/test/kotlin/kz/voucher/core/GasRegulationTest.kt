package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class GasRegulationTest {
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
        val strangers = listOf("", "２１*１", "21*١", "да", "\u00a021*1", "\u200b21*1", "21*1\u0000", "😀", "21*1".repeat(100_000))
        strangers.forEach { assertEquals(GasReply.UNRECOGNISED, gasReadReply(rules, it)) }
        assertEquals("not_utf8", codeOf { gasReadReply(rules, "21*1\ud83d") })
        val refusing = rules.copy(id = "r", consent = rules.consent?.copy(refuseCodes = listOf("21*2")))
        assertEquals(GasReply.REFUSE, gasReadReply(refusing, "21*2"))
    }

    /** The catalogue has every list, and whatever a server's code names, its words are there without a screen. */
    @Test
    fun codesAndTextsOfTheCatalogue() {
        for (language in Language.entries) {
            val words = gasCatalogue(language)
            assertEquals(GasRefusal.entries.map { it.reason(language) to it.code }, words.refusals.map { it to it.code })
            words.refusals.forEach { assertEquals(it.text to it.refusal, it.refusal.text(language) to ofCode<GasRefusal>(it.code)) }
            val stages = GasStage.entries.map { GasStageText(it, it.code, it.title(language), it.text(language)) }
            assertEquals(stages.toSet(), words.stages.toSet())
            words.stages.forEach { assertEquals(it.stage, ofCode<GasStage>(it.code)) }
            assertEquals(GasStep.entries.map { GasStepText(it, it.code, it.label(language), it.text(language)) }, words.steps)
            words.steps.forEach { assertEquals(it.step, ofCode<GasStep>(it.code)) }
            assertEquals(GasAction.entries.map { GasActionText(it, it.code, it.label(language)) }, words.actions)
            words.actions.forEach { assertEquals(it.action, ofCode<GasAction>(it.code)) }
            assertTrue((words.refusals.map { it.text } + words.stages.map { it.text } + words.steps.map { it.text }).none { it.isBlank() })
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
        fun told(call: () -> Unit) = malformed(call).let { it.code to it.field }
        assertEquals("missing_field" to "window", told { gasRegulationFromJson(json.replace("\"window\"", "\"windov\"")) })
        assertEquals("unknown_field" to "windov", told { gasRegulationFromJson(json.replaceFirst("{", "{\"windov\":1,")) })
        assertEquals("invalid_field" to "assistance", told { gasRegulationFromJson(json.replace("housing", "heating")) })
        assertEquals("unknown_regulation", codeOf { gasRegulation("gas-1999-01") })
    }

    /** Of the other programmes the rules are the id of what is published, or JSON; the digest is that of a journal (N6, N7). */
    @Test
    fun rulesAreAnIdOrJson() {
        val digests = mapOf(
            MEALS to ::mealRegulationDigest,
            MEDICINES to ::prescriptionRegulationDigest,
            CARD to ::cardRegulationDigest,
            ASSISTANCE to ::assistanceRegulationDigest,
        )
        val codes = mapOf("gas" to "unknown_regulation", "{" to "malformed_json", "\ud800" to "not_utf8", "{\"form\":2}" to "form_too_new")
        digests.forEach { (id, digest) ->
            assertEquals(digestIn(answerJournal("""{"regulation":"$id"}""")), digest(id))
            assertAll(codes) { text -> codeOf { digest(text) } }
            assertEquals("missing_field" to "id", malformed { digest("{}") }.let { it.code to it.field })
        }
        assertEquals(listOf(MEALS, null), listOf("2026-02-21", "2026-05-26").map { mealRegulationInForce(day(it)) })
        assertEquals(listOf(MEDICINES, null), listOf("2026-12-31", "2023-12-31").map { prescriptionRegulationInForce(day(it)) })
        assertEquals(listOf(CARD, null), listOf("2026-06-17", "2022-08-31").map { cardRegulationInForce(day(it)) })
        assertEquals(listOf(ASSISTANCE, null), listOf("2026-02-10", "2017-12-31").map { assistanceRegulationInForce(day(it)) })
    }

    /** Of all that a server sends, the regulation of the day. */
    @Test
    fun rulesInForceOfASet() {
        val next = gasRegulationFromJson(nextOrder())
        val all = gasRegulations() + next
        val days = listOf("2025-08-27", "2025-08-28", "2026-06-30", "2026-07-01").map { day(it) }
        fun ids(all: List<GasRegulation>?) = days.map { gasRegulationInForce(it, all)?.id }
        assertEquals(listOf(null, "gas-2025-08", "gas-2025-08", null), ids(null))
        assertEquals(listOf(null, "gas-2025-08", "gas-2025-08", "next"), ids(all))
        assertEquals("regulations_overlap", codeOf { gasRegulationInForce(day("2026-07-01"), all + next) })
        assertEquals("meals-2026-02", mealRegulationInForce(day("2026-03-02"), listOf("meals-2024-09", "meals-2026-02")))
    }
}

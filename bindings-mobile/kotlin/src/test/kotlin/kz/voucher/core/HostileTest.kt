package kz.voucher.core

import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Whatever comes, an answer or the one error comes back, and the error never repeats what came. */
class HostileTest {
    private val strings = listOf(
        "", "\u0000", "a\u0000b", "\ud800", "x\udc00y", "\ud83d\ude00", "\ufeff", "\u202e", "й", "é", "%s%n", "null", "NaN", "-0", "1e999",
        "\"", "{}", "[]", "../../etc", "=cmd()", "<script>alert(1)</script>", "990101600003", "І", "ﬃ",
        "е".repeat(100_000), "\u0000".repeat(100_000), "😀".repeat(100_000),
    )

    private fun survives(call: () -> Any?) {
        try {
            call()
        } catch (error: VoucherException.Malformed) {
            assertTrue(error.code.matches(Regex("[a-z0-9_]+")), error.code)
            assertFalse((error.message + error.toString()).contains("990101600003"))
            assertEquals("${error.code}: ${error.detail}", error.message)
            assertEquals("kz.voucher.core.VoucherException\$Malformed: ${error.message}", error.toString())
        }
    }

    @Test
    fun hostileText() {
        val rules = gas2025()
        val today = day("2025-09-10")
        val facts = issued()
        for (text in strings) {
            survives { checkIin(text) }
            survives { checkAccount(text) }
            survives { checkPhone(text) }
            survives { answerJournal(text) }
            survives { answerJournal(text.toByteArray(Charsets.UTF_16)) }
            survives { gasRegulation(text) }
            survives { gasRegulationFromJson(text) }
            survives { gasReadReply(rules, text) }
            survives { civilDate(text) }
            survives { gasScreen(facts.copy(iin = Iin(text)), rules, today, Language.KK) }
            survives { gasEnterAccount(facts, rules, PersonalAccount(text), GasChannel.EGOV_MOBILE, today) }
            survives { gasRegulationDigest(rules.copy(id = text)) }
            survives { gasRegulationDigest(rules.copy(regions = listOf(text))) }
            survives { gasRegulationDigest(rules.copy(discount = GasDiscountParts(text, mapOf(text to text), GasRounding.HALF_AWAY_FROM_ZERO))) }
        }
    }

    @Test
    fun malformedArgumentsNameTheirField() {
        val rules = gas2025()
        val today = day("2025-09-10")
        fun fault(call: () -> Unit) = malformed(call).let { it.code to it.field }
        assertEquals("iin_length" to "iin", fault { screen(issued().copy(iin = Iin("1")), "2025-09-10") })
        assertEquals("not_utf8" to "iin", fault { screen(issued().copy(iin = Iin("\ud800")), "2025-09-10") })
        assertEquals(
            "account_character" to "account",
            fault { gasEnterAccount(issued(), rules, PersonalAccount("1 2"), GasChannel.EGOV_MOBILE, today) },
        )
        val inside = issued().with(today, GasFact.AccountChecked(PERSON, PersonalAccount(""), true))
        assertEquals("account_empty" to "account", fault { gasScreen(inside, rules, today, Language.KK) })
        val printed = malformed { gasEnterAccount(issued(), rules, PersonalAccount("secret 42"), GasChannel.EGOV_MOBILE, today) }
        assertFalse("${printed.message} $printed ${printed.detail}".contains("secret"))
    }

    @Test
    fun aHundredThousandFacts() {
        val day = day("2025-09-05")
        val many = issued().let { it.copy(facts = it.facts + List(100_000) { GasFact.Replied(PERSON, GasReply.AGREE) on day }) }
        val seen = screen(many, "2025-09-10")
        assertEquals(GasStage.ISSUED, seen.stage.stage)
        val refused = issued().let { it.copy(facts = it.facts + List(100_000) { listed(LocalDate.of(2025, 9, 20)) }) }
        assertEquals(100_000, screen(refused, "2025-09-21").refused.size)
        val answer = gasEnterAccount(many, gas2025(), ACCOUNT, GasChannel.EGOV_MOBILE, day("2025-09-10"))
        assertEquals(many.facts.size + 1, answer.facts.facts.size)
    }

    @Test
    fun aJournalOfTenMegabytes() {
        val line = """{"fact":"confirmed","iin":"990101600002","on":"2025-09-10"}""" + "\n"
        val journal = """{"regulation":"gas-2025-08"}""" + "\n" + line.repeat(150_000) + "x".repeat(1 shl 20)
        val answers = answerJournal(journal).trimEnd().lines()
        assertEquals(150_002, answers.size)
        assertTrue(answers.last().contains("line_too_long"))
        assertEquals("", answerJournal(ByteArray(0)))
        assertTrue(answerJournal(byteArrayOf(-1, -2, 10)).contains("not_utf8"))
    }

    @Test
    fun aStringOfTenMegabytes() {
        val long = "7".repeat(10 shl 20)
        assertInstanceOf(IinCheck.Bad::class.java, checkIin(long))
        assertEquals("iin_length", malformed { screen(issued().copy(iin = Iin(long)), "2025-09-10") }.code)
    }

    @Test
    fun theLanguageOfTheDeviceChangesNothing() {
        val before = java.util.Locale.getDefault()
        try {
            for (tag in listOf("tr-TR", "kk-KZ", "ar-EG", "hi-IN-u-nu-deva")) {
                java.util.Locale.setDefault(java.util.Locale.forLanguageTag(tag))
                assertEquals("I1", (checkAccount("i1") as AccountCheck.Good).account.exposeText())
                assertEquals(day("2025-09-29"), screen(issued(), "2025-09-10").until)
                assertEquals("list_closed", GasRefusal.LIST_CLOSED.code)
            }
        } finally {
            java.util.Locale.setDefault(before)
        }
    }
}

package kz.voucher.core

import java.util.Locale
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Closed lists by the core's codes, which the generator writes into them. */
class CodesTest {
    private inline fun <reified E> walk() where E : Enum<E>, E : Coded {
        val values = E::class.java.enumConstants.toList()
        assertEquals(values, values.map { ofCode<E>(it.code) })
        assertTrue(values.all { it.code.matches(Regex("[a-z0-9_]+")) })
        assertNull(ofCode<E>("of_a_newer_server"))
    }

    @Test
    fun everyListIsFoundByItsCodes() {
        walk<GasAssistance>()
        walk<GasChannel>()
        walk<GasReply>()
        walk<GasStage>()
        walk<MealStage>()
        walk<PrescriptionStage>()
        walk<OfferStage>()
        walk<AssistanceStage>()
        walk<CardService>()
        walk<AssistanceIncomeKind>()
        walk<Programme>()
        assertEquals(GasChannel.EGOV_MOBILE, ofCode<GasChannel>("egov_mobile"))
        assertEquals("agree", gasReadReply(gas2025(), "21*1").code)
    }

    /** Codes that are no spelling of the value's name. */
    @Test
    fun codesAreTheCoresOwn() {
        assertEquals(CardRefusal.entries.single { "1414" in it.name }, ofCode<CardRefusal>("sender_not_1414"))
        assertEquals(listOf("1", "2", "3"), RightGroup.entries.map { it.code })
        assertEquals("income_12_months", RightMissingFact.INCOME_TWELVE_MONTHS.code)
    }

    /** The words that a screen has beside a refusal, of every programme. */
    @Test
    fun refusalsHaveTheirWords() {
        for (language in Language.entries) {
            walkRefusals<GasRefusal>(Programme.GAS, language) { it.text(language) }
            walkRefusals<MealRefusal>(Programme.MEALS, language) { it.text(language) }
            walkRefusals<PrescriptionRefusal>(Programme.MEDICINES, language) { it.text(language) }
            walkRefusals<CardRefusal>(Programme.FAMILY_CARD, language) { it.text(language) }
            walkRefusals<AssistanceRefusal>(Programme.TARGETED_ASSISTANCE, language) { it.text(language) }
        }
        val dark = (meals(march(), "2026-03-18").today?.activate as MealButton.Dark).reasons.first()
        assertEquals(dark.text, dark.refusal.text(Language.EN))
        assertNull(refusalText(Programme.GAS, "of_a_newer_server", Language.KK))
        assertNull(refusalText(Programme.GAS, MealRefusal.DAY_CLOSED.code, Language.KK), "of another programme")
    }

    private inline fun <reified E> walkRefusals(programme: Programme, language: Language, text: (E) -> String) where E : Enum<E>, E : Coded {
        walk<E>()
        for (refusal in E::class.java.enumConstants) {
            assertTrue(text(refusal).isNotEmpty(), "$refusal")
            assertEquals(refusalText(programme, refusal.code, language), text(refusal))
            val another = Language.entries[(language.ordinal + 1) % 3]
            assertNotEquals(refusalText(programme, refusal.code, another), text(refusal))
        }
    }

    @Test
    fun regionsByKatoAndLanguagesByLocale() {
        assertEquals(Region.ASTANA to "71", ofCode<Region>("71") to Region.ASTANA.code)
        regionNames(Language.KK).forEach { assertEquals(it.region to it.kato, ofCode<Region>(it.kato) to it.region.code) }
        val tags = mapOf("kk" to Language.KK, "kk-Cyrl-KZ" to Language.KK, "ru-KZ" to Language.RU, "en-GB-u-nu-arab" to Language.EN, "tr" to null, "und" to null)
        tags.forEach { (tag, language) -> assertEquals(language, languageOf(Locale.forLanguageTag(tag)), tag) }
    }
}

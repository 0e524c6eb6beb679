package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Identifiers as somebody types them, of the catalogue of bad inputs; the regions. */
class ChecksTest {
    private fun iin(text: String): String = when (val check = checkIin(text)) {
        is IinCheck.Good -> check.iin.exposeText()
        is IinCheck.Incomplete -> "incomplete"
        is IinCheck.Bad -> check.code
    }

    private fun account(text: String): String = when (val check = checkAccount(text)) {
        is AccountCheck.Good -> check.account.exposeText()
        is AccountCheck.Incomplete -> "incomplete"
        is AccountCheck.Bad -> check.code
    }

    private fun phone(text: String): String = when (val check = checkPhone(text)) {
        is PhoneCheck.Good -> check.phone.exposeText()
        is PhoneCheck.Incomplete -> check.whole?.let { "perhaps " + it.exposeText() } ?: "incomplete"
        is PhoneCheck.Bad -> check.code
    }

    /** What crosses: each answer, spaces and marks of a keyboard, and texts that are long. */
    @Test
    fun whatIsTyped() {
        val iins = mapOf(
            "990101600002" to "990101600002",
            "9901" to "incomplete",
            " 990101 600002\u00a0" to "990101600002",
            "990101600002\u0000" to "iin_not_digits",
            "990101600003" to "iin_control_digit",
            "٩٩٠١٠١٦٠٠٠٠٢" to "iin_not_digits",
            "9".repeat(1 shl 20) to "iin_length",
            "😀".repeat(12) to "iin_not_digits",
        )
        val accounts = mapOf(
            " x-1/2 \r\n" to "X-1/2",
            " \t\n" to "incomplete",
            "АВЕ1" to "account_character",
            "12\u200b34" to "1234",
            "1\u00002" to "account_character",
            "1".repeat(10 shl 20) to "account_too_long",
        )
        val phones = mapOf(
            "8 (701) 234-56-78" to "+77012345678",
            "8701234567" to "incomplete",
            "77012345678" to "+77012345678",
            "7701234567" to "perhaps +77701234567",
            "\u202a+7\u00a0701\u2011234\u201156\u201178\u202c" to "+77012345678",
            "+77172701234" to "phone_not_mobile",
            "+996555123456" to "phone_length",
        )
        assertAll(iins, ::iin)
        assertAll(accounts, ::account)
        assertAll(phones, ::phone)
    }

    @Test
    fun positionsAreInCharacters() {
        assertEquals(IinCheck.Bad("iin_not_digits", 11u), checkIin("99010160000x"))
        assertEquals(IinCheck.Bad("iin_length", null), checkIin("9901016000020"))
        assertEquals(AccountCheck.Bad("account_character", 3u), checkAccount(" 12А4"))
        assertEquals(PhoneCheck.Bad("phone_character", 4u), checkPhone("8701x"))
    }

    /** N39: the words for each code that a check answers with. */
    @Test
    fun faultsHaveWords() {
        Language.entries.forEach { language ->
            val words = faultTexts(language).associate { it.code to it.text }
            assertEquals(11, words.size)
            listOf(iin("990101600003"), account("12_4"), phone("+77172")).forEach { assertTrue(words.getValue(it).endsWith(".")) }
        }
        assertEquals("29 сентября 2025 года", dateText(day("2025-09-29"), Language.RU))
    }

    @Test
    fun twentyRegions() {
        val kazakh = regionNames(Language.KK)
        assertEquals(20, kazakh.size)
        assertEquals(Region.entries, kazakh.map { it.region })
        assertEquals("Ұлытау облысы", kazakh.single { it.kato == "62" }.name)
        assertTrue(regionNames(Language.EN).all { it.iso31662 == "KZ-" + it.kato })
    }

    /** What a keyboard leaves of half an emoji is a fault like another, at its place, and nothing is thrown. */
    @Test
    fun halfASurrogatePairIsBad() {
        assertEquals(IinCheck.Bad("iin_not_digits", 2u), checkIin("99\ud83d0101600002"))
        assertEquals(AccountCheck.Bad("account_character", 2u), checkAccount("\ufeff1\udc00"))
        assertEquals(PhoneCheck.Bad("phone_character", 0u), checkPhone("\ud83d7701"))
        assertEquals(PhoneCheck.Bad("phone_character", 1u), checkPhone("7\ud83d\ude00"), "a whole one")
    }
}

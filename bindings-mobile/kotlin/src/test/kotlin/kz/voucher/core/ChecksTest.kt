package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The text rows 45 to 64 of the catalogue of bad inputs, as somebody types them; the regions. */
class ChecksTest {
    private fun iin(text: String): String = when (val check = checkIin(text)) {
        is IinCheck.Good -> check.iin.exposeText()
        is IinCheck.Bad -> check.code
    }

    private fun account(text: String): String = when (val check = checkAccount(text)) {
        is AccountCheck.Good -> check.account.exposeText()
        is AccountCheck.Bad -> check.code
    }

    private fun phone(text: String): String = when (val check = checkPhone(text)) {
        is PhoneCheck.Good -> check.phone.exposeText()
        is PhoneCheck.Bad -> check.code
    }

    @Test
    fun iins() {
        assertAll(
            mapOf(
                "990101600002" to "990101600002",
                "990101600302" to "990101600302",
                "" to "iin_length",
                " 990101600002" to "iin_length",
                "990101600002\u0000" to "iin_length",
                "990101600003" to "iin_control_digit",
                "99010160000x" to "iin_not_digits",
                "+90101600002" to "iin_not_digits",
                "９９０１０１６００００２" to "iin_not_digits",
                "٩٩٠١٠١٦٠٠٠٠٢" to "iin_not_digits",
                "000000000000" to "iin_repeated_digit",
                "9".repeat(1 shl 20) to "iin_length",
                "😀".repeat(12) to "iin_not_digits",
            ),
            ::iin,
        )
    }

    @Test
    fun positionsAreInCharacters() {
        assertEquals(IinCheck.Bad("iin_not_digits", 11u), checkIin("99010160000x"))
        assertEquals(IinCheck.Bad("iin_length", null), checkIin("9901"))
        assertEquals(AccountCheck.Bad("account_character", 2u), checkAccount("12_4"))
        assertEquals(AccountCheck.Bad("account_character", 3u), checkAccount(" 12А4"))
        assertEquals(PhoneCheck.Bad("phone_character", 4u), checkPhone("8701x"))
    }

    @Test
    fun accounts() {
        assertAll(
            mapOf(
                "0012345" to "0012345",
                " x-1/2 \r\n" to "X-1/2",
                "i1" to "I1",
                "9".repeat(32) to "9".repeat(32),
                "9".repeat(33) to "account_too_long",
                "" to "account_empty",
                " \t\n" to "account_empty",
                "12 34" to "account_character",
                "АВЕ1" to "account_character",
                "=cmd()" to "account_character",
                "12\u200b34" to "account_character",
                "12\u00a0" to "account_character",
                "1\u00002" to "account_character",
                "1".repeat(10 shl 20) to "account_too_long",
            ),
            ::account,
        )
    }

    @Test
    fun accountsNormaliseOnce() {
        listOf("ab/1", " Z-9 ", "0012345").forEach { assertEquals(account(it), account(account(it))) }
    }

    @Test
    fun phones() {
        assertAll(
            mapOf(
                "+77012345678" to "+77012345678",
                "8 (701) 234-56-78" to "+77012345678",
                " (701) 234-56-78 " to "+77012345678",
                "0077012345678" to "phone_length",
                "" to "phone_length",
                "+77172701234" to "phone_not_mobile",
                "+996555123456" to "phone_length",
                "８7012345678" to "phone_character",
                "8701234567x" to "phone_character",
            ),
            ::phone,
        )
    }

    @Test
    fun twentyRegions() {
        val kazakh = regions(Language.KK)
        assertEquals(20, kazakh.size)
        assertEquals(Region.entries, kazakh.map { it.region })
        assertEquals("Ұлытау облысы", kazakh.single { it.kato == "62" }.name)
        assertTrue(regions(Language.EN).all { it.iso31662 == "KZ-" + it.kato })
    }
}

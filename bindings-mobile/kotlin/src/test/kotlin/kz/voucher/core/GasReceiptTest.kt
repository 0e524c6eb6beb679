package kz.voucher.core

import java.math.BigDecimal
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Test

class GasReceiptTest {
    private val rules = gasRegulation("gas-2024-12")
    private val month = YearMonth.of(2025, 1)

    private val activated = listOf(
        GasFact.Listed(PERSON, Region.SHYMKENT, setOf(GasAssistance.HOUSING)),
        GasFact.AccountEntered(PERSON, ACCOUNT, GasChannel.EGOV_MOBILE),
        GasFact.OfferAccepted(PERSON),
        GasFact.AccountChecked(PERSON, ACCOUNT, true),
        GasFact.Confirmed(PERSON),
    ).let { GasMonthFacts(PERSON, month).with(day("2025-01-10"), *it.toTypedArray()) }

    private val ten = Price("10")

    private fun ask(volume: Volume, price: Price = ten, terms: GasDiscountTerms? = null, facts: GasMonthFacts = activated) =
        gasReceipt(facts, rules, ACCOUNT, volume, price, terms)

    private fun amounts(gross: Long, discount: Long, payable: Long) =
        GasReceiptAnswer.Amounts(GasReceiptAmounts(Tiyn(gross), Tiyn(discount), Tiyn(payable)))

    @Test
    fun amountsOfAVoucherAndWithoutOne() {
        assertEquals(amounts(631_001, 151_440, 479_561), ask(Volume("631.001")))
        assertEquals(amounts(10_000, 0, 10_000), ask(Volume("10"), facts = GasMonthFacts(PERSON, month)))
        val largest = ask(Volume("99999999.999"), Price("99999999.9999"), facts = GasMonthFacts(PERSON, month))
        assertEquals(amounts(999_999_999_989_000_000, 0, 999_999_999_989_000_000), largest)
        val terms = GasDiscountTerms(Rate("1.0000"), Volume("5"))
        assertEquals(amounts(10_000, 5_000, 5_000), ask(Volume("10"), terms = terms))
        val done = readyToConfirm(day("2025-09-10")).with(day("2025-09-10"), GasFact.Confirmed(PERSON))
        val unknown = gasReceipt(done, gas2025(), ACCOUNT, Volume("10"), ten)
        assertEquals(GasReceiptAnswer.Refused(listOf(GasRefusal.DISCOUNT_TERMS_UNKNOWN)), unknown)
    }

    /** As `docs/android.md` says of amounts: what is equal in digits is equal, and no `Double` gets in unseen (F20). */
    @Test
    fun zerosBehindTheLastDecimalAreNoDecimals() {
        assertEquals(ask(Volume("10")), ask(Volume("10.000"), Price(BigDecimal("1E+1"))))
        assertEquals(Rate("0.24"), Rate(BigDecimal("0.2400")))
        assertEquals(Rate("0.24").hashCode(), Rate(BigDecimal("0.240")).hashCode())
        assertNotEquals(Rate("0.24"), Rate("0.2400"), "as it was written")
        assertFalse(Volume("1").equals(Price("1")))
        assertEquals(ask(Volume("3.133"), Price("29.1")), ask(Volume(3.133.toBigDecimal()), Price(29.1.toBigDecimal())))
        assertEquals("too_many_decimals", codeOf { ask(Volume(BigDecimal(29.1))) })
    }

    @Test
    fun amountsThatAreNone() {
        val rows = mapOf(
            Volume("-1") to "negative",
            Volume("0.0001") to "too_many_decimals",
            Volume("100000000") to "too_large",
            Volume(BigDecimal("1E+999999999")) to "too_large",
            Volume(BigDecimal("-1E+999999999")) to "negative",
            Volume(BigDecimal("1E-999999999")) to "too_many_decimals",
            Volume(BigDecimal("9".repeat(5000))) to "too_large",
            Volume("") to "not_a_decimal",
            Volume("29,1") to "not_a_decimal",
            Volume("1E+1") to "not_a_decimal",
            Volume("\u0662\u0669") to "not_a_decimal",
        )
        rows.forEach { (volume, code) ->
            val error = malformed { ask(volume) }
            assertEquals(code to "volume_m3", error.code to error.field)
        }
        assertEquals("not_utf8", codeOf { ask(Volume("\ud800")) })
        assertEquals(amounts(0, 0, 0), ask(Volume(BigDecimal("0E+999999999")), Price(BigDecimal("0E-999999999"))))
        assertEquals("price", malformed { ask(Volume("1"), Price("-1")) }.field)
        assertEquals("rate", malformed { ask(Volume("1"), terms = GasDiscountTerms(Rate("1.1"), Volume("5"))) }.field)
    }

    /** The borders of each kind, and what is printed. */
    @Test
    fun amountsInTheirOwnTypes() {
        assertEquals("29.1" to BigDecimal("29.1"), Price("29.1").let { "$it" to it.toBigDecimal() })
        assertEquals("10", "${Volume(BigDecimal("1E+1"))}")
        assertEquals("13955.05" to BigDecimal("13955.05"), Tiyn(1_395_505).let { "$it" to it.tenge })
        assertEquals("9999999999890000.00", "${Tiyn(999_999_999_989_000_000)}")
        assertEquals(listOf(Tiyn(0), Tiyn(99), Tiyn(100)), listOf(Tiyn(100), Tiyn(0), Tiyn(99)).sorted())
        fun income(count: Long) = codeOf { rightsScreen(listOf(childCare(income = Tiyn(count))), CARD, day("2026-02-10"), Language.EN) }
        assertEquals(listOf("negative", "too_large"), listOf(income(-1), income(Long.MAX_VALUE)))
    }
}

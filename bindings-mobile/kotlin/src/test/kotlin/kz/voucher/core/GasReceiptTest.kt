package kz.voucher.core

import java.math.BigDecimal
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
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
    ).fold(GasMonthFacts(PERSON, month)) { facts, fact -> facts + (fact on day("2025-01-10")) }

    private fun ask(volume: BigDecimal, price: BigDecimal, terms: GasDiscountTerms? = null, facts: GasMonthFacts = activated) =
        gasReceipt(facts, rules, ACCOUNT, volume, price, terms)

    private fun amounts(gross: String, discount: String, payable: String) =
        GasReceiptAnswer.Amounts(GasReceiptAmounts(BigDecimal(gross), BigDecimal(discount), BigDecimal(payable)))

    @Test
    fun aroundTheNormOfShymkent() {
        val price = BigDecimal("10")
        assertEquals(amounts("6310.00", "1514.40", "4795.60"), ask(BigDecimal("631"), price))
        assertEquals(amounts("6310.01", "1514.40", "4795.61"), ask(BigDecimal("631.001"), price))
        assertEquals(amounts("6309.99", "1514.40", "4795.59"), ask(BigDecimal("630.999"), price))
        assertEquals(amounts("0.00", "0.00", "0.00"), ask(BigDecimal.ZERO, price))
        assertEquals(amounts("100.00", "0.00", "100.00"), ask(BigDecimal.TEN, price, facts = GasMonthFacts(PERSON, month)))
    }

    @Test
    fun theLargestAmountIsExact() {
        val largest = ask(BigDecimal("99999999.999"), BigDecimal("99999999.9999"), facts = GasMonthFacts(PERSON, month))
        assertEquals(amounts("9999999999890000.00", "0.00", "9999999999890000.00"), largest)
    }

    @Test
    fun termsOfTheCallerAndNoTerms() {
        val terms = GasDiscountTerms(BigDecimal("1.0000"), BigDecimal("5"))
        assertEquals(amounts("100.00", "50.00", "50.00"), ask(BigDecimal.TEN, BigDecimal.TEN, terms))
        val unknown = gasReceipt(
            readyToConfirm(day("2025-09-10")) + (GasFact.Confirmed(PERSON) on day("2025-09-10")),
            gas2025(), ACCOUNT, BigDecimal.TEN, BigDecimal.TEN, null,
        )
        assertEquals(GasReceiptAnswer.Refused(listOf(GasRefusal.DISCOUNT_TERMS_UNKNOWN)), unknown)
    }

    @Test
    fun trailingZerosAreNoDecimals() {
        assertEquals(ask(BigDecimal("10"), BigDecimal.TEN), ask(BigDecimal("10.000000"), BigDecimal("1E+1")))
    }

    @Test
    fun amountsThatAreNone() {
        val rows = mapOf(
            BigDecimal("-1") to "negative",
            BigDecimal("0.0001") to "too_many_decimals",
            BigDecimal("100000000") to "too_large",
            BigDecimal("1E+999999999") to "too_large",
            BigDecimal("-1E+999999999") to "negative",
            BigDecimal("1E-999999999") to "too_many_decimals",
            BigDecimal("9".repeat(5000)) to "too_large",
        )
        rows.forEach { (volume, code) ->
            val error = malformed { ask(volume, BigDecimal.TEN) }
            assertEquals(code to "volume_m3", error.code to error.field)
        }
        assertEquals(amounts("0.00", "0.00", "0.00"), ask(BigDecimal("0E+999999999"), BigDecimal("0E-999999999")))
    }

    /** F20: as `docs/android.md` says of amounts and `==`. */
    @Test
    fun zerosCountForEqualityAndForNothingElse() {
        val norm = BigDecimal("5")
        val (short, long) = GasDiscountTerms(BigDecimal("0.24"), norm) to GasDiscountTerms(BigDecimal("0.2400"), norm)
        assertNotEquals(short, long)
        assertEquals(0, short.rate.compareTo(long.rate))
        val answers = listOf(short, long).map { ask(BigDecimal.TEN, BigDecimal.TEN, it) }
        assertEquals(answers[0], answers[1])
        val given = (answers[0] as GasReceiptAnswer.Amounts).amounts
        assertEquals(listOf(2, 2, 2), listOf(given.gross, given.discount, given.payable).map { it.scale() })
        assertEquals(ask(BigDecimal("3.133"), BigDecimal("29.1")), ask(3.133.toBigDecimal(), 29.1.toBigDecimal()))
        assertEquals("too_many_decimals", codeOf { ask(BigDecimal(29.1), BigDecimal.TEN) })
    }
}

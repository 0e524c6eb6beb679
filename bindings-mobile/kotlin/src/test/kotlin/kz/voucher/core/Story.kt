package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows

/** A made-up person, not born yet. */
internal val PERSON = Iin("990101600002")
internal val ACCOUNT = PersonalAccount("0012345")
internal val SEPTEMBER: YearMonth = YearMonth.of(2025, 9)

internal fun day(text: String): LocalDate = LocalDate.parse(text)

/** The code of the error that a call must give. */
internal fun codeOf(call: () -> Unit): String = malformed(call).code

internal fun malformed(call: () -> Unit): VoucherException.Malformed =
    assertThrows(VoucherException.Malformed::class.java) { call() }

internal fun <T> assertAll(rows: Map<T, String>, code: (T) -> String) {
    rows.forEach { (input, expected) -> assertEquals(expected, code(input), "input of ${input.toString().length} characters") }
}

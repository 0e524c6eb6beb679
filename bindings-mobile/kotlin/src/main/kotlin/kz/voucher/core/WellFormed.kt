package kz.voucher.core

import java.math.BigDecimal

/** The text, if it has a form in UTF-8: half a surrogate pair has none. */
internal fun String.wellFormed(field: String?): String {
    var at = 0
    while (at < length) {
        val char = this[at]
        if (Character.isSurrogate(char)) {
            val pair = Character.isHighSurrogate(char) && at + 1 < length && Character.isLowSurrogate(this[at + 1])
            if (!pair) {
                throw VoucherException.Malformed("not_utf8", field, "not UTF-8 (at character ${codePointCount(0, at)})")
            }
            at += 1
        }
        at += 1
    }
    return this
}

/** The text with U+FFFD, which no identifier has, for each half of a surrogate pair. */
internal fun String.withoutHalves(): String = String(toByteArray(Charsets.UTF_16BE), Charsets.UTF_16BE)

/** More digits than any amount has, in front or behind. */
private const val FAR = 64

/**
 * Decimal text as the core reads it: no exponent, no zeros behind the last decimal that counts.
 *
 * A number too far out to be written down is handed over as one just as far out of every range, so that the core
 * names the fault and nobody waits for a billion zeros.
 */
internal fun BigDecimal.toDecimalText(): String {
    val short = stripTrailingZeros()
    val magnitude = short.precision().toLong() - short.scale()
    return when {
        magnitude > FAR -> if (signum() < 0) "-1" else "1" + "0".repeat(FAR)
        magnitude < -FAR && signum() != 0 -> "0." + "0".repeat(FAR) + "1"
        else -> short.toPlainString()
    }
}

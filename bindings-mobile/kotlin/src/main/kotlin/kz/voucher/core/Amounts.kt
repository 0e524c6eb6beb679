package kz.voucher.core

import java.math.BigDecimal

/**
 * A number of one kind: a volume where a price belongs does not compile.
 *
 * Any text can stand in it; the call that it is handed to refuses what is no such number, by a code. What is made of a
 * [BigDecimal] has no zeros behind the last decimal that counts, like all that the library gives.
 */
sealed class Quantity(private val text: String) {
    /** For arithmetic; a [NumberFormatException] where the text is no number. */
    fun toBigDecimal(): BigDecimal = BigDecimal(text)

    internal fun exactText(): String = text.wellFormed(null)

    final override fun equals(other: Any?): Boolean =
        other is Quantity && other.javaClass == javaClass && other.text == text

    final override fun hashCode(): Int = text.hashCode()

    /** As journals write it: `29.1`. */
    final override fun toString(): String = text
}

/** A volume of gas in cubic metres, up to 3 decimals. */
class Volume(text: String) : Quantity(text) {
    constructor(amount: BigDecimal) : this(amount.toDecimalText())
}

/** A price in tenge per cubic metre, up to 4 decimals. */
class Price(text: String) : Quantity(text) {
    constructor(amount: BigDecimal) : this(amount.toDecimalText())
}

/** A rate of discount from 0 to 1, up to 4 decimals. */
class Rate(text: String) : Quantity(text) {
    constructor(amount: BigDecimal) : this(amount.toDecimalText())
}

/** An amount of statistics in tenge, up to 2 decimals, below 100 million. */
class Amount(text: String) : Quantity(text) {
    constructor(amount: BigDecimal) : this(amount.toDecimalText())
}

/** An income of a whole quarter in tenge, up to 2 decimals, below 10 billion. */
class QuarterTenge(text: String) : Quantity(text) {
    constructor(amount: BigDecimal) : this(amount.toDecimalText())
}

/** An amount of money in whole tiyn, 1/100 tenge. The call that it is handed to refuses one below nothing as `negative`. */
class Tiyn(
    /** How many. */
    val count: Long,
) : Comparable<Tiyn> {
    /** The amount in tenge, exactly: what a formatter of currency wants. */
    val tenge: BigDecimal get() = BigDecimal.valueOf(count, 2)

    internal fun exactCount(): ULong {
        if (count < 0) throw VoucherException.Malformed("negative", null, "must not be negative")
        return count.toULong()
    }

    override fun compareTo(other: Tiyn): Int = count.compareTo(other.count)

    override fun equals(other: Any?): Boolean = other is Tiyn && other.count == count

    override fun hashCode(): Int = count.hashCode()

    /** In tenge with two decimals, as journals and registers write it: `13955.20`. */
    override fun toString(): String = tenge.toPlainString()
}

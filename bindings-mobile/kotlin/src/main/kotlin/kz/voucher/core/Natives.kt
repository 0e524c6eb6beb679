@file:JvmName("VoucherCore")
@file:JvmMultifileClass

package kz.voucher.core

import java.time.Instant
import java.time.LocalDate

/** The stable code of the cause: `iin_control_digit`. */
val VoucherException.code: String
    get() = when (this) {
        is VoucherException.Malformed -> code
    }

/**
 * The civil date in Kazakhstan of an instant: what `today` means, wherever the device is and whatever its zone
 * data say.
 */
@Throws(VoucherException::class)
fun civilDate(instant: Instant): LocalDate = civilDate(instant.toString())

/** Answers a journal that is held as text. */
@Throws(VoucherException::class)
fun answerJournal(journal: String): String = answerJournal(journal.wellFormed("journal").encodeToByteArray())

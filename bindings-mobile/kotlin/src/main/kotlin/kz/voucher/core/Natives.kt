package kz.voucher.core

import java.time.Instant
import java.time.LocalDate
import java.time.YearMonth

/** The stable code, as servers and journals write it: `not_listed`. */
val Refusal.code: String get() = name.lowercase()

/** The stable code: `to_ask`. */
val Stage.code: String get() = name.lowercase()

/** The stable code: `enter_account`. */
val Step.code: String get() = name.lowercase()

/** The stable code of the cause: `iin_control_digit`. */
val VoucherException.code: String
    get() = when (this) {
        is VoucherException.Malformed -> code
    }

/** A month of which nothing is known yet. */
fun MonthFacts(iin: Iin, month: YearMonth): MonthFacts = MonthFacts(iin, month, emptyList())

/** With one more fact at the end, whatever the rules say to it; [recordFact] asks them. */
operator fun MonthFacts.plus(fact: DatedFact): MonthFacts = copy(facts = facts + fact)

/** The fact, dated. */
infix fun Fact.on(date: LocalDate): DatedFact = DatedFact(date, this)

/** Where a person stands in a month, what comes next, until when and in which words. */
@Throws(VoucherException::class)
fun walletScreen(facts: MonthFacts, regulation: Regulation, today: LocalDate, language: Language): WalletScreen =
    walletScreen(WalletQuestion(facts, regulation, today, language))

/**
 * The civil date in Kazakhstan of an instant: what `today` means, wherever the device is and whatever its zone
 * data say.
 */
@Throws(VoucherException::class)
fun civilDate(instant: Instant): LocalDate = civilDate(instant.toString())

/** Answers a journal that is held as text. */
@Throws(VoucherException::class)
fun answerJournal(journal: String): String = answerJournal(journal.wellFormed("journal").encodeToByteArray())

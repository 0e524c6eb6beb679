package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth

/** The stable code, as servers and journals write it: `not_listed`. */
val GasRefusal.code: String get() = name.lowercase()

/** The stable code: `to_ask`. */
val GasStage.code: String get() = name.lowercase()

/** The stable code: `enter_account`. */
val GasStep.code: String get() = name.lowercase()

/** A month of which nothing is known yet. */
fun GasMonthFacts(iin: Iin, month: YearMonth): GasMonthFacts = GasMonthFacts(iin, month, emptyList())

/** With one more fact at the end, whatever the rules say to it; [gasRecordFact] asks them. */
operator fun GasMonthFacts.plus(fact: GasDatedFact): GasMonthFacts = copy(facts = facts + fact)

/** The fact, dated. */
infix fun GasFact.on(date: LocalDate): GasDatedFact = GasDatedFact(date, this)

/** Where a person stands in a month, what comes next, until when and in which words. */
@Throws(VoucherException::class)
fun gasScreen(facts: GasMonthFacts, regulation: GasRegulation, today: LocalDate, language: Language): GasScreen =
    gasScreen(GasQuestion(facts, regulation, today, language))

@file:JvmName("VoucherCore")
@file:JvmMultifileClass

package kz.voucher.core

import java.time.LocalDate

/** With these facts of a day at the end, whatever the rules say to them; [gasRecordFact] asks them. */
fun GasMonthFacts.with(on: LocalDate, vararg facts: GasFact): GasMonthFacts =
    copy(facts = this.facts + facts.map { it on on })

/** The fact, dated. */
infix fun GasFact.on(date: LocalDate): GasDatedFact = GasDatedFact(date, this)

/** Where a person stands in a month, what comes next, until when and in which words. */
@Throws(VoucherException::class)
fun gasScreen(facts: GasMonthFacts, regulation: GasRegulation, today: LocalDate, language: Language): GasScreen =
    gasScreen(GasQuestion(facts, regulation, today, language))

package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows

/** A made-up person, not born yet, and a month that goes well. */
internal val PERSON = Iin("990101600002")
internal val OTHER = Iin("990101600302")
internal val ACCOUNT = Account("0012345")
internal val SEPTEMBER: YearMonth = YearMonth.of(2025, 9)

internal fun day(text: String): LocalDate = LocalDate.parse(text)

internal fun gas2025(): Regulation = regulation("gas-2025-08")

internal fun listed(on: LocalDate): DatedFact = Fact.Listed(PERSON, Region.ASTANA, setOf(Assistance.HOUSING)) on on

/** Listed, asked, agreed: a voucher is issued. */
internal fun issued(month: YearMonth = SEPTEMBER): MonthFacts =
    MonthFacts(PERSON, month) +
        listed(month.atDay(3)) +
        (Fact.SmsSent(PERSON, SmsKind.START) on month.atDay(3)) +
        (Fact.Replied(PERSON, Reply.AGREE) on month.atDay(5))

/** One step short of the end. */
internal fun readyToConfirm(on: LocalDate, month: YearMonth = SEPTEMBER): MonthFacts =
    issued(month) +
        (Fact.AccountEntered(PERSON, ACCOUNT, Channel.EGOV_MOBILE) on on) +
        (Fact.OfferAccepted(PERSON) on on) +
        (Fact.AccountChecked(PERSON, ACCOUNT, true) on on)

internal fun screen(facts: MonthFacts, today: String, language: Language = Language.EN): WalletScreen =
    walletScreen(facts, gas2025(), day(today), language)

internal fun accepted(answer: StepAnswer): FactAnswer.Accepted =
    assertInstanceOf(FactAnswer.Accepted::class.java, answer.answer)

internal fun refusals(answer: StepAnswer): List<Refusal> =
    assertInstanceOf(FactAnswer.Refused::class.java, answer.answer).refusals

/** The code of the error that a call must give. */
internal fun codeOf(call: () -> Unit): String = malformed(call).code

internal fun malformed(call: () -> Unit): VoucherException.Malformed =
    assertThrows(VoucherException.Malformed::class.java) { call() }

internal fun <T> assertAll(rows: Map<T, String>, code: (T) -> String) {
    rows.forEach { (input, expected) -> assertEquals(expected, code(input), "input of ${input.toString().length} characters") }
}

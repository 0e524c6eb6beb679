package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertInstanceOf

internal fun gas2025(): GasRegulation = gasRegulation("gas-2025-08")

internal fun listed(on: LocalDate): GasDatedFact = GasFact.Listed(PERSON, Region.ASTANA, setOf(GasAssistance.HOUSING)) on on

/** Listed, asked, agreed: a voucher is issued. */
internal fun issued(month: YearMonth = SEPTEMBER): GasMonthFacts =
    GasMonthFacts(PERSON, month, listOf(listed(month.atDay(3))))
        .with(month.atDay(3), GasFact.SmsSent(PERSON, GasSmsKind.START))
        .with(month.atDay(5), GasFact.Replied(PERSON, GasReply.AGREE))

/** One step short of the end. */
internal fun readyToConfirm(on: LocalDate, month: YearMonth = SEPTEMBER): GasMonthFacts =
    issued(month).with(
        on,
        GasFact.AccountEntered(PERSON, ACCOUNT, GasChannel.EGOV_MOBILE),
        GasFact.OfferAccepted(PERSON),
        GasFact.AccountChecked(PERSON, ACCOUNT, true),
    )

internal fun screen(facts: GasMonthFacts, today: String, language: Language = Language.EN): GasScreen =
    gasScreen(facts, gas2025(), day(today), language)

internal fun accepted(answer: GasStepAnswer): GasFactAnswer.Accepted =
    assertInstanceOf(GasFactAnswer.Accepted::class.java, answer.answer)

internal fun refusals(answer: GasStepAnswer): List<GasRefusal> =
    assertInstanceOf(GasFactAnswer.Refused::class.java, answer.answer).refusals

/** A next order, as a server sends it: in force from a day on, for a year or longer. */
internal fun nextOrder(first: String = "2026-07-01", last: String = "9999-12-31"): String =
    """{"id":"next","programme":"gas","period":{"first":"$first","last":"$last"},"regions":["71"],
    "assistance":["housing"],"list_closes":{"day":14,"if_missing":"last_day_of_month"},"consent":null,
    "window":{"first":{"day":1,"if_missing":"last_day_of_month"},"last":{"day":29,"if_missing":"last_day_of_month"}},
    "activations_per_account":2,"register_due":{"day":30,"if_missing":"first_day_of_next_month"}}"""

/** The digest that a journal answers with. */
internal fun digestIn(line: String): String = line.substringAfter("\"digest\":\"").substringBefore('"')

package kz.voucher.bench

import java.lang.management.ManagementFactory
import java.time.DayOfWeek
import java.time.LocalDate
import java.time.YearMonth
import kz.voucher.core.FactLine
import kz.voucher.core.GasAssistance
import kz.voucher.core.GasChannel
import kz.voucher.core.GasFact
import kz.voucher.core.GasMonthFacts
import kz.voucher.core.GasPreviewFacts
import kz.voucher.core.GasReply
import kz.voucher.core.GasSmsKind
import kz.voucher.core.GasStage
import kz.voucher.core.Iin
import kz.voucher.core.IinCheck
import kz.voucher.core.Language
import kz.voucher.core.MealMonthFacts
import kz.voucher.core.PersonalAccount
import kz.voucher.core.PrescriptionFacts
import kz.voucher.core.Region
import kz.voucher.core.WalletHolding
import kz.voucher.core.checkIin
import kz.voucher.core.gasConfirm
import kz.voucher.core.gasPreviewActivation
import kz.voucher.core.gasRegulation
import kz.voucher.core.gasRegulationInForce
import kz.voucher.core.gasScreen
import kz.voucher.core.libraryVersion
import kz.voucher.core.mealScreen
import kz.voucher.core.on
import kz.voucher.core.prescriptionScreen
import kz.voucher.core.uniffiEnsureInitialized
import kz.voucher.core.wallet

/**
 * What a call costs from Kotlin: the median of rounds, after warming up, each call beside an empty one.
 *
 * `--quick` asserts every answer and times little. `--first` times the first call of a process, and what then is left of
 * comparing the library with its sources.
 */
fun main(arguments: Array<String>) {
    val quick = "--quick" in arguments
    if ("--first" in arguments) {
        once("first call, nothing loaded") { gasRegulation("gas-2025-08") }
        once("uniffiEnsureInitialized after it") { uniffiEnsureInitialized() }
        return
    }
    once("load JNA and the library") { uniffiEnsureInitialized() }
    val rules = once("first call after load") { gasRegulation("gas-2025-08") }
    val today = LocalDate.of(2025, 9, 29)
    val facts = september()
    val nothing = GasPreviewFacts(othersOnAccount = 0u, accountExists = true)

    val screen = once("first gasScreen") { gasScreen(facts, rules, today, Language.KK) }
    check(screen.stage.stage == GasStage.ISSUED && screen.canConfirm && screen.refused.isEmpty())
    check(checkIin(PERSON) == IinCheck.Good(facts.iin))

    val empty = measure("empty call: version", quick) { libraryVersion() }
    measure("checkIin", quick, empty) { checkIin(PERSON) }
    measure("gasScreen, 7 facts", quick, empty) { gasScreen(facts, rules, today, Language.KK) }
    measure("gasPreviewActivation, 7 facts", quick, empty) { gasPreviewActivation(facts, rules, ACCOUNT, nothing, today) }
    measure("gasConfirm, 7 facts", quick, empty) { gasConfirm(facts, rules, today) }
    measure("gasRegulationInForce", quick, empty) { gasRegulationInForce(today) }

    val (meals, prescriptions, end) = Triple(april(), prescribed(), LocalDate.of(2026, 4, 30))
    check(mealScreen(meals, MEALS, end, Language.KK).days.count { it.given.isNotEmpty() } == 22)
    check(prescriptionScreen(prescriptions, MEDICINES, end, Language.KK).prescriptions.size == 3)
    measure("mealScreen, 24 facts", quick, empty) { mealScreen(meals, MEALS, end, Language.KK) }
    measure("prescriptionScreen, 5 facts", quick, empty) { prescriptionScreen(prescriptions, MEDICINES, end, Language.KK) }
    val holdings = listOf(
        WalletHolding.Gas(facts, rules),
        WalletHolding.Meals(meals, MEALS),
        WalletHolding.Prescriptions(prescriptions, MEDICINES),
    )
    check(wallet(holdings, end, Language.KK).size == 5)
    measure("wallet, all of these", quick, empty) { wallet(holdings, end, Language.KK) }
}

/** A month of a pupil who consented and ate on every school day, as a server sends it. */
private fun april(): MealMonthFacts {
    val first = LocalDate.of(2026, 4, 1)
    val days = List(30) { first.plusDays(it.toLong()) }.filter { it.dayOfWeek < DayOfWeek.SATURDAY }
    val listed = line("listed", first, ""","iin":"$PERSON","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"]""")
    val agreed = line("replied", first, ""","iin":"$PERSON","answer":"agree"""")
    val given = days.map {
        line("meal_given", it, ""","record":"T1/$it","iin":"$PERSON","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"$it","source":"qr"""")
    }
    return MealMonthFacts(Iin(PERSON), YearMonth.from(first), listOf(listed, agreed) + given)
}

/** Three prescriptions of a patient, one of them collected. */
private fun prescribed(): PrescriptionFacts {
    val on = LocalDate.of(2026, 4, 15)
    val issued = listOf("R-1", "R-2", "R-3").map {
        line("prescribed", on, ""","prescription":"$it","iin":"$PERSON","item":"A10","quantity":90,"days":90""")
    }
    val given = line("dispensed", on, ""","record":"D-1","prescription":"R-1","point":"P-1","quantity":90,"evidence":"qr"""")
    return PrescriptionFacts(Iin(PERSON), listOf(line("enrolled", on, ""","iin":"$PERSON","point":"P-1"""")) + issued + given)
}

private fun line(fact: String, on: LocalDate, rest: String): FactLine = FactLine("""{"fact":"$fact","on":"$on"$rest}""")

/** A month as an app has it when the button is about to be lit. */
internal fun september(): GasMonthFacts {
    val iin = Iin(PERSON)
    val today = LocalDate.of(2025, 9, 29)
    return listOf(
        GasFact.Listed(iin, Region.ASTANA, setOf(GasAssistance.HOUSING)) on today.withDayOfMonth(3),
        GasFact.SmsSent(iin, GasSmsKind.START) on today.withDayOfMonth(3),
        GasFact.SmsSent(iin, GasSmsKind.REPEAT) on today.withDayOfMonth(10),
        GasFact.Replied(iin, GasReply.AGREE) on today.withDayOfMonth(12),
        GasFact.AccountEntered(iin, ACCOUNT, GasChannel.EGOV_MOBILE) on today,
        GasFact.OfferAccepted(iin) on today,
        GasFact.AccountChecked(iin, ACCOUNT, true) on today,
    ).let { GasMonthFacts(iin, YearMonth.of(2025, 9), it) }
}

private const val PERSON = "990101600002"
private const val MEALS = "meals-2026-02"
private const val MEDICINES = "medicines-2024-01"
private val ACCOUNT = PersonalAccount("0012345")

/** On the clock, and what of it this thread held a core. */
private fun <T> once(name: String, call: () -> T): T {
    val thread = ManagementFactory.getThreadMXBean()
    val (begun, busy) = System.nanoTime() to thread.currentThreadCpuTime
    val answer = call()
    val (passed, held) = System.nanoTime() - begun to thread.currentThreadCpuTime - busy
    println("%-34s %10.1f ms, %.1f ms of a core".format(name, passed / 1e6, held / 1e6))
    return answer
}

private fun measure(name: String, quick: Boolean, empty: Double? = null, call: () -> Any?): Double {
    val rounds = if (quick) 3 else 21
    val calls = if (quick) 50 else 1_000
    repeat(if (quick) 50 else 20_000) { call() }
    // How long this thread held a core, not how long it waited for one.
    val thread = ManagementFactory.getThreadMXBean()
    val times = List(rounds) {
        val begun = thread.currentThreadCpuTime
        repeat(calls) { call() }
        (thread.currentThreadCpuTime - begun) / 1e3 / calls
    }.sorted()
    val median = times[rounds / 2]
    val beside = empty?.let { " %6.1f empty calls".format(median / it) }.orEmpty()
    println("%-34s %10.2f µs%s, fastest %.2f µs".format(name, median, beside, times.first()))
    return median
}

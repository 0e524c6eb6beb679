package kz.voucher.demo

import java.io.PrintStream
import java.time.LocalDate
import java.time.YearMonth
import java.time.format.DateTimeFormatter
import java.time.format.FormatStyle
import java.util.Locale
import kotlin.system.exitProcess
import kz.voucher.core.AccountCheck
import kz.voucher.core.Assistance
import kz.voucher.core.Channel
import kz.voucher.core.Fact
import kz.voucher.core.FactAnswer
import kz.voucher.core.IinCheck
import kz.voucher.core.Language
import kz.voucher.core.MonthFacts
import kz.voucher.core.PreviewAnswer
import kz.voucher.core.PreviewFacts
import kz.voucher.core.Regulation
import kz.voucher.core.Sms
import kz.voucher.core.SmsKind
import kz.voucher.core.StepAnswer
import kz.voucher.core.acceptOffer
import kz.voucher.core.accountChecked
import kz.voucher.core.catalogue
import kz.voucher.core.checkAccount
import kz.voucher.core.checkIin
import kz.voucher.core.confirm
import kz.voucher.core.enterAccount
import kz.voucher.core.on
import kz.voucher.core.previewActivation
import kz.voucher.core.readReply
import kz.voucher.core.recordFact
import kz.voucher.core.regulation
import kz.voucher.core.regions
import kz.voucher.core.walletScreen

private val out = PrintStream(System.out, true, Charsets.UTF_8)

/** Walks a made-up recipient from the SMS to the activated voucher, in kk, ru or en. */
fun main(arguments: Array<String>) {
    val language = when (arguments.firstOrNull() ?: "kk") {
        "kk" -> Language.KK
        "ru" -> Language.RU
        "en" -> Language.EN
        else -> {
            System.err.println("kk, ru or en")
            exitProcess(2)
        }
    }
    Wallet(language).walk()
}

private class Wallet(private val language: Language) {
    private val rules: Regulation = regulation("gas-2025-08")
    private val words = catalogue(language)
    private val labels = Labels.of(language)
    private val dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.forLanguageTag(language.name.lowercase()))
    private val iin = (checkIin("990101600002") as IinCheck.Good).iin
    private var facts = MonthFacts(iin, YearMonth.of(2025, 9), emptyList())

    fun walk() {
        val region = regions(language).single { it.kato == "71" }
        out.println("${labels.person}: $iin, ${region.name}")
        show(day(1))

        server(Fact.Listed(iin, region.region, setOf(Assistance.HOUSING)), day(3))
        server(Fact.SmsSent(iin, SmsKind.START), day(3))
        out.println("  SMS ‹ ${words.sms.single { it.sms == Sms.START }.text}")
        show(day(3))

        for (text in listOf("да", "21*1")) {
            out.println("  SMS › $text")
            server(Fact.Replied(iin, readReply(rules, text)), day(5))
        }
        out.println("  SMS ‹ ${words.sms.single { it.sms == Sms.CONFIRMATION }.text}")
        show(day(6))

        val account = typed(listOf("0012 345", "0012345"))
        val known = PreviewFacts(null, null, null, 0u, true)
        when (val preview = previewActivation(facts, rules, account, known, day(6))) {
            is PreviewAnswer.No -> out.println("  ? ${dates.format(day(6))}: ${labels.no}, ${labels.from} ${preview.earliest?.let(dates::format)}")
            is PreviewAnswer.Yes, is PreviewAnswer.CannotTell -> error("the window opens on the 7th")
        }

        step(enterAccount(facts, rules, account, Channel.EGOV_MOBILE, day(6)))
        step(enterAccount(facts, rules, account, Channel.EGOV_MOBILE, day(7)))
        show(day(7))
        step(acceptOffer(facts, rules, day(7)))
        step(confirm(facts, rules, day(7)))
        step(accountChecked(facts, rules, account, true, day(8)))
        show(day(8))
        step(confirm(facts, rules, day(8)))
        show(day(8))
        check(walletScreen(facts, rules, day(8), language).activatedOn == day(8))
    }

    /** What a person types, checked as it is typed. */
    private fun typed(texts: List<String>): kz.voucher.core.Account {
        for (text in texts) {
            out.print("  ${labels.account} › $text")
            when (val check = checkAccount(text)) {
                is AccountCheck.Good -> {
                    out.println("  ✓")
                    return check.account
                }
                is AccountCheck.Bad -> out.println("  ✗ ${check.code}, ${check.position}")
            }
        }
        error("one of them is an account")
    }

    private fun server(fact: Fact, on: LocalDate) = step(recordFact(facts, rules, fact on on))

    private fun step(taken: StepAnswer) {
        facts = taken.facts
        when (val answer = taken.answer) {
            is FactAnswer.Accepted -> {}
            is FactAnswer.Refused -> answer.refusals.forEach { refusal ->
                out.println("  ✗ ${words.refusals.single { it.refusal == refusal }.text}")
            }
            is FactAnswer.OtherMonth -> error("every fact of this story is of September")
        }
    }

    private fun show(today: LocalDate) {
        val screen = walletScreen(facts, rules, today, language)
        out.println()
        out.println("── ${dates.format(today)} " + "─".repeat(40))
        out.println("  ${screen.stage.text}")
        screen.until?.let { out.println("  ${labels.until}: ${dates.format(it)}") }
        out.println("  ${labels.window}: ${dates.format(screen.calendar.opens)} – ${dates.format(screen.calendar.closes)}")
        screen.next?.let { out.println("  → ${it.text}") }
        out.println("  [${if (screen.canConfirm) "■" else " "}] ${labels.confirm}")
    }

    private fun day(number: Int): LocalDate = facts.month.atDay(number)
}

/** The words of this sample's own; everything else comes from the library. */
private class Labels(
    val person: String, val until: String, val window: String, val confirm: String,
    val account: String, val no: String, val from: String,
) {
    companion object {
        fun of(language: Language): Labels = when (language) {
            Language.KK -> Labels("Азамат", "Мерзімі", "Белсендіру", "Растау", "Тұлғалық шот", "әзірге болмайды", "басталуы")
            Language.RU -> Labels("Гражданин", "До", "Активация", "Подтвердить", "Лицевой счёт", "пока нельзя", "можно с")
            Language.EN -> Labels("Person", "Until", "Activation", "Confirm", "Account", "not yet", "from")
        }
    }
}

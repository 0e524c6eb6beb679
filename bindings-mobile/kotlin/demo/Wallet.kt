package kz.voucher.demo

import java.io.PrintStream
import java.time.LocalDate
import java.time.YearMonth
import java.time.format.DateTimeFormatter
import java.time.format.FormatStyle
import java.util.Locale
import kotlin.system.exitProcess
import kz.voucher.core.AccountCheck
import kz.voucher.core.GasAssistance
import kz.voucher.core.GasChannel
import kz.voucher.core.GasFact
import kz.voucher.core.GasFactAnswer
import kz.voucher.core.GasMonthFacts
import kz.voucher.core.GasPreviewAnswer
import kz.voucher.core.GasPreviewFacts
import kz.voucher.core.GasRegulation
import kz.voucher.core.GasSms
import kz.voucher.core.GasSmsKind
import kz.voucher.core.GasStepAnswer
import kz.voucher.core.IinCheck
import kz.voucher.core.Language
import kz.voucher.core.PersonalAccount
import kz.voucher.core.Region
import kz.voucher.core.checkAccount
import kz.voucher.core.checkIin
import kz.voucher.core.gasAcceptOffer
import kz.voucher.core.gasAccountChecked
import kz.voucher.core.gasConfirm
import kz.voucher.core.gasEnterAccount
import kz.voucher.core.gasPreviewActivation
import kz.voucher.core.gasReadReply
import kz.voucher.core.gasRecordFact
import kz.voucher.core.gasRegulation
import kz.voucher.core.gasScreen
import kz.voucher.core.gasSmsTexts
import kz.voucher.core.ofCode
import kz.voucher.core.on
import kz.voucher.core.regionNames
import kz.voucher.core.text

private val out = PrintStream(System.out, true, Charsets.UTF_8)

/** Walks a made-up recipient from the SMS to the activated voucher, in kk, ru or en. */
fun main(arguments: Array<String>) {
    val language = ofCode<Language>(arguments.firstOrNull() ?: "kk")
    if (language == null) {
        System.err.println("kk, ru or en")
        exitProcess(2)
    }
    Wallet(language).walk()
}

private class Wallet(private val language: Language) {
    private val rules: GasRegulation = gasRegulation("gas-2025-08")
    private val sms = gasSmsTexts(rules, language)
    private val labels = Labels.of(language)
    private val dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.forLanguageTag(language.code))
    private val iin = (checkIin("990101600002") as IinCheck.Good).iin
    private var facts = GasMonthFacts(iin, YearMonth.of(2025, 9))

    fun walk() {
        val region = regionNames(language).single { it.region == Region.ASTANA }
        out.println("${labels.person}: $iin, ${region.name}")
        show(day(1))

        server(GasFact.Listed(iin, region.region, setOf(GasAssistance.HOUSING)), day(3))
        server(GasFact.SmsSent(iin, GasSmsKind.START), day(3))
        out.println("  SMS ‹ ${sms.single { it.sms == GasSms.START }.text}")
        show(day(3))

        for (text in listOf("да", "21*1")) {
            out.println("  SMS › $text")
            server(GasFact.Replied(iin, gasReadReply(rules, text)), day(5))
        }
        out.println("  SMS ‹ ${sms.single { it.sms == GasSms.CONFIRMATION }.text}")
        show(day(6))

        val account = typed(listOf("0012 345", "0012345"))
        val known = GasPreviewFacts(othersOnAccount = 0u, accountExists = true)
        when (val preview = gasPreviewActivation(facts, rules, account, known, day(6))) {
            is GasPreviewAnswer.No -> out.println("  ? ${dates.format(day(6))}: ${labels.no}, ${labels.from} ${preview.earliest?.let(dates::format)}")
            is GasPreviewAnswer.Yes, is GasPreviewAnswer.CannotTell -> error("the window opens on the 7th")
        }

        step(gasEnterAccount(facts, rules, account, GasChannel.EGOV_MOBILE, day(6)))
        step(gasEnterAccount(facts, rules, account, GasChannel.EGOV_MOBILE, day(7)))
        show(day(7))
        step(gasAcceptOffer(facts, rules, day(7)))
        step(gasConfirm(facts, rules, day(7)))
        step(gasAccountChecked(facts, rules, account, true, day(8)))
        show(day(8))
        step(gasConfirm(facts, rules, day(8)))
        show(day(8))
        check(gasScreen(facts, rules, day(8), language).activatedOn == day(8))
    }

    /** What a person types, checked as it is typed. */
    private fun typed(texts: List<String>): PersonalAccount {
        for (text in texts) {
            out.print("  ${labels.account} › $text")
            when (val check = checkAccount(text)) {
                is AccountCheck.Good -> {
                    out.println("  ✓")
                    return check.account
                }
                is AccountCheck.Incomplete -> out.println("  …")
                is AccountCheck.Bad -> out.println("  ✗ ${check.code}, ${check.position}")
            }
        }
        error("one of them is an account")
    }

    private fun server(fact: GasFact, on: LocalDate) = step(gasRecordFact(facts, rules, fact on on))

    private fun step(taken: GasStepAnswer) {
        facts = taken.facts
        when (val answer = taken.answer) {
            is GasFactAnswer.Accepted -> {}
            is GasFactAnswer.Refused -> answer.refusals.forEach { out.println("  ✗ ${it.text(language)}") }
            is GasFactAnswer.OtherMonth -> error("every fact of this story is of September")
        }
    }

    private fun show(today: LocalDate) {
        val screen = gasScreen(facts, rules, today, language)
        out.println()
        out.println("── ${dates.format(today)} " + "─".repeat(40))
        out.println("  ${screen.stage.text}")
        screen.daysLeft?.let { out.println("  ${labels.until}: ${it.dayText}. ${it.text}") }
        screen.calendar?.let { out.println("  ${labels.window}: ${dates.format(it.opens)} – ${dates.format(it.closes)}") }
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

package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth
import java.time.temporal.ChronoUnit
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** No screen of the programmes after gas contradicts itself, nor does its card (F25, N36): the laws of `contradictions` over every beginning of a few paths. */
class ContradictionsTest {
    private val all = children() + patients() + offers() + applications()

    private fun each(languages: List<Language> = Language.entries, look: (Told) -> Unit) {
        for (held in all) for (today in held.days) for (language in languages) held.told(today, language)?.let(look)
    }

    @Test
    fun aTitleAndALabelFitTheirPlaces() = each { seen ->
        assertTrue(seen.title.length in 1..25) { "$seen: ${seen.title}" }
        seen.card.actions.forEach { assertTrue(it.label.length in 1..20) { "$seen: ${it.label}" } }
    }

    @Test
    fun nothingIsSaidTwice() = each { seen ->
        assertSaidOnce(seen.words) { "$seen" }
        assertTrue(seen.words.drop(1).none { it.removeSuffix(".") == seen.title }) { "$seen: ${seen.title}" }
        seen.buttons.forEach { assertSaidOnce(it.reasons) { "$seen, ${it.action}" } }
    }

    /** N3: no last day that has passed, and on the last one no day is left. */
    @Test
    fun theLastDayIsAheadAndCounted() = each { seen ->
        assertTrue(seen.until == null || seen.today <= seen.until) { "$seen: ${seen.until}" }
        assertEquals(seen.until?.let { ChronoUnit.DAYS.between(seen.today, it) }, seen.daysLeft?.days?.toLong()) { "$seen" }
    }

    /** A lit button changes something, a done one repeats it, a dark one is refused; it alone tells why. */
    @Test
    fun aButtonDoesWhatItShows() {
        val shown = mutableSetOf<Any>()
        each(listOf(Language.EN)) { seen ->
            for (button in seen.buttons) {
                assertEquals(button.shows, seen.taken(button.action)) { "$seen, ${button.action}" }
                assertEquals(button.shows == Taken.REFUSED, button.reasons.isNotEmpty()) { "$seen, ${button.action}" }
                shown += Triple(seen.held.rules, button.action, button.shows)
            }
        }
        assertEquals(33, shown.size, "twelve buttons in three states, but consent alone activates nothing and nobody collects twice: $shown")
    }

    /** N40; the day by which an office has to decide is none of the card's. */
    @Test
    fun aCardSaysWhatItsScreenSays() = each { seen ->
        val isPersons = seen.asks != null && seen.held.rules != ASSISTANCE
        val said = listOf(seen.title, seen.words.first(), seen.until.takeIf { isPersons }, seen.daysLeft.takeIf { isPersons })
        assertEquals(said, seen.card.run { listOf(title, text, until, daysLeft) }) { "$seen" }
        val lit = seen.buttons.filter { it.shows == Taken.CHANGES }.map { it.action }
        assertEquals(lit, seen.actions - setOf(PersonAction.APPLY, PersonAction.COMPLETE_APPLICATION)) { "$seen" }
    }

    /** N40: what a card offers is taken, what its screen asks for is offered, and only then is there something to do. */
    @Test
    fun whatIsAskedCanBeDone() {
        val asked = mutableSetOf<PersonAction>()
        each(listOf(Language.EN)) { seen ->
            val here = seen.actions - PersonAction.APPLY
            here.forEach { assertEquals(Taken.CHANGES, seen.taken(it)) { "$seen, $it" } }
            assertEquals(seen.asks in here, seen.card.urgency == Urgency.TO_DO) { "$seen" }
            if (seen.asks == null || seen.held.isBehind(seen.today)) return@each
            assertTrue(seen.asks in seen.actions) { "$seen, ${seen.asks}" }
            asked += seen.asks
        }
        assertEquals(7, asked.size, "$asked")
    }

    /** N40: on the day of a reminder it can be done, and the day after the last one it is settled. */
    @Test
    fun aReminderIsOfADayOnWhichItCanBeDone() {
        val kinds = mutableSetOf<Any>()
        for (held in all) for (today in held.days.filterNot(held::isBehind)) {
            for (ahead in reminders(listOf(held.holding), today, Language.EN).filter { it.on in held.days }) {
                val (then, isLast) = held.card(ahead.on) to (ahead.kind == ReminderKind.LAST_DAY)
                assertEquals(Urgency.TO_DO to (if (isLast) 0u else 3u), then.urgency to then.daysLeft?.days) { "$held on $today: $ahead" }
                assertTrue(!isLast || held.card(ahead.on.plusDays(1)).urgency == Urgency.SETTLED) { "$held on $today: $ahead" }
                kinds += then.programme to ahead.kind
            }
        }
        assertEquals(5, kinds.size, "$kinds")
    }

    /** K14: a right has its days, or reasons, or what is missing; it is there on all days from the first that it tells to the last, and no other. */
    @Test
    fun aRightTellsWhyNotOrUntilWhen() {
        val days = days("2026-02-07", 40)
        for (facts in listOf(fourChildren(), disabled())) for (language in Language.entries) {
            val told = days.mapNotNull { today ->
                val right = rightsScreen(listOf(facts), CARD, today, language).rights.single { it.place == 0u }
                val answer = right.answer
                val why = when (answer) {
                    is RightAnswer.No -> answer.reasons.map { it.text }
                    is RightAnswer.CannotTell -> answer.missing.map { it.text }
                    is RightAnswer.Yes, RightAnswer.Potential -> emptyList()
                }
                assertSaidOnce(why + right.text) { "$today in $language" }
                assertEquals(answer is RightAnswer.Yes, why.isEmpty()) { "$today in $language" }
                (answer as? RightAnswer.Yes)?.let { today to ((it.first ?: days.first()) to (it.last ?: days.last())) }
            }
            assertEquals(listOf(told.first().first to told.last().first), told.map { it.second }.distinct(), "$language")
        }
    }

    /** T25, T26: what is not assigned has every reason, or all that is missing, once. */
    @Test
    fun anAssessmentTellsWhyNot() {
        val six = familyOfSix("484323")
        val answers = mutableSetOf<Any?>()
        for (family in listOf(six, six.copy(status = AssistanceStatus.OTHER), six.copy(need = null))) for (on in listOf("2017-12-31", "2021-11-10")) {
            for (language in Language.entries) {
                val seen = assistanceCalculator(family, "asp-2020-01", figures("26927"), day(on), language)
                assertSaidOnce(seen.why()) { "${seen.answer} on $on in $language" }
                assertEquals(seen.answer is AssistanceAnswer.Assigned, seen.why().isEmpty()) { "${seen.answer} on $on" }
                answers += seen.answer?.javaClass
            }
        }
        assertEquals(4, answers.size, "$answers")
    }
}

/** What a journal makes of a fact, and what a button shows of it: lit, done, dark. */
private enum class Taken { CHANGES, REPEATS, REFUSED }

private class Button(val action: PersonAction, val shows: Taken, val reasons: List<String>)

private fun button(action: PersonAction, seen: Any): Button = when (seen) {
    MealButton.Lit, OfferButton.Lit, AssistanceButton.Lit -> Button(action, Taken.CHANGES, emptyList())
    MealButton.Done, OfferButton.Done, AssistanceButton.Done -> Button(action, Taken.REPEATS, emptyList())
    is MealButton.Dark -> Button(action, Taken.REFUSED, seen.reasons.map { it.text })
    is OfferButton.Dark -> Button(action, Taken.REFUSED, seen.reasons.map { it.text })
    is AssistanceButton.Dark -> Button(action, Taken.REFUSED, seen.reasons.map { it.text })
    else -> error("no button: $seen")
}

/** What a screen of whichever programme says on a day: the words of its stage, then all that is read beside them. */
private class Told(
    val held: Held, val today: LocalDate, val language: Language, val title: String, val words: List<String>,
    val until: LocalDate?, val daysLeft: DaysLeft?, val asks: PersonAction?, val buttons: List<Button>,
) {
    val card by lazy { held.card(today, language) }
    val actions get() = card.actions.map { it.action }

    fun taken(action: PersonAction): Taken {
        val journal = listOf("""{"regulation":"${held.rules}"}""") + (held.lines + held.fact(action, "$today")).map { it.exposeText() }
        val answer = answerJournal(journal.joinToString("\n")).trim().lines().last()
        return when {
            """"accepted":false""" in answer -> Taken.REFUSED
            """"repeat":true""" in answer -> Taken.REPEATS
            else -> Taken.CHANGES.also { assertTrue(""""accepted":true""" in answer, answer) }
        }
    }

    override fun toString() = "$held on $today in $language"
}

/** What somebody holds, with the rules and the lines of its journal, the days to look at it, and the fact by which they do something. */
private class Held(
    val holding: WalletHolding, val rules: String, val lines: List<FactLine>, val days: List<LocalDate>, val fact: (PersonAction, String) -> FactLine,
) {
    /** Whether a clock that shows the day is behind a fact, so that none is taken (N9). */
    fun isBehind(today: LocalDate) = lines.any { today < day(it.exposeText().takeLast(12).take(10)) }

    fun card(today: LocalDate, language: Language = Language.EN) = wallet(listOf(holding), today, language).single()

    override fun toString() = "$rules after ${lines.map { it.exposeText().substringAfter(":\"").substringBefore('"') }}"

    /** The screen on a day; none of a patient who has no prescription. */
    fun told(today: LocalDate, language: Language): Told? = when (holding) {
        is WalletHolding.Gas -> null
        is WalletHolding.Meals -> mealScreen(holding.facts, rules, today, language).let { seen ->
            val asks = when (seen.stage.stage) {
                MealStage.TO_NOTIFY, MealStage.NOTIFIED -> PersonAction.AGREE
                MealStage.TO_ACTIVATE -> PersonAction.ACTIVATE
                else -> null
            }.takeIf { seen.phase != MonthPhase.OVER }
            val buttons = seen.today?.run {
                listOf(button(PersonAction.AGREE, agree), button(PersonAction.REFUSE, refuse), button(PersonAction.ACTIVATE, activate))
            }
            val words = listOf(seen.stage.text) + seen.today?.blocked.orEmpty().map { it.text }
            Told(this, today, language, seen.stage.title, words, seen.until, seen.daysLeft, asks, buttons.orEmpty())
        }
        is WalletHolding.Prescriptions -> prescriptionScreen(holding.facts, rules, today, language).let { screen ->
            screen.prescriptions.singleOrNull()?.let { seen ->
                val (isOpen, blocked) = (seen.rest != null) to seen.blocked.map { it.text }
                val why = if (isOpen) blocked else listOf(seen.stage.text)
                val collect = Button(PersonAction.COLLECT, if (why.isEmpty()) Taken.CHANGES else Taken.REFUSED, why)
                val asks = PersonAction.COLLECT.takeIf { isOpen && screen.point != null }
                Told(this, today, language, seen.stage.title, listOf(seen.stage.text) + blocked, seen.until, seen.daysLeft, asks, listOf(collect))
            }
        }
        is WalletHolding.Offer -> offerScreen(holding.facts, rules, today, language).let { seen ->
            val asks = seen.next?.let { ofCode<PersonAction>(it.code) ?: PersonAction.AGREE }
            val words = listOfNotNull(seen.stage.text, seen.service.text, seen.caution, seen.silence, seen.next?.text)
            val answers = listOf(button(PersonAction.AGREE, seen.agree), button(PersonAction.REFUSE, seen.refuse))
            val buttons = answers + button(PersonAction.CONFIRM_ACCOUNT, seen.confirmAccount)
            Told(this, today, language, seen.stage.title, words, seen.until, seen.daysLeft, asks, buttons)
        }
        is WalletHolding.Application -> applicationScreen(holding.facts, rules, holding.figures, today, language).let { seen ->
            val asks = seen.next?.takeIf { it.by == AssistanceParty.APPLICANT }?.let { ofCode<PersonAction>(it.code) ?: PersonAction.SIGN_CONTRACT }
            val words = listOfNotNull(seen.stage.text, seen.next?.text, seen.overdue?.text) + seen.assessment.why()
            val buttons = listOf(button(PersonAction.SIGN_CONTRACT, seen.signContract), button(PersonAction.REFUSE_CONTRACT, seen.refuseContract))
            // The day of the service and the last day of assistance stay where they have passed.
            Told(this, today, language, seen.stage.title, words, seen.until?.takeIf { it >= today }, seen.daysLeft, asks, buttons)
        }
    }
}

private fun AssistanceAssessment.why(): List<String> = blocked.map { it.text } + when (val told = answer) {
    is AssistanceAnswer.Refused -> told.reasons.map { it.text }
    is AssistanceAnswer.CannotTell -> told.missing.map { it.text }
    is AssistanceAnswer.Assigned, null -> emptyList()
}

internal fun assertSaidOnce(texts: List<String>, place: () -> String) {
    val sentences = texts.flatMap { it.removeSuffix(".").split(". ") }
    assertEquals(sentences.distinct(), sentences, place)
}

private fun days(first: String, count: Int): List<LocalDate> = List(count) { day(first).plusDays(it.toLong()) }

/** Every beginning of every path. */
private fun beginnings(vararg paths: List<FactLine>): List<List<FactLine>> = paths.flatMap { path -> (0..path.size).map { path.take(it) } }.distinct()

private fun List<FactLine>.but(old: String, new: String): List<FactLine> = map { FactLine(it.exposeText().replace(old, new)) }

/** A child's March where consent is enough, where the parent activates, and the end of a school year in which nobody answered. */
private fun children(): List<Held> {
    val fact = { action: PersonAction, on: String ->
        if (action == PersonAction.ACTIVATE) line("activated", on) else line("replied", on, ""","answer":"${action.code}"""")
    }
    fun held(lines: List<FactLine>, month: YearMonth, rules: String, first: LocalDate) =
        Held(WalletHolding.Meals(MealMonthFacts(PERSON, month, lines), rules), rules, lines, days("$first", 36), fact)
    val refused = march().lines + line("notified", "2026-03-03") + fact(PersonAction.REFUSE, "2026-03-04") + fact(PersonAction.AGREE, "2026-03-09")
    val activated = refused + fact(PersonAction.ACTIVATE, "2026-03-10") + line("delisted", "2026-03-11")
    val paths = beginnings(activated, eating().lines + fact(PersonAction.REFUSE, "2026-03-19"))
    return paths.map { held(it, MARCH, MEALS, day("2026-02-27")) } +
        paths.map { held(it.but("2026-", "2025-"), MARCH.minusYears(1), "meals-2024-09", day("2025-02-27")) } +
        held(listOf(mealListed("2026-05-04")), MARCH.plusMonths(2), MEALS, day("2026-05-01"))
}

/** Handed out, withdrawn and cancelled; a patient who left, and one who was never enrolled; each until after the last day. */
private fun patients(): List<Held> {
    fun dispensed(on: String, record: String) =
        FactLine("""{"fact":"dispensed","record":"$record","prescription":"RX-1","point":"P-1","quantity":90,"evidence":"qr","on":"$on"}""")
    val withdrawn = FactLine("""{"fact":"dispensing_withdrawn","record":"D-1","on":"2026-02-12"}""")
    val cancelled = FactLine("""{"fact":"prescription_cancelled","prescription":"RX-1","on":"2026-02-13"}""")
    val lines = prescribed().lines
    return beginnings(lines + dispensed("2026-02-11", "D-1") + withdrawn + cancelled, lines + line("left", "2026-02-11"), lines.drop(1)).map { path ->
        val holding = WalletHolding.Prescriptions(PrescriptionFacts(PERSON, path), MEDICINES)
        Held(holding, MEDICINES, path, days("2026-02-08", 36)) { _, on -> dispensed(on, "D-9") }
    }
}

/** Agreed and assigned, refused after all, refused at once, and never answered; each until after the last day. */
private fun offers(): List<Held> {
    fun fact(name: String, on: String) = line(name, on, ""","service":"large_family","event":"birth/1"""")
    val known = offered(replied("2026-02-11", "agree"), fact("account_known", "2026-02-12")).lines
    val assigned = known + fact("account_confirmed", "2026-02-13") + fact("assigned", "2026-02-14")
    val refused = offered(replied("2026-02-11", "refuse"), replied("2026-02-12", "agree")).lines
    return beginnings(assigned, known + replied("2026-02-13", "refuse"), refused).map { path ->
        val holding = WalletHolding.Offer(offered().copy(lines = path), CARD)
        Held(holding, CARD, path, days("2026-02-08", 10) + days("2026-12-31", 2)) { action, on ->
            if (action == PersonAction.CONFIRM_ACCOUNT) fact("account_confirmed", on) else replied(on, action.code)
        }
    }
}

/** Assigned after a contract or without one; refused for the contract, the visit or the need; and one that has to be completed. */
private fun applications(): List<Held> {
    fun answered(action: PersonAction, on: String) =
        assistance("contract_answered", on, ""","answer":"${if (action == PersonAction.SIGN_CONTRACT) "signed" else "refused"}"""")
    val decided = assistance("decided", "2026-02-18", ""","outcome":"assigned","line":"37060"""")
    val signed = collected(ableBodied = true).lines + answered(PersonAction.SIGN_CONTRACT, "2026-02-17") + decided
    val refused = listOf("\"signed\"" to "\"refused\"", "\"done\"" to "\"refused\"", "\"need\":true" to "\"need\":false")
        .map { (old, new) -> signed.but("assigned", "refused").but(old, new) }
    val incomplete = signed.but(""""cares_for":"nobody",""", "")
    return beginnings(signed, collected().lines + decided, incomplete, *refused.toTypedArray()).map { path ->
        val holding = WalletHolding.Application(filed().copy(lines = path), ASSISTANCE, figures("37060"))
        Held(holding, ASSISTANCE, path, days("2026-02-09", 14) + days("2026-03-30", 3)) { action, on ->
            if (action == PersonAction.COMPLETE_APPLICATION) filed(true).lines.but("2026-02-10", on).single() else answered(action, on)
        }
    }
}

private fun disabled(): RightFacts {
    val (from, until) = RightDay.On(day("2026-02-10")) to RightDay.On(day("2026-03-10"))
    return RightFacts.Disability(from, until, day("1990-01-01"), RightGroup.FIRST, false, RightCause.OTHER)
}

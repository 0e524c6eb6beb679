package kz.voucher.core

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.time.LocalDate
import java.time.YearMonth
import java.time.ZoneOffset
import java.time.ZonedDateTime
import java.time.chrono.HijrahDate
import java.time.chrono.ThaiBuddhistDate
import java.time.format.DateTimeFormatter
import java.util.Calendar
import java.util.Locale
import java.util.TimeZone
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The ten lines of `docs/android.md` stand here once more, and run. */
class DocumentationTest {
    private class Label(var text: String = "")

    private class Button(var isEnabled: Boolean = false)

    @Test
    fun tenLines() {
        val iin = PERSON
        val factsFromServer = emptyList<GasDatedFact>()
        val title = Label()
        val deadline = Label("?")
        val reasons = Label()
        val confirmButton = Button(true)
        // begin
        val rules = gasRegulation("gas-2025-08")
        val today = civilDate(Instant.now())
        val facts = GasMonthFacts(iin, YearMonth.from(today), factsFromServer)
        val screen = gasScreen(facts, rules, today, Language.KK)
        title.text = screen.stage.text
        deadline.text = screen.daysLeft?.let { "${it.dayText}. ${it.text}" }.orEmpty()
        reasons.text = screen.blocked.joinToString("\n") { it.text }
        confirmButton.isEnabled = screen.canConfirm
        // end
        assertTrue(title.text.isNotEmpty() && reasons.text.isNotEmpty())
        assertEquals("" to false, deadline.text to confirmButton.isEnabled)
    }

    @Test
    fun linesForAParent() {
        val child = PERSON
        val rulesFromServer = MEALS
        val linesFromServer = emptyList<String>()
        val (title, given, next, reasons) = List(4) { Label("?") }
        val agreeButton = Button(true)
        // begin
        val today = civilDate(Instant.now())
        val rules = mealRegulationInForce(today) ?: rulesFromServer
        val facts = MealMonthFacts(child, YearMonth.from(today), linesFromServer.map { FactLine(it) })
        val screen = mealScreen(facts, rules, today, Language.KK)
        title.text = screen.stage.text
        given.text = screen.days.filter { it.given.isNotEmpty() }.joinToString { it.day.dayOfMonth.toString() }
        next.text = screen.nextSchoolDay?.toString().orEmpty()
        reasons.text = screen.today?.blocked.orEmpty().joinToString("\n") { it.text }
        agreeButton.isEnabled = screen.today?.agree == MealButton.Lit
        // end
        assertEquals(MealStage.NOT_LISTED to screen.stage.text, screen.stage.stage to title.text)
        assertTrue(given.text.isEmpty() && next.text != "?" && reasons.text.isNotEmpty() && !agreeButton.isEnabled)
    }

    @Test
    fun factsThatAreKept() {
        val (iin, month, rules) = Triple(PERSON, SEPTEMBER, gas2025())
        val (facts, parent) = issued() to eating()
        val saved = mutableMapOf<String, String>()
        // begin
        saved["gas"] = gasFactsToJson(facts)
        saved["meals"] = factLinesToJson(parent.lines)
        val restored = gasFactsFromJson(iin, month, rules, saved.getValue("gas"))
        val lines = factLinesFromJson(saved.getValue("meals"))
        // end
        assertEquals(facts to parent.lines, restored to lines)
        assertEquals(GasRefusal.NOT_LISTED, ofCode<GasRefusal>("not_listed"))
    }

    @Test
    fun linesForAnOffer() {
        val key = offered().key
        val rulesFromServer = CARD
        val linesFromServer = emptyList<String>()
        val children = emptyList<RightChild>()
        val (title, sender, deadline, silence, next) = List(5) { Label("?") }
        val answers = Label()
        // begin
        val today = civilDate(Instant.now())
        val rules = cardRegulationInForce(today) ?: rulesFromServer
        val offer = offerScreen(OfferFacts(key, linesFromServer.map { FactLine(it) }), rules, today, Language.KK)
        title.text = offer.service.text + "\n" + offer.stage.text
        sender.text = offer.sender + "\n" + offer.caution
        deadline.text = offer.until?.toString().orEmpty()
        silence.text = offer.silence.orEmpty()
        next.text = offer.next?.text.orEmpty()
        val rights = rightsScreen(listOf(RightFacts.LargeFamily(children)), rules, today, Language.KK).rights
        answers.text = rights.joinToString("\n") { it.service.text + ": " + it.text }
        // end
        assertEquals(OfferStage.NOT_ARISEN to 2, offer.stage.stage to title.text.lines().size)
        assertTrue(sender.text.startsWith("1414\n") && answers.text.lines().size == 9)
        assertEquals(listOf("", "", ""), listOf(deadline, silence, next).map { it.text })
    }

    @Test
    fun linesForAFamily() {
        val number = "A-1"
        val linesFromServer = filed().lines.map { it.exposeText() }
        val figuresFromServer = figures("37060")
        val registeredOn = day("2026-02-10")
        val rulesFromServer = "asp-2023-01"
        val (title, next, deadline, missing) = List(4) { Label("?") }
        val signButton = Button(true)
        // begin
        val today = civilDate(Instant.now())
        val rules = assistanceRegulationInForce(registeredOn) ?: rulesFromServer
        val facts = ApplicationFacts(Reference(number), linesFromServer.map { FactLine(it) })
        val screen = applicationScreen(facts, rules, figuresFromServer, today, Language.KK)
        title.text = screen.stage.text
        next.text = screen.next?.let { "${it.text} (${it.byText})" }.orEmpty()
        deadline.text = screen.until?.toString().orEmpty()
        missing.text = screen.evidence.filter { it.next != null }.joinToString("\n") { it.text }
        signButton.isEnabled = screen.signContract == AssistanceButton.Lit
        // end
        assertEquals(AssistanceStage.COLLECTING to "2026-02-20", screen.stage.stage to deadline.text)
        assertEquals(screen.stage.text to screen.evidence.size, title.text to missing.text.lines().size)
        assertTrue(next.text.endsWith(")") && !signButton.isEnabled)
    }

    /** T24, T32: a family calculates before it applies; it knows nothing of survey and contract yet. */
    @Test
    fun aCalculator() {
        val rules = ASSISTANCE
        val today = day("2026-02-10")
        val figuresFromServer = figures("37060")
        val answer = Label()
        // begin
        val wages = AssistanceIncome(AssistanceIncomeKind.WAGES, QuarterTenge("60000"))
        val person = AssistanceMember(Reference("a"), AssistanceRole.APPLICANT, ableBodied = false, stated = emptySet())
        val told = AssistanceTold(person, registered = true, incomes = listOf(wages))
        val family = AssistanceFamily(AssistanceStatus.CITIZEN, overlap = false, history = emptyList(), household = listOf(told))
        val assessed = assistanceCalculator(family, rules, figuresFromServer, today, Language.KK)
        answer.text = when (val said = assessed.answer) {
            is AssistanceAnswer.Assigned -> said.receives.last.toString()
            is AssistanceAnswer.Refused -> said.reasons.joinToString("\n") { it.text }
            is AssistanceAnswer.CannotTell -> said.missing.joinToString("\n") { it.text }
            null -> assessed.blocked.joinToString("\n") { it.text }
        }
        // end
        assertEquals(2, answer.text.lines().size)
        assertEquals(Tiyn(1_706_000), assessed.calculation?.months?.first()?.total)
    }

    @Test
    fun listsByCode() {
        val textFromServer = "?"
        val before = Locale.getDefault()
        Locale.setDefault(Locale.forLanguageTag("ru-KZ"))
        // begin
        val language = languageOf(Locale.getDefault()) ?: Language.KK
        val refusal = ofCode<GasRefusal>("not_listed")
        val words = refusal?.text(language) ?: textFromServer
        val region = ofCode<Region>("71")
        // end
        Locale.setDefault(before)
        assertEquals(listOf(Language.RU, GasRefusal.NOT_LISTED, Region.ASTANA), listOf(language, refusal, region))
        assertEquals(gasCatalogue(Language.RU).refusals.single { it.code == "not_listed" }.text, words)
    }

    @Test
    fun amounts() {
        val (rules, account) = gas2025() to ACCOUNT
        val facts = readyToConfirm(day("2025-09-10")).with(day("2025-09-10"), GasFact.Confirmed(PERSON))
        // begin
        val (volume, price) = Volume("700") to Price(29.1.toBigDecimal())
        val receipt = gasReceipt(facts, rules, account, volume, price, GasDiscountTerms(Rate("0.24"), Volume("631")))
        val payable = (receipt as? GasReceiptAnswer.Amounts)?.amounts?.payable?.tenge
        // end
        assertEquals("15963.10", "$payable")
    }

    @Test
    fun rulesOfAServer() {
        val (today, textsFromServer) = day("2026-07-01") to listOf(nextOrder())
        val digestFromServer = gasRegulationDigest(gasRegulationFromJson(nextOrder()))
        // begin
        val all = textsFromServer.map { gasRegulationFromJson(it) }
        val rules = gasRegulationInForce(today, all)
        check(rules == null || gasRegulationDigest(rules) == digestFromServer)
        // end
        assertEquals("next", rules?.id)
    }

    @Test
    fun theClock() {
        // begin
        fun today(dateHeader: String?): LocalDate? {
            val said = runCatching { ZonedDateTime.parse(dateHeader, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant() }
            return runCatching { civilDate(said.getOrElse { Instant.now() }) }.getOrNull()
        }
        // end
        assertEquals(day("2025-09-29"), today("Mon, 29 Sep 2025 18:59:59 GMT"))
        assertEquals(day("2025-09-30"), today("Mon, 29 Sep 2025 19:00:00 GMT"))
        val now = civilDate(Instant.now())
        listOf(null, "", "yesterday", "2025-09-29T10:00:00Z").forEach { assertTrue(today(it)!! in now..civilDate(Instant.now())) }
        assertEquals(null, today("Thu, 01 Jan 1970 00:00:00 GMT"))
    }

    @Test
    fun theLibraryIsThere() {
        // begin
        val isLibraryThere = try {
            uniffiEnsureInitialized()
            true
        } catch (missing: LinkageError) {
            false
        }
        // end
        assertTrue(isLibraryThere)
    }

    /** F17: a position counts code points, of which the one character here has three. */
    @Test
    fun aPosition() {
        val typed = "\ud83d\ude007\ufe0f\u20e3"
        // begin
        val check = checkPhone(typed) as PhoneCheck.Bad
        val position = check.position ?: 0u
        val cursor = typed.offsetByCodePoints(0, position.toInt())
        // end
        assertEquals(0, cursor)
        val keycap = typed.substring(2)
        val inside = (checkPhone(keycap) as PhoneCheck.Bad).position?.toInt()
        assertEquals(1 to 1, inside to keycap.offsetByCodePoints(0, 1))
    }

    /** F19: midnights of other zones, and the years of a Buddhist calendar. */
    @Test
    fun aDayThatIsPicked() {
        val selection = Instant.parse("2025-09-07T00:00:00Z").toEpochMilli()
        val east = TimeZone.getTimeZone("GMT+14")
        val calendar = Calendar.Builder().setCalendarType("buddhist").setTimeZone(east).setInstant(1_757_203_200_000 - east.rawOffset).build()
        assertEquals(2568, calendar.get(Calendar.YEAR))
        // begin
        val picked = Instant.ofEpochMilli(selection).atZone(ZoneOffset.UTC).toLocalDate()
        val held = calendar.toInstant().atZone(calendar.timeZone.toZoneId()).toLocalDate()
        val counted = LocalDate.from(ThaiBuddhistDate.of(2568, 9, 7))
        // end
        assertEquals(List(3) { day("2025-09-07") }, listOf(picked, held, counted))
        assertEquals(day("2025-09-06"), civilDate(calendar.toInstant()), "the day before")
        assertEquals(day("2025-09-07"), LocalDate.from(HijrahDate.from(picked)))
    }

    @Test
    fun thePageHasTheseLines() {
        val workspace = Path.of(System.getProperty("voucher.workspace"))
        val tests = "bindings-mobile/kotlin/src/test/kotlin/kz/voucher/core/DocumentationTest.kt"
        val parts = Files.readString(workspace.resolve(tests)).split("// begin\n").drop(1)
        val page = Files.readAllLines(workspace.resolve("docs/android.md")).map { it.substringBefore(" //").trim() }
        val lines = parts.flatMap { it.substringBefore("// end").lines() }.map { it.trim() }.filter { it.isNotEmpty() }
        assertEquals(8 + 9 + 4 + 10 + 9 + 11 + 4 + 3 + 3 + 4 + 6 + 3 + 3, lines.size)
        lines.forEach { assertTrue(it in page, it) }
    }
}

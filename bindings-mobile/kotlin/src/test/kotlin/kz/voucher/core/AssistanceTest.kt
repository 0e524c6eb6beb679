package kz.voucher.core

import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A family's screen and the calculator; what is decided is tested from Rust. */
class AssistanceTest {
    private fun ask(family: AssistanceFamily, rules: String, figures: AssistanceFigures, on: String, language: Language = Language.EN) =
        assistanceCalculator(family, rules, figures, day(on), language)

    /** E3 (T8, T28, T30): 122 tenge a month were really assigned, for two months. */
    @Test
    fun e3Has122TengeAMonth() {
        val assessed = ask(familyOfSix("484323"), "asp-2020-01", figures("26927"), "2021-11-10")
        val (sum, zero) = Tiyn(12_200) to Tiyn(0)
        val months = listOf(11, 12).map { AssistanceMonth(YearMonth.of(2021, it), sum, zero, sum) }
        val (from, to) = YearMonth.of(2021, 7) to YearMonth.of(2021, 9)
        val (line, perCapita) = Tiyn(2_692_700) to Tiyn(2_690_683)
        assertEquals(AssistanceCalculation(from, to, line, 6u, perCapita, AssistanceKind.CONDITIONAL, months), assessed.calculation)
        val days = CivilPeriod(day("2021-11-01"), day("2021-12-31"))
        assertEquals(AssistanceAnswer.Assigned(days, listOf(YearMonth.of(2021, 12), YearMonth.of(2022, 1))), assessed.answer)
        assertEquals(emptyList<AssistanceReason>(), assessed.blocked)
    }

    /** T26: every reason with its words; T25: all that is missing, of whom and of which kind; T2: outside the rules. */
    @Test
    fun anAnswerTellsWhy() {
        val rich = familyOfSix("9999999.99").copy(status = AssistanceStatus.OTHER, history = listOf(AssistanceEvent(AssistanceBreach.CONTRACT_BROKEN, day("2026-02-10"))))
        val answers = Language.entries.map { ask(rich, ASSISTANCE, figures("37060", "4325"), "2026-02-10", it).answer as AssistanceAnswer.Refused }
        val refusals = listOf(AssistanceRefusal.INCOME_ABOVE_LINE, AssistanceRefusal.CONTRACT_BROKEN, AssistanceRefusal.STATUS_NOT_ENTITLED)
        answers.forEach { answer -> assertEquals(refusals, answer.reasons.map { it.refusal }) }
        assertEquals(9, answers.flatMap { it.reasons }.map { it.text }.toSet().size)

        val credit = told("a", AssistanceRole.APPLICANT, false).copy(incomes = listOf(AssistanceIncome(AssistanceIncomeKind.CREDIT, QuarterTenge("1"))))
        val unknown = family(listOf(credit, told("c", AssistanceRole.CHILD, false).copy(incomes = null)))
        val missing = (ask(unknown, ASSISTANCE, figures(null), "2026-02-10").answer as AssistanceAnswer.CannotTell).missing
        assertEquals(listOf(AssistanceMissingFact.LINE, AssistanceMissingFact.INCOME_RULE, AssistanceMissingFact.INCOMES), missing.map { it.fact })
        assertEquals(listOf(null, "credit", null), missing.map { it.kind })
        assertEquals(listOf(null, Reference("a"), Reference("c")), missing.map { it.member })
        assertEquals("the incomes of the member", missing.last().text)

        val outside = ask(unknown, "asp-2023-01", figures(null), "2025-01-01")
        assertEquals(listOf("outside_pilot"), outside.blocked.map { it.code })
        assertEquals(null to null, outside.answer to outside.calculation)
    }

    /** T5: a household is checked when it crosses, and an amount is one of its kind (T4, T9). */
    @Test
    fun aHouseholdIsChecked() {
        fun fault(household: List<AssistanceTold>, line: String = "37060") = codeOf { ask(family(household), ASSISTANCE, figures(line), "2026-02-10") }
        val applicant = told("a", AssistanceRole.APPLICANT, false)
        assertEquals("applicant_not_one", fault(emptyList()))
        assertEquals("member_repeated", fault(listOf(applicant, told("a", AssistanceRole.CHILD, false))))
        assertEquals("too_many", fault(List(65) { told("m$it", AssistanceRole.OTHER, false) }))
        assertEquals("negative", fault(listOf(applicant), "-1"))
        assertEquals("too_large", fault(listOf(told("a", AssistanceRole.APPLICANT, false, "10000000000"))))
        assertEquals("too_many_decimals", fault(listOf(told("a", AssistanceRole.APPLICANT, false, "0.001"))))
    }

    /** T12, T13, T23: what evidence is missing, and who has to act until when. */
    @Test
    fun aFamilySeesWhatIsNext() {
        val seen = application(filed(), "2026-02-20")
        assertEquals(AssistanceStage.COLLECTING to day("2026-02-20"), seen.stage.stage to seen.until)
        assertEquals("collect_evidence" to AssistanceParty.AUTHORITY, seen.next?.code to seen.next?.by)
        val vehicle = seen.evidence.last()
        assertEquals(AssistanceEvidence.VEHICLE to AssistanceItemState.MISSING, vehicle.kind to vehicle.state)
        assertEquals(Reference("a") to AssistanceParty.AUTHORITY, vehicle.member to vehicle.next?.by)
        assertNull(vehicle.onRecord)
        assertNull(seen.overdue)
        assertEquals("the authority", application(filed(), "2026-02-21").overdue?.byText)
        assertInstanceOf(AssistanceAnswer.CannotTell::class.java, seen.assessment.answer)
        assertEquals(listOf("no_application"), application(ApplicationFacts(Reference("A-2"), filed().lines), "2026-02-20").assessment.blocked.map { it.code })
    }

    /** T22: the decision stands with its amounts. */
    @Test
    fun aFamilyReceives() {
        val decision = assistance("decided", "2026-02-18", ""","outcome":"assigned","line":"37060"""")
        val decided = application(collected().with(decision), "2026-02-18")
        assertEquals(listOf(AssistanceStage.ASSIGNED, null, day("2026-03-31")), listOf(decided.stage.stage, decided.next, decided.until))
        assertEquals(List(2) { Tiyn(1_706_000) }, decided.assessment.calculation?.months?.map { it.total })
        val dark = application(collected(), "2026-02-17").signContract as AssistanceButton.Dark
        assertEquals(AssistanceRefusal.CONTRACT_NOT_NEEDED, dark.reasons.single().refusal)
    }

    /** N34, N36: words in three languages; of a family nothing is printed. */
    @Test
    fun wordsInThreeLanguagesAndNobodyPrinted() {
        val seen = Language.entries.map { application(filed(), "2026-02-11", it) }
        assertEquals(3, seen.map { it.next?.text }.toSet().size)
        assertEquals(3, seen.map { it.evidence.first().text }.toSet().size)
        val six = familyOfSix("484323")
        val assessed = ask(six, "asp-2020-01", figures("26927"), "2021-11-10")
        val event = AssistanceEvent(AssistanceBreach.CONTRACT_BROKEN, day("2010-05-05"))
        val hidden = "$six ${six.household} ${six.household.first().incomes} $event $assessed ${assessed.calculation?.months} ${filed()} $seen"
        for (secret in listOf("484323", "26906", "122", "2010", "990101", "A-1")) {
            assertFalse(hidden.contains(secret), secret)
        }
        assertTrue(hidden.startsWith("AssistanceFamily(hidden) [AssistanceTold(hidden)"), hidden)
    }

    /** Lines that are not taken are named (N9). */
    @Test
    fun linesThatAreNotTaken() {
        val refused = application(filed().with(FactLine("?")), "2026-02-11").refused
        assertEquals(listOf(RefusedLine(1u, """{"line":2,"error":"malformed_json"}""")), refused)
    }
}

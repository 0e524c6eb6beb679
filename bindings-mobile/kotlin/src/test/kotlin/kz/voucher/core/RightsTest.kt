package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Four children, of whom the eldest is 18 on 11 February 2026. */
internal fun fourChildren(): RightFacts =
    RightFacts.LargeFamily(listOf("2008-02-11", "2010-05-05", "2012-06-06", "2014-07-07").map { RightChild(day(it), null) })

internal fun childCare(order: Count? = null, income: Tiyn? = null): RightFacts = RightFacts.ChildCare(null, null, order, income)

/** The rights of a family; what is decided is tested from Rust. */
class RightsTest {
    private fun rights(facts: List<RightFacts>, today: String = "2026-02-10", language: Language = Language.EN) =
        rightsScreen(facts, CARD, day(today), language).rights

    private fun right(facts: RightFacts, today: String = "2026-02-10") = rights(listOf(facts), today).single { it.place == 0u }.answer

    /** K10, K17: an amount and a last day, and the day after it what is missing. */
    @Test
    fun aFamilyWithManyChildren() {
        assertEquals(RightAnswer.Yes(Tiyn(6_933_000), emptyList(), null, day("2026-02-10")), right(fourChildren()))
        val open = right(fourChildren(), "2026-02-11") as RightAnswer.CannotTell
        assertEquals(listOf(RightMissing(RightMissingFact.STUDENT, "student", "whether the child is a full-time student")), open.missing)
        val no = right(RightFacts.LargeFamily(emptyList())) as RightAnswer.No
        assertEquals(CardRefusal.TOO_FEW_CHILDREN to "K17", no.reasons.single().let { it.refusal to it.norm })
    }

    /** K11, K16: an amount that cannot be told is no amount of nothing; a disability that never ends has no last day. */
    @Test
    fun anAmountThatIsNotKnown() {
        val from = RightDay.On(day("2026-02-10"))
        val facts = RightFacts.Disability(from, RightDay.Absent, day("1990-01-01"), RightGroup.FIRST, false, RightCause.OTHER)
        val yes = right(facts) as RightAnswer.Yes
        assertEquals(listOf(null, day("2026-02-10"), null), listOf(yes.amount, yes.first, yes.last))
        assertEquals(listOf("rate"), yes.amountUnknown.map { it.code })
        val general = facts.copy(cause = RightCause.GENERAL)
        assertEquals(Tiyn(11_187_300), (right(general) as RightAnswer.Yes).amount)
        val none = right(RightFacts.Disability(RightDay.Absent, null, null, null, null, null)) as RightAnswer.No
        assertEquals(listOf("no_disability"), none.reasons.map { it.code })
    }

    /** K14: every service stands on the screen; targeted assistance is at most possible. */
    @Test
    fun allNineServices() {
        val income = RightFacts.TargetedAssistance(Tiyn(3_559_400), Tiyn(3_559_500))
        val shown = rights(listOf(income, RightFacts.AwardedMother(RightAward.ALTYN_ALQA, day("2020-05-15"))))
        assertEquals(CardService.entries.take(9), shown.map { it.service.service })
        assertEquals(List(7) { null } + listOf(1u, 0u), shown.map { it.place })
        assertEquals(RightAnswer.Potential, shown.last().answer)
        assertTrue(shown.last().text.startsWith("There may be a right to this service."))
        assertEquals(Tiyn(3_200_500), (shown[7].answer as RightAnswer.Yes).amount)
        assertTrue(shown.take(7).all { it.answer is RightAnswer.CannotTell })
    }

    /** N34, N36: words in three languages; neither a family nor a day of it is printed. */
    @Test
    fun wordsInThreeLanguagesAndNothingPrinted() {
        val shown = Language.entries.map { rights(listOf(fourChildren()), language = it) }
        shown.first().indices.forEach { place -> assertEquals(3, shown.map { it[place].text }.toSet().size) }
        val printed = "${fourChildren()} ${RightDay.On(day("2008-02-11"))} ${RightChild(day("2008-02-11"), true)} ${childCare(2u)}"
        assertFalse(printed.contains("2"), printed)
        assertEquals(fourChildren(), fourChildren())
    }

    /** The bounds of the wire page. */
    @Test
    fun numbersAreBounded() {
        val faults = listOf(childCare(0u), childCare(4097u), childCare(income = Tiyn(10_000_000_000)), RightFacts.LargeFamily(List(65) { RightChild(null, null) }))
        assertEquals(listOf("below_one", "too_large", "too_large", "too_many"), faults.map { codeOf { right(it) } })
    }
}

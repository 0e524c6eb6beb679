package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test

/** Facts kept as a journal (field case F27), and what need not be said. */
class GasJournalTest {
    private val rules = gas2025()

    private val reference = Reference("a")

    private fun read(text: String) = gasFactsFromJson(PERSON, SEPTEMBER, rules, text)

    @Test
    fun factsComeBack() {
        val facts = gasConfirm(readyToConfirm(day("2025-09-09")), rules, day("2025-09-09")).facts
        assertEquals(facts, read(gasFactsToJson(facts)))
        assertEquals(GasStage.ACTIVATED, screen(read(gasFactsToJson(facts)), "2025-09-10").stage.stage)
        assertEquals(GasMonthFacts(PERSON, SEPTEMBER), read(""))
    }

    /** What is not known yet need not be said. */
    @Test
    fun whatIsLeftOutIsNotKnown() {
        assertEquals(GasMonthFacts(PERSON, SEPTEMBER, emptyList(), emptyList()), GasMonthFacts(PERSON, SEPTEMBER))
        assertEquals(GasPreviewFacts(null, null, null, 0u, true), GasPreviewFacts(othersOnAccount = 0u, accountExists = true))
        assertEquals(MealMonthFacts(PERSON, SEPTEMBER, emptyList()), MealMonthFacts(PERSON, SEPTEMBER))
        val (volume, price, facts) = Triple(Volume("1"), Price("1"), issued())
        assertEquals(gasReceipt(facts, rules, ACCOUNT, volume, price, null), gasReceipt(facts, rules, ACCOUNT, volume, price))
        assertEquals(MealAsked(reference, reference, reference, null), MealAsked(reference, reference, reference))
        assertEquals(PrescriptionAsked(reference, reference, null, null), PrescriptionAsked(reference, reference))
        assertEquals(RightFacts.ChildCare(null, null, null, null), RightFacts.ChildCare())
        assertEquals(RightFacts.LargeFamily(listOf(RightChild(null, null))), RightFacts.LargeFamily(listOf(RightChild())))
        assertEquals(AssistanceFigures(null, null, null, null), AssistanceFigures())
        val member = AssistanceMember(reference, AssistanceRole.APPLICANT)
        assertEquals(AssistanceMember(reference, AssistanceRole.APPLICANT, null, null, null, null), member)
        assertEquals(AssistanceTold(member, null, null, null), AssistanceTold(member))
        assertEquals(
            AssistanceFamily(null, null, null, null, null, null, listOf(AssistanceTold(member))),
            AssistanceFamily(household = listOf(AssistanceTold(member))),
        )
    }

    @Test
    fun aLineOfANewerVersionStaysThroughAStep() {
        val newer = """{"fact":"appealed","iin":"990101600002","on":"2025-09-02"}"""
        val facts = read(newer + "\n" + gasFactsToJson(readyToConfirm(day("2025-09-09"))))
        val unread = facts.unread.single()
        assertEquals(GasUnreadLine(0u, FactLine(newer), "unknown_kind", null, null), unread)
        val after = gasConfirm(facts, rules, day("2025-09-09"))
        assertFalse(accepted(after).repeat)
        assertEquals(newer, gasFactsToJson(after.facts).lines().first())
        assertFalse("990101600002" in facts.toString(), "personal data is printed")
    }

    @Test
    fun linesOfOtherProgrammesComeBackAsTheyWere() {
        val lines = eating().lines + FactLine("nonsense") + FactLine("""{"fact":"eaten","text":"\ud83d\ude00"}""")
        assertEquals(lines, factLinesFromJson(factLinesToJson(lines)))
        assertEquals("not_utf8", codeOf { factLinesFromJson("\ud800") })
    }
}

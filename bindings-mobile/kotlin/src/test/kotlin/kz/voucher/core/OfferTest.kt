package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

internal const val CARD = "proactive-2025-09"

private fun offerLine(fact: String, on: String, rest: String = ""): FactLine =
    line(fact, on, ""","service":"large_family","event":"birth/1"$rest""")

/** A right arose on 9 February, the offer went out on the next day; and what happened after. */
internal fun offered(vararg more: FactLine): OfferFacts = OfferFacts(
    OfferKey(CardService.LARGE_FAMILY, PERSON, Reference("birth/1"), null),
    listOf(offerLine("right_arose", "2026-02-09"), offerLine("offered", "2026-02-10")) + more,
)

internal fun replied(on: String, answer: String, sender: String = "1414"): FactLine =
    offerLine("replied", on, ""","sender":"$sender","answer":"$answer"""")

/** The screen of an offer; what is decided is tested from Rust. */
class OfferTest {
    private fun screen(facts: OfferFacts, today: String, language: Language = Language.EN) = offerScreen(facts, CARD, day(today), language)

    private fun codes(button: OfferButton) = (button as OfferButton.Dark).reasons.map { it.code }

    /** K20, K23, K28: from whom, until when, what silence does, what the person does. */
    @Test
    fun anOfferThatIsAsked() {
        val seen = screen(offered(), "2026-02-13")
        assertEquals(CardService.LARGE_FAMILY to "allowance to families with many children", seen.service.service to seen.service.text)
        assertEquals("1414", seen.sender)
        assertEquals("Please reply only to the message from the official number. Never tell anybody a code from an SMS.", seen.caution)
        assertEquals(OfferStage.ASKED to day("2026-02-13"), seen.stage.stage to seen.until)
        assertTrue(seen.silence.orEmpty().startsWith("Silence does not count as consent"), seen.silence)
        assertEquals(OfferStep.ANSWER to "Please answer the SMS with the offer.", seen.next?.let { it.step to it.text })
        assertEquals(OfferButton.Lit to OfferButton.Lit, seen.agree to seen.refuse)
        assertEquals(listOf("awaiting_consent"), codes(seen.confirmAccount))
        val lapsed = screen(offered(), "2026-02-14")
        assertEquals(listOf(OfferStage.LAPSED, OfferStep.APPLY, null, null), lapsed.run { listOf(stage.stage, next?.step, until, silence) })
    }

    /** K23, K25: an agreement asks for the account; an answer to another number is refused by its place. */
    @Test
    fun anAgreement() {
        val seen = screen(offered(replied("2026-02-10", "agree", "1415"), replied("2026-02-13", "agree")), "2026-03-01")
        assertEquals(listOf(RefusedLine(2u, """{"line":3,"accepted":false,"refusals":["sender_not_1414"]}""")), seen.refused)
        assertEquals(OfferStage.AWAITING_ACCOUNT to OfferStep.CONFIRM_ACCOUNT, seen.stage.stage to seen.next?.step)
        assertEquals(listOf(OfferButton.Done, OfferButton.Lit, OfferButton.Lit), listOf(seen.agree, seen.refuse, seen.confirmAccount))
    }

    /** K32, N34, N36: words in three languages, none asks for a code, nobody is printed. */
    @Test
    fun wordsInThreeLanguagesAndNobodyPrinted() {
        val seen = Language.entries.map { screen(offered(), "2026-02-13", it) }
        val words = seen.map { listOf(it.service.text, it.caution, it.stage.text, it.silence.orEmpty(), it.next?.text.orEmpty()) }
        words.first().indices.forEach { place -> assertEquals(3, words.map { it[place] }.toSet().size) }
        val codes = words.flatten().filter { it.contains("код") || it.contains("code") }
        assertEquals(seen.map { it.caution }, codes)
        val printed = "${offered()} $seen"
        assertFalse(printed.contains("990101") || printed.contains("birth/1"), printed)
    }
}

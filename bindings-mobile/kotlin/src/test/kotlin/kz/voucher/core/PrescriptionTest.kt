package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

internal const val MEDICINES = "medicines-2024-01"

/** Enrolled on 9 February, one prescription for 90 units on the next day. */
internal fun prescribed(): PrescriptionFacts = PrescriptionFacts(
    PERSON,
    listOf(
        line("enrolled", "2026-02-09", ""","point":"P-1""""),
        line("prescribed", "2026-02-10", ""","prescription":"RX-1","item":"A10","quantity":90,"days":90"""),
    ),
)

internal fun prescriptionAsked(quantity: Count?, evidence: PrescriptionEvidence?): PrescriptionAsked =
    PrescriptionAsked(Reference("RX-1"), Reference("P-2"), quantity, evidence)

/** A patient's screen and a point's question; what is decided is tested from Rust. */
class PrescriptionTest {
    private fun screen(facts: PrescriptionFacts, today: String, language: Language = Language.EN) =
        prescriptionScreen(facts, MEDICINES, day(today), language)

    private fun ask(quantity: Count?, evidence: PrescriptionEvidence?, today: String) =
        prescriptionPreview(prescribed(), MEDICINES, prescriptionAsked(quantity, evidence), day(today), Language.EN)

    @Test
    fun aPatientSeesWhatIsLeft() {
        val seen = screen(prescribed(), "2026-03-12")
        assertEquals(Reference("P-1"), seen.point)
        val card = seen.prescriptions.single()
        assertEquals(listOf(Reference("RX-1"), Reference("A10"), 90u, 90u), listOf(card.prescription, card.item, card.quantity, card.days))
        assertEquals(listOf(PrescriptionStage.OPEN, day("2026-02-10"), day("2026-03-12"), 90u), listOf(card.stage.stage, card.issuedOn, card.until, card.rest))
        assertEquals(emptyList<PrescriptionReason>(), card.blocked)
        val late = screen(prescribed(), "2026-03-13").prescriptions.single()
        assertEquals(PrescriptionStage.EXPIRED to emptyList<PrescriptionReason>(), late.stage.stage to late.blocked)
        assertNull(late.rest)
        val given = FactLine("""{"fact":"dispensed","record":"D-1","prescription":"RX-1","point":"P-2","quantity":90,"evidence":"qr","on":"2026-02-11"}""")
        val done = screen(prescribed().let { it.copy(lines = it.lines + given) }, "2026-02-11").prescriptions.single()
        assertEquals(listOf(PrescriptionDispensed(day("2026-02-11"), Reference("P-2"), 90u, PrescriptionEvidence.QR)), done.dispensed)
    }

    @Test
    fun aPointAsks() {
        val yes = PrescriptionPreviewAnswer.Yes(PrescriptionKey(Programme.MEDICINES, Reference("RX-1"), null))
        assertEquals(yes, ask(90u, PrescriptionEvidence.FACE, "2026-03-12"))
        assertEquals(PrescriptionPreviewAnswer.CannotTell(listOf(PrescriptionMissingFact.QUANTITY, PrescriptionMissingFact.EVIDENCE)), ask(null, null, "2026-03-12"))
        val early = ask(90u, PrescriptionEvidence.DOCUMENT, "2026-02-09") as PrescriptionPreviewAnswer.No
        assertEquals("before_issue" to day("2026-02-10"), early.reasons.single().code to early.earliest)
        assertEquals("not_a_count", codeOf { ask(2_147_483_648u, null, "2026-03-12") })
    }

    @Test
    fun wordsInThreeLanguagesAndNobodyPrinted() {
        val seen = Language.entries.map { screen(prescribed(), "2026-02-09", it) }
        assertEquals(3, seen.map { it.prescriptions.single().blocked.single().text }.toSet().size)
        val printed = "${prescribed()} $seen ${ask(90u, PrescriptionEvidence.QR, "2026-03-12")}"
        assertFalse(printed.contains("990101") || printed.contains("RX-1"), printed)
    }
}

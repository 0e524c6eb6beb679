package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class GasPreviewTest {
    private val nothing = GasPreviewFacts()
    private val allGood = nothing.copy(othersOnAccount = 0u, accountExists = true)

    private fun ask(facts: GasMonthFacts, known: GasPreviewFacts, today: String) =
        gasPreviewActivation(facts, gas2025(), ACCOUNT, known, day(today))

    @Test
    fun yesWithTheKey() {
        val key = GasVoucherKey(Programme.GAS, SEPTEMBER, ACCOUNT)
        assertEquals(GasPreviewAnswer.Yes(key), ask(issued(), allGood, "2025-09-07"))
        assertEquals(GasPreviewAnswer.Yes(key), ask(issued(), allGood, "2025-09-29"))
    }

    @Test
    fun noWithEveryReasonAndTheEarliestDate() {
        assertEquals(
            GasPreviewAnswer.No(listOf(GasRefusal.WINDOW_NOT_OPEN), day("2025-09-07")),
            ask(issued(), allGood, "2025-09-06"),
        )
        assertEquals(
            GasPreviewAnswer.No(listOf(GasRefusal.WINDOW_CLOSED), day("2025-10-07")),
            ask(issued(), allGood, "2025-09-30"),
        )
        assertEquals(
            GasPreviewAnswer.No(listOf(GasRefusal.ACCOUNT_ALREADY_USED, GasRefusal.ACCOUNT_UNKNOWN), day("2025-10-07")),
            ask(issued(), allGood.copy(othersOnAccount = 1u, accountExists = false), "2025-09-29"),
        )
        assertEquals(
            GasPreviewAnswer.No(listOf(GasRefusal.NOT_LISTED), null),
            ask(GasMonthFacts(PERSON, SEPTEMBER), allGood, "2025-09-29"),
        )
    }

    @Test
    fun cannotTellWhatOnlyTheServerKnows() {
        val missing = listOf(GasMissingFact.ACCOUNT_USE, GasMissingFact.ACCOUNT_EXISTS)
        assertEquals(GasPreviewAnswer.CannotTell(missing), ask(issued(), nothing, "2025-09-29"))
        assertEquals(
            GasPreviewAnswer.CannotTell(listOf(GasMissingFact.ACCOUNT_EXISTS)),
            ask(issued(), allGood.copy(accountExists = null), "2025-09-29"),
        )
    }

    @Test
    fun theServersWordWins() {
        val refused = allGood.copy(consent = GasConsentState.REFUSED)
        assertEquals(
            GasPreviewAnswer.No(listOf(GasRefusal.CONSENT_REFUSED), day("2025-10-07")),
            ask(issued(), refused, "2025-09-29"),
        )
        val listedAfterAll = allGood.copy(onList = true, consent = GasConsentState.GIVEN, ownActivation = false)
        assertEquals(
            GasPreviewAnswer.Yes(GasVoucherKey(Programme.GAS, SEPTEMBER, ACCOUNT)),
            ask(GasMonthFacts(PERSON, SEPTEMBER), listedAfterAll, "2025-09-29"),
        )
    }

    @Test
    fun ownActivationIsReadFromTheFacts() {
        val done = readyToConfirm(day("2025-09-10")).with(day("2025-09-10"), GasFact.Confirmed(PERSON))
        assertEquals(
            GasPreviewAnswer.No(listOf(GasRefusal.VOUCHER_ALREADY_ACTIVATED), day("2025-10-07")),
            ask(done, allGood, "2025-09-29"),
        )
    }
}

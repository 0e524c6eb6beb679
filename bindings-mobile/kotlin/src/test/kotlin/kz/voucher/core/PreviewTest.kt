package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class PreviewTest {
    private val nothing = PreviewFacts(null, null, null, null, null)
    private val allGood = nothing.copy(othersOnAccount = 0u, accountExists = true)

    private fun ask(facts: MonthFacts, known: PreviewFacts, today: String) =
        previewActivation(facts, gas2025(), ACCOUNT, known, day(today))

    @Test
    fun yesWithTheKey() {
        val key = VoucherKey(Programme.GAS, SEPTEMBER, ACCOUNT)
        assertEquals(PreviewAnswer.Yes(key), ask(issued(), allGood, "2025-09-07"))
        assertEquals(PreviewAnswer.Yes(key), ask(issued(), allGood, "2025-09-29"))
    }

    @Test
    fun noWithEveryReasonAndTheEarliestDate() {
        assertEquals(
            PreviewAnswer.No(listOf(Refusal.WINDOW_NOT_OPEN), day("2025-09-07")),
            ask(issued(), allGood, "2025-09-06"),
        )
        assertEquals(
            PreviewAnswer.No(listOf(Refusal.WINDOW_CLOSED), day("2025-10-07")),
            ask(issued(), allGood, "2025-09-30"),
        )
        assertEquals(
            PreviewAnswer.No(listOf(Refusal.ACCOUNT_ALREADY_USED, Refusal.ACCOUNT_UNKNOWN), day("2025-10-07")),
            ask(issued(), allGood.copy(othersOnAccount = 1u, accountExists = false), "2025-09-29"),
        )
        assertEquals(
            PreviewAnswer.No(listOf(Refusal.NOT_LISTED), null),
            ask(MonthFacts(PERSON, SEPTEMBER), allGood, "2025-09-29"),
        )
    }

    @Test
    fun cannotTellWhatOnlyTheServerKnows() {
        val missing = listOf(MissingFact.ACCOUNT_USE, MissingFact.ACCOUNT_EXISTS)
        assertEquals(PreviewAnswer.CannotTell(missing), ask(issued(), nothing, "2025-09-29"))
        assertEquals(
            PreviewAnswer.CannotTell(listOf(MissingFact.ACCOUNT_EXISTS)),
            ask(issued(), allGood.copy(accountExists = null), "2025-09-29"),
        )
    }

    @Test
    fun theServersWordWins() {
        val refused = allGood.copy(consent = ConsentState.REFUSED)
        assertEquals(
            PreviewAnswer.No(listOf(Refusal.CONSENT_REFUSED), day("2025-10-07")),
            ask(issued(), refused, "2025-09-29"),
        )
        val listedAfterAll = allGood.copy(onList = true, consent = ConsentState.GIVEN, ownActivation = false)
        assertEquals(
            PreviewAnswer.Yes(VoucherKey(Programme.GAS, SEPTEMBER, ACCOUNT)),
            ask(MonthFacts(PERSON, SEPTEMBER), listedAfterAll, "2025-09-29"),
        )
    }

    @Test
    fun ownActivationIsReadFromTheFacts() {
        val done = readyToConfirm(day("2025-09-10")) + (Fact.Confirmed(PERSON) on day("2025-09-10"))
        assertEquals(
            PreviewAnswer.No(listOf(Refusal.VOUCHER_ALREADY_ACTIVATED), day("2025-10-07")),
            ask(done, allGood, "2025-09-29"),
        )
    }
}

package kz.voucher.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A month of gas, a child's meals, prescriptions, an offer, an application. */
internal fun holdings(): List<WalletHolding> = listOf(
    WalletHolding.Application(filed(), ASSISTANCE, figures("37060")),
    WalletHolding.Gas(GasMonthFacts(PERSON, SEPTEMBER), gas2025()),
    WalletHolding.Meals(march(), MEALS),
    WalletHolding.Prescriptions(prescribed(), MEDICINES),
    WalletHolding.Offer(offered(), CARD),
    WalletHolding.Gas(issued(), gas2025()),
)

/** A wallet of all programmes (N40); the rules are tested in `wallet.rs`. */
class WalletTest {
    @Test
    fun whatIsDueFirstStandsFirst() {
        val cards = wallet(holdings(), day("2025-09-07"), Language.RU)
        val first = cards.first()
        assertEquals(Triple(5u, Urgency.TO_DO, day("2025-09-29")), Triple(first.holding, first.urgency, first.until))
        assertEquals("Ваучер на газ" to "Вам выдан ваучер", first.programmeTitle to first.title)
        assertEquals("Осталось 22 дня", first.daysLeft?.text)
        assertEquals(listOf(PersonAction.REFUSE, PersonAction.ENTER_ACCOUNT), first.actions.map { it.action })
        assertEquals(cards.map { it.urgency }.sorted(), cards.map { it.urgency })
        assertTrue(cards.map { it.programme }.containsAll(Programme.entries))
    }

    @Test
    fun remindersLieAhead() {
        val ahead = reminders(holdings().takeLast(1), day("2025-09-06"), Language.KK)
        assertEquals(ReminderKind.entries, ahead.map { it.kind })
        assertEquals(listOf(day("2025-09-07"), day("2025-09-26"), day("2025-09-29")), ahead.map { it.on })
        assertEquals("Бүгін соңғы күн", ahead.last().text)
    }
}

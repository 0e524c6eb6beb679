package kz.voucher.core

import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** Nothing is kept between calls: 8 threads, 100 000 calls each, and every answer is the one of a quiet day. */
class ThreadsTest {
    @Test
    fun eightThreadsOfAHundredThousandCalls() {
        val rules = gas2025()
        val facts = readyToConfirm(day("2025-09-29"))
        val today = day("2025-09-29")
        val expected = gasScreen(facts, rules, today, Language.RU)
        val confirmed = gasConfirm(facts, rules, today)
        val pool = Executors.newFixedThreadPool(THREADS)
        val counts = try {
            val work = Callable {
                var right = 0
                repeat(CALLS) { turn ->
                    val fits = when {
                        turn % 100 == 0 -> gasScreen(facts, rules, today, Language.RU) == expected
                        turn % 100 == 50 -> gasConfirm(facts, rules, today) == confirmed
                        turn % 2 == 1 -> checkIin("99010160000$turn") == IinCheck.Bad("iin_length", null) || turn < 10
                        turn % 100 == 26 -> codeOf { civilDate("never") } == "not_an_instant"
                        else -> checkAccount(" 00$turn").let { it is AccountCheck.Good && it.account == PersonalAccount("00$turn") }
                    }
                    if (fits) right += 1
                }
                right
            }
            pool.invokeAll(List(THREADS) { work }, 10, TimeUnit.MINUTES).map { it.get() }
        } finally {
            pool.shutdownNow()
        }
        assertEquals(List(THREADS) { CALLS }, counts)
    }

    private companion object {
        const val THREADS = 8
        const val CALLS = 100_000
    }
}

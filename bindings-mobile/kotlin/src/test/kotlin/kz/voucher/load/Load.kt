package kz.voucher.load

import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kz.voucher.bench.september
import kz.voucher.core.GasChannel
import kz.voucher.core.GasPreviewFacts
import kz.voucher.core.Language
import kz.voucher.core.PersonalAccount
import kz.voucher.core.Price
import kz.voucher.core.Volume
import kz.voucher.core.VoucherException
import kz.voucher.core.gasAccountChecked
import kz.voucher.core.gasEnterAccount
import kz.voucher.core.gasPreviewActivation
import kz.voucher.core.gasReadReply
import kz.voucher.core.gasReceipt
import kz.voucher.core.gasRegulation
import kz.voucher.core.gasScreen
import kz.voucher.core.nativeBlocks

/**
 * What a process of its own shows, with the heap that it is started with: `LoadKt screens THREADS SECONDS` or
 * `LoadKt refusals CALLS`. It ends with 1 where something is wrong.
 */
fun main(arguments: Array<String>) {
    Thread.setDefaultUncaughtExceptionHandler { _, failure ->
        System.err.println("${arguments.joinToString(" ")}: $failure")
        Runtime.getRuntime().halt(1)
    }
    val numbers = arguments.drop(1).map { it.toInt() }
    when (arguments.firstOrNull()) {
        "screens" -> screens(numbers[0], numbers[1])
        "refusals" -> refusals(numbers[0])
        else -> error("screens THREADS SECONDS, or refusals CALLS")
    }
}

/** Nothing but screens from many threads: native memory is given back as fast as it is taken (field case F22). */
private fun screens(threads: Int, seconds: Int) {
    val rules = gasRegulation("gas-2025-08")
    val facts = september()
    val today = LocalDate.of(2025, 9, 29)
    val expected = gasScreen(facts, rules, today, Language.KK)
    check(expected.canConfirm)
    val calls = AtomicLong()
    val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds.toLong())
    val pool = List(threads) {
        thread {
            while (System.nanoTime() < end) {
                check(gasScreen(facts, rules, today, Language.KK) == expected) { "another answer" }
                calls.incrementAndGet()
            }
        }
    }
    var most = 0
    while (pool.any { it.isAlive }) {
        most = maxOf(most, nativeBlocks())
        Thread.sleep(LOOK_EVERY_MS)
    }
    val heap = Runtime.getRuntime().maxMemory() shr 20
    println("$threads threads, $seconds s, heap of $heap MiB: ${calls.get()} calls, at most $most native blocks at a look")
    // A machine that is busy with other things hides the want of memory, but not what waits to be given back.
    check(most <= threads * BLOCKS_A_CALL) { "$most native blocks wait" }
}

/** An argument that cannot be written, behind 20 000 facts that could: what they took is given back (field case F23). */
private fun refusals(calls: Int) {
    val rules = gasRegulation("gas-2025-08")
    val few = september()
    val facts = few.copy(facts = List(FACTS) { few.facts[it % few.facts.size] })
    val today = LocalDate.of(2025, 9, 29)
    val half = PersonalAccount("\ud800")
    val known = GasPreviewFacts()
    val refused = listOf(
        { gasEnterAccount(facts, rules, half, GasChannel.EGOV_MOBILE, today) },
        { gasAccountChecked(facts, rules, half, true, today) },
        { gasPreviewActivation(facts, rules, half, known, today) },
        { gasReceipt(facts, rules, half, Volume("1"), Price("1")) },
        { gasScreen(facts, rules.copy(id = "\ud800"), today, Language.KK) },
        { gasReadReply(rules, "\ud800") },
    )
    fun ask(count: Int) = repeat(count) { turn ->
        val failure = runCatching { refused[turn % refused.size]() }.exceptionOrNull()
        check((failure as? VoucherException.Malformed)?.code == "not_utf8") { "not refused" }
    }
    ask(calls / 10)
    val before = resident()
    ask(calls)
    val grown = resident() - before
    println("$calls refused calls with $FACTS facts: $grown MiB more")
    check(grown < LARGEST_GROWTH) { "$grown MiB are lost" }
}

/** MiB that the process holds, its heap and all else. */
private fun resident(): Long {
    val status = Path.of("/proc/self/status")
    val line = if (Files.exists(status)) {
        Files.readAllLines(status).single { it.startsWith("VmRSS:") }
    } else {
        val pid = ProcessHandle.current().pid()
        ProcessBuilder("ps", "-o", "rss=", "-p", "$pid").start().inputStream.bufferedReader().readText()
    }
    return line.filter { it.isDigit() }.toLong() shr 10
}

private const val LOOK_EVERY_MS = 50L
private const val BLOCKS_A_CALL = 8
private const val FACTS = 20_000
private const val LARGEST_GROWTH = 100

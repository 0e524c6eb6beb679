package kz.voucher.core

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.time.YearMonth
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The ten lines of `docs/android.md` stand here once more, and run. */
class DocumentationTest {
    private class Label(var text: String = "")

    private class Button(var isEnabled: Boolean = false)

    @Test
    fun tenLines() {
        val iin = PERSON
        val factsFromServer = emptyList<DatedFact>()
        val title = Label()
        val deadline = Label("?")
        val reasons = Label()
        val confirmButton = Button(true)
        // begin
        val rules = regulation("gas-2025-08")
        val today = civilDate(Instant.now())
        val facts = MonthFacts(iin, YearMonth.from(today), factsFromServer)
        val screen = walletScreen(facts, rules, today, Language.KK)
        title.text = screen.stage.text
        deadline.text = screen.until?.toString().orEmpty()
        reasons.text = screen.blocked.joinToString("\n") { it.text }
        confirmButton.isEnabled = screen.canConfirm
        // end
        assertTrue(title.text.isNotEmpty() && reasons.text.isNotEmpty())
        assertEquals("" to false, deadline.text to confirmButton.isEnabled)
    }

    @Test
    fun thePageHasTheseLines() {
        val workspace = Path.of(System.getProperty("voucher.workspace"))
        val tests = "bindings-mobile/kotlin/src/test/kotlin/kz/voucher/core/DocumentationTest.kt"
        val run = Files.readString(workspace.resolve(tests)).substringAfter("// begin\n").substringBefore("// end")
        val page = Files.readAllLines(workspace.resolve("docs/android.md")).map { it.substringBefore(" //").trim() }
        val lines = run.lines().map { it.trim() }.filter { it.isNotEmpty() }
        assertEquals(8, lines.size)
        lines.forEach { assertTrue(it in page, it) }
    }
}

package kz.voucher.core

import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** Every vector through [answerJournal], byte for byte. */
class VectorsTest {
    private val folder = Path.of(System.getProperty("voucher.workspace"))
        .resolve("bindings-python/python/voucher_core/testing/data/vectors")

    @TestFactory
    fun vectors(): List<DynamicTest> {
        val journals = Files.walk(folder).use { paths ->
            paths.filter { it.toString().endsWith(".in.jsonl") }.sorted().toList()
        }
        assertTrue(journals.isNotEmpty(), "vectors are missing")
        return journals.map { journal ->
            DynamicTest.dynamicTest(folder.relativize(journal).toString()) {
                val expected = journal.resolveSibling(journal.fileName.toString().replace(".in.", ".out."))
                assertEquals(Files.readString(expected), answerJournal(Files.readAllBytes(journal)))
            }
        }
    }
}

package kz.voucher.core

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Every vector through [answerJournal], compared as the README beside them says. */
class VectorsTest {
    private val workspace = Path.of(System.getProperty("voucher.workspace"))

    @TestFactory
    fun vectors(): List<DynamicTest> {
        val shared = journals("tests/vectors")
        val own = journals("tests/vectors-own")
        assertTrue(shared.size >= 55 && own.size >= 12, "vectors are missing")
        return (shared + own).map { journal ->
            DynamicTest.dynamicTest(journal.fileName.toString()) { compare(journal) }
        }
    }

    @Test
    fun differencesAreSeen() {
        fun fits(want: String, got: String) = agrees(JsonParser.parseString(want), JsonParser.parseString(got))
        assertTrue(fits("""{"a":1,"digest":"*"}""", """{"a":1,"digest":"sha256:${"0a".repeat(32)}"}"""))
        assertTrue(fits("""{"text":"*"}""", """{"text":{"kk":"а","ru":"б","en":"c"}}"""))
        assertFalse(fits("""{"text":"*"}""", """{"text":{"ru":"б","kk":"а","en":"c"}}"""))
        assertFalse(fits("""{"text":"*"}""", """{"text":{"kk":"а","ru":" ","en":"c"}}"""))
        assertFalse(fits("""{"digest":"*"}""", """{"digest":"sha256:0A"}"""))
        assertFalse(fits("""{"a":1,"b":2}""", """{"b":2,"a":1}"""))
        assertFalse(fits("""{"a":1}""", """{"a":"1"}"""))
        assertFalse(fits("""{"a":[1]}""", """{"a":[1,2]}"""))
    }

    private fun journals(folder: String): List<Path> =
        Files.list(workspace.resolve(folder)).use { paths ->
            paths.filter { it.toString().endsWith(".in.jsonl") }.sorted().toList()
        }

    private fun compare(journal: Path) {
        val answers = answerJournal(Files.readAllBytes(journal))
        val expected = Files.readString(journal.resolveSibling(journal.fileName.toString().replace(".in.", ".out.")))
        val given = answers.removeSuffix("\n").split('\n')
        val wanted = expected.removeSuffix("\n").split('\n')
        assertEquals(wanted.size, given.size, "answers")
        wanted.zip(given).forEachIndexed { place, (want, got) ->
            val fits = agrees(JsonParser.parseString(want), JsonParser.parseString(got))
            assertTrue(fits) { "answer ${place + 1}\n  expected $want\n  given    $got" }
        }
    }

    private fun agrees(want: JsonElement, got: JsonElement, name: String = ""): Boolean {
        val open = want.isJsonPrimitive && want.asJsonPrimitive.isString && want.asString == "*"
        return when {
            open && name == "digest" -> got.isJsonPrimitive && Regex("sha256:[0-9a-f]{64}").matches(got.asString)
            open && name == "text" -> got is JsonObject && got.keySet().toList() == listOf("kk", "ru", "en") &&
                got.entrySet().all { it.value.asString.isNotBlank() }
            want is JsonObject -> got is JsonObject && want.keySet().toList() == got.keySet().toList() &&
                want.keySet().all { agrees(want[it], got[it], it) }
            want is JsonArray -> got is JsonArray && want.size() == got.size() &&
                want.zip(got).all { (a, b) -> agrees(a, b) }
            want.isJsonPrimitive && got.isJsonPrimitive ->
                want.asJsonPrimitive.isString == got.asJsonPrimitive.isString && want == got
            else -> want == got
        }
    }
}

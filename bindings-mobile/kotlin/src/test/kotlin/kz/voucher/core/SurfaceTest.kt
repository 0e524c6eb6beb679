package kz.voucher.core

import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.math.BigDecimal
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A walk over all exports: each declares the one error, and each that takes anything malformed gives it. */
class SurfaceTest {
    private val file = Class.forName("kz.voucher.core.Voucher_core_mobileKt")

    private val exports: List<Method> = file.declaredMethods
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && !it.name.startsWith("uniffi") && it.name != "use" }

    /** Kotlin adds a suffix to the JVM's name where unsigned numbers are arguments. */
    private fun names() = exports.map { it.name.substringBefore('-') }.toSet()

    @Test
    fun eachDeclaresTheOneError() {
        assertTrue(exports.size >= 22, "exports are missing")
        exports.forEach { assertEquals(listOf(VoucherException::class.java), it.exceptionTypes.toList(), it.name) }
    }

    @Test
    fun noNumberOf8Or16BitsAndNoObject() {
        val narrow = setOf<Class<*>>(java.lang.Byte.TYPE, java.lang.Short.TYPE, Character.TYPE)
        exports.forEach { method ->
            val types = method.parameterTypes.toList() + method.returnType
            types.forEach { type ->
                assertFalse(type in narrow, "${method.name} $type")
                assertFalse(AutoCloseable::class.java.isAssignableFrom(type), "${method.name} $type")
            }
        }
    }

    @Test
    fun eachRefusesWhatIsMalformed() {
        val rules = gas2025()
        val broken = rules.copy(activationsPerAccount = 0)
        val today = day("2025-09-10")
        val nobody = issued().copy(iin = Iin("nobody"))
        val half = "\ud800"
        val faults: Map<String, () -> Any?> = mapOf(
            "walletScreen" to { walletScreen(nobody, rules, today, Language.KK) },
            "previewActivation" to { previewActivation(issued(), rules, Account("?"), PreviewFacts(null, null, null, null, null), today) },
            "enterAccount" to { enterAccount(issued(), broken, ACCOUNT, Channel.EGOV_MOBILE, today) },
            "acceptOffer" to { acceptOffer(issued(), rules, LocalDate.MAX) },
            "accountChecked" to { accountChecked(issued(), rules, Account(""), true, today) },
            "confirm" to { confirm(nobody, rules, today) },
            "recordFact" to { recordFact(issued(), rules, Fact.Confirmed(Iin("")) on today) },
            "receipt" to { receipt(issued(), rules, ACCOUNT, BigDecimal("-1"), BigDecimal.ONE, null) },
            "regulation" to { regulation("gas-1999-01") },
            "regulationInForce" to { regulationInForce("gas", LocalDate.MIN) },
            "regulationFromJson" to { regulationFromJson("{") },
            "regulationDigest" to { regulationDigest(broken) },
            "regulationMonths" to { regulationMonths(broken) },
            "readReply" to { readReply(broken, "21*1") },
            "civilDate" to { civilDate("yesterday") },
            "checkIin" to { checkIin(half) },
            "checkAccount" to { checkAccount(half) },
            "checkPhone" to { checkPhone(half) },
        )
        // Those that take nothing that could be malformed.
        val total = setOf("answerJournal", "regions", "regulations", "catalogue", "version")
        assertEquals(names(), faults.keys + total)
        faults.forEach { (name, call) ->
            val error = malformed { call() }
            assertTrue(error.code.isNotEmpty() && error.detail.isNotEmpty(), name)
        }
        assertEquals(20, regions(Language.EN).size)
        assertTrue(answerJournal("x").contains("malformed_json"))
        assertTrue(version().matches(Regex("""\d+\.\d+\.\d+""")))
    }
}

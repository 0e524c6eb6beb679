package kz.voucher.core

import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.time.Instant
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A walk over all exports: each that takes anything malformed declares the one error, and gives it. */
class SurfaceTest {
    private val file = Class.forName("kz.voucher.core.VoucherCore__Voucher_core_mobileKt")

    private val exports: List<Method> = file.declaredMethods
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && !it.name.startsWith("uniffi") }

    /** Kotlin adds a suffix to the JVM's name where unsigned numbers are arguments. */
    private fun names() = exports.map { it.name.substringBefore('-') }.toSet()

    @Test
    fun eachThatCanFailDeclaresTheOneError() {
        assertTrue(exports.size >= 36, "exports are missing")
        val one = listOf(VoucherException::class.java)
        exports.forEach { assertEquals(if (it.name in total) emptyList() else one, it.exceptionTypes.toList(), it.name) }
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

    private val rules = gas2025()
    private val today = day("2025-09-10")

    /** A call of each that takes something malformed. */
    private val faults: Map<String, () -> Any?> = run {
        val broken = rules.copy(activationsPerAccount = 0)
        val nobody = issued().copy(iin = Iin("nobody"))
        val half = "\ud800"
        mapOf(
            "gasScreen" to { gasScreen(nobody, rules, today, Language.KK) },
            "gasPreviewActivation" to { gasPreviewActivation(issued(), rules, PersonalAccount("?"), GasPreviewFacts(), today) },
            "gasEnterAccount" to { gasEnterAccount(issued(), broken, ACCOUNT, GasChannel.EGOV_MOBILE, today) },
            "gasAcceptOffer" to { gasAcceptOffer(issued(), rules, LocalDate.MAX) },
            "gasAccountChecked" to { gasAccountChecked(issued(), rules, PersonalAccount(half), true, today) },
            "gasConfirm" to { gasConfirm(nobody, rules, today) },
            "gasRecordFact" to { gasRecordFact(issued(), rules, GasFact.Confirmed(Iin(half)) on today) },
            "gasFactsFromJson" to { gasFactsFromJson(PERSON, SEPTEMBER, broken, "") },
            "gasFactsToJson" to { gasFactsToJson(nobody) },
            "factLinesFromJson" to { factLinesFromJson(half) },
            "factLinesToJson" to { factLinesToJson(listOf(FactLine(half))) },
            "gasReceipt" to { gasReceipt(issued(), rules, ACCOUNT, Volume("-1"), Price("1")) },
            "gasRegulation" to { gasRegulation("gas-1999-01") },
            "gasRegulationInForce" to { gasRegulationInForce(LocalDate.MIN) },
            "gasRegulationFromJson" to { gasRegulationFromJson("{") },
            "gasRegulationDigest" to { gasRegulationDigest(broken) },
            "gasRegulationMonths" to { gasRegulationMonths(broken) },
            "gasSmsTexts" to { gasSmsTexts(broken, Language.KK) },
            "gasReadReply" to { gasReadReply(broken, "21*1") },
            "mealScreen" to { mealScreen(march().copy(iin = Iin(half)), MEALS, today, Language.KK) },
            "mealReply" to { mealReply(march().copy(lines = listOf(FactLine(half))), MEALS, MealAnswer.AGREE, today) },
            "mealActivate" to { mealActivate(march(), MEALS, LocalDate.MIN) },
            "mealPreview" to { mealPreview(march(), MEALS, hotMeal(true).copy(school = Reference("?")), today, Language.KK) },
            "mealRegulationInForce" to { mealRegulationInForce(LocalDate.MAX) },
            "mealRegulationDigest" to { mealRegulationDigest("{}") },
            "prescriptionScreen" to { prescriptionScreen(prescribed(), MEALS, today, Language.KK) },
            "prescriptionPreview" to {
                prescriptionPreview(prescribed(), MEDICINES, prescriptionAsked(null, null).copy(point = Reference(half)), today, Language.KK)
            },
            "prescriptionRegulationInForce" to { prescriptionRegulationInForce(LocalDate.MAX) },
            "prescriptionRegulationDigest" to { prescriptionRegulationDigest("gas-2025-08") },
            "offerScreen" to { offerScreen(offered().let { it.copy(key = it.key.copy(event = Reference(half))) }, CARD, today, Language.KK) },
            "rightsScreen" to { rightsScreen(listOf(childCare(0u)), CARD, today, Language.KK) },
            "cardRegulationInForce" to { cardRegulationInForce(LocalDate.MIN) },
            "cardRegulationDigest" to { cardRegulationDigest("grading-2026-06") },
            "applicationScreen" to { applicationScreen(filed().copy(application = Reference(half)), ASSISTANCE, figures(null), today, Language.KK) },
            "assistanceCalculator" to { assistanceCalculator(family(emptyList()), ASSISTANCE, figures(null), today, Language.KK) },
            "assistanceRegulationInForce" to { assistanceRegulationInForce(LocalDate.MAX) },
            "assistanceRegulationDigest" to { assistanceRegulationDigest(MEDICINES) },
            "civilDate" to { civilDate("yesterday") },
            "dateText" to { dateText(LocalDate.MAX, Language.KK) },
            "wallet" to { wallet(listOf(WalletHolding.Gas(nobody, rules)), today, Language.KK) },
            "reminders" to { reminders(listOf(WalletHolding.Gas(issued(), broken)), today, Language.KK) },
        )
    }

    /** A call of each that takes nothing that could be malformed. */
    private val total: Map<String, () -> Any?> = mapOf(
        "checkIin" to { checkIin("\ud800") },
        "checkAccount" to { checkAccount("\ud800") },
        "checkPhone" to { checkPhone("\ud800") },
        "regionNames" to { regionNames(Language.EN) },
        "gasRegulations" to { gasRegulations() },
        "gasCatalogue" to { gasCatalogue(Language.EN) },
        "faultTexts" to { faultTexts(Language.EN) },
        "refusalText" to { refusalText(Programme.GAS, "\ud800", Language.EN) },
        "libraryVersion" to { libraryVersion() },
    )

    /** A call of each that takes bytes, which may be anything. */
    private val journal: Map<String, () -> Any?> = mapOf("answerJournal" to { answerJournal("x") })

    @Test
    fun eachRefusesWhatIsMalformed() {
        assertEquals(names(), faults.keys + total.keys + journal.keys)
        faults.forEach { (name, call) ->
            val error = malformed { call() }
            assertTrue(error.code.isNotEmpty() && error.detail.isNotEmpty(), name)
        }
        assertEquals(20, regionNames(Language.EN).size)
        assertTrue(answerJournal("x").contains("malformed_json"))
        assertTrue(libraryVersion().matches(Regex("""\d+\.\d+\.\d+""")))
    }

    /** Answered, refused or malformed: no block of native memory is left for the garbage collector (field cases F22, F23). */
    @Test
    fun nothingNativeOutlivesACall() {
        val answered: Map<String, () -> Any?> = total + journal + mapOf(
            "a screen" to { screen(issued(), "2025-09-10") },
            "a preview" to { gasPreviewActivation(issued(), rules, ACCOUNT, GasPreviewFacts(othersOnAccount = 0u, accountExists = true), today) },
            "a step" to { gasConfirm(readyToConfirm(today), rules, today) },
            "a refused step" to { gasConfirm(issued(), rules, today) },
            "facts as a journal" to { gasFactsFromJson(PERSON, SEPTEMBER, rules, gasFactsToJson(issued()) + "?") },
            "a receipt" to { gasReceipt(issued(), rules, ACCOUNT, Volume("1"), Price("1")) },
            "a parent's screen" to { meals(eating(), "2026-03-18") },
            "a patient's screen" to { prescriptionScreen(prescribed(), MEDICINES, today, Language.KK) },
            "an offer" to { offerScreen(offered(), CARD, today, Language.KK) },
            "the rights of a family" to { rightsScreen(listOf(fourChildren()), CARD, today, Language.KK) },
            "a family's screen" to { application(collected(), "2026-02-17") },
            "a calculator" to { assistanceCalculator(familyOfSix("1"), ASSISTANCE, figures(null), today, Language.KK) },
            "a wallet" to { wallet(holdings(), today, Language.KK) },
            "reminders" to { reminders(holdings(), today, Language.KK) },
            "a date" to { civilDate(Instant.now()) },
            "a regulation" to { gasRegulationInForce(today) },
        )
        val failed = faults.mapValues { (_, call) -> { malformed { call() }.toString() } }
        (answered + failed).forEach { (name, call) ->
            call()
            val before = nativeBlocks()
            repeat(50) { call() }
            assertTrue(nativeBlocks() <= before, name)
        }
    }
}

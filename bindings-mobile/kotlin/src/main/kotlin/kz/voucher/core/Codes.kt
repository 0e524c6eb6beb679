@file:JvmName("VoucherCore")
@file:JvmMultifileClass

package kz.voucher.core

import java.util.Locale

/** A value of one of the core's closed lists. */
interface Coded {
    /** The stable code, as servers and journals write it: `not_listed`; of a [Region] that of the KATO. */
    val code: String
}

/** The value of a list with this code, or none: a newer server may know more of them. */
fun <E> ofCode(list: Class<E>, code: String): E? where E : Enum<E>, E : Coded =
    list.enumConstants.find { it.code == code }

/** The same where the list is known from what is done with it: `ofCode<GasRefusal>("not_listed")`. */
@JvmSynthetic
inline fun <reified E> ofCode(code: String): E? where E : Enum<E>, E : Coded = ofCode(E::class.java, code)

/** The language of a locale, such as the device's, or none: the app decides which of the three speaks for another. */
fun languageOf(locale: Locale): Language? = ofCode(locale.language)

/** What to tell the person. */
fun GasRefusal.text(language: Language): String = told(Programme.GAS, language)

/** What to tell the person. */
fun MealRefusal.text(language: Language): String = told(Programme.MEALS, language)

/** What to tell the person. */
fun PrescriptionRefusal.text(language: Language): String = told(Programme.MEDICINES, language)

/** What to tell the person. */
fun CardRefusal.text(language: Language): String = told(Programme.FAMILY_CARD, language)

/** What to tell the person. */
fun AssistanceRefusal.text(language: Language): String = told(Programme.TARGETED_ASSISTANCE, language)

/** A refusal of this version always has its words. */
private fun Coded.told(programme: Programme, language: Language): String =
    refusalText(programme, code, language).orEmpty()

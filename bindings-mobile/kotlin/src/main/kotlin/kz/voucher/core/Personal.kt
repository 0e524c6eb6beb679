package kz.voucher.core

/**
 * An individual identification number (ИИН, ЖСН).
 *
 * Any text can stand in it: [checkIin] tells a person what is wrong with a text, and every call that takes an
 * [Iin] refuses a malformed one with a [VoucherException]. Printing it shows the kind and the length only.
 */
class Iin(private val text: String) {
    /** The digits. Not for logs. */
    fun exposeText(): String = text

    override fun equals(other: Any?): Boolean = other is Iin && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Iin(${text.length} characters)"
}

/**
 * A personal account at the provider (лицевой счёт, тұлғалық шот).
 *
 * Two spellings of one account are equal after [checkAccount], which gives the normal form. Printing it shows the
 * kind and the length only.
 */
class PersonalAccount(private val text: String) {
    /** The account as it was written. Not for logs. */
    fun exposeText(): String = text

    override fun equals(other: Any?): Boolean = other is PersonalAccount && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "PersonalAccount(${text.length} characters)"
}

/** A mobile number of Kazakhstan, as [checkPhone] gives it. Printing it shows the kind and the length only. */
class Phone(private val text: String) {
    /** The number: `+7` and ten digits. Not for logs. */
    fun exposeText(): String = text

    override fun equals(other: Any?): Boolean = other is Phone && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Phone(${text.length} characters)"
}

/** An identifier that the host gives: a school, a point, a prescription, a kind of meal, an event. Printing it shows the kind and the length only. */
class Reference(private val text: String) {
    /** The identifier as it was written. Not for logs. */
    fun exposeText(): String = text

    override fun equals(other: Any?): Boolean = other is Reference && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Reference(${text.length} characters)"
}

/** A fact as a line of a journal, whether or not this version knows it. Printing it shows the kind and the length only. */
class FactLine(private val text: String) {
    /** The line, to be kept or sent. Not for logs. */
    fun exposeText(): String = text

    override fun equals(other: Any?): Boolean = other is FactLine && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "FactLine(${text.length} characters)"
}

/** What is known of a family, and the amounts that follow from it. Printing it shows the kind only. */
abstract class HiddenFacts internal constructor() {
    final override fun toString(): String = "${javaClass.simpleName}(hidden)"
}

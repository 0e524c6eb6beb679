@file:JvmName("VoucherCore")
@file:JvmMultifileClass

package kz.voucher.core

/** Every text of a language, read from the library when it is first asked for. */
private object GasWords {
    private val all = Language.entries.associateWith { lazy { gasCatalogue(it) } }

    fun of(language: Language): GasCatalogue = all.getValue(language).value
}

/** The refusal with its code, norms and words. */
fun GasRefusal.reason(language: Language): GasReason = GasWords.of(language).refusals.first { it.refusal == this }

/** What to tell the person. */
fun GasStage.text(language: Language): String = GasWords.of(language).stages.first { it.stage == this }.text

/** Its name in at most 25 characters. */
fun GasStage.title(language: Language): String = GasWords.of(language).stages.first { it.stage == this }.title

/** What to tell the person. */
fun GasStep.text(language: Language): String = GasWords.of(language).steps.first { it.step == this }.text

/** Its name in at most 20 characters: a button. */
fun GasStep.label(language: Language): String = GasWords.of(language).steps.first { it.step == this }.label

/** Its name in at most 20 characters: a button. */
fun GasAction.label(language: Language): String = GasWords.of(language).actions.first { it.action == this }.label

package kz.voucher.core

/** The published regulations: constants of the library, read when the first regulation is handed in. */
private object GasPublished {
    val all: List<GasRegulation> = gasRegulations()
}

/** A published regulation crosses as its id, another as its data, which the core checks. */
internal fun GasRegulation.toForm(): GasRegulationForm =
    if (this in GasPublished.all) GasRegulationForm(id, null) else GasRegulationForm(null, wellFormed())

/** The regulation, if each of its texts has a form in UTF-8. */
internal fun GasRegulation.wellFormed(): GasRegulation {
    val codes = consent?.let { it.agreeCodes + it.refuseCodes }.orEmpty()
    val norms = discount?.normsM3?.flatMap { listOf(it.key, it.value) }.orEmpty()
    val texts = listOfNotNull(id, discount?.rate, helpline, signUpLink) + regions + codes + norms
    texts.forEach { it.wellFormed("regulation") }
    return this
}

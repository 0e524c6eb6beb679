package kz.voucher.core

/** The published regulations by id: constants of the library, read when the first regulation is handed in. */
private val published: Map<String, Regulation> by lazy { regulations().associateBy { it.id } }

/** A published regulation crosses as its id, another as its data, which the core checks. */
internal fun Regulation.toForm(): RegulationForm =
    if (published[id] == this) RegulationForm(id, null) else RegulationForm(null, wellFormed())

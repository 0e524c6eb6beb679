package kz.voucher.core

internal const val ASSISTANCE = "asp-2025-01"

internal fun figures(line: String?, mci: String? = null): AssistanceFigures =
    AssistanceFigures(line = line?.let { Amount(it) }, mci = mci?.let { Amount(it) })

/** A member who is registered and present, with wages of the whole quarter or no income. */
internal fun told(name: String, role: AssistanceRole, ableBodied: Boolean, wages: String? = null): AssistanceTold {
    val born = if (role == AssistanceRole.CHILD) day("2010-05-05") else null
    val incomes = listOfNotNull(wages).map { AssistanceIncome(AssistanceIncomeKind.WAGES, QuarterTenge(it)) }
    return AssistanceTold(AssistanceMember(Reference(name), role, born, ableBodied, null, emptySet()), true, false, incomes)
}

/** Citizens of whom the commission has found need, and who have signed the contract. */
internal fun family(household: List<AssistanceTold>): AssistanceFamily =
    AssistanceFamily(AssistanceStatus.CITIZEN, false, AssistanceSurvey.DONE, true, AssistanceContract.SIGNED, emptyList(), household)

/** E3: six people, of whom one earns. */
internal fun familyOfSix(wages: String): AssistanceFamily {
    val parents = listOf(told("a", AssistanceRole.APPLICANT, true, wages), told("b", AssistanceRole.SPOUSE, true))
    return family(parents + List(4) { told("c$it", AssistanceRole.CHILD, false) })
}

internal fun assistance(fact: String, on: String, rest: String): FactLine =
    FactLine("""{"fact":"$fact","application":"A-1"$rest,"on":"$on"}""")

/** Filed on 10 February for the day of the service on the 20th; nothing is answered yet. */
internal fun filed(ableBodied: Boolean = false): ApplicationFacts {
    val member = """{"member":"a","role":"applicant","able_bodied":$ableBodied,"cares_for":"nobody","stated":[]}"""
    val person = ""","iin":"${PERSON.exposeText()}","channel":"centre","signed_by":"paper","status":"citizen","service_on":"2026-02-20""""
    return ApplicationFacts(Reference("A-1"), listOf(assistance("applied", "2026-02-10", """$person,"history":[],"household":[$member]""")))
}

internal fun ApplicationFacts.with(vararg more: FactLine): ApplicationFacts = copy(lines = lines + more)

internal fun application(facts: ApplicationFacts, today: String, language: Language = Language.EN): ApplicationScreen =
    applicationScreen(facts, ASSISTANCE, figures("37060"), day(today), language)

/** Every item answered, surveyed, and need found. */
internal fun collected(ableBodied: Boolean = false): ApplicationFacts {
    val filed = filed(ableBodied)
    val answers = application(filed, "2026-02-11").evidence.map { item ->
        val answer = when (item.kind) {
            AssistanceEvidence.IDENTITY, AssistanceEvidence.RESIDENCE_REGISTRATION -> "true"
            AssistanceEvidence.INCOME -> """true,"incomes":[{"kind":"wages","amount":"60000"}]"""
            else -> "false"
        }
        val about = ""","kind":"${item.code}","member":"${item.member.exposeText()}","source":"system""""
        assistance("evidence_answered", "2026-02-11", """$about,"on_record":$answer""")
    }
    val surveyed = assistance("surveyed", "2026-02-13", ""","outcome":"done"""")
    val concluded = assistance("commission_concluded", "2026-02-16", ""","need":true""")
    return filed.with(*answers.toTypedArray(), surveyed, concluded)
}

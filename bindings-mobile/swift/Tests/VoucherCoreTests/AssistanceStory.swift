import Foundation
import VoucherCore

let assistance = "asp-2025-01"

func figures(_ line: String?, mci: String? = nil) -> AssistanceFigures {
    AssistanceFigures(line: line.map { Amount($0) }, mci: mci.map { Amount($0) })
}

/// A member who is registered and present, with wages of the whole quarter or no income.
func told(_ name: String, _ role: AssistanceRole, _ ableBodied: Bool, wages: String? = nil) -> AssistanceTold {
    let born = role == .child ? day("2010-05-05") : nil
    let member = AssistanceMember(
        member: Reference(name), role: role, born: born, ableBodied: ableBodied, caresFor: nil, stated: [])
    let incomes = [wages].compactMap { $0 }.map { AssistanceIncome(kind: .wages, amount: QuarterTenge($0)) }
    return AssistanceTold(member: member, registered: true, absent: false, incomes: incomes)
}

/// Citizens of whom the commission has found need, and who have signed the contract.
func family(_ household: [AssistanceTold], status: AssistanceStatus = .citizen, history: [AssistanceEvent] = []) -> AssistanceFamily {
    AssistanceFamily(
        status: status, overlap: false, survey: .done, need: true, contract: .signed, history: history,
        household: household)
}

/// E3: six people, of whom one earns.
func sixPeople(wages: String) -> [AssistanceTold] {
    let parents = [told("a", .applicant, true, wages: wages), told("b", .spouse, true)]
    return parents + ["c1", "c2", "c3", "c4"].map { told($0, .child, false) }
}

func assistanceLine(_ fact: String, _ on: String, _ rest: String) -> FactLine {
    FactLine(#"{"fact":"\#(fact)","application":"A-1"\#(rest),"on":"\#(on)"}"#)
}

/// Filed on 10 February for the day of the service on the 20th, and what happened after.
func filed(ableBodied: Bool = false, _ more: [FactLine] = []) -> ApplicationFacts {
    let member = #"{"member":"a","role":"applicant","able_bodied":\#(ableBodied),"cares_for":"nobody","stated":[]}"#
    let person = #","iin":"\#(person.exposeText())","channel":"centre","signed_by":"paper","status":"citizen""#
    let rest = #"\#(person),"service_on":"2026-02-20","history":[],"household":[\#(member)]"#
    return ApplicationFacts(application: Reference("A-1"), lines: [assistanceLine("applied", "2026-02-10", rest)] + more)
}

func application(_ facts: ApplicationFacts, _ today: String, _ language: Language = .en) throws -> ApplicationScreen {
    try applicationScreen(
        facts: facts, regulation: assistance, figures: figures("37060"), today: day(today), language: language)
}

/// Every item answered, surveyed, and need found.
func collected(ableBodied: Bool = false) throws -> [FactLine] {
    let answers = try application(filed(ableBodied: ableBodied), "2026-02-11").evidence.map { item in
        let answer = switch item.kind {
        case .identity, .residenceRegistration: "true"
        case .income: #"true,"incomes":[{"kind":"wages","amount":"60000"}]"#
        default: "false"
        }
        let about = #","kind":"\#(item.code)","member":"\#(item.member.exposeText())","source":"system""#
        return assistanceLine("evidence_answered", "2026-02-11", #"\#(about),"on_record":\#(answer)"#)
    }
    let surveyed = assistanceLine("surveyed", "2026-02-13", #","outcome":"done""#)
    return answers + [surveyed, assistanceLine("commission_concluded", "2026-02-16", #","need":true"#)]
}

"""Every vector, and a few typed calls, through the Python that UniFFI generates: the glue, without a phone."""

from datetime import date
from pathlib import Path

import voucher_core_mobile as core

VECTORS = Path(__file__).resolve().parents[2] / "bindings-python/python/voucher_core/testing/data/vectors"


def vectors():
    """Every vector, byte for byte."""
    journals = sorted(VECTORS.glob("*/*.in.jsonl"))
    for journal in journals:
        expected = journal.with_name(journal.name.replace(".in.", ".out."))
        assert core.answer_journal(journal=journal.read_bytes()).encode() == expected.read_bytes(), journal
    assert journals
    print(f"{len(journals)} vectors")


def days(text):
    """A date as it crosses."""
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


def typed():
    """A screen, a step and the one error."""
    rules = core.gas_regulation(id="gas-2025-08")
    person = "990101600002"

    def dated(on, fact):
        return core.GasDatedFact(on=days(on), fact=fact)

    facts = core.GasMonthFacts(iin=person, month=2025 * 12 + 8, facts=[
        dated("2025-09-03", core.GasFact.LISTED(iin=person, region=core.Region.ASTANA, assistance=[core.GasAssistance.HOUSING])),
        dated("2025-09-03", core.GasFact.SMS_SENT(iin=person, kind=core.GasSmsKind.START)),
        dated("2025-09-05", core.GasFact.REPLIED(iin=person, reply=core.GasReply.AGREE)),
    ])

    def screen(today):
        return core.gas_screen(question=core.GasQuestion(
            facts=facts, regulation=rules, today=today, language=core.Language.EN))

    last = days("2025-09-29")
    assert screen(last).stage.stage == core.GasStage.ISSUED and screen(last).until == last
    assert screen(last).month == 2025 * 12 + 8
    assert screen(last + 1).stage.stage == core.GasStage.EXPIRED
    assert [reason.code for reason in screen(days("2025-09-06")).blocked] == ["window_not_open"]
    answer = core.gas_enter_account(
        facts=facts, regulation=rules, account="0012345", channel=core.GasChannel.EGOV_MOBILE, today=days("2025-09-07"))
    assert answer.answer.is_ACCEPTED() and len(answer.facts.facts) == 4
    first, final = days("0001-01-01"), days("9999-12-31")
    assert [core.gas_regulation_in_force(today=today) for today in (first, final)] == [None, None]
    for today, code in ((first - 1, "no_such_day"), (first - 367, "not_a_date"), (final + 1, "not_a_date"),
                        (-2**31, "not_a_date"), (2**31 - 1, "not_a_date")):
        try:
            screen(today)
        except core.VoucherError.Malformed as error:
            assert error.code == code, (today, error.code)
        else:
            raise AssertionError("no error")


def lines():
    """A parent's and a patient's screen, from lines of a journal."""
    march, about = days("2026-03-02"), '"iin":"990101600002"'
    meals = core.MealMonthFacts(iin="990101600002", month=2026 * 12 + 2, lines=[
        f'{{"fact":"listed",{about},"school":"S-1","region":"71","grade":2,"grounds":["emergency"],"on":"2026-03-02"}}'])
    agreed = core.meal_reply(facts=meals, regulation="meals-2026-02", answer=core.MealAnswer.AGREE, today=march)
    seen = core.meal_screen(facts=agreed.facts, regulation="meals-2026-02", today=march, language=core.Language.EN)
    assert seen.stage.stage == core.MealStage.ACTIVE and seen.today.agree.is_DONE() and len(seen.days) == 31
    patient = core.PrescriptionFacts(iin="990101600002", lines=["?"])
    seen = core.prescription_screen(
        facts=patient, regulation="medicines-2024-01", today=march, language=core.Language.EN)
    assert [line.answer for line in seen.refused] == ['{"line":1,"error":"malformed_json"}'] and not seen.prescriptions


def card():
    """An offer from 1414, and the rights of a family."""
    on, about = days("2026-02-10"), '"iin":"990101600002","service":"large_family","event":"e-1"'
    key = core.OfferKey(service=core.CardService.LARGE_FAMILY, iin="990101600002", event="e-1", child=None)
    lines = [f'{{"fact":"{fact}",{about},"on":"2026-02-10"}}' for fact in ("right_arose", "offered")]
    seen = core.offer_screen(facts=core.OfferFacts(key=key, lines=lines), regulation="proactive-2025-09", today=on,
                             language=core.Language.EN)
    assert seen.sender == "1414" and seen.until == on + 3 and seen.agree.is_LIT() and not seen.refused
    children = [core.RightChild(born=days(f"20{year}-02-11"), student=None) for year in ("08", "10", "12", "14")]
    rights = core.rights_screen(facts=[core.RightFacts.LARGE_FAMILY(children=children)], regulation="proactive-2025-09",
                                today=on, language=core.Language.EN).rights
    answer = next(right.answer for right in rights if right.place == 0)
    assert len(rights) == 9 and (answer.amount, answer.last) == (6_933_000, on)
def family():
    """A family's screen and its question before it applies."""
    on, rules = days("2026-02-10"), "asp-2025-01"
    unknown = core.AssistanceFigures(line=None, minimum=None, median=None, mci=None)
    facts = core.ApplicationFacts(application="A-1", lines=[
        '{"fact":"applied","application":"A-1","iin":"990101600002","channel":"centre","signed_by":"paper",'
        '"household":[{"member":"a","role":"applicant"}],"on":"2026-02-10"}'])
    seen = core.application_screen(
        facts=facts, regulation=rules, figures=unknown, today=on, language=core.Language.EN)
    assert seen.stage.stage == core.AssistanceStage.COLLECTING and seen.next.by == core.AssistanceParty.AUTHORITY
    assert len(seen.evidence) == 21 and seen.sign_contract.is_LIT() and not seen.refused
    person = core.AssistanceMember(
        member="a", role=core.AssistanceRole.APPLICANT, born=None, able_bodied=None, cares_for=None, stated=None)
    told = core.AssistanceTold(member=person, registered=None, absent=None, incomes=None)
    asked = core.AssistanceFamily(
        status=None, overlap=None, survey=None, need=None, contract=None, history=None, household=[told])
    assessed = core.assistance_calculator(
        family=asked, regulation=rules, figures=unknown, today=on, language=core.Language.EN)
    assert assessed.answer.missing[0].fact == core.AssistanceMissingFact.LINE and not assessed.blocked


typed()
lines()
card()
family()
vectors()

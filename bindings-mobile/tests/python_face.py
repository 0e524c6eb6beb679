"""Every vector, and a few typed calls, through the Python that UniFFI generates: the glue, without a phone."""

import importlib.util
import sys
from pathlib import Path

import voucher_core_mobile as core

ROOT = Path(__file__).resolve().parents[2]


def comparer():
    """The script beside the vectors, which knows how they compare."""
    spec = importlib.util.spec_from_file_location("check", ROOT / "tests/vectors/check.py")
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    return check


def vectors():
    check = comparer()
    failed = count = 0
    for folder in ("vectors", "vectors-own"):
        for journal in sorted((ROOT / "tests" / folder).glob("*.in.jsonl")):
            expected = journal.with_name(journal.name.replace(".in.", ".out."))
            answers = core.answer_journal(journal=journal.read_bytes()).encode()
            found = list(check.differences(expected.read_bytes(), answers))
            for number, want, got in found[:3]:
                print(f"{journal.name}, answer {number}\n  expected {want}\n  given    {got}")
            failed += bool(found)
            count += 1
    print(f"{count} vectors, {failed} failing")
    return failed or count < 66


def typed():
    """A screen, a step and the one error."""
    rules = core.regulation(id="gas-2025-08")
    person = "990101600002"

    def dated(on, fact):
        return core.DatedFact(on=on, fact=fact)

    facts = core.MonthFacts(iin=person, month="2025-09", facts=[
        dated("2025-09-03", core.Fact.LISTED(iin=person, region=core.Region.ASTANA, assistance=[core.Assistance.HOUSING])),
        dated("2025-09-03", core.Fact.SMS_SENT(iin=person, kind=core.SmsKind.START)),
        dated("2025-09-05", core.Fact.REPLIED(iin=person, reply=core.Reply.AGREE)),
    ])

    def screen(today):
        return core.wallet_screen(question=core.WalletQuestion(
            facts=facts, regulation=rules, today=today, language=core.Language.EN))

    assert screen("2025-09-29").stage.stage == core.Stage.ISSUED and screen("2025-09-29").until == "2025-09-29"
    assert screen("2025-09-30").stage.stage == core.Stage.EXPIRED
    assert [reason.code for reason in screen("2025-09-06").blocked] == ["window_not_open"]
    answer = core.enter_account(
        facts=facts, regulation=rules, account="0012345", channel=core.Channel.EGOV_MOBILE, today="2025-09-07")
    assert answer.answer.is_ACCEPTED() and len(answer.facts.facts) == 4
    for today in ("2025-02-30", "yesterday", ""):
        try:
            screen(today)
        except core.VoucherError.Malformed as error:
            assert error.code in ("no_such_day", "not_a_date"), error.code
        else:
            raise AssertionError("no error")


typed()
sys.exit(vectors())

"""The closed lists of Python are those of the core: same members, same order, same codes."""

from __future__ import annotations

import csv
import enum
import inspect
import pickle

import pytest
from common import ACCOUNT, ALL_KNOWN, DATE, GAS_2025, ROOT, refused

import voucher_core as vc
from voucher_core import _core, enums

LISTS = _core._closed_lists()
CLASSES = {
    name: kind
    for name, kind in vars(enums).items()
    if inspect.isclass(kind) and issubclass(kind, enum.StrEnum) and kind not in (enum.StrEnum, enums.Codes)
}


def test_each_list_of_the_core_has_its_class_and_no_other() -> None:
    assert set(CLASSES) == set(LISTS) - {"error"} == set(enums.__all__)
    assert all(getattr(vc, name) is kind for name, kind in CLASSES.items())


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_members_are_the_codes_of_the_core(name: str) -> None:
    kind = CLASSES[name]
    assert issubclass(kind, enum.StrEnum)
    assert [member.value for member in kind] == LISTS[name]
    for member in kind:
        assert member == member.value == str(member) == f"{member}"
        assert kind(member.value) is member
        assert pickle.loads(pickle.dumps(member)) is member
        assert hash(member) == hash(member.value)
        if kind is not vc.Region:
            assert member.name == member.value.upper()
    assert kind.__doc__


@pytest.mark.parametrize("language", list(vc.Language))
def test_n36_every_code_has_a_text(language: vc.Language) -> None:
    for kind in (vc.Refusal, vc.Stage, vc.Step):
        texts = [member.text(language) for member in kind]
        assert len(set(texts)) == len(texts)
        assert texts == [member.text(language.value) for member in kind]
        assert all(text.strip() == text and text.endswith(".") for text in texts)


def test_n36_every_sms_in_every_language_and_the_norm_of_every_refusal() -> None:
    texts = {sms(language) for sms in (vc.start_sms, vc.confirmation_sms) for language in vc.Language}
    assert len(texts) == 6 and vc.start_sms("ru").endswith("по номеру 5169")
    assert vc.Refusal.OUT_OF_ORDER.norm == "N9" and all(refusal.norm[0] in "NA" for refusal in vc.Refusal)


def test_n33_regions_are_the_table() -> None:
    table = (ROOT / "voucher-core/src/value/regions.csv").read_text("utf-8").splitlines()
    for row, region in zip(csv.DictReader(table), vc.Region, strict=True):
        names = [row["name_kk"], row["name_ru"], row["name_en"]]
        assert (region.value, region.iso) == (row["kato"], row["iso_3166_2"])
        assert [region.label(language) for language in vc.Language] == names
        assert {vc.Region.parse(name) for name in names} == {region}
        assert region.name in (name := names[2].replace(" ", "_").upper(), name.removesuffix("_REGION"))
    with refused("unknown_region", "region"):
        vc.Region.parse("Nowhere")


def test_arguments_take_a_member_or_its_code_and_no_member_of_another_list() -> None:
    def consent(value: object) -> vc.Preview:
        return vc.preview(GAS_2025, ACCOUNT, DATE(2025, 9, 29), **{**ALL_KNOWN, "consent": value})

    assert vc.Stage.REFUSED.value == vc.ConsentState.REFUSED.value
    assert consent(vc.ConsentState.REFUSED) == consent("refused") != consent("given")
    with refused("unsupported_type", "consent"):
        consent(vc.Stage.REFUSED)
    for text in ["", "REFUSED", "refused ", "Refused", "\ud800"]:
        with refused("unknown_value", "consent"):
            consent(text)
    for stranger in [True, 1, 1.0, b"refused", ["refused"]]:
        with refused("not_text", "consent"):
            consent(stranger)


def test_a_region_is_never_guessed() -> None:
    with refused("ambiguous_region", "region", match="KATO"):
        vc.Region.parse("Южно-Казахстанская область")

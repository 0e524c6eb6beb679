"""A dirty file of an oblast: made-up people of one month, as a clerk's spreadsheet writes them. The same bytes each time."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice

HEADING = (
    "ИИН;Телефон;Область;АСП;Жилищная помощь;Дата внесения;Дата SMS;reminded on;Дата ответа;Ответ;"
    "Дата входа;Лицевой счёт;Счёт найден;Примечание"
)

COLUMNS = {
    "ИИН": "iin",
    "Телефон": "phone",
    "Область": "region",
    "АСП": "targeted_social",
    "Жилищная помощь": "housing",
    "Дата внесения": "listed_on",
    "Дата SMS": "asked_on",
    "Дата ответа": "answered_on",
    "Ответ": "answer",
    "Дата входа": "entered_on",
    "Лицевой счёт": "account",
    "Счёт найден": "account_exists",
}
"""What an analyst says of the file."""

REGIONS = (
    "г. Шымкент|ШЫМКЕНТ|Город Шымкент|79|790000000|KZ-79|г.\u00a0Астана|Астана|город  Астана|Нур-Султан|Алматы|"
    "Алматинская обл.|Алматы обл.|Туркестанская обл.|область Жетысу|Абайская область|ВКО|Актюбинская область|"
    "Карагандинская|Мангистауская область|Түркістан облысы|shymkent"
).split("|")
YES, NO = ("да", "Да", "иә", "1", "true"), ("нет", "Нет", "жоқ", "0", "false")
AGREE, REFUSE = ("согласен", "Согласна", "agree", "да"), ("отказ", "refuse", "жоқ")

DIRT = {
    ("region", "unknown_region"): ("Область", "Неизвестная", "Россия"),
    ("region", "ambiguous_region"): ("Область", "ЮКО", "Южно-Казахстанская область"),
    ("listed_on", "no_such_day"): ("Дата внесения", "31.09.2025", "00.09.2025"),
    ("listed_on", "ambiguous_date"): ("Дата внесения", "02/09/2025", "02.09.25"),
    ("asked_on", "not_a_date"): ("Дата SMS", "в сентябре", "45902"),
    ("answer", "unknown_value"): ("Ответ", "думает", "21*1"),
    ("housing", "not_a_boolean"): ("Жилищная помощь", "?", "не знаю"),
    ("account", "account_character"): ("Лицевой счёт", "№ 12345", "12_345"),
    ("account", "account_no_digit"): ("Лицевой счёт", "n/a", "-"),
    ("iin", "iin_control_digit"): ("ИИН",),
    ("phone", "phone_length"): ("Телефон", "+7701", "8701"),
}
"""Each kind of dirt: the column of the file, and two texts that are such; of an IIN, its own with another control digit."""

SHARE = 0.0006
"""Of all rows, those with each kind of dirt."""


def _people() -> Iterator[str]:
    """People who are born in 2099, each once: in a month, one who stands twice is a fault of its own."""
    for number in count():
        day, serial = divmod(number, 10_000)
        digits = [int(digit) for digit in f"9901{day + 1:02}6{serial:04}"]
        # The weights 1 to 11, or where they give 10, those two places further (N31).
        sums = (sum(((place + turn) % 11 + 1) * digit for place, digit in enumerate(digits)) for turn in (0, 2))
        control = next((total % 11 for total in sums if total % 11 < 10), None)
        if control is not None:
            yield "".join(map(str, digits)) + str(control)


def _date(day: int, dice: random.Random) -> str:
    date = datetime.date(2025, 9, day)
    form = dice.random()
    if form < 0.9:
        return f"{date:%d.%m.%Y}"
    return date.isoformat() if form < 0.95 else f"{date:%d.%m.%Y} 00:00"


def _row(iin: str, number: int, dice: random.Random) -> dict[str, str]:
    listed = dice.randint(1, 5)
    asked = dice.randint(listed, 6)
    answered = dice.randint(asked, 12) if dice.random() < 0.7 else None
    agrees = dice.random() < 0.9
    entered = dice.randint(max(answered, 6), 29) if answered and agrees and dice.random() < 0.6 else None
    yes_no = [dice.choice(YES if dice.random() < 0.8 else NO) for _ in range(2)]
    return {
        "ИИН": iin,
        "Телефон": f"+7 701 {number % 1000:03} {number // 1000 % 100:02} 11",
        "Область": dice.choice(REGIONS),
        "АСП": yes_no[0],
        "Жилищная помощь": yes_no[1],
        "Дата внесения": _date(listed, dice),
        "Дата SMS": _date(asked, dice),
        "reminded on": "",
        "Дата ответа": _date(answered, dice) if answered else "",
        "Ответ": dice.choice(AGREE if agrees else REFUSE) if answered else "",
        "Дата входа": _date(entered, dice) if entered else "",
        "Лицевой счёт": f"{number:08}" if entered else dice.choice(("", " ")),
        "Счёт найден": dice.choice(YES) if entered else "",
        "Примечание": "",
    }


def made(rows: int, seed: int = 2025) -> tuple[str, Counter[tuple[str, str]], int]:
    """The file, how many rows have each kind of dirt, and how many of them a review cannot answer."""
    dice, lines = random.Random(seed), [HEADING]
    names, kinds = HEADING.split(";"), list(DIRT)
    dirt, bad = Counter[tuple[str, str]](), 0
    for number, iin in enumerate(islice(_people(), rows)):
        row = _row(iin, number, dice)
        place = int(dice.random() / SHARE)
        if place < len(kinds):
            kind = kinds[place]
            column, *texts = DIRT[kind]
            wrong = f"{iin[:-1]}{(int(iin[-1]) + 1) % 10}"
            row[column] = wrong if kind[0] == "iin" else dice.choice(texts)
            dirt[kind] += 1
            bad += kind[0] not in ("iin", "phone")
        lines.append(";".join(row[name] for name in names))
    return "\n".join(lines) + "\n", dirt, bad

"""The words and numbers of the charts, in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from voucher_core._arrow import LanguageCode
from voucher_core._core import Month
from voucher_core.enums import Language, Region, language_of
from voucher_core.errors import VoucherError, WrongType

Row: TypeAlias = "dict[str, Any]"

LanguageLike: TypeAlias = Language | LanguageCode
"""A language, or its code."""


# Every word of every chart, in the order of `Language`. Kazakh, Russian, English.
WORDS: dict[str, tuple[str, str, str]] = {
    # Stages, and rows of several stages.
    "all": ("Тізімде", "В списке", "On the list"),
    "not_listed": ("Тізімде жоқ", "Нет в списке", "Not on the list"),
    "delisted": ("Тізімнен шығарылды", "Исключены из списка", "Taken off the list"),
    "refused": ("Бас тартты", "Отказались", "Refused"),
    "lapsed": ("Мерзімінде жауап бермеді", "Не ответили в срок", "Did not answer in time"),
    "to_ask": ("SMS әлі жіберілмеді", "SMS ещё не отправлено", "No SMS yet"),
    "asked": ("SMS-ке жауап күтілуде", "Ждём ответа на SMS", "Asked by SMS"),
    "reminded": ("Қайталама SMS жіберілді", "Отправлено повторное SMS", "Repeat SMS sent"),
    "vouchers": ("Ваучер берілді", "Ваучер выдан", "Voucher issued"),
    "expired": ("Мерзімінде белсендірмеді", "Не активировали в срок", "Not activated in time"),
    "issued": ("Әлі белсендіре алады", "Ещё могут активировать", "Can still activate"),
    "activated": ("Ваучер белсендірілді", "Ваучер активирован", "Voucher activated"),
    "other": ("Шағын топтар бірге", "Малые группы вместе", "Small groups together"),
    # What a colour means.
    "further": ("кезеңнен өтті", "прошли этап", "got this far"),
    "out": ("шығып қалды", "выбыли", "dropped out"),
    "waiting": ("әлі үлгереді", "ещё успевают", "still can"),
    "mixed": ("бірге көрсетілген", "показаны вместе", "shown together"),
    # What became of the meals of a day.
    "given": ("Берілді", "Выдано", "Given"),
    "absent": ("Берілмеді", "Не выдано", "Not given"),
    "no_consent": ("Келісім немесе белсендіру жоқ", "Нет согласия или активации", "Not consented or activated"),
    "closed": ("Мектеп жабық", "Школа закрыта", "School closed"),
    "ahead": ("Әлі алда", "Ещё впереди", "Still ahead"),
    # What gives a family its points.
    "pulls": ("Төмендетеді", "Тянет вниз", "Pulls down"),
    "lifts": ("Көтереді", "Поднимает", "Lifts"),
    "total": ("Барлығы", "Итого", "Total"),
    # On which side of the poverty line.
    "below": ("Шектен аспайды", "Не выше черты", "Not above the line"),
    "above": ("Шектен жоғары", "Выше черты", "Above the line"),
    # Titles.
    "levels_title": (
        "Отбасылар деңгейлер мен өңірлер бойынша",
        "Семьи по уровням и регионам",
        "Families by level and region",
    ),
    "pulls_title": (
        "Отбасының ұпайлары неден құралады",
        "Из чего складываются баллы семьи",
        "What a family's points come from",
    ),
    "moves_title": (
        "Кім қай деңгейден қай деңгейге өтеді",
        "Кто с какого уровня на какой переходит",
        "Who moves from which level to which",
    ),
    "budget_title": (
        "Атаулы әлеуметтік көмек: бір айдың құны және қамту",
        "Адресная социальная помощь: стоимость месяца и охват",
        "Targeted assistance: cost of a month and coverage",
    ),
    "around_line_title": (
        "Кедейлік шегіне шаққандағы жан басына табыс",
        "Среднедушевой доход относительно черты бедности",
        "Per-capita income around the poverty line",
    ),
    "planned_title": (
        "Мектептегі тамақ: жоспарланғаны және берілгені",
        "Школьное питание: запланировано и выдано",
        "School meals: planned and given",
    ),
    "funnel_title": (
        "Тізімнен белсендірілген ваучерге дейін",
        "От списка до активированного ваучера",
        "From the list to an activated voucher",
    ),
    "uptake_title": (
        "Ваучерлерді айдың күндері бойынша белсендіру",
        "Активация ваучеров по дням месяца",
        "Activations by day of the month",
    ),
    "share_title": (
        "Тізімдегілердің арасында белсендіргендердің үлесі",
        "Доля активировавших среди тех, кто в списке",
        "Share of people on the list who activated",
    ),
    "activated_title": (
        "Белсендірілген ваучерлер саны",
        "Число активированных ваучеров",
        "Number of activated vouchers",
    ),
    "listed_title": ("Тізімдегі адамдар саны", "Число людей в списке", "Number of people on the list"),
    "listed_months_title": (
        "Тізімдегі адам-айлар саны",
        "Число человеко-месяцев в списке",
        "Number of person-months on the list",
    ),
    "compare_title": ("Ережелерді салыстыру", "Сравнение правил", "Regulations compared"),
    # Axes, legends, tooltips.
    "cumulative": ("Ай басынан бері", "С начала месяца", "Since the 1st"),
    "daily": ("Бір күнде", "За день", "A day"),
    "cost": ("Бір ай, теңге", "Месяц, тенге", "A month, tenge"),
    "households": ("Отбасылар", "Семьи", "Households"),
    "of_line": ("Шектің пайызы", "Процентов черты", "Per cent of the line"),
    "meals": ("Тамақ саны", "Порций в день", "Meals a day"),
    "date": ("Күні", "Дата", "Date"),
    "day": ("Айдың күні", "День месяца", "Day of the month"),
    "month": ("Ай", "Месяц", "Month"),
    "stage": ("Кезең", "Этап", "Stage"),
    "region": ("Өңір", "Регион", "Region"),
    "kato": ("ӘАОЖ", "КАТО", "KATO"),
    "count": ("Саны", "Число", "Count"),
    "families": ("Отбасылар", "Семьи", "Families"),
    "level": ("Деңгей", "Уровень", "Level"),
    "indicator": ("Көрсеткіш", "Показатель", "Indicator"),
    "points": ("Ұпай", "Баллы", "Points"),
    "regulation": ("Ережелер", "Правила", "Regulation"),
    "window": ("белсендіру кезеңі", "период активации", "activation window"),
    # Notes: `{}` is the threshold, or the first regulation.
    "hidden": (
        "Шегі {}: одан кіші топтар бөлек көрсетілмейді",
        "Группы меньше {} отдельно не показаны",
        "Groups of fewer than {} are not shown apart",
    ),
    "hidden_days": (
        "Шегі {}: белсендіруі одан аз күндер келесі күнге қосылды",
        "Дни, когда активаций меньше {}, прибавлены к следующему",
        "Days with fewer than {} activations are added to the next",
    ),
    "hidden_tiles": (
        "* – шегінен ({}) кіші топ бар, сан көрсетілмейді",
        "* – есть группа меньше {}, число не показано",
        "* – a group of fewer than {}: not shown",
    ),
    "no_data": ("«–» – дерек жоқ", "«–» – нет данных", "– means no data"),
    "outside": ("пилоттан тыс", "вне пилота", "not in the pilot"),
    "nobody": ("тізім бос", "в списке никого", "nobody listed"),
    "person_months": (
        "Сандар – адам-айлар: адам әр айда бөлек саналады",
        "Числа – человеко-месяцы: человек считается в каждом месяце отдельно",
        "Numbers are person-months: a person counts once in each month",
    ),
    "months": ("{} ай", "{} мес.", "{} months"),
    "left_out": ("Көрсетілмеген: {}", "Не показаны: {}", "Not shown: {}"),
    "left_not_listed": ("тізімде жоқ", "нет в списке", "not on the list"),
    "left_bad": ("қатесі бар жолдар", "строки с ошибками", "rows with errors"),
    "left_region": ("өңірі танылмаған жолдар", "строки без понятного региона", "rows without a region that is known"),
    "left_level": ("деңгейі белгісіз жолдар", "строки без уровня", "rows without a level"),
    "left_month": ("айы танылмаған жолдар", "строки без понятного месяца", "rows without a month that is known"),
    "of_the_listed": (
        "Жолақтың ұзындығы – өз тізіміндегі үлесі",
        "Длина полосы – доля от своего списка",
        "The length of a bar is the share of its own list",
    ),
    "difference": (
        "Жақшада – «{}» нұсқасынан айырмасы",
        "В скобках – разница с вариантом «{}»",
        "In brackets: difference from “{}”",
    ),
}


class Words:
    """The words of a language, its way to write numbers, and the threshold below which a number is hidden."""

    def __init__(self, language: LanguageLike, hide_below: int) -> None:
        self.language = language_of(language)
        if type(hide_below) is not int:
            text = f"hide_below: must be an int; {type(hide_below).__name__} came"
            raise WrongType(text, "not_an_integer", "hide_below")
        if hide_below < 0:
            raise VoucherError("hide_below: must be a whole number from 0", "not_a_count", "hide_below")
        self.hide_below = hide_below

    def __getitem__(self, name: str) -> str:
        return WORDS[name][list(Language).index(self.language)]

    def amount(self, count: int) -> str:
        return f"{count:,}".replace(",", "," if self.language == "en" else "\u00a0")

    def share(self, part: int, whole: int) -> str:
        # Half up, on integers: the same digits on every machine.
        tenths = (2000 * part + whole) // (2 * whole)
        number = f"{tenths // 10}.{tenths % 10}"
        return f"{number}%" if self.language == "en" else f"{number.replace('.', ',')}\u00a0%"

    def expression(self, share: bool = False) -> str:
        """A value of an axis in Vega's words, written as `amount` writes it."""
        if share:
            number = "format(100 * datum.value, '.1f')"
            return f"{number} + '%'" if self.language == "en" else f"replace({number}, '.', ',') + '\u00a0%'"
        number = "format(datum.value, ',.0f')"
        return number if self.language == "en" else f"replace({number}, /,/g, '\u00a0')"

    def apart(self, values: Sequence[float], share: bool) -> list[float]:
        """The values without those that are written as one before."""
        texts = {
            (self.share(round(1_000_000 * value), 1_000_000) if share else self.amount(round(value))): value
            for value in reversed(values)
        }
        return [value for value in values if value in texts.values()]

    def month(self, month: Month) -> str:
        return str(month) if self.language == "en" else f"{month.month:02}.{month.year}"

    def scope(self, months: Sequence[Month], regions: Iterable[Region] = ()) -> tuple[str, ...]:
        """Where and when, in a line, where it is known; of several months also what their numbers count."""
        names = [self.month(month) for month in months]
        if len(names) > 3:
            names = [f"{names[0]} … {names[-1]} ({self['months'].format(len(names))})"]
        where = ", ".join([*(region.label(self.language) for region in regions), *names])
        return (*([where] if where else []), *([self["person_months"]] if len(months) > 1 else []))

    def left_out(self, counts: Mapping[str, int]) -> tuple[str, ...]:
        """How many rows are in no mark of the chart, by why."""
        parts = [f"{self[f'left_{why}']} – {self.at_least(count)}" for why, count in counts.items() if count]
        return (self["left_out"].format("; ".join(parts)),) if parts else ()

    def at_least(self, count: int) -> str:
        """The count, or that it is below the threshold."""
        return f"< {self.hide_below}" if 0 < count < self.hide_below else self.amount(count)

    def note(self, name: str) -> tuple[str, ...]:
        return (self[name].format(self.hide_below),)

    def hidden(self, rows: Iterable[Row]) -> tuple[str, ...]:
        return (
            self.note("hidden")
            if any(row["what"] == "other" or row["text"][0] == "<" for row in rows)
            else ()
        )


def tile_name(region: Region, language: Language) -> str:
    """A name short enough for a tile, in lines: without the word *region*, unless two would be alike."""

    def short(each: Region) -> str:
        words = each.label(language).split(" ")
        return " ".join(word for word in words if word not in KINDS_OF_PLACE)

    name = short(region)
    if region not in CITIES and any(short(city) == name for city in CITIES):
        name = region.label(language)
    return name.replace("-", "-\n").replace(" ", "\n")


CITIES = (Region.ASTANA, Region.ALMATY, Region.SHYMKENT)
KINDS_OF_PLACE = {"область", "облысы", "Region", "город", "қаласы"}

"""Colours, axes and marks that the charts share."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt

from voucher_core._core import Regulation
from voucher_core.plot._words import Row, Words

# Okabe and Ito's palette: told apart with any colour vision, and most pairs in grey too.
BLUE, ORANGE, GREEN, SKY, PURPLE, YELLOW, BLACK = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#56B4E9",
    "#CC79A7",
    "#E69F00",
    "#000000",
)
GREY, PALE, INK, FAINT = "#A6B1BA", "#EEF1F3", "#1B2733", "#5B6770"
LIGHT_BLUE, DARK_BLUE = "#E3EEF9", "#08519C"
# The darkest on which the ink can be read, with a contrast of 5.2: so one ink does for a whole scale.
MID_BLUE = "#559FCD"

# Nothing around the marks.
BARE = alt.ViewBackground(strokeWidth=0)


def heading_of(text: str, *notes: str) -> alt.TitleParams:
    return alt.TitleParams(
        text,
        subtitle=[*notes],
        anchor="start",
        fontSize=15,
        subtitleFontSize=12,
        subtitleColor=FAINT,
        offset=12,
    )


def inline(rows: Sequence[Row]) -> alt.InlineData:
    return alt.InlineData(
        values=[{name: value for name, value in row.items() if name != "what"} for row in rows]
    )


def names_axis(width: int) -> alt.Axis:
    return alt.Axis(
        labelLimit=width,
        minExtent=width,
        labelFontSize=12,
        labelColor=INK,
        ticks=False,
        domain=False,
        labelPadding=8,
    )


def rounded_up(value: float) -> float:
    """The next number of one digit and noughts: where a scale from nought ends."""
    if value <= 0:
        return 1
    step = 10.0 ** math.floor(math.log10(value))
    return round(math.ceil(value / step - 1e-9) * step, 12)


def days_axis(labels: bool) -> alt.Axis:
    return alt.Axis(
        labels=labels, ticks=labels, labelAngle=0, labelFontSize=10, grid=False, labelOverlap=True
    )


def amounts_axis(words: Words, ticks: int = 5) -> alt.Axis:
    return alt.Axis(
        labelExpr=words.expression(),
        tickCount=ticks,
        minExtent=50,
        labelFontSize=11,
        gridColor=PALE,
        domain=False,
    )


def window_marks(regulation: Regulation | None, months: Sequence[str], words: Words) -> list[alt.Chart]:
    """Dashed lines at the first and the last day of the window, in months that have the same days for it."""
    if regulation is None or not months:
        return []
    days = sorted({day.day for month in months for day in regulation.window(month)})
    rows: list[Row] = [{"day": day, "text": ""} for day in days]
    rows[0]["text"] = words["window"]
    base = alt.Chart(inline(rows)).encode(x="day:O")
    return [
        base.mark_rule(strokeDash=[4, 3], color=FAINT),
        base.mark_text(align="left", baseline="top", dx=5, y=2, fontSize=11, color=FAINT).encode(
            text="text:N"
        ),
    ]

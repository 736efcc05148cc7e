"""Specifications of charts in Vega-Lite, drawn as SVG by vl-convert.

A chart takes numbers and words, both ready to be shown, and gives a picture that needs no script.
Its colours can be told apart by the colour-blind and by their marks; ``brief.css`` maps them to
the inks of the page, so that one picture serves paper, screen and dark screen.

The specifications are written out: Altair would build the same ones, and take a second to import.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import ceil, floor, isnan
from textwrap import wrap
from typing import Literal

from detente.world import Language

Spec = dict[str, object]

WIDTH = 480  # of the whole picture, in its own units
BAR = 18  # height of a bar, or of a number beside one
ROW_AIR = 10  # between one row and the next
LINE = 19  # height of a line of words
HEIGHT = 180  # of a chart over years
AIR = 0.08  # of the years shown, beside the first and the last
APART = 0.13  # of the years shown; numbers nearer than this to another are left to the table
ROOM = 1.5  # times the longest range, for the numbers behind it
TICKS = 6  # years named under a chart of spells, at most
LETTERS = 58  # on a line of a title
SMALL_LETTERS = 76  # on a line of small print
NAME_LETTERS = 24  # on a line of a name beside a bar
LONG_NAME_LETTERS = 36  # the same, where there are no numbers to make room for
NAME, NAME_LINE = 13, 16  # size of the letters of a name, and height of its lines
SMALL_NAME, SMALL_NAME_LINE = 12, 13  # the same, where there are many
LETTER, SYMBOL, LEGEND = 6.8, 40, 320  # widths in a legend: of a letter, a symbol, and all of it
INK, QUIET, RULE, PAPER = "#1d1c1a", "#66625b", "#ddd8cd", "#fffefb"
HUES = ("#8c2f1b", "#2f6b8c", "#9a6b00")  # brick, blue, ochre: apart for the colour-blind, too
SHADES = (*HUES, QUIET, INK)
SHAPES = ("circle", "square", "triangle-up")
THICKNESS = (16, 11, 7, 4, 2)  # of spells, the heaviest first
MEASURED = "Liberation Sans"  # comes with vl-convert: the same widths on every machine
FONT = f"'{MEASURED}', Arial, Helvetica, sans-serif"  # all of one width
TITLE = f'font-size="15" font-weight="600" fill="{INK}"'
SMALL = f'font-size="12" fill="{QUIET}"'
LOCALES: Mapping[Language, Literal["en-GB", "nl-NL"]] = {"en": "en-GB", "nl": "nl-NL"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a chart.

    Attributes
    ----------
    place
        What it belongs to: a country, a year.
    series
        Which of the chart's series; empty where there is one.
    text
        The number as the page writes it.
    """

    place: str
    series: str
    value: float
    low: float
    high: float
    text: str

    @property
    def end(self) -> float:
        """Where its bar or its range ends, as far from zero as it reaches."""
        ends = (self.value, self.low, self.high) if self.low < self.high else (self.value,)
        return max((end for end in ends if not isnan(end)), key=abs, default=self.value)


def bars(marks: Sequence[Mark], *, format: str) -> Spec:
    """Lying bars, one for each place and series, with whiskers for ranges."""
    series = list(dict.fromkeys(mark.series for mark in marks))
    shared = {**_places(), **_beside(series)}
    x = _axis("value", format)
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.78}},
            "encoding": {**shared, "x": x, "color": _hue(series)},
        }
    ]
    if any(mark.low < mark.high for mark in marks):
        layers.append(
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {**shared, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            }
        )
    layers.append(
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13},
            "encoding": {**shared, "x": {**x, "field": "right"}, "text": {"field": "text"}},
        }
    )
    return {**_rows(marks, series), "layer": layers}


def ranges(marks: Sequence[Mark], *, format: str) -> Spec:
    """A line from low to high with a dot at the number, one for each place and series."""
    series = list(dict.fromkeys(mark.series for mark in marks))
    shared = {**_places(), **_beside(series)}
    ends = [mark.end for mark in marks if not isnan(mark.end)]
    least, most = min(0.0, *ends), max(0.0, *ends)
    x = _axis("value", format, labelExpr=f"datum.value > {most} ? '' : datum.label")
    x["scale"] = {"domain": [least, least + ROOM * (most - least)], "nice": False}
    hue = {"color": _hue(series)}
    return {
        **_rows(marks, series),
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.55},
                "encoding": {**shared, **hue, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {**shared, **hue, "x": x, "shape": _shape(series)},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 9, "fontSize": 12},
                "encoding": {**shared, "x": {**x, "field": "end"}, "text": {"field": "text"}},
            },
        ],
    }


def spells(marks: Sequence[Mark], order: Sequence[str]) -> Spec:
    """Stretches of years, a row for each place: the heavier the series, the thicker.

    Parameters
    ----------
    marks
        From `low` to `high`, in years.
    order
        Every series, the heaviest first.
    """
    first, last = floor(min(m.low for m in marks)), max(m.high for m in marks)
    step = max(1, ceil((last - first) / TICKS))
    x = _axis("low", "d", values=[*range(first, int(last) + 1, step)])
    x["scale"] = {"domain": [first, last], "nice": False}
    shades = {**_hue(order), "scale": {"domain": [*order], "range": [*SHADES[: len(order)]]}}
    encoding = {
        **_places(SMALL_NAME, SMALL_NAME_LINE),
        "x": x,
        "x2": {"field": "high"},
        "color": shades,
    }
    wrapped = [_row(mark, LONG_NAME_LETTERS) for mark in marks]
    return {
        "data": {"values": wrapped},
        "height": _tall(wrapped, 1, SMALL_NAME_LINE),
        "layer": [
            {
                "mark": {"type": "bar", "height": height},
                "encoding": encoding,
                "transform": [{"filter": f"datum.series == {json.dumps(series)}"}],
            }
            for series, height in zip(order, THICKNESS, strict=False)
        ],
    }


def lines(marks: Sequence[Mark], *, format: str, along: str = "") -> Spec:
    """One line for each series over the years, or what else is counted along; dots for numbers."""
    series = list(dict.fromkeys(mark.series for mark in marks))
    years = sorted({int(mark.place) for mark in marks})
    air = max(1.0, AIR * (years[-1] - years[0]))
    encoding: Spec = {
        "x": {
            "field": "place",
            "type": "quantitative",
            "title": along or None,
            "scale": {"domain": [years[0] - air, years[-1] + air], "nice": False},
            "axis": {"format": "d", "values": years, "grid": False, "labelOverlap": True},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": None,
            "scale": {"zero": True},
            "axis": {"format": format, "tickCount": 4},
        },
    }
    hue = {"color": _hue(series)}
    numbers: Spec = {
        "encoding": {**encoding, "text": {"field": "text"}},
        "transform": [{"filter": "datum.is_told"}],
    }
    above: Spec = {"type": "text", "dy": -13, "fontSize": 13, "clip": False}
    told = _told(marks)
    rows = [{**_row(m), "place": int(m.place), "is_told": m in told} for m in marks]
    return {
        "data": {"values": rows},
        "height": HEIGHT,
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {**encoding, **hue},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1},
                "encoding": {**encoding, **hue, "shape": _shape(series)},
            },
            {"mark": {**above, "stroke": PAPER, "strokeWidth": 4, "color": PAPER}, **numbers},
            {"mark": above, **numbers},
        ],
    }


def drawn(spec: Spec, lang: Language) -> str:
    """Draw a chart as SVG; the same chart gives the same characters."""
    return _drawn(json.dumps(spec, sort_keys=True), lang)


@lru_cache(maxsize=128)
def _drawn(spec: str, lang: Language) -> str:
    import vl_convert

    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 14, "right": 20, "top": 4, "bottom": 4},
        "background": None,
        "config": CONFIG,
        **json.loads(spec),
    }
    chart = vl_convert.vegalite_to_svg(whole, vl_version="5.20", format_locale=LOCALES[lang])
    return chart.replace(f'font-family="{MEASURED}"', "")


def framed(chart: str, *, title: str, unit: str, below: Sequence[str]) -> str:
    """Set a chart under its title and above its small print, the source last, as one image."""
    height = float(chart.split('viewBox="')[1].split('"')[0].split()[3])
    lines = [(line, TITLE, LINE) for line in wrap(title, LETTERS)]
    lines += [(line, SMALL, LINE) for line in wrap(unit, SMALL_LETTERS)]
    above, y = [], 0.0
    for line, look, step in lines:
        y += step
        above.append(f'<text y="{y - 4:g}" {look}>{escape(line)}</text>')
    inner = chart.replace("<svg ", f'<svg y="{y + 8:g}" ', 1)
    y += height + 12
    small = []
    for line in (line for text in below for line in wrap(text, SMALL_LETTERS)):
        y += LINE - 2
        small.append(f'<text y="{y - 4:g}" {SMALL}>{escape(line)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" '
        f'viewBox="0 0 {WIDTH} {y:g}" font-family="{escape(FONT)}">'
        f"<title>{escape(title)}</title>{''.join(above)}{inner}{''.join(small)}</svg>"
    )


def _told(marks: Sequence[Mark]) -> list[Mark]:
    """Whose numbers stand in the chart: of the series on top, the ends first, none too near."""
    known = [mark for mark in marks if not isnan(mark.value)]
    top = max(known, key=lambda m: m.value).series
    row = [mark for mark in known if mark.series == top]
    years = [int(mark.place) for mark in marks]
    least = APART * (max(years) - min(years))
    told: list[Mark] = []
    for mark in (row[-1], row[0], max(row, key=lambda m: m.value), *row):
        if all(abs(int(mark.place) - int(other.place)) >= max(least, 1) for other in told):
            told.append(mark)
    return told


def _rows(marks: Sequence[Mark], series: Sequence[str]) -> Spec:
    rows = [_row(mark) for mark in marks]
    return {"data": {"values": rows}, "height": _tall(rows, len(series))}


def _tall(rows: Sequence[Mapping[str, object]], series: int, line: int = NAME_LINE) -> float:
    """Height of a chart of which no bar touches another, and no name either."""
    places = {str(row["place"]) for row in rows}
    lines = max(place.count("\n") for place in places) + 1
    return len(places) * max(BAR * series, line * lines) + ROW_AIR


def _places(size: int = NAME, line: int = NAME_LINE) -> Spec:
    """Places down the side, long names on two lines."""
    said = "split(datum.label, '\\n')"
    axis = {
        "labelFontSize": size,
        "labelLineHeight": line,
        "labelExpr": said,
        "labelOffset": {"expr": f"(1 - length({said})) * {line / 2}"},  # centred
        "labelLimit": 260,
        "ticks": False,
        "domain": False,
        "labelPadding": 12,
    }
    return {"y": {"field": "place", "type": "nominal", "sort": None, "title": None, "axis": axis}}


def _beside(series: Sequence[str]) -> Spec:
    return {"yOffset": {"field": "series", "sort": list(series)}} if len(series) > 1 else {}


def _axis(field: str, format: str, **more: object) -> dict[str, object]:
    axis = {"format": format, "tickCount": 4, "domain": False, "ticks": False, **more}
    axis["labelOverlap"] = True
    return {"field": field, "type": "quantitative", "title": None, "axis": axis}


def _row(mark: Mark, letters: int = NAME_LETTERS) -> Mapping[str, object]:
    """A mark as data; a number that is unknown is left out, and so is a range that is none."""

    def known(x: float) -> float | None:
        return None if isnan(x) else x

    is_range = mark.low < mark.high
    return {
        "place": "\n".join(wrap(mark.place, letters)),
        "series": mark.series,
        "value": known(mark.value),
        "low": known(mark.low if is_range else mark.value),
        "high": known(mark.high if is_range else mark.value),
        "end": known(mark.end),
        "right": known(max(0.0, mark.value, mark.high if is_range else mark.value)),
        "text": mark.text,
    }


def _hue(series: Sequence[str]) -> Spec:
    widths = [LETTER * len(each) + SYMBOL for each in series]
    columns = len(series) if sum(widths) <= LEGEND else max(1, int(LEGEND // max(widths)))
    legend = {"orient": "top", "title": None, "columns": columns} if len(series) > 1 else None
    return {
        "field": "series",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(series), "range": list(HUES[: len(series)])},
        "legend": legend,
    }


def _shape(series: Sequence[str]) -> Spec:
    return {
        "field": "series",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(series), "range": list(SHAPES[: len(series)])},
        "legend": None,
    }


CONFIG: Spec = {
    "font": MEASURED,
    "view": {"stroke": None},
    "text": {"color": INK},
    "axis": {
        "labelFontSize": 13,
        "labelLineHeight": 15,
        "labelColor": INK,
        "gridColor": RULE,
        "domainColor": QUIET,
        "tickColor": QUIET,
        "titleColor": QUIET,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {
        "columnPadding": 24,
        "labelFontSize": 13,
        "labelColor": INK,
        "symbolOpacity": 1,
        "labelLimit": 400,
    },
}

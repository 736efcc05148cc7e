"""Charts: known answers, laws, a second road, refusals."""

import re
from xml.etree import ElementTree

import pytest

from detente.brief.chart import NAME_LINE, Mark, bars, drawn, framed, lines, ranges, spells

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
TWO = [
    Mark("China", "", 0.93, NAN, NAN, "93.1%"),
    Mark("Nowhere & <Co>", "", 0.01, 0.005, 0.02, "1.0%"),
]
YEARS = [
    Mark(year, series, value, NAN, NAN, f"{value}")
    for series, values in (("a sells", (1.0, 3.0, 2.0)), ("b sells", (0.5, NAN, 0.7)))
    for year, value in zip(("1995", "2005", "2018"), values, strict=True)
]
LIMITED = [
    Mark("coal, sold", "banned", NAN, 2017.5, 2019.3, ""),
    Mark("coal, sold", "capped", NAN, 2016.2, 2017.5, ""),
    Mark("electricity, bought", "banned", NAN, 2018.0, 2019.3, ""),
]
CHARTS = {
    "bars": bars(TWO, format="~%"),
    "ranges": ranges(TWO, format="~%"),
    "lines": lines(YEARS, format=",.12~g"),
    "spells": spells(LIMITED, ["banned", "capped"]),
}
each_chart = pytest.mark.parametrize("name", CHARTS)


def image(name: str, lang="en", title="What it shows", source="Source: nobody") -> str:
    chart = drawn(CHARTS[name], lang)
    return framed(chart, title=title, unit="million", below=["Left out: Mars", source])


def words(svg: str) -> list[str]:
    """Every text of an image."""
    return ["".join(e.itertext()) for e in ElementTree.fromstring(svg).iter(f"{SVG}text")]


# Known answers


@each_chart
def test_the_image_holds_its_title_and_its_source(name):
    shown = words(image(name))
    assert shown[:2] == ["What it shows", "million"]
    assert shown[-2:] == ["Left out: Mars", "Source: nobody"]


def test_each_bar_stands_under_its_name_with_its_number():
    shown = words(image("bars"))
    assert {"China", "93.1%", "Nowhere & <Co>", "1.0%"} <= {*shown}


def test_a_name_of_two_lines_is_centred_on_its_bar_as_one_of_one_line_is():
    names = ("Nowhere in particular, and in general", "Here")
    svg = drawn(bars([Mark(name, "", 1.0, NAN, NAN, "") for name in names], format="g"), "en")
    centres = [
        float(top) + float(height) / 2
        for top, height in re.findall(r'"bar" d="M0,([\d.]+)h[\d.]+v([\d.]+)h-', svg)
    ]
    tops = re.findall(r'"translate\(-[\d.]+,([\d.]+)\)"[^>]*>(?:<tspan|Here)', svg)
    two, one = (float(top) - centre for top, centre in zip(tops, centres, strict=True))
    assert one - two == pytest.approx(NAME_LINE / 2)


def test_the_axis_is_written_as_the_language_writes_it():
    chart = bars([Mark("x", "", 0.0125, NAN, NAN, "")] * 2, format=".1f")
    assert "0.0" in words(drawn(chart, "en"))
    assert "0,0" in words(drawn(chart, "nl"))


def test_a_long_title_takes_more_lines_and_a_taller_image():
    def height(svg: str) -> float:
        return float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])

    assert height(image("bars", title="word " * 40)) > height(image("bars")) + 50


# Laws


@each_chart
def test_the_same_chart_gives_the_same_characters(name):
    from detente.brief.chart import _drawn

    first = image(name)
    _drawn.cache_clear()
    assert image(name) == first


@each_chart
def test_an_image_needs_nothing_from_elsewhere_and_runs_nothing(name):
    svg = image(name)
    outside = set(re.findall(r'(?:https?:)?//[^"\s<>]+', svg))
    assert outside <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<script" not in svg
    assert "url(" not in svg


@each_chart
def test_words_are_shown_and_never_taken_for_markup(name):
    svg = image(name, title="<script>alert(1)</script>", source="</svg><b>")
    assert "<script>" not in svg
    assert words(svg)[0] == "<script>alert(1)</script>"


# A second road


def test_bars_are_as_long_as_their_numbers():
    marks = [Mark(n, "", v, NAN, NAN, "") for n, v in (("a", 1.0), ("b", 2.0), ("c", 4.0))]
    svg = drawn(bars(marks, format="g"), "en")
    root = ElementTree.fromstring(svg)
    lengths = [
        float(re.search(r"h([\d.]+)", e.get("d"))[1])
        for e in root.iter(f"{SVG}path")
        if e.get("fill") == "#8c2f1b" and e.get("aria-roledescription") == "bar"
    ]
    assert [x / lengths[0] for x in lengths] == pytest.approx([1, 2, 4], rel=1e-3)

"""The countries of the world as ready-made paths: no program draws or fetches anything.

Equal Earth projection, 960 units wide, from Natural Earth. Its stance on disputed borders is that
of its maker, and whoever shows the map says so under it. A country too small to be seen is a dot.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from detente.brief.chart import HUES, INK, PAPER, QUIET, RULE, WIDTH
from detente.errors import UnknownLabel
from detente.world import country

SMALL = 4.0  # units that the largest part of a country measures; a smaller one is a dot
TOP, LEFT, WIDE, TALL = 8, 10, 940, 440  # of the map that is shown
DOT = 3.4  # radius of a dot, in units of the map
STRENGTHS = (1.0, 0.72, 0.48, 0.28)  # of the ink of each class, the highest first
LEFT_OFF = frozenset({"ATA"})  # it would take a fifth of the map, and trades nothing
COLUMNS = 3  # of the legend
FAINT = 0.6  # of the ink of who has no class
LEGEND = 22  # height of the legend
SWATCH = 12  # side of a square of the legend


@dataclass(frozen=True, slots=True)
class Shape:
    """A country on the map.

    Attributes
    ----------
    path
        For the ``d`` of an SVG path.
    dot
        Where to draw a dot instead; None where the country can be seen.
    """

    code: str
    path: str
    dot: tuple[float, float] | None


@cache
def shapes() -> tuple[Shape, ...]:
    """Every country that a table may know, in the order in which they are drawn.

    Examples
    --------
    >>> [shape.code for shape in shapes() if shape.dot][:3]
    ['VAT', 'FSM', 'MHL']
    """
    written = json.loads(files("detente.brief").joinpath("map.json").read_text("utf-8"))
    found = []
    for code, shape in written.items():
        if code in LEFT_OFF:
            continue
        try:
            country(code)
        except UnknownLabel:
            continue  # a place that no table knows
        x, y = shape["c"]
        found.append(Shape(code, shape["d"], None if _is_seen(shape["d"]) else (x, y)))
    return tuple(found)


def choropleth(
    classes: Mapping[str, int], marked: str, names: Mapping[str, str], legend: tuple[str, ...]
) -> str:
    """Countries in shades by their class, as one SVG.

    Parameters
    ----------
    classes
        Class of each country, 0 the highest; who has none is left blank.
    marked
        Whom the numbers are about.
    names
        What each country is called, with its number.
    legend
        What each class is called, the highest first; then what blank means, then the one marked.
    """
    scale = WIDTH / WIDE
    drawn = [_country(shape, classes, marked, names) for shape in shapes()]
    # Dots come last, so that no neighbour covers them.
    drawn.sort(key=lambda each: each.startswith("<circle"))
    tall = TALL * scale + LEGEND * (1 + (len(legend) - 1) // COLUMNS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall:g}" '
        f'width="{WIDTH}" height="{tall:g}"><g transform="scale({scale:.4f}) '
        f'translate({-LEFT} {-TOP})" stroke="{PAPER}" stroke-width="0.7">{"".join(drawn)}</g>'
        f"{_legend(legend, TALL * scale)}</svg>"
    )


def _country(
    shape: Shape, classes: Mapping[str, int], marked: str, names: Mapping[str, str]
) -> str:
    name = names.get(shape.code)
    title = f"<title>{escape(name)}</title>" if name else ""
    look = _look(classes.get(shape.code), is_marked=shape.code == marked)
    if shape.dot:
        if not title:
            return ""
        x, y = shape.dot
        return f'<circle cx="{x:g}" cy="{y:g}" r="{DOT}" {look}>{title}</circle>'
    path = _coarse(shape.path)
    return f'<path d="{path}" {look}>{title}</path>' if title else f'<path d="{path}" {look}/>'


@cache
def _coarse(path: str) -> str:
    """A path in whole units, which is as fine as a picture in a brief is drawn."""
    return re.sub(r"(\d+)\.\d", r"\1", path)


def _look(of: int | None, *, is_marked: bool) -> str:
    if is_marked:
        return f'fill="{INK}"'
    if of is None:
        return f'fill="{RULE}" fill-opacity="{FAINT}"'
    return f'fill="{HUES[0]}" fill-opacity="{STRENGTHS[of]}"'


def _legend(legend: tuple[str, ...], y: float) -> str:
    """A square and a word for each class, three on a line."""
    *classes, _, _ = legend
    looks = [_look(of, is_marked=False) for of in range(len(classes))]
    looks += [_look(None, is_marked=False), _look(None, is_marked=True)]
    drawn = []
    for place, (look, word) in enumerate(zip(looks, legend, strict=True)):
        x, line = (place % COLUMNS) * WIDTH / COLUMNS, y + LEGEND * (place // COLUMNS + 0.75)
        drawn.append(
            f'<rect x="{x:g}" y="{line - SWATCH:g}" width="{SWATCH}" height="{SWATCH}" {look} '
            f'stroke="{QUIET}" stroke-width="0.5"/><text x="{x + 1.5 * SWATCH:g}" '
            f'y="{line - 1.5:g}" font-size="12" fill="{INK}">{escape(word)}</text>'
        )
    return "".join(drawn)


def _is_seen(path: str) -> bool:
    """Whether a part of a country is large enough to be seen."""
    for part in filter(None, path.split("M")):
        numbers = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", part)]
        xs, ys = numbers[::2], numbers[1::2]
        if max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALL:
            return True
    return False

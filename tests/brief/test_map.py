"""The map: known answers, laws."""

import json
import re
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from xml.etree import ElementTree

import pytest

from detente.brief.map import SMALL, choropleth, shapes
from detente.world import country

DRAWN = {shape.code: shape for shape in shapes()}
LEGEND = ("most", "much", "some", "little", "none", "Malta")


def box(code: str) -> tuple[float, float, float, float]:
    numbers = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", DRAWN[code].path)]
    return min(numbers[::2]), max(numbers[::2]), min(numbers[1::2]), max(numbers[1::2])


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies on a map of 960 units (Savric, Patterson & Jenny 2019)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796

    def projected(longitude: float, latitude: float) -> tuple[float, float]:
        t = asin(sqrt(3) / 2 * sin(radians(latitude)))
        slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
        x = 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * slope)
        return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t

    widest, highest = projected(180, 0)[0], projected(0, 90)[1]
    x, y = projected(longitude, latitude)
    scale = 480 / widest
    return 480 + scale * x, scale * (highest - y)


def is_inside(code: str, x: float, y: float) -> bool:
    """Whether a point lies in a country, by the even-odd rule."""
    inside = False
    for part in filter(None, re.split("[MZ]", DRAWN[code].path)):
        ends = [tuple(map(float, pair.split(","))) for pair in part.split("L")]
        for (x1, y1), (x2, y2) in zip(ends, ends[1:] + ends[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


# Known answers


@pytest.mark.parametrize("code", ["XKX", "ESH", "TWN", "PSE", "HKG", "SSD"])
def test_who_is_disputed_or_new_stands_by_itself(code):
    assert code in DRAWN


@pytest.mark.parametrize(
    ("city", "longitude", "latitude", "code", "not_code"),
    [
        ("Simferopol", 34.1, 45.0, "UKR", "RUS"),
        ("Laayoune", -13.0, 27.0, "ESH", "MAR"),
        ("Taipei", 121.5, 24.9, "TWN", "CHN"),
        ("Pristina", 21.1, 42.65, "XKX", "SRB"),
        ("Vladivostok", 132.2, 43.5, "RUS", "PRK"),
    ],
)
def test_a_city_lies_where_the_words_under_the_map_say(city, longitude, latitude, code, not_code):
    point = equal_earth(longitude, latitude)
    assert is_inside(code, *point)
    assert not is_inside(not_code, *point)


def test_a_country_too_small_to_be_seen_is_a_dot():
    assert {"MLT", "SGP", "MHL", "BHR"} <= {code for code, shape in DRAWN.items() if shape.dot}
    assert DRAWN["RUS"].dot is None


def test_nobody_trades_with_antarctica():
    assert "ATA" not in DRAWN


# Laws


def test_every_country_on_the_map_has_a_name():
    for code in DRAWN:
        assert country(code) == code


def test_a_country_that_can_be_seen_has_a_part_as_long_as_that():
    for shape in shapes():
        if shape.dot is None:
            west, east, north, south = box(shape.code)
            assert max(east - west, south - north) >= SMALL


def test_the_same_map_gives_the_same_characters_and_no_name_is_markup():
    drawn = choropleth({"CHN": 0}, "MLT", {"CHN": "<b>China</b>", "MLT": "Malta"}, LEGEND)
    assert drawn == choropleth({"CHN": 0}, "MLT", {"CHN": "<b>China</b>", "MLT": "Malta"}, LEGEND)
    assert "<b>" not in drawn
    ElementTree.fromstring(drawn)


def test_paths_hold_nothing_but_coordinates():
    written = json.loads(files("detente.brief").joinpath("map.json").read_text("utf-8"))
    assert all(re.fullmatch(r"[MLZ\d.,-]+", shape["d"]) for shape in written.values())

"""The map: known answers, laws."""

from detente.web.answers import Answers
from detente.web.map import world_map
from detente.web.view import View

HELD = Answers().countries

# Known answers


def test_a_country_leads_to_the_next_view():
    first = {place.shape.code: place for place in world_map(View(lang="nl"), HELD)}
    assert first["BRA"].address == "/?a=BRA&lang=nl"
    assert first["BRA"].name == "Brazilië"
    second = {place.shape.code: place for place in world_map(View(a="Brazil"), HELD)}
    assert second["AUS"].address == "/brief?a=Brazil&b=AUS"
    assert [code for code, place in second.items() if place.is_chosen] == ["BRA"]


# Laws


def test_every_country_that_can_be_asked_about_has_one_place():
    drawn = [place.shape.code for place in world_map(View(), HELD)]
    assert len(set(drawn)) == len(drawn) > 200
    assert {"SGP", "MLT", "XKX", "TWN", "PSE"} <= set(drawn) <= set(HELD)
    assert [place.name for place in world_map(View(), ["NLD"])] == ["Netherlands"]

"""The map: known answers, laws."""

from detente.web.map import world_map
from detente.web.view import View

# Known answers


def test_a_country_leads_to_the_next_view():
    first = {place.code: place for place in world_map(View(lang="nl"))}
    assert first["BRA"].address == "/?a=BRA&lang=nl"
    assert first["BRA"].name == "Brazilië"
    second = {place.code: place for place in world_map(View(a="Brazil"))}
    assert second["AUS"].address == "/brief?a=Brazil&b=AUS"
    assert [place.code for place in second.values() if place.chosen] == ["BRA"]


# Laws


def test_every_country_has_one_place_and_a_small_one_a_dot():
    places = world_map(View())
    assert len({place.code for place in places}) == len(places) > 200
    assert {"SGP", "MLT", "XKX", "TWN", "PSE"} <= {place.code for place in places}
    assert all(place.dot for place in places if place.code in ("SGP", "MLT"))
    assert all(not place.dot for place in places if place.code in ("RUS", "BRA"))

"""Projects in claims: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from claims.invented_bargain import CASE as INVENTED
from claims.invented_bargain import LINE

from detente.bargain import fact_draws
from detente.brief import compose, render
from detente.claims import Label, Measurement, measurement
from detente.data import load_case
from detente.errors import MissingData, UnknownLabel
from detente.study import MEASURES, transit_claims

SUMMIT = load_case("vladivostok-2019")
TOLD = transit_claims({}, SUMMIT)
EXACT = 1e-9  # of linear programs
OF_A_RANGE = 0.08  # twice the error of its ends over 256 draws


def blanks_of(claims, key):
    (blanks,) = [claim.blanks for claim in claims if claim.key == key]
    return blanks


# Known answers


def test_vladivostok_2019_a_third_of_the_gap_to_a_line_on_the_seabed():
    """KOGAS and others put building at 2.5 billion; 15 % of it a year through, 29.76 % around."""
    gap = 2.5e9 * 0.15 * (3.1 * 0.64 - 1)
    assert blanks_of(TOLD, "transit.gap")["gap"].value == pytest.approx(gap, rel=EXACT)
    assert blanks_of(TOLD, "transit.third")["value"].value == pytest.approx(gap / 3, rel=EXACT)
    built = (gap + 2.5e9 * 0.12) / 3  # what it cost to build is sunk
    assert blanks_of(TOLD, "transit.built")["built"].value == pytest.approx(built, rel=EXACT)


def test_vladivostok_2019_the_published_fees_lie_within_the_ranges():
    stated = blanks_of(TOLD, "transit.stated")
    assert (stated["lowest"].value, stated["highest"].value) == (100e6, 195e6)
    value = blanks_of(TOLD, "transit.third")["value"]
    assert value.low < stated["lowest"].value < stated["highest"].value < value.high


def test_vladivostok_2019_the_rules_close_it():
    closed = blanks_of(TOLD, "transit.closed")
    assert (closed["closed"].value, closed["day"]) == (0, Label("date", "2019-04-25"))


def test_vladivostok_2019_what_matters_most_is_the_line_on_the_seabed():
    strongest = blanks_of(TOLD, "transit.strongest")
    assert dict(strongest["arc"].texts)["en"] == "a line on the seabed around North Korea"
    assert strongest["value"].value > 1.5 * blanks_of(TOLD, "transit.third")["value"].value


def test_vladivostok_2019_what_is_assumed_is_counted():
    basis = blanks_of(TOLD, "transit.basis")
    assert (basis["facts"].value, basis["doubted"].value) == (13, 6)


def test_by_hand_in_reading_order():
    assert [(claim.key, len(claim.rows)) for claim in transit_claims({}, INVENTED)] == [
        ("transit.gap", 0),
        ("transit.third", 0),
        ("transit.built", 0),
        ("transit.players", 3),
        ("transit.closed", 0),
        ("transit.stated", 0),
        ("transit.strongest", 0),
        ("transit.basis", 0),
    ]


def test_by_hand_a_line_without_a_way_around_or_rules():
    alone = replace(LINE, arcs=LINE.arcs[:1], stated=())
    keys = [claim.key for claim in transit_claims({}, replace(INVENTED, projects=(alone,)))]
    assert keys[:3] == ["transit.no_way_around", "transit.needed", "transit.built_alone"]
    assert keys[-2:] == ["transit.none_around", "transit.basis"]
    early = replace(INVENTED, day=date(2015, 1, 1))
    assert "transit.open" in {claim.key for claim in transit_claims({}, early)}


def test_by_hand_a_rule_on_the_way_around_does_not_close_the_way_through():
    through, around = LINE.arcs
    other = (replace(through, category=""), replace(around, category=through.category))
    told = transit_claims({}, replace(INVENTED, projects=(replace(LINE, arcs=other),)))
    assert "transit.open" in {claim.key for claim in told}


def with_arcs(*arcs):
    return replace(INVENTED, projects=(replace(LINE, arcs=arcs),))


def test_by_hand_a_way_through_that_saves_nothing():
    """Both ways cost 100 + 100 million; then one that gains nobody anything, at 1,100 million."""
    through, around = LINE.arcs
    told = transit_claims({}, with_arcs(through, replace(around, capital_cost=("build",))))
    assert [claim.key for claim in told][:2] == ["transit.no_gap", "transit.players"]
    assert told[1].rows[1]["fair"].value == 0
    dear = [replace(arc, running_cost=("city_price",)) for arc in LINE.arcs]
    assert [claim.key for claim in transit_claims({}, with_arcs(*dear))] == ["transit.nothing"]


def test_by_hand_a_way_around_through_another_country_is_no_third():
    """The way around needs China, so without it North Korea's is the only one."""
    through, around = LINE.arcs
    line = replace(LINE, players=(*LINE.players, "CHN"))
    line = replace(line, arcs=(through, replace(around, owners=("CHN",))))
    case = replace(INVENTED, third_parties=("KOR", "USA", "CHN"), projects=(line,))
    told = transit_claims({}, case)
    # of 24 orders two put China last after all three, six North Korea last
    share = 800e6 * 2 / 24 + 300e6 * 6 / 24
    assert blanks_of(told, "transit.not_a_third")["value"].value == pytest.approx(share, rel=EXACT)


def test_by_hand_after_the_last_day_of_the_rules_only_what_they_close_is_not_known():
    told = transit_claims({}, replace(INVENTED, day=date(2024, 6, 19)))
    assert blanks_of(told, "transit.third")["value"].value == pytest.approx(100e6, rel=EXACT)
    assert blanks_of(told, "transit.rules_end")["day"] == Label("date", "2024-06-19")
    assert not {"transit.open", "transit.closed"} & {claim.key for claim in told}


# Laws


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("case", [SUMMIT, INVENTED], ids=["shipped", "invented"])
def test_it_has_words_in_both_languages(case, language):
    brief = compose(case, transit_claims({}, case), language)
    assert all(render(brief, form) for form in ("text", "html", "json"))


# Certificates


def test_the_players_divide_all_that_there_is():
    (players,) = [claim for claim in TOLD if claim.key == "transit.players"]
    fair, mild = (sum(row[name].value for row in players.rows) for name in ("fair", "nucleolus"))
    assert fair == pytest.approx(mild, rel=EXACT)


# A second road


def test_the_range_by_the_closed_form_over_many_more_draws():
    """A third of what the way through saves over the seabed, over ships, or over other gas."""
    drawn = fact_draws(SUMMIT, SUMMIT.projects[0], draws=5_000, seed=2)
    of = {id: np.array([each[id] for each in drawn]) for id in drawn[0]}
    through = of["X101"] * (of["X107"] + of["X108"])
    around = through * np.minimum(of["X102"] * of["X103"], of["X104"])
    elsewhere = (of["X111"] - of["X109"]) * of["X110"] * of["G004"]
    gap = np.minimum(around, elsewhere) - np.minimum(through, elsewhere)
    found = blanks_of(TOLD, "transit.third")["value"]
    ends = np.quantile(gap / 3, (0.05, 0.95))
    assert (found.low, found.high) == pytest.approx(tuple(ends), rel=OF_A_RANGE)


def test_every_number_is_that_of_the_registry():
    for claim in TOLD:
        for blanks in (claim.blanks, *claim.rows):
            for number in blanks.values():
                if isinstance(number, Measurement) and number.name in MEASURES:
                    again = measurement({}, number.name, number.args, SUMMIT)
                    assert repr(again) == repr(number)


# Refusals, word for word


def test_refuses_a_case_without_projects():
    with pytest.raises(MissingData) as refusal:
        transit_claims({}, replace(INVENTED, projects=()))
    assert str(refusal.value) == (
        "invented.toml holds no project to divide. Add one under [[projects]]."
    )


def test_refuses_a_project_that_is_not_there():
    with pytest.raises(UnknownLabel) as refusal:
        transit_claims({}, INVENTED, "lines")
    assert str(refusal.value) == "No project 'lines' here. 1 known, nearest: line."

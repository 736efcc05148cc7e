"""The signal in claims: known answers, laws, a second road."""

from dataclasses import replace
from datetime import date

import pytest
from claims.invented_bargain import CASE as INVENTED

from detente.brief import compose, render
from detente.claims import Label, measurement
from detente.data import load_case, shipped_worlds
from detente.study import severed, signal_claims

WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
TOLD = signal_claims(WORLDS, SUMMIT)


def blanks_of(key):
    return next(claim.blanks for claim in TOLD if claim.key == key)


def keys(claims):
    return [claim.key for claim in claims]


# Known answers


def test_vladivostok_2019_the_talks_are_those_of_hanoi():
    talks = blanks_of("signal.talks")
    assert (talks["of"].of, talks["third"].of) == ("PRK", "USA")
    assert talks["day"] == Label("date", "2019-02-28")
    assert dict(talks["place"].texts)["en"] == "Hanoi"


def test_vladivostok_2019_half_of_what_the_rules_leave_or_nothing():
    outside = blanks_of("signal.outside")["outside"]
    meanwhile = blanks_of("signal.meanwhile")["shift"]
    assert meanwhile.value == pytest.approx(outside.value / 2)
    assert (meanwhile.low, meanwhile.high) == pytest.approx((outside.low / 2, outside.high / 2))
    assert blanks_of("signal.walk_out")["shift"].high == 0


def test_vladivostok_2019_the_range_is_driven_by_passage_for_gas():
    assert "gas pipeline" in dict(blanks_of("signal.driver")["what"].texts)["en"]


def test_by_hand_no_talks_no_signal():
    assert signal_claims(WORLDS, replace(SUMMIT, visits=())) == ()
    assert signal_claims(WORLDS, replace(SUMMIT, day=date(2019, 2, 1))) == ()  # after Singapore
    assert signal_claims(WORLDS, replace(SUMMIT, day=None)) == ()


def test_by_hand_without_worlds_the_shift_is_not_known():
    assert keys(signal_claims({}, INVENTED)) == ["signal.talks", "signal.missing"]


def test_of_2006_exports_stood_at_their_peak_and_nothing_is_to_be_won_back():
    told = signal_claims(WORLDS, replace(SUMMIT, day=date(2006, 1, 1)))
    assert keys(told)[:2] == ["signal.talks", "signal.unsettled"]
    assert told[1].blanks["stake"].value == 0


# Laws


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_has_words_in_both_languages(language):
    for told in (TOLD, signal_claims({}, INVENTED)):
        brief = compose(SUMMIT, told, language)
        assert all(render(brief, form) for form in ("text", "html", "json"))


def test_the_assumption_is_told_wherever_a_shift_is():
    assert "signal.basis" in keys(TOLD)


# A second road


def test_what_each_loses_is_what_a_cut_costs():
    losses = [claim.blanks for claim in TOLD if claim.key == "signal.leverage"]
    assert [(each["of"].of, each["other"].of, each["first"].of) for each in losses] == [
        ("PRK", "RUS", "CHN"),
        ("RUS", "PRK", "CHN"),
    ]
    cut = severed(WORLDS, replace(SUMMIT, year=2018))[0].blanks
    assert losses[0]["loss"].value == cut["loss_b"].value
    asked = {"of": "PRK", "partner": "CHN", "year": 2018}
    most = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    assert losses[0]["most"].value == most.value < losses[0]["loss"].value

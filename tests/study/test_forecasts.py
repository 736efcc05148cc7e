"""Forecasts in claims: known answers, laws, a second road."""

from dataclasses import replace

import pytest
from claims.invented_bargain import CASE as INVENTED

from detente.brief import compose, render
from detente.claims import Label, measurement
from detente.data import load_case, shipped_worlds
from detente.study import forecast_claims, pair_claims

WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
TOLD = forecast_claims(WORLDS, SUMMIT)


def blanks_of(key, claims=TOLD):
    return next(claim.blanks for claim in claims if claim.key == key)


# Known answers


def test_vladivostok_2019_four_of_five_came_true():
    """The case's README scores them alike: the pipeline wrong so far, the others right."""
    told = blanks_of("forecasts.came_true")
    assert (told["came_true"].value, told["decided"].value) == (4, 5)
    (each,) = [claim for claim in TOLD if claim.key == "forecasts.each"]
    wrong = [row for row in each.rows if row["outcome"] == Label("word", "did_not_come_true")]
    assert [dict(row["id"].texts)["en"] for row in wrong] == ["C17"]


def test_brier_1950_by_hand():
    score = blanks_of("forecasts.score")
    assert score["brier"].value == pytest.approx((4 * 0.1**2 + 0.9**2) / 5)
    assert score["even"].value == pytest.approx(0.25)


def test_vladivostok_2019_a_text_was_signed_at_two_of_four_meetings():
    assert blanks_of("forecasts.signed")["chance"].value == pytest.approx(0.5)
    gap = blanks_of("forecasts.gap")
    assert gap["since"].value == pytest.approx(7.67, abs=0.01)
    assert gap["chance"].value == pytest.approx(1.5 / 4)  # one of three gaps, by Jeffreys


def test_by_hand_what_is_not_decided_is_told_so():
    (each,) = [c for c in forecast_claims({}, INVENTED) if c.key == "forecasts.each"]
    assert [row["outcome"].of for row in each.rows] == [
        "came_true",
        "did_not_come_true",
        "undecided",
        "came_true",
    ]


def test_by_hand_a_case_without_forecasts_or_meetings_says_nothing():
    bare = replace(INVENTED, statements=INVENTED.statements[2:3], visits=())
    assert forecast_claims({}, bare) == ()


# Laws


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_has_words_in_both_languages(language):
    brief = compose(SUMMIT, TOLD, language)
    assert all(render(brief, form) for form in ("text", "html", "json"))


# A second road


def test_the_score_is_that_of_the_registry():
    again = measurement(WORLDS, "score.brier", {"chance": 0.9}, SUMMIT)
    assert repr(again) == repr(blanks_of("forecasts.score")["brier"])


def test_a_brief_holds_all_that_is_bargained_over():
    sections = dict.fromkeys(claim.section for claim in pair_claims(WORLDS, SUMMIT))
    assert {"transit", "signal", "positions", "forecasts"} <= {*sections}

"""Positions in claims: known answers, laws, a second road, refusals."""

from dataclasses import replace

import pytest
from claims.invented_bargain import CASE as INVENTED

from detente.brief import compose, render
from detente.claims import measurement
from detente.data import load_case
from detente.errors import MissingData, UnknownLabel
from detente.study import position_claims

SUMMIT = load_case("vladivostok-2019")
TOLD = position_claims({}, SUMMIT)
HALF_A_POINT = 0.5  # between the middle of the draws and the mean of the most likely positions

# Known answers


def test_vladivostok_2019_the_mean_by_a_plain_sum():
    held = [each for each in SUMMIT.positions if each.issue == "order"]
    weights = [each.weight * each.salience for each in held]
    mean = sum(w * each.value for w, each in zip(weights, held, strict=True)) / sum(weights)
    assert mean == pytest.approx(53.66, abs=0.01)
    assert TOLD[0].blanks["mean"].value == pytest.approx(mean, abs=HALF_A_POINT)


def test_vladivostok_2019_in_reading_order():
    each = [("issue", 0), ("model", 0), ("actors", 6), ("rounds", 6)]
    assert [(c.key, len(c.rows)) for c in TOLD] == [
        *((f"positions.{key}", rows) for key, rows in each * 2),
        ("positions.basis", 0),
    ]


def test_by_hand_one_issue_by_how_it_begins():
    told = position_claims({}, SUMMIT, "cooperation")
    assert dict(told[0].blanks["issue"].texts)["en"].startswith("Cooperation of Russia")
    assert len(told) == 5


def test_by_hand_a_position_without_another_settles_nothing():
    told = position_claims({}, replace(INVENTED, positions=INVENTED.positions[:1]))
    assert [claim.key for claim in told] == ["positions.alone"]


def test_by_hand_actors_who_agree_settle_nothing():
    agreed = tuple(replace(each, low=40, value=40, high=40) for each in INVENTED.positions)
    (told,) = position_claims({}, replace(INVENTED, positions=agreed))
    assert (told.key, told.blanks["stands"].value) == ("positions.agreed", 40)
    assert "stand at 40†" in render(compose(INVENTED, [told], "en"), "text")


# Laws


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_has_words_in_both_languages(language):
    brief = compose(SUMMIT, TOLD, language)
    assert all(render(brief, form) for form in ("text", "html", "json"))


def test_weights_add_up_to_one():
    (actors, _) = [claim for claim in TOLD if claim.key == "positions.actors"]
    assert sum(row["weight"].value for row in actors.rows) == pytest.approx(1)


# A second road


def test_the_rounds_end_where_the_model_ends():
    rounds = next(claim for claim in TOLD if claim.key == "positions.rounds")
    issue = SUMMIT.positions[0].issue
    for variant in ("paper", "code"):
        asked = {"issue": issue, "by": variant, "round": "5"}
        assert (
            rounds.rows[-1][variant].value
            == measurement({}, "positions.round", asked, SUMMIT).value
        )


# Refusals, word for word


def test_refuses_a_case_without_positions():
    with pytest.raises(MissingData) as refusal:
        position_claims({}, replace(INVENTED, positions=()))
    assert str(refusal.value) == (
        "invented.toml holds no positions to forecast from. Add some: [[positions]]."
    )


def test_refuses_an_issue_that_is_not_there():
    with pytest.raises(UnknownLabel) as refusal:
        position_claims({}, INVENTED, "Aid")
    assert str(refusal.value).startswith("No issue 'Aid' here.")

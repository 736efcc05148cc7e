"""Draws in Claims: known answers, laws, certificates, a second road, refusals."""

import pytest

from detente.brief import compose
from detente.claims import Label, Measurement
from detente.data import load_case, shipped_worlds
from detente.study import (
    Draws,
    drawn_claims,
    ledger_claims,
    position_claims,
    severed,
    transit_claims,
    verdict_claims,
)
from detente.study.check import checked
from detente.study.draws_told import HEADLINES
from detente.world import Case

WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
CUT = Case(("PRK", "CHN"))
DRAWS = Draws(WORLDS, SUMMIT, 100)


def told(claims, draws=DRAWS):
    return [claim for claim in drawn_claims(draws, claims) if claim.section == "draws"]


# Known answers


def test_the_loss_of_north_korea_rests_on_the_elasticity_and_its_gdp():
    """The less elastic, and the smaller its economy, the more it loses."""
    loss, *_ = told(severed(WORLDS, CUT), Draws(WORLDS, CUT, 400))
    inputs = [(row["input"].of, row["whose"].of) for row in loss.rows]
    assert inputs[:2] == [("input_theta", "all_countries"), ("input_gdp", "PRK")]
    first = loss.rows[0]
    assert first["at_low"].value < first["at_high"].value < 0
    assert first["rank_correlation"].value > 0.5


# Laws


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_input_has_words(lang):
    claims = [
        *ledger_claims(WORLDS, SUMMIT),
        *transit_claims(WORLDS, SUMMIT),
        *position_claims(WORLDS, SUMMIT),
        *severed(WORLDS, Case(SUMMIT.pair)),
    ]
    written = compose(SUMMIT, drawn_claims(DRAWS, claims), lang)  # refuses what nobody worded
    assert "draws" in [section.key for section in written.sections]


def test_the_seed_names_another_brief():
    claims = severed(WORLDS, CUT)
    ids = {
        compose(CUT, drawn_claims(Draws(WORLDS, CUT, number, seed=seed), claims)).id
        for number, seed in ((20, 1), (20, 2), (21, 1), (20, 1))
    }
    assert len(ids) == 3
    assert compose(CUT, claims).id not in ids


# Certificates


def test_the_last_claim_says_how_often_was_drawn_and_from_which_seed():
    basis = told(severed(WORLDS, CUT), Draws(WORLDS, CUT, 20, seed=7))[-1]
    assert basis.key == "draws.basis"
    assert (basis.blanks["number"].value, basis.blanks["seed"].value) == (20, 7)


def test_every_headline_is_met():
    met = {
        claim.key
        for claims in (
            ledger_claims(WORLDS, SUMMIT),
            transit_claims(WORLDS, SUMMIT),
            position_claims(WORLDS, SUMMIT),
            severed(WORLDS, CUT),
        )
        for claim in claims
    }
    assert {"cut.losses", "ledger.side", "positions.model"} <= met & {*HEADLINES}


# A second road


def test_statements_are_told_with_the_shares_of_their_outcomes():
    claims = verdict_claims(checked(WORLDS, SUMMIT), SUMMIT.facts)
    statements = next(claim for claim in told(claims) if claim.key == "draws.statements")
    rows = {row["id"].texts[0][1]: row for row in statements.rows}
    assert rows["C32"]["in_draws"].value == rows["C32"]["supported_in"].value == 1.0
    assert rows["C28"]["verdict"] == Label("verdict", "contradicted")
    assert rows["C28"]["supported_in"].value == 0.0
    assert all(isinstance(row["in_draws"], Measurement) for row in statements.rows)
    assert "C01" not in rows  # a visit is not drawn


# Refusals: none; claims were made before

"""Weighted voting: known answers, laws, a second road, refusals. All is exact; nothing is close."""

from fractions import Fraction
from math import comb, factorial

import pytest
from bargain.known_games import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import voting_power
from detente.errors import BadInput, UnknownLabel

few = settings(max_examples=60)
councils = (
    st.lists(st.integers(0, 9), min_size=1, max_size=7)
    .filter(any)
    .flatmap(lambda w: st.tuples(st.just(w), st.integers(1, sum(w))))
)


def power(weights, quota):
    return voting_power({f"v{i}": w for i, w in enumerate(weights)}, quota)


# Known answers


@pytest.mark.parametrize("body", ["UNSC15", "UNSC11", "EEC1958", "EC1973"])
def test_power_indices_csv(body):
    members = [row for row in rows("power_indices.csv") if row["body"] == body]
    weights = {row["member"]: int(row["weight"]) for row in members}
    found = voting_power(weights, int(members[0]["quota"]))
    for row in members:
        got = found.of(row["member"])
        assert got.shapley_shubik == Fraction(row["shapley_shubik_exact"])
        assert got.swings == int(row["banzhaf_swings"])
        assert float(got.banzhaf) == float(row["banzhaf_normalised"])


def test_by_hand_sixty_equal_votes_have_a_sixtieth_each_exactly():
    found = power([3] * 60, 91)
    assert {v.shapley_shubik for v in found.voters} == {Fraction(1, 60)}
    assert found.of("v0").swings == comb(59, 30)  # the 31st vote decides


def test_by_hand_a_dictator_a_veto_and_a_dummy():
    assert power([5, 1, 1], 5).of("v0").shapley_shubik == 1
    veto = power([2, 1, 1], 3)
    assert [v.shapley_shubik for v in veto.voters] == [
        Fraction(2, 3),
        Fraction(1, 6),
        Fraction(1, 6),
    ]
    assert [v.swings for v in veto.voters] == [3, 1, 1]
    assert power([4, 4, 1], 8).of("v2").banzhaf == 0


def test_by_hand_tables_are_in_the_order_given():
    found = power([2, 1, 1], 3)
    assert found.to_frame().index.tolist() == ["v0", "v1", "v2"]
    assert found.to_xarray().banzhaf.sel(voter="v0").item() == 0.6


# Laws


@few
@given(councils)
def test_all_power_is_shared_out(council):
    voters = power(*council).voters
    assert sum(v.shapley_shubik for v in voters) == 1
    assert sum(v.banzhaf for v in voters) == 1


@few
@given(councils)
def test_a_larger_vote_never_has_less_power(council):
    voters = sorted(power(*council).voters, key=lambda v: v.weight)
    assert [v.swings for v in voters] == sorted(v.swings for v in voters)
    assert [v.shapley_shubik for v in voters] == sorted(v.shapley_shubik for v in voters)


@few
@given(councils, st.integers(2, 5))
def test_the_unit_of_votes_does_not_matter(council, times):
    weights, quota = council
    more = power([times * w for w in weights], times * quota)
    for a, b in zip(power(weights, quota).voters, more.voters, strict=True):
        assert (a.shapley_shubik, a.swings) == (b.shapley_shubik, b.swings)


# A second road


@few
@given(councils)
def test_by_listing_coalitions(council):
    weights, quota = council
    n = len(weights)
    votes = [sum(w for i, w in enumerate(weights) if c >> i & 1) for c in range(2**n)]
    for i, voter in enumerate(power(weights, quota).voters):
        swung = [
            c for c in range(2**n) if not c >> i & 1 and votes[c] < quota <= votes[c] + weights[i]
        ]
        assert voter.swings == len(swung)
        assert voter.shapley_shubik == sum(
            Fraction(factorial(s) * factorial(n - s - 1), factorial(n))
            for s in (c.bit_count() for c in swung)
        )


# Refusals


@pytest.mark.parametrize(
    ("weights", "quota", "message"),
    [
        ({}, 1, "No voters. Give each voter a weight."),
        (
            {"a": 1.5},
            1,
            "The weight of a is 1.5. Votes are whole numbers from 0; multiply all of them and the "
            "quota until they are.",
        ),
        (
            {"a": 3, "b": -1},
            1,
            "The weight of b is -1. Votes are whole numbers from 0; multiply all of them and the "
            "quota until they are.",
        ),
        (
            {"a": 3, "b": 1},
            5,
            "A quota of 5 votes; a, b have 4 together. Give a whole number from 1 to that.",
        ),
        (
            {"a": 3, "b": 1},
            0,
            "A quota of 0 votes; a, b have 4 together. Give a whole number from 1 to that.",
        ),
        (
            {"a": 1_000_000_000},
            1,
            "1 voters with 1,000,000,000 votes are too many to count exactly. Divide the weights "
            "and the quota by a common factor.",
        ),
    ],
)
def test_votes_that_make_no_council_are_refused(weights, quota, message):
    with pytest.raises(BadInput) as refusal:
        voting_power(weights, quota)
    assert str(refusal.value) == message


def test_who_has_no_vote_is_refused():
    with pytest.raises(UnknownLabel) as refusal:
        power([2, 1], 2).of("v9")
    assert str(refusal.value) == "No voter 'v9' here. 2 known, nearest: v0, v1."

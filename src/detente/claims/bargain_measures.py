"""Who gets what: the gain from a project of a case divided, and its positions forecast."""

from collections.abc import Mapping
from math import nan
from typing import get_args

import numpy as np

from detente.bargain import ROUNDS, VARIANTS, Division, Forecaster, stated_issue
from detente.claims.divided import divided, divided_under_rules, forecast_issue
from detente.claims.fact_measures import doubt
from detente.claims.measure import Found, Measure
from detente.claims.parameter import OF, Parameter
from detente.errors import MissingData
from detente.world import Case, World

Worlds = Mapping[int, World]

PROJECT = Parameter("project", "project")
WHEN = Parameter(
    "when", "choice", required=False, default="before", choices=("before", "built", "closed")
)
SOLUTION = Parameter(
    "solution",
    "choice",
    required=False,
    default="shapley",
    choices=("shapley", "nucleolus", "core"),
)
WITHOUT = Parameter("without", "arc")
ISSUE = Parameter("issue", "issue")
BY = Parameter("by", "choice", choices=get_args(Forecaster))
VARIANT = Parameter("by", "choice", choices=VARIANTS)
ROUND = Parameter("round", "choice", choices=tuple(str(n) for n in range(ROUNDS + 1)))

DIVIDED = (
    "The worth of every coalition is the best flow over what its members own. The range of the "
    "Shapley value holds nine in ten of 256 draws of the case's facts; of the core it is from the "
    "least to the most before others leave (Shapley 1953; Hubert & Ikonnikova 2011)."
)
MODELS = (
    "Capability times salience weighs each position; ranges hold nine in ten of 1,000 draws of "
    "positions (Van den Bos 1991; Bueno de Mesquita 1994; Scholz, Calbert & Smith 2011)."
)


def _value(worlds: Worlds, *, case: Case, project: str, of: str, when: str, solution: str) -> Found:
    division = _division(case, project, when)
    i = _player(division, of)
    unknown = np.full_like(division.shapley, nan)
    value, low, high = {
        "shapley": (division.shapley, division.low, division.high),
        "nucleolus": (division.nucleolus, unknown, unknown),
        "core": (division.core_high, division.core_low, division.core_high),
    }[solution]
    ends = (float(each[i]) for each in (value, low, high))
    return _of_project(case, project, *ends)


def _share(worlds: Worlds, *, case: Case, project: str, of: str, when: str, solution: str) -> Found:
    found = _value(worlds, case=case, project=project, of=of, when=when, solution=solution)
    gain = _division(case, project, when).gain
    return _of_project(case, project, found.value / gain if gain else nan)


def _gap(worlds: Worlds, *, case: Case, project: str, when: str) -> Found:
    division = _division(case, project, when)
    return _of_project(case, project, division.gap, division.gap_low, division.gap_high)


def _value_without(worlds: Worlds, *, case: Case, project: str, without: str) -> Found:
    shares = divided(case, project).without
    if without not in shares:
        raise MissingData(
            f"{without} is the way through itself, without which nothing crosses. Name one around "
            f"it: {', '.join(shares)}."
        )
    return _of_project(case, project, shares[without])


def _division(case: Case, project: str, when: str) -> Division:
    if when == "closed":
        return divided_under_rules(case, project)
    found = divided(case, project)
    return found.built if when == "built" else found.before


def _player(division: Division, of: str) -> int:
    if of not in division.network.players:
        raise MissingData(
            f"{of} has no say in the project. Ask about {', '.join(division.network.players)}."
        )
    return division.row(of)


def _of_project(
    case: Case, project: str, value: float, low: float = nan, high: float = nan
) -> Found:
    """Wrap a number that rests on the facts of a project."""
    facts = [case.fact(id) for id in divided(case, project).project.facts]
    return Found(
        value=value,
        year=None,
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
        low=low,
        high=high,
        notes=doubt(fact.id for fact in facts if not fact.checked),
    )


def _forecast(worlds: Worlds, *, case: Case, issue: str, by: str) -> Found:
    found = forecast_issue(case, issue).by(by)
    return _of_issue(case, issue, found.value, found.low, found.high)


def _round(worlds: Worlds, *, case: Case, issue: str, by: str, round: str) -> Found:
    found = forecast_issue(case, issue)
    rounds = {"paper": found.paper, "code": found.code}[by]
    return _of_issue(case, issue, float(rounds.median[int(round)]))


def _weight(worlds: Worlds, *, case: Case, issue: str, of: str) -> Found:
    asked = stated_issue(case, issue)
    return _of_issue(case, issue, float(asked.weight[asked.row(of)]))


def _stated(worlds: Worlds, *, case: Case, issue: str, of: str) -> Found:
    row = stated_issue(case, issue).row(of)
    held = [each for each in case.positions if each.issue == issue][row]
    return _of_issue(case, issue, held.value, held.low, held.high)


def _of_issue(case: Case, issue: str, value: float, low: float = nan, high: float = nan) -> Found:
    """Wrap a number that rests on the positions on one issue."""
    held = [position for position in case.positions if position.issue == issue]
    return Found(
        value=value,
        year=None,
        sources=tuple(dict.fromkeys(source for each in held for source in each.sources)),
        low=low,
        high=high,
        notes=doubt(f"{each.actor} ({each.issue})" for each in held if not each.checked),
    )


BARGAIN_MEASURES = (
    Measure(
        "transit.value",
        "What one player gains a year from a project of the case, above what it could have alone.",
        (PROJECT, OF, WHEN, SOLUTION),
        "USD",
        DIVIDED,
        _value,
        case="needed",
    ),
    Measure(
        "transit.share",
        "One player's share of what everyone together gains from a project of the case.",
        (PROJECT, OF, WHEN, SOLUTION),
        "share",
        DIVIDED,
        _share,
        case="needed",
    ),
    Measure(
        "transit.gap",
        "What everyone together would lose a year without the country that a project crosses.",
        (PROJECT, WHEN),
        "USD",
        "The best flow of everyone less that of everyone else: what the way through saves over the "
        "best way around; ranges hold nine in ten of 256 draws of the case's facts.",
        _gap,
        case="needed",
    ),
    Measure(
        "transit.value_without",
        "What the country that a project crosses would gain if one way around could not be built.",
        (PROJECT, WITHOUT),
        "USD",
        DIVIDED,
        _value_without,
        case="needed",
    ),
    Measure(
        "positions.forecast",
        "Where the positions in a case on one issue lead, from 0 to 100, by one way to forecast.",
        (ISSUE, BY),
        "score",
        MODELS,
        _forecast,
        case="needed",
    ),
    Measure(
        "positions.round",
        "Weighted median of the positions after some rounds of the expected-utility model.",
        (ISSUE, VARIANT, ROUND),
        "score",
        "From the most likely positions of the case; round 0 is as they stand (Bueno de Mesquita "
        "1994; Scholz, Calbert & Smith 2011).",
        _round,
        case="needed",
    ),
    Measure(
        "positions.stated",
        "Where an actor stands on an issue of the case, from 0 to 100.",
        (ISSUE, OF),
        "score",
        "As the case scores it, with its range.",
        _stated,
        case="needed",
    ),
    Measure(
        "positions.weight",
        "Weight of an actor on an issue of the case, as a share of that of all.",
        (ISSUE, OF),
        "share",
        "Capability times salience, over the sum of that (Van den Bos 1991).",
        _weight,
        case="needed",
    ),
)

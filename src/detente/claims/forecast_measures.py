"""How good forecasts in a case were, and what past meetings would have led one to expect.

A forecast came true where every reading of it that is decided holds, and did not where each of them
fails; where they differ, or none is decided, it is left out and named. Whoever forecasts in words
gives no probability, so one is assumed for all of them.
"""

from collections.abc import Mapping
from datetime import date

from detente.bargain import base_rate, brier_score, log_score, waiting_time, yes_or_no
from detente.claims.fact_measures import doubt
from detente.claims.measure import Found, Measure
from detente.claims.parameter import A, B, Parameter
from detente.errors import BadInput, MissingData
from detente.world import Case, Source, Statement, Visit, World

Worlds = Mapping[int, World]

CHANCE = Parameter("chance", "share", required=False, default=0.9)
JEFFREYS = (
    "k of n occasions, as a chance with Jeffreys' prior; the range holds it with nine in ten "
    "(Jeffreys 1946; Brown, Cai & DasGupta 2001)."
)
DECIDED = (
    "Forecasts of the case of which every decided reading agrees, each taken to have been given "
    "the same chance."
)


def came_true(worlds: Worlds, case: Case, statement: Statement) -> bool | None:
    """Whether a forecast came true; None where that is not decided."""
    from detente.claims.verdict import verdict

    results = verdict(worlds, case, statement).results
    decided = {result.finding for result in results} & {"holds", "fails"}
    return decided == {"holds"} if len(decided) == 1 else None


def _brier(worlds: Worlds, *, case: Case, chance: float) -> Found:
    outcomes = _outcomes(worlds, case)
    p = yes_or_no([chance] * len(outcomes))
    scores = brier_score(p, [int(o) for o in outcomes.values()], convention="0-1")
    return _scored(worlds, case, scores.mean)


def _log(worlds: Worlds, *, case: Case, chance: float) -> Found:
    outcomes = _outcomes(worlds, case)
    scores = log_score(yes_or_no([chance] * len(outcomes)), [int(o) for o in outcomes.values()])
    return _scored(worlds, case, scores.mean)


def _came_true(worlds: Worlds, *, case: Case) -> Found:
    return _scored(worlds, case, float(sum(_outcomes(worlds, case).values())))


def _decided(worlds: Worlds, *, case: Case) -> Found:
    return _scored(worlds, case, float(len(_outcomes(worlds, case))))


def _outcomes(worlds: Worlds, case: Case) -> dict[str, bool]:
    """By statement, whether it came true; those that are not decided are left out."""
    forecasts = [statement for statement in case.statements if statement.kind == "forecast"]
    found = {said.id: came_true(worlds, case, said) for said in forecasts}
    decided = {id: outcome for id, outcome in found.items() if outcome is not None}
    if not decided:
        raise MissingData(
            "The case holds no forecast that is decided, so none can be scored. Add statements of "
            'kind = "forecast" with readings of the outcome.'
        )
    return decided


def _scored(worlds: Worlds, case: Case, value: float) -> Found:
    forecasts = [statement for statement in case.statements if statement.kind == "forecast"]
    decided = _outcomes(worlds, case)
    left_out = [said.id for said in forecasts if said.id not in decided]
    sources = dict.fromkeys(source for said in forecasts for source in said.sources)
    notes = (f"Not decided, and left out: {', '.join(left_out)}.",) if left_out else ()
    return Found(value=value, year=None, sources=tuple(sources), notes=notes)


def _signed_chance(worlds: Worlds, *, case: Case, a: str, b: str) -> Found:
    met = _earlier(case, a, b)
    return _rate(met, sum(visit.signed for visit in met), len(met))


def _longer_chance(worlds: Worlds, *, case: Case, a: str, b: str) -> Found:
    met = _earlier(case, a, b)
    if len(met) < 2:
        raise MissingData(f"The case lists fewer than two meetings of {a} and {b} before its day.")
    waited = waiting_time([visit.first for visit in met], on=_day(case))
    return _rate(met, waited.gaps_as_long, len(waited.gaps))


def _rate(met: list[Visit], happened: int, of: int) -> Found:
    found = base_rate(happened, of=of)
    return Found(
        value=float(found.mean),
        year=None,
        sources=_sources(met),
        low=float(found.low),
        high=float(found.high),
        notes=(
            f"{happened} of {of}.",
            *doubt(visit.id for visit in met if not visit.checked),
        ),
    )


def _earlier(case: Case, a: str, b: str) -> list[Visit]:
    """Meetings of two countries that were over before the day of the case."""
    day = _day(case)
    met = [visit for visit in case.visits if {*visit.between} == {a, b} and visit.last < day]
    if not met:
        raise MissingData(f"The case lists no meeting of {a} and {b} before {day}.")
    return sorted(met, key=lambda visit: (visit.first, visit.id))


def _day(case: Case) -> date:
    if case.day is None:
        raise BadInput("The case names no day, so nothing can be before it. Give it a date.")
    return case.day


def _sources(visits: list[Visit]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for visit in visits for source in visit.sources))


FORECAST_MEASURES = (
    Measure(
        "score.brier",
        "Mean Brier score of the forecasts in a case: 0 is perfect, 1 the worst.",
        (CHANCE,),
        "index",
        f"{DECIDED} Convention: (chance − outcome)², from 0 to 1 (Brier 1950).",
        _brier,
        case="needed",
    ),
    Measure(
        "score.log",
        "Mean log score of the forecasts in a case, in nats: 0 is perfect, without a worst.",
        (CHANCE,),
        "index",
        f"{DECIDED} Minus the logarithm of the chance given to what happened (Good 1952).",
        _log,
        case="needed",
    ),
    Measure(
        "score.came_true",
        "How many of the decided forecasts in a case came true.",
        (),
        "count",
        DECIDED,
        _came_true,
        case="needed",
    ),
    Measure(
        "score.decided",
        "How many forecasts in a case are decided.",
        (),
        "count",
        DECIDED,
        _decided,
        case="needed",
    ),
    Measure(
        "visits.signed_chance",
        "Chance that leaders of two countries sign a text when they meet, by how often they did.",
        (A, B),
        "share",
        f"Meetings of the case that were over before its day, and those with a text. {JEFFREYS}",
        _signed_chance,
        case="needed",
    ),
    Measure(
        "visits.longer_chance",
        "Chance that leaders wait as long for a next meeting as they had on the day of the case.",
        (A, B),
        "share",
        f"Gaps between earlier meetings of the case, and those at least as long. {JEFFREYS}",
        _longer_chance,
        case="needed",
    ),
)

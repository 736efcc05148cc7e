"""Forecasts in a case against what came, in Claims, and what the past would have led to expect."""

from collections.abc import Iterator, Mapping

from detente.claims import Blanks, Claim, Label, came_true, measurement
from detente.errors import MissingData
from detente.study.ask import assumed, country, finding, table
from detente.world import Case, World

FLAT = 0.9  # chance that a sentence without a probability is taken to give
EVEN = 0.5
OUTCOMES: Mapping[bool | None, str] = {
    True: "came_true",
    False: "did_not_come_true",
    None: "undecided",
}


def forecast_claims(worlds: Mapping[int, World], case: Case) -> tuple[Claim, ...]:
    """What a brief says of the forecasts in a case; nothing where it holds none.

    Examples
    --------
    >>> forecast_claims({}, Case(("RUS", "PRK")))
    ()
    """
    return (*_scored(worlds, case), *_expected(worlds, case))


def _scored(worlds: Mapping[int, World], case: Case) -> Iterator[Claim]:
    """Which came true, and how they score."""
    forecasts = [said for said in case.statements if said.kind == "forecast"]
    found = {said.id: came_true(worlds, case, said) for said in forecasts}
    if not any(outcome is not None for outcome in found.values()):
        return
    flat, even = (
        measurement(worlds, "score.brier", {"chance": chance}, case) for chance in (FLAT, EVEN)
    )
    yield finding(
        "forecasts.came_true",
        came_true=measurement(worlds, "score.came_true", {}, case),
        decided=measurement(worlds, "score.decided", {}, case),
    )
    rows: list[Blanks] = [
        {
            "id": Label("text", "", (("en", said.id), ("nl", said.id))),
            "forecast": Label("text", "", said.meaning),
            "outcome": Label("word", OUTCOMES[found[said.id]]),
        }
        for said in forecasts
    ]
    yield table("forecasts.each", rows)
    yield finding(
        "forecasts.score",
        chance=assumed(FLAT, "share"),
        brier=flat,
        even=even,
        log=measurement(worlds, "score.log", {"chance": FLAT}, case),
    )


def _expected(worlds: Mapping[int, World], case: Case) -> Iterator[Claim]:
    """What earlier meetings of the two would have led one to expect."""
    a, b = case.pair
    names = {"a": country(a), "b": country(b)}
    if case.day is None:
        return
    try:
        signed = measurement(worlds, "visits.signed_chance", {"a": a, "b": b}, case)
        yield finding("forecasts.signed", **names, chance=signed)
        since = measurement(worlds, "visits.years_since", {"a": a, "b": b}, case)
        longer = measurement(worlds, "visits.longer_chance", {"a": a, "b": b}, case)
        yield finding("forecasts.gap", **names, since=since, chance=longer)
    except MissingData:
        return

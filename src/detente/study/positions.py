"""Where the positions of actors lead, in Claims: four forecasts of each issue."""

from collections.abc import Mapping

from detente.bargain import ROUNDS, is_contested, issues_of
from detente.claims import Argument, Blanks, Claim, Label, Measurement, measurement
from detente.errors import MissingData, UnknownLabel
from detente.study.ask import assumed, country, finding, table
from detente.world import Case, World

FORECASTERS = ("mean", "median", "paper", "code")


def position_claims(worlds: Mapping[int, World], case: Case, issue: str = "") -> tuple[Claim, ...]:
    """What a brief says of the issues on which a case holds positions.

    Parameters
    ----------
    issue
        Only the one of this id; all where none is named.

    Raises
    ------
    MissingData
        The case holds no positions.
    UnknownLabel
        It holds none on this issue.
    BadInput
        Positions that cannot be forecast: see :func:`detente.bargain.issue_forecasts`.
    """
    if not case.positions:
        where = case.file or "The case"
        raise MissingData(f"{where} holds no positions to forecast from. Add some: [[positions]].")
    known = issues_of(case)
    if issue and issue not in known:
        raise UnknownLabel.among("issue", issue, known)
    asked = (issue,) if issue else known
    claims = [claim for name in asked for claim in _on(worlds, case, name)]
    is_forecast = any(claim.key == "positions.model" for claim in claims)
    return (*claims, *([finding("positions.basis")] if is_forecast else []))


def _on(worlds: Mapping[int, World], case: Case, name: str) -> tuple[Claim, ...]:
    """One issue: where four ways to forecast put it, who weighs how much, and round by round."""
    held = [each for each in case.positions if each.issue == name]
    told = Label("text", "", held[0].what)
    if len(held) < 2:
        return (finding("positions.alone", issue=told, of=country(held[0].actor)),)

    def measured(measure: str, **args: Argument) -> Measurement:
        return measurement(worlds, measure, {"issue": name, **args}, case)

    if not is_contested(case, name):
        stands = measured("positions.stated", of=held[0].actor)
        return (finding("positions.agreed", issue=told, stands=stands),)
    by = {each: measured("positions.forecast", by=each) for each in FORECASTERS}
    actors: list[Blanks] = [
        {
            "country": country(each.actor),
            "stands": measured("positions.stated", of=each.actor),
            "weight": measured("positions.weight", of=each.actor),
        }
        for each in held
    ]
    rounds: list[Blanks] = [
        {
            "round": assumed(number, "count"),
            "paper": measured("positions.round", by="paper", round=str(number)),
            "code": measured("positions.round", by="code", round=str(number)),
        }
        for number in range(ROUNDS + 1)
    ]
    return (
        finding("positions.issue", issue=told, mean=by["mean"], median=by["median"]),
        finding("positions.model", paper=by["paper"], code=by["code"]),
        table("positions.actors", actors, issue=told),
        table("positions.rounds", rounds, issue=told),
    )

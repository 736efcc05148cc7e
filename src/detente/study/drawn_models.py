"""What the models say, drawn: a cut or a diversion in every drawn world, a division, a forecast."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NotRequired, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from detente.bargain import (
    ROUNDS,
    Game,
    Network,
    compromise,
    drawn_game,
    expected_utility,
    project_network,
    shapley_value,
    stated_issue,
)
from detente.claims import project_called
from detente.study.draws import Draws
from detente.trade import OutcomeDraws, diversion_draws, severance_draws
from detente.world import Deficits, Project

Numbers = NDArray[np.float64]
ROUNDING = 1e-9  # of the largest worth
Drawn = Callable[..., Numbers]


class _Terms(TypedDict):
    """On what a model runs; θ is drawn where it is not given."""

    year: int
    deficits: Deficits
    theta: NotRequired[float]


class _Diverted(_Terms):
    """Who diverts trade, from whom, to whom, and what share of it."""

    of: str
    from_: str
    to: str
    share: float


def _cut(draws: Draws, of: str, partner: str, on: _Terms) -> OutcomeDraws:
    """All worlds without the trade of two countries."""
    a, b = sorted((of, partner))

    def solved() -> OutcomeDraws:
        drawn = draws.economies(on["year"], frozenset((a, b)), on.get("theta"))
        return severance_draws(drawn, a, b, deficits=on["deficits"])

    return draws.kept(("cut", a, b, *sorted(on.items())), solved)


def _welfare_after_cut(
    draws: Draws, *, of: str, partner: str, who: str = "", **on: Unpack[_Terms]
) -> Numbers:
    found = _cut(draws, of, partner, on)
    return np.asarray(found.welfare[:, found.row(who or of)] - 1.0)


def _real_wage_after_cut(
    draws: Draws, *, of: str, partner: str, who: str = "", **on: Unpack[_Terms]
) -> Numbers:
    found = _cut(draws, of, partner, on)
    return np.asarray(found.real_wage[:, found.row(who or of)] - 1.0)


def _loss_ratio(draws: Draws, *, of: str, partner: str, **on: Unpack[_Terms]) -> Numbers:
    found = _cut(draws, of, partner, on)
    lost, by_partner = (1.0 - found.welfare[:, found.row(who)] for who in (of, partner))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(by_partner == 0, np.nan, lost / by_partner)


def _diverted(draws: Draws, asked: _Diverted) -> OutcomeDraws:
    """All worlds in which cheaper trade with one partner takes over trade with another."""
    of, from_, to = asked["of"], asked["from_"], asked["to"]

    def solved() -> OutcomeDraws:
        drawn = draws.economies(asked["year"], frozenset((of, from_, to)), asked.get("theta"))
        share, deficits = asked["share"], asked["deficits"]
        return diversion_draws(drawn, of=of, from_=from_, to=to, share=share, deficits=deficits)

    return draws.kept(("diverted", *sorted(asked.items())), solved)


def _cost_change_to_divert(draws: Draws, **asked: Unpack[_Diverted]) -> Numbers:
    return _diverted(draws, asked).cost_change - 1.0


def _welfare_after_diversion(draws: Draws, *, who: str = "", **asked: Unpack[_Diverted]) -> Numbers:
    found = _diverted(draws, asked)
    return np.asarray(found.welfare[:, found.row(who or asked["of"])] - 1.0)


def _games(draws: Draws, project: str, when: str) -> Game:
    """The game of a project in every draw of its facts."""
    return draws.kept(("game", project, when), lambda: _drawn_game(draws, project, when))


def _networks(draws: Draws, project: Project) -> list[Network]:
    """The network of a project, worked out from the facts of each draw."""
    facts = {fact: draws.fact(fact).tolist() for fact in project.facts}
    drawn = ({fact: of[d] for fact, of in facts.items()} for d in range(draws.number))
    return [project_network(draws.case, project, values) for values in drawn]


def _drawn_game(draws: Draws, id: str, when: str) -> Game:
    project = project_called(draws.case, id)
    networks = draws.kept(("networks", id), lambda: _networks(draws, project))
    return drawn_game([each.built() for each in networks] if when == "built" else networks)


def _gains(game: Game) -> Numbers:
    """Draw × player: Shapley value above what each could have alone, without what rounding left."""
    gains = shapley_value(game).payoff - game.alone
    return np.where(np.abs(gains) < ROUNDING * game.scale[..., None], 0.0, gains)


def _transit_value(
    draws: Draws, *, project: str, of: str, when: str, solution: str
) -> Numbers | None:
    if solution != "shapley" or when == "closed":  # these have no range without draws either
        return None
    game = _games(draws, project, when)
    return np.asarray(_gains(game)[:, game.players.index(of)])


def _transit_share(
    draws: Draws, *, project: str, of: str, when: str, solution: str
) -> Numbers | None:
    if solution != "shapley" or when == "closed":
        return None
    game = _games(draws, project, when)
    gains = _gains(game)
    return np.asarray(gains[:, game.players.index(of)] / gains.sum(axis=1))


def _transit_gap(draws: Draws, *, project: str, when: str) -> Numbers | None:
    if when == "closed":
        return None
    game = _games(draws, project, when)
    crossed = project_called(draws.case, project).crosses
    others = game.worth.shape[-1] - 1 - game.coalition(crossed)
    return np.asarray(game.worth[:, -1] - game.worth[:, others])


def _forecast(draws: Draws, *, issue: str, by: str) -> Numbers:
    """Where one way to forecast puts the outcome, for every draw of the positions."""
    asked = stated_issue(draws.case, issue)
    held = {p.actor: p for p in draws.case.positions if p.issue == issue}
    stands = [
        draws.between(f"position.{actor}.{issue}", (p.low, p.value, p.high))
        for actor, p in ((actor, held[actor]) for actor in asked.actors)
    ]
    shape = (draws.number, len(stands))
    drawn = replace(
        asked,
        position=np.stack(stands, axis=1),
        salience=np.broadcast_to(asked.salience, shape),
        capability=np.broadcast_to(asked.capability, shape),
    )
    if by in ("mean", "median"):
        return np.asarray(getattr(compromise(drawn), by))
    model = expected_utility(drawn, rounds=ROUNDS, variant="paper" if by == "paper" else "code")
    return np.asarray(model.median[:, -1])


MODELS_DRAWN: Mapping[str, Callable[..., Numbers | None]] = {
    "equilibrium.welfare_after_cut": _welfare_after_cut,
    "equilibrium.real_wage_after_cut": _real_wage_after_cut,
    "equilibrium.loss_ratio": _loss_ratio,
    "equilibrium.cost_change_to_divert": _cost_change_to_divert,
    "equilibrium.welfare_after_diversion": _welfare_after_diversion,
    "transit.value": _transit_value,
    "transit.share": _transit_share,
    "transit.gap": _transit_gap,
    "positions.forecast": _forecast,
}

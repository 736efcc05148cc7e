"""What a world that finds its new balance says: after a cut, after a diversion.

Two things that the answer rests on are not in the data: how much a country sells at home, and the
elasticity of trade to trade cost. So each is measured under both closures and, unless an elasticity
is asked for, under a low and a high one; the ends are the range.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import NotRequired, TypedDict, Unpack, get_args

import numpy as np

from detente.claims.assumptions import BALANCE, MODEL, STRONGEST, THETAS, cautions
from detente.claims.caveats import caveats
from detente.claims.measure import Found, Measure
from detente.claims.parameter import FROM, OF, PARTNER, SHARE, TO, YEAR, Parameter
from detente.errors import NoSolution
from detente.trade import (
    CLOSURES,
    CountryOutcome,
    Diversion,
    Economy,
    Equilibrium,
    diversion,
    economy_of,
    severance,
)
from detente.world import Deficits, World, newest_world

Worlds = Mapping[int, World]

WHO = Parameter("who", "country", required=False)
ELASTICITY = Parameter("theta", "theta", required=False)
DEFICITS = Parameter(
    "deficits", "choice", required=False, default="balanced", choices=get_args(Deficits)
)
AS_RECORDED = replace(DEFICITS, default="dek")  # a diversion starts from trade as it is

NOBODY_PAYS = (
    "The fall in the cost of trade is a gift: nobody pays for it in the model, as somebody would "
    "for a subsidy or a railway."
)
CUT = f"{MODEL} in which the two stop trading with each other."
DIVERTED = (
    f"{MODEL} in which trade with the new partner becomes so much cheaper, both ways, that the "
    "old partner loses the asked fraction of its share."
)


class Assumptions(TypedDict):
    """What every question to the model may choose."""

    deficits: Deficits
    theta: NotRequired[float]
    year: NotRequired[int]


def _after_cut(outcome: Callable[[CountryOutcome], float]) -> Callable[..., Found]:
    """Measure what a country gets once two countries no longer trade, as a relative change."""

    def found(
        worlds: Worlds,
        *,
        of: str,
        partner: str,
        who: str | None = None,
        **assumed: Unpack[Assumptions],
    ) -> Found:
        whose = who or of

        def change(economy: Economy, theta: float) -> float:
            apart = _severed(economy, of, partner, theta, assumed["deficits"])
            return outcome(apart.of(whose)) - 1

        return _modelled(worlds, (of, partner, whose), change, **assumed)

    return found


def _after_diversion(ratio: Callable[[Diversion, str], float]) -> Callable[..., Found]:
    """Measure a diversion from one partner to another, as a relative change."""

    def found(
        worlds: Worlds,
        *,
        of: str,
        from_: str,
        to: str,
        share: float,
        who: str | None = None,
        **assumed: Unpack[Assumptions],
    ) -> Found:
        whose = who or of

        def change(economy: Economy, theta: float) -> float:
            moved = _diverted(economy, (of, from_, to), share, theta, assumed["deficits"])
            return ratio(moved, whose) - 1

        answer = _modelled(worlds, (of, from_, to, whose), change, **assumed)
        return replace(answer, notes=(NOBODY_PAYS, *answer.notes))

    return found


def _loss_ratio(worlds: Worlds, *, of: str, partner: str, **assumed: Unpack[Assumptions]) -> Found:
    """What one country loses for each per cent that the other loses."""

    def times(economy: Economy, theta: float) -> float:
        apart = _severed(economy, of, partner, theta, assumed["deficits"])
        lost, lost_by_partner = 1 - apart.of(of).welfare, 1 - apart.of(partner).welfare
        return lost / lost_by_partner if lost_by_partner else float("nan")

    return _modelled(worlds, (of, partner), times, **assumed)


@lru_cache(maxsize=128)
def _severed(economy: Economy, a: str, b: str, theta: float, deficits: Deficits) -> Equilibrium:
    """A cut, remembered: one is asked about once for every country it touches."""
    return severance(economy, *sorted((a, b)), theta=theta, deficits=deficits)


@lru_cache(maxsize=128)
def _diverted(
    economy: Economy, who: tuple[str, str, str], share: float, theta: float, deficits: Deficits
) -> Diversion:
    """A diversion, remembered likewise."""
    of, from_, to = who
    return diversion(
        economy, of=of, from_=from_, to=to, share=share, theta=theta, deficits=deficits
    )


def _modelled(
    worlds: Worlds,
    countries: tuple[str, ...],
    change: Callable[[Economy, float], float],
    **assumed: Unpack[Assumptions],
) -> Found:
    """Run the model under every assumption: the first gives the value, all of them the range."""
    world = newest_world(worlds, "model_flows", countries, assumed.get("year"))
    economies = _economies(world)
    thetas = (assumed["theta"],) if "theta" in assumed else THETAS
    first, *others = [(economy, theta) for economy in economies for theta in thetas]
    value = change(*first)
    values, unanswered = [value], []
    for economy, theta in others:
        try:
            values.append(change(economy, theta))
        except NoSolution as why:
            unanswered.append(f"Not in the range, θ = {theta:g}, {economy.closure}: {why}")
    return Found(
        value=value,
        year=world.year,
        sources=economies[0].sources,
        low=float(np.min(values)),
        high=float(np.max(values)),
        notes=(
            STRONGEST,
            _range_in_words(thetas),
            BALANCE[assumed["deficits"]],
            *unanswered,
            *cautions(economies, countries),
            *caveats(world, countries, "model_flows", "gdp"),
        ),
    )


@lru_cache(maxsize=4)
def _economies(world: World) -> tuple[Economy, ...]:
    """Close a World in every way; remembered, because a model of each is fitted only once."""
    return tuple(economy_of(world, closure) for closure in CLOSURES)


def _range_in_words(thetas: tuple[float, ...]) -> str:
    """Say what the value and the range rest on."""
    ranging = f"θ from {min(thetas):g} to {max(thetas):g} and " if len(thetas) > 1 else ""
    return (
        f"The value takes θ = {thetas[0]:g} and home sales as GDP less exports (value added); the "
        f"range takes {ranging}home sales as twice GDP less exports too (gross output)."
    )


EQUILIBRIUM_MEASURES = (
    Measure(
        "equilibrium.welfare_after_cut",
        "Change in what all spending of a country buys if two countries stop trading.",
        (OF, PARTNER, WHO, ELASTICITY, DEFICITS, YEAR),
        "change",
        CUT,
        _after_cut(attrgetter("welfare")),
    ),
    Measure(
        "equilibrium.real_wage_after_cut",
        "Change in what a wage in a country buys if two countries stop trading.",
        (OF, PARTNER, WHO, ELASTICITY, DEFICITS, YEAR),
        "change",
        CUT,
        _after_cut(attrgetter("real_wage")),
    ),
    Measure(
        "equilibrium.loss_ratio",
        "What a country loses if the two stop trading, as a multiple of what the partner loses.",
        (OF, PARTNER, ELASTICITY, DEFICITS, YEAR),
        "ratio",
        CUT,
        _loss_ratio,
    ),
    Measure(
        "equilibrium.cost_change_to_divert",
        "Change in the cost of trade with a new partner that diverts a share of trade from an old.",
        (OF, FROM, TO, SHARE, ELASTICITY, AS_RECORDED, YEAR),
        "change",
        DIVERTED,
        _after_diversion(lambda moved, _: moved.cost_change),
    ),
    Measure(
        "equilibrium.welfare_after_diversion",
        "Change in what all spending of a country buys after such a fall in the cost of trade.",
        (OF, FROM, TO, SHARE, WHO, ELASTICITY, AS_RECORDED, YEAR),
        "change",
        DIVERTED,
        _after_diversion(lambda moved, who: moved.equilibrium.of(who).welfare),
    ),
)

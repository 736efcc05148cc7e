"""What a cut between the two would cost whom, and what a shift towards each other would take."""

import math
from typing import get_args

import numpy as np

from detente.claims import Argument, Blanks, Claim, Label, Measurement
from detente.errors import NoSolution
from detente.study.ask import Ask, assumed, country, finding, table, year
from detente.trade import DEFAULT_THETA, Economy, Equilibrium, diversion, economy_of, severance
from detente.world import Deficits

BYSTANDERS_SHOWN = 6
LARGEST_GROWTH = 1000.0  # times as much trade; beyond it the number says nothing
NOTICEABLE = 1e-5  # relative change of real income


def cut(ask: Ask) -> tuple[Claim, ...]:
    """Welfare of both and of the bystanders once all goods trade between the two has stopped."""
    a, b = ask.case.pair
    names = {"a": country(a), "b": country(b)}
    traded_in = year(ask.world.year)
    economy = economy_of(ask.world)
    absent = [code for code in (a, b) if code in economy.left_out]
    if absent:
        return (finding("cut.left_out", of=country(absent[0]), year=traded_in),)
    if not _trade_with_each_other(ask):
        return (finding("cut.no_trade", **names, year=traded_in),)
    try:
        outcome = apart(ask, economy)
    except NoSolution:
        return (finding("cut.no_answer", **names, year=traded_in),)
    return after_cut(ask, outcome)


def apart(ask: Ask, economy: Economy) -> Equilibrium:
    """The world in which the two do not trade with each other.

    Raises
    ------
    NoSolution
        The world finds no balance without that trade.
    """
    theta, deficits = ask.case.theta or DEFAULT_THETA, ask.case.deficits or "balanced"
    return severance(economy, *ask.case.pair, theta=theta, deficits=deficits)


def after_cut(ask: Ask, outcome: Equilibrium) -> tuple[Claim, ...]:
    """What the world without their trade holds for both and for the bystanders."""
    a, b = ask.case.pair
    names = {"a": country(a), "b": country(b)}
    loss = {of: _welfare(ask, of, partner, of) for of, partner in ((a, b), (b, a))}
    more, less = sorted((a, b), key=lambda of: loss[of].value)
    told = "cut.losses" if all(m.value < 0 for m in loss.values()) else "cut.changes"
    claims = [finding(told, **names, loss_a=loss[a], loss_b=loss[b])]
    if loss[more].value < loss[less].value < 0:
        claims.append(
            finding(
                "cut.ratio",
                more=country(more),
                less=country(less),
                ratio=ask.measured("equilibrium.loss_ratio", of=more, partner=less, **_model(ask)),
            )
        )
    return (
        *claims,
        *_by_treatment_of_deficits(ask),
        _bystanders(ask, outcome),
        finding("cut.basis", theta=assumed(outcome.theta, "index"), year=year(ask.world.year)),
    )


def _by_treatment_of_deficits(ask: Ask) -> tuple[Claim, ...]:
    """The losses once more, by what becomes of trade imbalances: it can matter more than θ."""
    a, b = ask.case.pair
    rows: list[Blanks] = []
    for treatment in get_args(Deficits):
        model = {**_model(ask), "deficits": treatment}
        try:
            row: Blanks = {
                "treatment": Label("word", treatment),
                "loss_a": ask.measured("equilibrium.welfare_after_cut", of=a, partner=b, **model),
                "loss_b": ask.measured("equilibrium.welfare_after_cut", of=b, partner=a, **model),
            }
        except NoSolution:
            continue
        rows.append(row)
    return (table("cut.deficits", rows, a=country(a), b=country(b)),)


def _bystanders(ask: Ask, outcome: Equilibrium) -> Claim:
    """Whom else the cut would touch most, or that it would touch nobody to speak of."""
    a, b = ask.case.pair
    size = _touched(outcome, a, b)
    changes = {who: _welfare(ask, a, b, who) for who in size}
    names = {"a": country(a), "b": country(b)}
    most = next(iter(size))
    if size[most] < NOTICEABLE:
        return finding("cut.unnoticed", **names, who=country(most), change=changes[most])
    rows: list[Blanks] = [
        {"country": country(who), "change": change} for who, change in changes.items()
    ]
    return table("cut.bystanders", rows, **names)


def _touched(outcome: Equilibrium, *parties: str) -> dict[str, float]:
    """The third countries whose real income changes most, and by how much, in logs."""
    size = dict(zip(outcome.countries, np.abs(np.log(outcome.welfare)).tolist(), strict=True))
    others = sorted(size.keys() - {*parties}, key=lambda who: (-size[who], who))
    return {who: size[who] for who in others[:BYSTANDERS_SHOWN]}


def shift(ask: Ask) -> tuple[Claim, ...]:
    """A part of the more concentrated one's trade with its first partner moves to the other."""
    if ask.absent:
        return ()
    of, from_, *others = who_shifts(ask)
    if not others:
        return (finding("shift.no_second", of=country(of), first=country(from_)),)
    return shift_of(ask, of, from_, others[0])


def shift_of(ask: Ask, of: str, from_: str, to: str) -> tuple[Claim, ...]:
    """A part of a country's trade moves from one partner to another: how much, and at what cost."""
    names = {"of": country(of), "first": country(from_), "to": country(to)}
    share = assumed(ask.case.diverted_share, "share")
    if math.isnan(ask.trade.value(of, from_)):
        traded_in = year(ask.world.year)
        return (finding("shift.no_trade", of=names["of"], first=names["first"], year=traded_in),)
    moves: dict[str, Argument] = {"of": of, "from_": from_, "to": to, "share": share.value}
    arithmetic = {
        "share": share,
        "moved": ask.measured("trade.diverted_value", **moves),
        "left": ask.measured("trade.share_after_diversion", **moves),
    }
    times = ask.measured("trade.diverted_times", **moves)
    if math.isnan(times.value):
        return (finding("shift.arithmetic_new", **names, **arithmetic),)
    if times.value > LARGEST_GROWTH:
        claims = [finding("shift.arithmetic_tiny", **names, **arithmetic)]
    else:
        claims = [finding("shift.arithmetic", **names, **arithmetic, times=times)]
    economy = economy_of(ask.world)
    absent = [code for code in (of, from_, to) if code in economy.left_out]
    if absent:
        missing = finding("shift.left_out", of=country(absent[0]), year=year(ask.world.year))
        return (*claims, missing)
    try:
        fall = ask.measured("equilibrium.cost_change_to_divert", **moves, **_model(ask))
    except NoSolution:
        return (*claims, finding("shift.out_of_reach", **names))
    rows: list[Blanks] = [
        {
            "country": country(who),
            "change": ask.measured(
                "equilibrium.welfare_after_diversion", **moves, who=who, **_model(ask)
            ),
        }
        for who in (of, to, from_, *_touched_by_shift(ask, economy, of, from_, to))
    ]
    return (
        *claims,
        finding("shift.needed", **names, share=share, fall=fall),
        table("shift.welfare", rows, **names),
    )


def _touched_by_shift(ask: Ask, economy: Economy, of: str, from_: str, to: str) -> list[str]:
    """Whom else such a fall in the cost of trade would touch, most first."""
    moved = diversion(
        economy,
        of=of,
        from_=from_,
        to=to,
        share=ask.case.diverted_share,
        theta=ask.case.theta or DEFAULT_THETA,
        deficits=ask.case.deficits or "dek",
    )
    size = _touched(moved.equilibrium, of, from_, to)
    return [who for who in size if size[who] >= NOTICEABLE]


def who_shifts(ask: Ask) -> tuple[str, ...]:
    """Who moves trade, away from whom, towards whom.

    The one of the pair whose trade is more concentrated moves it from its first partner to the
    other of the pair; where the other is its first partner, to its second, if it has one.
    """
    a, b = ask.case.pair
    of, other = (a, b) if ask.trade.concentration(a) > ask.trade.concentration(b) else (b, a)
    first, *rest = (partner.country for partner in ask.trade.partners(of))
    return (of, first, other) if first != other else (of, first, *rest[:1])


def _welfare(ask: Ask, of: str, partner: str, who: str) -> Measurement:
    return ask.measured(
        "equilibrium.welfare_after_cut", of=of, partner=partner, who=who, **_model(ask)
    )


def _model(ask: Ask) -> dict[str, Argument]:
    """Arguments of the model that the Case chose; the measures know what is customary."""
    chosen = {"deficits": ask.case.deficits, "theta": ask.case.theta}
    return {name: value for name, value in chosen.items() if value is not None}


def _trade_with_each_other(ask: Ask) -> bool:
    a, b = ask.case.pair
    flows = [ask.trade.value(a, b, "exports"), ask.trade.value(b, a, "exports")]
    return any(flow > 0 for flow in flows)

"""What a cut between the two would cost whom, and what a shift towards each other would take."""

import math

import numpy as np

from detente.claims import Argument, Claim, Measurement
from detente.errors import MissingData, NoSolution
from detente.study.ask import Ask, assumed, country, finding, year
from detente.trade import DEFAULT_THETA, economy_of, severance

BYSTANDERS_SHOWN = 6


def cut(ask: Ask) -> tuple[Claim, ...]:
    """Welfare of both and of the bystanders once all goods trade between the two has stopped."""
    a, b = ask.case.pair
    names = {"a": country(a), "b": country(b), "year": year(ask.world.year)}
    economy = economy_of(ask.world)
    absent = [code for code in (a, b) if code in economy.left_out]
    if absent:
        return (finding("cut.left_out", of=country(absent[0]), year=names["year"]),)
    if not _trade_with_each_other(ask):
        return (finding("cut.no_trade", **names),)
    theta = ask.case.theta or DEFAULT_THETA
    try:
        outcome = severance(economy, a, b, theta=theta, deficits=ask.case.deficits)
    except NoSolution:
        return (finding("cut.no_answer", **names),)
    loss = {of: _welfare(ask, of, partner, of) for of, partner in ((a, b), (b, a))}
    more, less = sorted((a, b), key=lambda of: loss[of].value)
    claims = [finding("cut.losses", **names, loss_a=loss[a], loss_b=loss[b])]
    if loss[more].value < loss[less].value:
        claims.append(
            finding(
                "cut.ratio",
                more=country(more),
                less=country(less),
                ratio=ask.measured("equilibrium.loss_ratio", of=more, partner=less, **_model(ask)),
            )
        )
    size = np.abs(np.log(outcome.welfare))
    others = [i for i in np.argsort(-size) if economy.countries[i] not in (a, b)]
    shown = tuple(
        {"country": country(who), "change": _welfare(ask, a, b, who)}
        for who in (economy.countries[i] for i in others[:BYSTANDERS_SHOWN])
    )
    return (
        *claims,
        finding("cut.bystanders", shown, **names),
        finding("cut.basis", theta=assumed(theta, "index")),
    )


def shift(ask: Ask) -> tuple[Claim, ...]:
    """A part of the more concentrated one's trade with its first partner moves to the other."""
    of, from_, to = who_shifts(ask)
    names = {"of": country(of), "first": country(from_), "to": country(to)}
    share = ask.case.diverted_share
    moves = {"of": of, "from_": from_, "to": to, "share": share}
    arithmetic = {
        "share": assumed(share, "share"),
        "moved": ask.measured("trade.value_diverted", **moves),
        "left": ask.measured("trade.share_after_diversion", **moves),
    }
    times = ask.measured("trade.growth_after_diversion", **moves)
    if math.isnan(times.value):
        return (finding("shift.arithmetic_new", **names, **arithmetic),)
    claims = [finding("shift.arithmetic", **names, **arithmetic, times=times)]
    try:
        fall = ask.measured(
            "equilibrium.cost_change_to_divert",
            of=of,
            from_=from_,
            to=to,
            share=share,
            **_model(ask),
        )
    except (MissingData, NoSolution):
        return (*claims, finding("shift.out_of_reach", **names))
    rows = tuple(
        {
            "country": country(who),
            "change": ask.measured(
                "equilibrium.welfare_after_diversion", **moves, who=who, **_model(ask)
            ),
        }
        for who in (of, to, from_)
    )
    return (
        *claims,
        finding("shift.needed", **names, share=arithmetic["share"], fall=fall),
        finding("shift.welfare", rows, **names),
    )


def who_shifts(ask: Ask) -> tuple[str, str, str]:
    """Who moves trade, away from whom, towards whom.

    The one of the pair whose trade is more concentrated moves it from its first partner to the
    other of the pair; where the other is its first partner, to its second.
    """
    a, b = ask.case.pair
    of, other = (a, b) if ask.trade.concentration(a) > ask.trade.concentration(b) else (b, a)
    first, *rest = (partner.country for partner in ask.trade.partners(of))
    if first != other:
        return of, first, other
    return of, first, rest[0] if rest else first


def _welfare(ask: Ask, of: str, partner: str, who: str) -> Measurement:
    return ask.measured(
        "equilibrium.welfare_after_cut", of=of, partner=partner, who=who, **_model(ask)
    )


def _model(ask: Ask) -> dict[str, Argument]:
    """Arguments of the model that the Case sets; θ only where it was chosen, else its range."""
    given: dict[str, Argument] = {"deficits": ask.case.deficits}
    return given if ask.case.theta is None else {**given, "theta": ask.case.theta}


def _trade_with_each_other(ask: Ask) -> bool:
    a, b = ask.case.pair
    flows = [ask.trade.value(a, b, "exports"), ask.trade.value(b, a, "exports")]
    return any(flow > 0 for flow in flows)

"""What a coalition of senders costs its target, what it costs the senders, and who adds how much.

The senders stop all trade with the target, or tax what they buy from it; the new equilibrium of the
world says who bears what. What one sender adds depends on who has joined already, so each is given
its average over all orders of joining. With v(S) the loss of the target when the senders in S act,

    φ[i] = Σ over S without i of  |S|! (n − |S| − 1)! / n! · (v(S + i) − v(S)) ,

which adds up to the loss under the whole coalition. The equilibrium is solved once for each of the
2^n coalitions; above ten senders only the last place in the order is worked out.

Shapley (1953), A Value for n-Person Games, Contributions to the Theory of Games II;
Costinot & Rodríguez-Clare (2014), Trade Theory with Numbers, Handbook of International Economics 4.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import comb, inf
from typing import TYPE_CHECKING

from detente.errors import BadInput, MissingData, NoSolution, some
from detente.trade.economy import Economy, refuse_what_is_no_economy
from detente.trade.equilibrium import Equilibrium, counterfactual
from detente.trade.given import number
from detente.trade.shock import Shock
from detente.world import Deficits, Result, tariff_rate

if TYPE_CHECKING:
    import pandas as pd

MOST_FOR_SHAPLEY = 10  # senders: 1,024 equilibria, some two seconds at 200 countries
TOO_MANY = (
    "{n} senders are too many to average over all orders of joining, which is done for up to "
    f"{MOST_FOR_SHAPLEY}; what each adds as the last to join is here."
)
NO_WORLD = (
    "What the senders add is not known, since the world has no answer if {idle} keeps out: {why}"
)
NOTES = 3  # that many examples of it are enough
NONE = float("nan")


@dataclass(frozen=True, slots=True)
class Burden:
    """What one country bears. Losses are fractions: 0.01 is one per cent, below zero is a gain.

    Attributes
    ----------
    role
        ``target``, ``sender`` or ``bystander``.
    loss
        Loss of welfare under the whole coalition.
    cost
        `loss` × spending before, in the unit of the economy.
    marginal
        Of a sender: what the target loses with it less what it loses without it.
    shapley
        Of a sender: what it adds to the loss of the target, averaged over all orders of joining.
        NaN where there are too many senders.
    """

    country: str
    role: str
    loss: float
    cost: float
    marginal: float = NONE
    shapley: float = NONE


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionLeverage(Result):
    """What several countries can do to one, and what it costs everyone.

    Attributes
    ----------
    tariff
        Levied by the senders on goods of the target, a share of their value; None where all trade
        stops, both ways.
    burdens
        The target, the senders as they were given, then the bystanders, largest change first.
    equilibrium
        The world under the whole coalition. Its `base` is what it is compared with.
    """

    senders: tuple[str, ...]
    target: str
    tariff: float | None
    burdens: tuple[Burden, ...]
    equilibrium: Equilibrium
    notes: tuple[str, ...] = ()

    def of(self, country: str) -> Burden:
        """What one country bears; refuses a country that is not in the model, with the reason."""
        self.equilibrium.base.row(country)
        return next(burden for burden in self.burdens if burden.country == country)

    def cost(self, role: str) -> float:
        """What all of one role bear together, in the unit of the economy."""
        return sum(burden.cost for burden in self.burdens if burden.role == role)

    @property
    def cost_ratio(self) -> float:
        """Cost to the target for each dollar that it costs the senders together.

        NaN where it costs them nothing, as where a tariff gains them more than it loses.
        """
        spent = self.cost("sender")
        return self.cost("target") / spent if spent > 0 else NONE

    def to_frame(self) -> "pd.DataFrame":
        """One row a country, in the order of the burdens."""
        import pandas as pd

        names = [f.name for f in fields(Burden)]
        rows = [[getattr(burden, name) for name in names] for burden in self.burdens]
        return pd.DataFrame(rows, columns=names).set_index("country")


def coalition_leverage(
    economy: Economy,
    senders: Sequence[str],
    target: str,
    *,
    tariff: float | None = None,
    theta: float,
    deficits: Deficits = "balanced",
) -> CoalitionLeverage:
    """Work out who bears what when several countries act against one, and what each adds.

    Parameters
    ----------
    tariff
        Share of the value that the senders levy on goods of the target, on top of what they levy in
        the data; 0.25 is a quarter, and 10 the most. Left out: all trade between them and the
        target stops.
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.
    deficits
        As for :func:`detente.trade.counterfactual`.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it; or no trade of any sender with
        the target that could be stopped or taxed.
    BadInput
        No senders, one twice, the target among them, or a tariff, θ or deficits not allowed.
    NoSolution
        A target without other partners and with a deficit that nobody could finance.

    Examples
    --------
    Two equal partners of the Netherlands add as much, and less as the last to leave:

    >>> import numpy as np
    >>> from detente.trade import economy_from_flows
    >>> flow = np.array([[6.0, 2.0, 2.0], [2.0, 6.0, 2.0], [2.0, 2.0, 6.0]])
    >>> economy = economy_from_flows(flow, ["NLD", "NOR", "QAT"])
    >>> found = coalition_leverage(economy, ["NOR", "QAT"], "NLD", theta=4.0)
    >>> round(found.of("NLD").loss, 4), round(found.of("NOR").shapley, 4)
    (0.1199, 0.0599)
    >>> round(found.of("NOR").marginal, 4)
    0.0578
    >>> round(found.cost_ratio, 2)
    1.1
    """
    refuse_what_is_no_economy(economy)
    _refuse_no_coalition(senders, target)
    if tariff is not None:
        if not -1 < number(tariff, "tariff") < inf:
            raise BadInput(
                f"tariff is {tariff}; a share of the value, above −1: 0.25 is a quarter."
            )
        if tariff == 0:
            raise BadInput(
                "tariff is 0, and so changes nothing. Give a share of the value, such as 0.25, or "
                "none for a stop of all trade."
            )
        tariff_rate(tariff, "tariff")
    _refuse_no_trade(economy, senders, target, tariff)

    def world_when(acting: Sequence[str]) -> Equilibrium:
        shock = _shock(acting, target, tariff)
        return counterfactual(economy, shock, theta=theta, deficits=deficits)

    after = world_when(senders)
    worth = _worth(senders, target, world_when)
    n, everyone = len(senders), 2 ** len(senders) - 1
    marginal = [worth.loss[everyone] - worth.loss[everyone ^ 1 << i] for i in range(n)]
    shapley = _shapley_values(worth.loss, n) if n <= MOST_FOR_SHAPLEY else [NONE] * n
    added = dict(zip(senders, zip(marginal, shapley, strict=True), strict=True))
    return CoalitionLeverage(
        senders=tuple(senders),
        target=target,
        tariff=tariff,
        burdens=_burdens(after, target, added),
        equilibrium=after,
        notes=(*after.notes, *worth.notes),
    )


def _refuse_no_coalition(senders: Sequence[str], target: str) -> None:
    if isinstance(senders, str):
        raise BadInput(f"senders is {senders!r}, one text. Give a list, as [{senders!r}].")
    if not senders:
        raise BadInput(f"No senders against {target}. Name one country or more.")
    if target in senders:
        raise BadInput(f"{target} is both the target and a sender. Leave it out of the senders.")
    twice = sorted({sender for sender in senders if senders.count(sender) > 1})
    if twice:
        raise BadInput(f"Senders named twice: {some(twice)}. Name each once.")


def _refuse_no_trade(
    economy: Economy, senders: Sequence[str], target: str, tariff: float | None
) -> None:
    """Refuse a question whose whole answer would be what rounding leaves."""
    to, at = economy.row(target), [economy.row(sender) for sender in senders]
    bought, sold = economy.flow[to, at].sum(), economy.flow[at, to].sum()
    if bought or (sold and tariff is None):
        return
    what = "trade with" if tariff is None else "purchase from"
    when = f" in {economy.year}" if economy.year else ""
    raise MissingData(
        f"No {what} {target} by {some(senders)} is recorded{when}, so nothing could be "
        f"{'stopped' if tariff is None else 'taxed'}. Name other senders, or another year."
    )


def _shock(acting: Sequence[str], target: str, tariff: float | None) -> Shock:
    if tariff is None:
        return Shock(cut=tuple(link for s in acting for link in ((s, target), (target, s))))
    return Shock(tariff_after={(target, sender): tariff for sender in acting})


@dataclass(frozen=True, slots=True)
class _Worth:
    """Loss of the target by coalition; each is named by the sum of 2^i over its members i.

    NaN where the world has no equilibrium under that coalition; the notes say why.
    """

    loss: Mapping[int, float]
    notes: tuple[str, ...]


def _worth(
    senders: Sequence[str], target: str, world_when: Callable[[Sequence[str]], Equilibrium]
) -> _Worth:
    """All coalitions where the senders are few; else the whole one, and it without each."""
    n, everyone = len(senders), 2 ** len(senders) - 1
    coalitions = [everyone, *(everyone ^ 1 << i for i in range(n))]
    notes = [TOO_MANY.format(n=n)]
    if n <= MOST_FOR_SHAPLEY:
        coalitions, notes = list(range(2**n)), []
    loss: dict[int, float] = {}
    for coalition in coalitions:
        acting = [sender for i, sender in enumerate(senders) if coalition >> i & 1]
        try:
            loss[coalition] = 1 - world_when(acting).of(target).welfare
        except NoSolution as why:
            loss[coalition] = NONE
            idle = [sender for sender in senders if sender not in acting]
            notes.append(NO_WORLD.format(idle=some(idle), why=why))
    return _Worth(loss, tuple(notes[:NOTES]))


def _shapley_values(worth: Mapping[int, float], n: int) -> list[float]:
    """Average over all orders of joining of what each adds; see the module's opening."""
    value = [0.0] * n
    for coalition in range(2**n - 1):
        weight = 1 / (n * comb(n - 1, coalition.bit_count()))  # |S|! (n − |S| − 1)! / n!
        for i in range(n):
            if not coalition >> i & 1:
                value[i] += weight * (worth[coalition | 1 << i] - worth[coalition])
    return value


def _burdens(
    after: Equilibrium, target: str, added: Mapping[str, tuple[float, float]]
) -> tuple[Burden, ...]:
    """The target, the senders, then everyone else by the size of what they lose or gain."""
    loss = dict(zip(after.countries, (1 - after.welfare).tolist(), strict=True))
    spent = dict(zip(after.countries, after.base.expenditure.tolist(), strict=True))
    others = sorted(set(loss) - {target, *added}, key=lambda c: (-abs(loss[c] * spent[c]), c))
    roles = {
        target: "target",
        **dict.fromkeys(added, "sender"),
        **dict.fromkeys(others, "bystander"),
    }
    return tuple(
        Burden(
            country, role, loss[country], loss[country] * spent[country], *added.get(country, ())
        )
        for country, role in roles.items()
    )

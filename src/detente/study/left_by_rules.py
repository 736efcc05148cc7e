"""What the rules of a day leave of a country's trade, and the same as a scenario.

The bans that came since the year of a World are laid on its trade by section:

    left[partner, section] = traded[partner, section] · (1 − banned share[partner, section])

That is arithmetic: nobody finds another buyer, another product or another price. For a model of a
world that trades in one good each, the same is a rise of trade cost with every partner, such that
at unchanged wages the two agree:

    κ[partner] = (Σ over sections of left / Σ over sections of traded)^(-1/θ)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData
from detente.rules import BannedShare, Rule, Rules, Side, banned_share
from detente.trade import Economy
from detente.world import CostChange, Cut, Scenario, World, country_in_prose, country_name

Table = NDArray[np.float64]
Reading = Literal["middle", "strict", "lenient"]

READINGS: tuple[Reading, ...] = ("middle", "strict", "lenient")


@dataclass(frozen=True, slots=True, eq=False)
class LeftByRules:
    """A country's trade in one direction, and the share of it that newer rules ban.

    Attributes
    ----------
    partners
        ISO 3166-1 alpha-3 of those with a record of trade.
    traded
        Partner × section, US dollars in the year, before the rules.
    banned_low, banned_high
        Partner × section, fractions: read leniently and strictly.
    binding
        The rules that make it so.
    """

    target: str
    direction: Side
    year: int
    day: date
    partners: tuple[str, ...]
    sections: tuple[str, ...]
    traded: Table
    banned_low: Table
    banned_high: Table
    binding: tuple[Rule, ...]

    def left(self, reading: Reading = "middle") -> Table:
        """Partner × section, US dollars: what the rules leave, as strictly as they are read."""
        banned = {
            "lenient": self.banned_low,
            "middle": (self.banned_low + self.banned_high) / 2,
            "strict": self.banned_high,
        }[reading]
        return np.asarray(self.traded * (1 - banned))


def left_by_rules(world: World, rules: Rules, direction: Side, day: date) -> LeftByRules:
    """Lay the bans that came since the year of a World on its trade by section.

    Parameters
    ----------
    world
        Reads ``sector_flows``, by section of the SITC.
    direction
        As seen from the target of the rules.
    day
        After the year. A partner's own law counts for trade with that partner.

    Raises
    ------
    BadInput
        A day that is not after the year of the trade.
    UnknownLabel
        The target is not in the World, or its sectors are not sections of the SITC.
    MissingData
        The World holds no trade by section, or none of the target; or nobody has laid down what the
        rules name of each section.

    Examples
    --------
    >>> from detente.data import load_world
    >>> from detente.rules import rules_on
    >>> sold = left_by_rules(load_world(2015), rules_on("PRK"), "export", date(2018, 6, 30))
    >>> [round(float(sold.left(r).sum() / sold.traded.sum()), 3) for r in READINGS]
    [0.129, 0.034, 0.223]
    """
    if day.year <= world.year:
        raise BadInput(
            f"The trade is of {world.year}, and {day} is not after it. Ask about a later day."
        )
    flow, row = world.table("sector_flows"), world.row(rules.target)
    mine = flow[row] if direction == "export" else flow[:, row]
    abroad = np.arange(len(world.countries)) != row
    recorded = np.flatnonzero(abroad & np.isfinite(mine).all(axis=1))
    if not recorded.size:
        raise MissingData(
            f"No {direction}s of {country_in_prose(rules.target)} are on record for {world.year}. "
            "Ask about another year."
        )
    partners = tuple(world.countries[i] for i in recorded)
    own_law = {code for rule in rules.rules for code in rule.binds}
    of_all = _shares(rules, world, direction, day, None)
    by_partner = {p: _shares(rules, world, direction, day, p) for p in partners if p in own_law}
    shares = [by_partner.get(partner, of_all) for partner in partners]
    statuses = (
        s for each in (of_all, *by_partner.values()) for share in each for s in share.statuses
    )
    return LeftByRules(
        target=rules.target,
        direction=direction,
        year=world.year,
        day=day,
        partners=partners,
        sections=world.sectors,
        traded=mine[recorded],
        banned_low=np.array([[share.low for share in each] for each in shares]),
        banned_high=np.array([[share.high for share in each] for each in shares]),
        binding=tuple(dict.fromkeys(rule for status in statuses for rule in status.binding)),
    )


def rules_scenario(
    economy: Economy, sides: Sequence[LeftByRules], *, theta: float, reading: Reading = "middle"
) -> Scenario:
    """Turn what the rules leave into changes of trade cost with every partner.

    Parameters
    ----------
    economy
        Of the year of the trade; partners that are not in it are passed over.
    sides
        What is left of exports, of imports, or of both.
    theta
        Elasticity of trade to trade cost, positive.

    Raises
    ------
    MissingData
        The target is not in the economy.

    Examples
    --------
    >>> from detente.data import load_world
    >>> from detente.rules import rules_on
    >>> from detente.trade import economy_of
    >>> world = load_world(2015)
    >>> sold = left_by_rules(world, rules_on("PRK"), "export", date(2018, 6, 30))
    >>> banned = rules_scenario(economy_of(world), [sold], theta=4.0)
    >>> to_china = next(c for c in banned.costs if c.importers == ("CHN",))
    >>> round(to_china.change, 3), round(to_china.change**-4, 3)
    (1.79, 0.097)
    """
    costs: list[CostChange] = []
    cuts: list[Cut] = []
    for side in sides:
        economy.row(side.target)
        for partner, left in _share_left(side, reading):
            if partner not in economy.countries:
                continue
            link = (side.target,), (partner,)
            exporters, importers = link if side.direction == "export" else link[::-1]
            if left > 0:
                costs.append(CostChange(exporters, importers, change=left ** (-1 / theta)))
            else:
                cuts.append(Cut(exporters, importers))
    first = sides[0]
    return Scenario(
        f"Rules on {country_name(first.target)} of {first.day}",
        year=first.year,
        theta=theta,
        deficits="dek",
        cuts=tuple(cuts),
        costs=tuple(costs),
    )


def _share_left(side: LeftByRules, reading: Reading) -> Iterator[tuple[str, float]]:
    """Of each partner with whom something changes, the share of trade that is left."""
    traded, left = side.traded.sum(axis=1), side.left(reading).sum(axis=1)
    for partner, before, after in zip(side.partners, traded, left, strict=True):
        if after < before:
            yield partner, float(after / before)


def _shares(
    rules: Rules, world: World, direction: Side, day: date, partner: str | None
) -> list[BannedShare]:
    """Of each section, the share that rules ban which were not there in the year of the World."""
    since = date(world.year, 12, 31)
    return [
        banned_share(rules, section, direction, day, partner=partner, since=since)
        for section in world.sectors
    ]

"""Who relies on whom, and how heavily.

With x[i, j] what i sells to j in a year, country i trades with its partner j

    exports  v[i, j] = x[i, j]
    imports  v[i, j] = x[j, i]
    both     v[i, j] = x[i, j] + x[j, i]

Partner j has the share s[i, j] = v[i, j] / Σ_h v[i, h], and the concentration of i's partners is
H[i] = Σ_j s[i, j]², the Herfindahl–Hirschman index: 1 for a single partner, 1/n for n equal ones.

Only recorded pairs count: totals and shares run over them, and a pair nobody recorded has no
share, rather than a share of zero. What a country sells to itself is left out.

Hirschman (1945), National Power and the Structure of Foreign Trade; (1964), The Paternity of an
Index, American Economic Review 54(5).
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.world import Source, World

Direction = Literal["both", "exports", "imports"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
FlowTable = Literal["flows", "model_flows"]


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner of a country: its code, the value of the trade in US dollars, its share."""

    country: str
    value: float
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Dependence:
    """How the recorded trade of every country divides over its partners.

    Attributes
    ----------
    values
        Direction × country × partner, US dollars; directions in the order of `DIRECTIONS`.
        NaN where nobody recorded the pair.
    shares
        The same axes, fractions from 0 to 1. The recorded partners of a country sum to 1; all NaN
        for a country without recorded trade.
    """

    year: int
    countries: tuple[str, ...]
    values: NDArray[np.float64]
    shares: NDArray[np.float64]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    def value(self, of: str, partner: str, direction: Direction = "both") -> float:
        """Trade of *of* with *partner*, US dollars; NaN where nobody recorded it."""
        return float(self.values[self._place(direction, of)][self._row(partner)])

    def share(self, of: str, partner: str, direction: Direction = "both") -> float:
        """Share of *partner* in the recorded trade of *of*; NaN where nobody recorded it."""
        return float(self.shares[self._place(direction, of)][self._row(partner)])

    def total(self, of: str, direction: Direction = "both") -> float:
        """Recorded trade of *of* with all partners, US dollars; NaN where nothing is recorded."""
        return _total(self.values[self._place(direction, of)])

    def concentration(self, of: str, direction: Direction = "both") -> float:
        """Herfindahl–Hirschman index of the partners of *of*, from 1/n to 1."""
        return _concentration(self.shares[self._place(direction, of)])

    def partners(self, of: str, direction: Direction = "both") -> tuple[Partner, ...]:
        """Recorded partners of *of*, largest first, equals by their code."""
        place = self._place(direction, of)
        recorded = [
            Partner(country, float(value), float(share))
            for country, value, share in zip(
                self.countries, self.values[place], self.shares[place], strict=True
            )
            if not np.isnan(value)
        ]
        return tuple(sorted(recorded, key=lambda p: (-p.value, p.country)))

    def rank(self, of: str, partner: str, direction: Direction = "both") -> float:
        """Place of *partner* among the partners of *of*, 1 for the largest, equals share a place.

        NaN where nobody recorded trade between them.
        """
        value = self.value(of, partner, direction)
        if np.isnan(value):
            return float("nan")
        return float(1 + np.sum(self.values[self._place(direction, of)] > value))

    def partner_ratio(self, of: str, direction: Direction = "both") -> float:
        """First partner's trade as a multiple of the second's; NaN where there is no second."""
        first_two = self.partners(of, direction)[:2]
        if len(first_two) < 2 or first_two[1].value == 0:
            return float("nan")
        return first_two[0].value / first_two[1].value

    def _place(self, direction: Direction, of: str) -> tuple[int, int]:
        if direction not in DIRECTIONS:
            raise BadInput(f"No direction {direction!r}. Choose one of: {', '.join(DIRECTIONS)}.")
        return DIRECTIONS.index(direction), self._row(of)

    def _row(self, country: str) -> int:
        if country not in self.countries:
            raise UnknownLabel.among("country", country, self.countries)
        return self.countries.index(country)


@dataclass(frozen=True, slots=True)
class ShareAfterDiversion:
    """Two partners of one country, before and after part of the trade moves between them.

    Attributes
    ----------
    moved
        Value that changes partner, US dollars.
    times
        Trade with *to* afterwards as a multiple of what it was; NaN where none was recorded.
    """

    of: str
    from_: str
    to: str
    year: int
    moved: float
    from_before: float
    from_after: float
    to_before: float
    to_after: float
    times: float
    concentration_before: float
    concentration_after: float
    sources: tuple[Source, ...]


def dependence(world: World, table: FlowTable = "flows") -> Dependence:
    """Divide every country's recorded goods trade over its partners.

    Parameters
    ----------
    world
        Reads one table of goods trade, exporter × importer, US dollars.
    table
        ``flows`` as the source gives them, or ``model_flows`` with known gaps filled.

    Raises
    ------
    MissingData
        The World does not hold that table.

    Examples
    --------
    >>> from detente.world import example_world
    >>> trade = dependence(example_world())
    >>> trade.share("NLD", "NOR", "imports"), trade.concentration("NLD", "imports")
    (0.75, 0.625)
    >>> [partner.country for partner in trade.partners("QAT")]
    ['NLD', 'NOR']
    """
    values = _by_direction(world.table(table))
    return Dependence(
        year=world.year,
        countries=world.countries,
        values=values,
        shares=_shares(values),
        sources=world.sources_of(table),
        notes=world.notes_of(table),
    )


def share_after_diversion(
    world: World, *, of: str, from_: str, to: str, share: float, table: FlowTable = "flows"
) -> ShareAfterDiversion:
    """Move part of a country's two-way trade from one partner to another, its total unchanged.

    This is arithmetic, not a forecast: it says how large the move is, not what would cause it.

    Parameters
    ----------
    world, table
        As for :func:`dependence`.
    of, from_, to
        Three different countries; the trade of *of* with *from_* moves to *to*.
    share
        Fraction of that trade which moves, from 0 to 1.

    Raises
    ------
    BadInput
        The share is not a fraction, or a country is named twice.
    MissingData
        No trade between *of* and *from_* is recorded, so there is nothing to move.

    Examples
    --------
    >>> from detente.world import example_world
    >>> moved = share_after_diversion(example_world(), of="NLD", from_="NOR", to="QAT", share=0.2)
    >>> moved.moved, round(moved.from_after, 3), round(moved.times, 3)
    (10.0, 0.615, 1.667)
    """
    if not 0 <= share <= 1:
        raise BadInput(
            f"A share of {share} cannot move. Give a fraction from 0 to 1, 0.2 for 20 %."
        )
    if len({of, from_, to}) < 3:
        raise BadInput(f"{of}, {from_}, {to}: name three different countries.")
    before = dependence(world, table)
    flow_from, flow_to = before.value(of, from_), before.value(of, to)
    if np.isnan(flow_from):
        raise MissingData(
            f"No trade between {of} and {from_} is recorded in {world.year}, so none can move. "
            "Ask about another partner or year."
        )
    moved = share * flow_from
    after = before.values[DIRECTIONS.index("both"), world.row(of)].copy()
    after[world.row(from_)] = flow_from - moved
    after[world.row(to)] = np.nan_to_num(flow_to) + moved
    shares = _shares(after)
    return ShareAfterDiversion(
        of=of,
        from_=from_,
        to=to,
        year=world.year,
        moved=moved,
        from_before=before.share(of, from_),
        from_after=float(shares[world.row(from_)]),
        to_before=before.share(of, to),
        to_after=float(shares[world.row(to)]),
        times=(flow_to + moved) / flow_to if flow_to > 0 else float("nan"),
        concentration_before=before.concentration(of),
        concentration_after=_concentration(shares),
        sources=before.sources,
    )


def _by_direction(flow: NDArray[np.float64]) -> NDArray[np.float64]:
    """Both, exports, imports of every country with every partner; NaN where neither is recorded."""
    exports = flow.copy()
    np.fill_diagonal(exports, np.nan)
    imports = exports.T
    both = np.nan_to_num(exports) + np.nan_to_num(imports)
    both[np.isnan(exports) & np.isnan(imports)] = np.nan
    return np.stack([both, exports, imports])


def _shares(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide by the sum along the last axis of what is recorded; 0/0 is NaN."""
    total = np.nansum(value, axis=-1, keepdims=True)
    share = np.full_like(value, np.nan)
    np.divide(value, total, out=share, where=total > 0)
    return share


def _concentration(share: NDArray[np.float64]) -> float:
    """H = Σ s², NaN where no share is known."""
    return _total(share**2)


def _total(value: NDArray[np.float64]) -> float:
    """Sum of what is recorded; NaN where nothing is."""
    return float("nan") if np.isnan(value).all() else float(np.nansum(value))

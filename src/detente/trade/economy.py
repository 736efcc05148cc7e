"""The world economy as one closed matrix: who sells to whom, home sales included.

Trade data hold no home sales, and every model of the world needs them. Two closures are stated,
because gains from trade halve between them:

    value_added    X[i, i] = GDP[i] − exports[i]
    gross_output   X[i, i] = 2 GDP[i] − exports[i]

The first takes all of GDP as sold once; the second takes gross output as twice GDP, an assumption
and not data. Three rules for economies that no closure fits, each named in the Economy:

    left out    countries whose GDP is not known or whose trade is not recorded, and the ship
                registers LBR and MHL, whose imports are ships that change their flag
    floored     home sales below 5 % of GDP are raised to that
    entrepots   countries that import more than their GDP stay, and are named: goods pass through
                them, and a model of final sale says little about them

Costinot & Rodríguez-Clare (2014), Trade Theory with Numbers, Handbook of International Economics 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData, UnknownLabel, some
from detente.trade.given import numbers, refuse_what_is_no_label
from detente.world import Closure, Source, World

if TYPE_CHECKING:
    import pandas as pd

CLOSURES: Mapping[Closure, float] = {"value_added": 1.0, "gross_output": 2.0}
SMALLEST_HOME_SALES = 0.05  # of GDP
SHIP_REGISTERS = ("LBR", "MHL")


@dataclass(frozen=True, slots=True, eq=False)
class Economy:
    """A closed world: every sale has a seller and a buyer on the same list of countries.

    Attributes
    ----------
    flow
        Exporter × importer, current US dollars (or any one unit). The diagonal is home sales.
    closure
        How home sales were found: ``value_added``, ``gross_output``, or ``given``.
    left_out
        Countries of the World that are not here, each with the reason.
    floored
        Countries whose home sales were raised to the floor.
    entrepots
        Countries that import more than their GDP.
    """

    countries: tuple[str, ...]
    flow: NDArray[np.float64]
    year: int | None = None
    closure: str = "given"
    left_out: Mapping[str, str] = field(default_factory=dict)
    floored: tuple[str, ...] = ()
    entrepots: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        flow = numbers(self.flow, "flow")  # a copy: the caller keeps a writable one
        flow[np.ma.getmaskarray(self.flow)] = np.nan  # what a mask hides is not known
        n = len(self.countries)
        if not n:
            why = next(iter(self.left_out.values()), "no flows were given")
            raise BadInput(f"No country is left to model: {why}. Give flows and GDP of some.")
        if flow.shape != (n, n):
            raise BadInput(
                f"flow has shape {flow.shape}; {n} countries need {(n, n)} (exporter, importer)."
            )
        refuse_what_is_no_label(self.countries, "Country")
        if len(set(self.countries)) != n:
            twice = sorted({c for c in self.countries if self.countries.count(c) > 1})
            raise BadInput(f"Countries named twice: {some(twice)}. Give each country one row.")
        _refuse_bad_cells(flow, self.countries)
        flow.setflags(write=False)
        object.__setattr__(self, "flow", flow)

    @property
    def sales(self) -> NDArray[np.float64]:
        """What each country sells in all, home included: its income Y."""
        return np.asarray(self.flow.sum(axis=1))

    @property
    def expenditure(self) -> NDArray[np.float64]:
        """What each country buys in all, home included: E = Y + deficit."""
        return np.asarray(self.flow.sum(axis=0))

    @property
    def share(self) -> NDArray[np.float64]:
        """Exporter × importer, share of the importer's spending; columns sum to one."""
        return np.asarray(self.flow / self.flow.sum(axis=0))

    def row(self, country: str) -> int:
        """Place of a country on the axes.

        Raises
        ------
        MissingData
            The country is in the World but was left out of the model, with the reason.
        UnknownLabel
            The country is not in the World at all.
        """
        if country in self.countries:
            return self.countries.index(country)
        if country in self.left_out:
            raise MissingData(
                f"{country} is left out of the world model of {self.year}: "
                f"{self.left_out[country]}. Ask about another country or year."
            )
        raise UnknownLabel.among("country", str(country), self.countries)


def economy_from_flows(
    flow: "NDArray[np.float64] | pd.DataFrame", countries: Sequence[str] | None = None
) -> Economy:
    """Wrap a square table of flows, home sales on the diagonal, as an Economy.

    Parameters
    ----------
    flow
        Exporter × importer, one unit of money. A DataFrame brings its own labels, the same on
        rows and columns; its columns are put in the order of its rows.
    countries
        Labels of a bare array, in order. Not given for a DataFrame.

    Raises
    ------
    BadInput
        Neither an array nor a DataFrame, not square, labels that are missing, no text, unequal or
        repeated, a flow that is no number, negative, unknown or masked, or a country that sells or
        buys nothing.

    Examples
    --------
    >>> economy = economy_from_flows(np.array([[8.0, 2.0], [2.0, 8.0]]), ["NLD", "NOR"])
    >>> economy.share[0]
    array([0.8, 0.2])
    """
    if isinstance(flow, np.ndarray):
        if countries is None:
            raise BadInput(
                "A bare array has no labels, so its sides cannot be told apart. Give countries=, "
                "or a DataFrame with exporters as rows and importers as columns."
            )
        if isinstance(countries, str):
            raise BadInput(f"countries is {countries!r}, one text. Give a list of one for each.")
        return Economy(tuple(countries), flow)
    import pandas as pd

    if not isinstance(flow, pd.DataFrame):
        raise BadInput(
            f"flow is a {type(flow).__name__}. Give a numpy array with countries=, or a DataFrame "
            "with exporters as rows and importers as columns."
        )
    if countries is not None:
        raise BadInput("A DataFrame brings its own labels; leave countries= out.")
    rows, columns = flow.index.to_list(), flow.columns.to_list()
    refuse_what_is_no_label(rows, "Row")
    refuse_what_is_no_label(columns, "Column")
    if len(set(rows)) != len(rows) or sorted(rows) != sorted(columns):
        odd = sorted(set(rows) ^ set(columns)) or ["a label that stands twice"]
        raise BadInput(
            f"Rows (exporters) and columns (importers) differ: {some(odd)}. "
            "Give the same countries once on both sides."
        )
    order = [columns.index(c) for c in rows]
    return Economy(tuple(rows), flow.to_numpy(na_value=np.nan)[:, order])


def refuse_what_is_no_economy(given: object) -> None:
    """Refuse a bare table where an Economy is asked for.

    Examples
    --------
    >>> refuse_what_is_no_economy(np.eye(2))
    Traceback (most recent call last):
        ...
    detente.errors.BadInput: economy is of type ndarray. Make one with economy_from_flows(...).
    """
    if not isinstance(given, Economy):
        raise BadInput(
            f"economy is of type {type(given).__name__}. Make one with economy_from_flows(...)."
        )


def economy_of(world: World, closure: Closure = "value_added") -> Economy:
    """Close a World with home sales, so that a model of all trade can run on it.

    Parameters
    ----------
    world
        Reads ``model_flows``, ``gdp``. A pair without a record counts as none.
    closure
        ``value_added`` or ``gross_output``; see the module's opening.

    Raises
    ------
    BadInput
        An unknown closure.
    MissingData
        The World holds no goods trade.

    Examples
    --------
    >>> from detente.world import example_world
    >>> economy = economy_of(example_world())
    >>> economy.countries, economy.sales
    (('NLD', 'NOR', 'QAT'), array([900., 400., 200.]))
    """
    if closure not in CLOSURES:
        raise BadInput(f"No closure {closure!r}. Choose one of: {', '.join(CLOSURES)}.")
    traded = np.nan_to_num(world.table("model_flows"))
    gdp = world.table("gdp")
    keep, left_out = _countries_that_can_be_modelled(world.countries, traded, gdp)
    home, floor = CLOSURES[closure] * gdp - traded.sum(axis=1), SMALLEST_HOME_SALES * gdp
    flow = traded + np.diag(np.maximum(home, floor))
    return Economy(
        countries=tuple(world.countries[i] for i in keep),
        flow=flow[np.ix_(keep, keep)],
        year=world.year,
        closure=closure,
        left_out=left_out,
        floored=tuple(world.countries[i] for i in keep if home[i] < floor[i]),
        entrepots=tuple(world.countries[i] for i in keep if traded[:, i].sum() > gdp[i]),
        sources=world.sources_of("model_flows", "gdp"),
    )


def _countries_that_can_be_modelled(
    countries: tuple[str, ...], traded: NDArray[np.float64], gdp: NDArray[np.float64]
) -> tuple[list[int], dict[str, str]]:
    """Indices kept, and the reason for each country that is not."""
    left_out: dict[str, str] = {}
    for i, country in enumerate(countries):
        if np.isnan(gdp[i]):
            left_out[country] = "its GDP is not in the data"
        elif country in SHIP_REGISTERS:
            left_out[country] = "it is a ship register, and its imports are ships changing flag"
        elif not (traded[i].sum() > 0 and traded[:, i].sum() > 0):
            left_out[country] = "it has no recorded exports or no recorded imports"
    return [i for i, c in enumerate(countries) if c not in left_out], left_out


def _refuse_bad_cells(flow: NDArray[np.float64], countries: tuple[str, ...]) -> None:
    """Refuse unknown or negative flows and empty rows or columns, by name."""
    bad = ~np.isfinite(flow) | (flow < 0)
    if bad.any():
        cells = [f"{countries[i]}→{countries[j]} = {flow[i, j]}" for i, j in np.argwhere(bad)]
        raise BadInput(f"Flows must be known and not negative: {some(cells)}. Mend or drop them.")
    for what, total in (("Sells", flow.sum(axis=1)), ("Buys", flow.sum(axis=0))):
        idle = [countries[i] for i in np.flatnonzero(total <= 0)]
        if idle:
            raise BadInput(f"{what} nothing at all: {some(idle)}. Leave it out of the economy.")

"""What an answer of the world models rests on, in the words of a note under the number.

Two things that it rests on are not in the data: how much a country sells at home, and the
elasticity of trade to trade cost. So a question that leaves them open is answered under both
closures and under each elasticity of :data:`THETAS`: the first gives the value, all of them the
range.
"""

from collections.abc import Iterable, Iterator, Mapping

from detente.trade import DEFAULT_THETA, Economy
from detente.world import Deficits, country_in_prose

THETAS = (DEFAULT_THETA, 3.0, 8.0)  # then those between which most estimates lie
LOPSIDED = 2.0  # times as much bought as sold abroad, or the reverse

MODEL = "Exact hat algebra of a one-sector world (Dekle, Eaton & Kortum 2008)"
STRONGEST = (
    "The model has one sector and no clock: it says what remains once everyone has found new "
    "partners, not what the first months bring."
)
BALANCE: Mapping[Deficits, str] = {
    "balanced": "Trade deficits are closed first: the change is from a world of balanced trade.",
    "dek": "Every trade deficit stays a fixed share of world income.",
    "multiplicative": "Spending stays in proportion to income, scaled so that the world balances.",
}
MODES = ", ".join(f"deficits={mode}" for mode in BALANCE)


def cautions(economies: Iterable[Economy], countries: Iterable[str]) -> tuple[str, ...]:
    """Name those of some countries that the model fits least, each note once.

    Parameters
    ----------
    economies
        One World under each closure.

    Examples
    --------
    >>> from detente.trade import economy_of
    >>> from detente.world import example_world
    >>> (note,) = cautions([economy_of(example_world())], ["NLD", "QAT"])
    >>> note[:37]
    'What Qatar buys and sells abroad is f'
    """
    notes = (note for economy in economies for c in countries for note in _cautions(economy, c))
    return tuple(dict.fromkeys(notes))


def _cautions(economy: Economy, country: str) -> Iterator[str]:
    row, name = economy.row(country), country_in_prose(country)
    home = economy.flow[row, row]
    sold, bought = economy.sales[row] - home, economy.expenditure[row] - home
    if max(sold, bought) > LOPSIDED * min(sold, bought):
        yield (
            f"What {name} buys and sells abroad is far from equal, so another treatment of "
            f"deficits may move this number beyond the range: ask for each of {MODES}."
        )
    if country in economy.floored:
        yield (
            f"Home sales of {name} would be below a twentieth of its GDP ({economy.closure}) and "
            "were raised to that: it sells on what others make."
        )

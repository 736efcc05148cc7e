"""What would be lost, pair by pair, if any two countries of a World stopped trading.

The question is settled first, so that a long answer can be found in parts, by runs that know that
they answer the same question.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.claims import BALANCE
from detente.study.leverage import OPEN, Terms
from detente.study.method import ONE_SECTOR
from detente.study.plain_value import plain_value
from detente.trade import DEFAULT_THETA, Economy, economy_of, severance_blocks
from detente.world import Deficits, World, country_name, newest_world

if TYPE_CHECKING:
    import pandas as pd

ASKED = "What does each of two countries lose if all goods trade between the two stops?"
COLUMNS = {
    "a, b": "the pair, ISO 3166-1 alpha-3",
    "welfare_*": "what all spending of the country buys, after over before",
    "real_wage_*": "what a wage buys, after over before",
    "residual": "largest |ln(sales / earnings)| over the countries",
    "iterations": "steps of the solver",
    "bystander_*": "third countries whose welfare changes most, the largest change first; empty "
    "where none does",
    "bystander_*_welfare": "what all spending of that country buys, after over before",
    "refused": "why there is no solution; empty where there is one",
}
DATA = ("model_flows", "gdp")  # what the model reads of a World


@dataclass(frozen=True, slots=True, eq=False)
class EverySeverance:
    """A World and the terms on which each pair of its countries stops trading.

    Attributes
    ----------
    economy
        The World as the model takes it.
    pairs
        In alphabetical order.
    question
        What is asked, of which data, in what JSON can hold: it tells runs apart.
    """

    economy: Economy
    theta: float
    deficits: Deficits
    pairs: tuple[tuple[str, str], ...]
    question: Mapping[str, Any]

    def parts(self, done: int = 0) -> Iterator["pd.DataFrame"]:
        """Solve the pairs after the first so many; give one row a pair, some hundreds at a time."""
        if done == len(self.pairs):
            return
        for block in severance_blocks(
            self.economy, theta=self.theta, deficits=self.deficits, pairs=self.pairs[done:]
        ):
            yield block.to_frame()


def every_severance(worlds: Mapping[int, World], terms: Terms = OPEN) -> EverySeverance:
    """Settle the question of what each pair would lose without the other.

    Parameters
    ----------
    worlds
        By year, as :func:`detente.data.shipped_worlds` gives them.
    terms
        Open, the year is the newest with trade, θ is 4 (the elasticity of trade to trade cost,
        from 0.1 to 100), and home sales are found by value added.

    Raises
    ------
    UnknownLabel
        The year is not held.
    MissingData
        The year holds no trade.
    BadInput
        θ or the treatment of deficits is not allowed.
    NoSolution
        The economy itself has no balanced state to compare with.

    Examples
    --------
    >>> from detente.world import example_world
    >>> asked = every_severance({2024: example_world()})
    >>> rows = next(asked.parts())
    >>> rows[["a", "b", "welfare_a"]].round(4).to_numpy().tolist()
    [['NLD', 'NOR', nan], ['NLD', 'QAT', nan], ['NOR', 'QAT', 0.9997]]
    >>> rows["refused"][0][:42]
    'NOR would sell abroad and buy nothing ther'
    """
    world = newest_world(worlds, "model_flows", (), terms.year)
    economy = economy_of(world, terms.closure or "value_added")
    theta = DEFAULT_THETA if terms.theta is None else terms.theta
    pairs = tuple(combinations(sorted(economy.countries), 2))
    severance_blocks(economy, theta=theta, deficits=terms.deficits, pairs=pairs)  # may refuse
    question = {
        "question": ASKED,
        "year": world.year,
        "theta": float(theta),
        "deficits": terms.deficits,
        "closure": economy.closure,
        "pairs": len(pairs),
        "code_version": __version__,
        "data_sha256": _checksum(world),
        "left_out": dict(economy.left_out),
        "method": f"{ONE_SECTOR} {BALANCE[terms.deficits]}",
        "columns": COLUMNS,
        "sources": [asdict(source) for source in economy.sources],
    }
    return EverySeverance(economy, float(theta), terms.deficits, pairs, question)


def plain_severances(asked: EverySeverance, table: "pd.DataFrame", most: int) -> dict[str, Any]:
    """Sum up a table of all pairs, in what JSON can hold.

    Parameters
    ----------
    most
        How many pairs to name: those with the largest loss to one of the two, and those with the
        largest loss to both.
    """
    is_solved = table["refused"].fillna("") == ""
    refused = table.loc[~is_solved, ["a", "b", "refused"]]
    losses = _losses(table[is_solved])
    settled = ("year", "theta", "deficits", "closure", "code_version", "data_sha256", "left_out")
    return {
        **{name: asked.question[name] for name in settled},
        "pairs": len(table),
        "refused": refused.to_dict("records"),
        "largest_residual": plain_value(float(table["residual"].max())),
        "largest_loss": _first(losses, "loss", most),
        "largest_loss_to_both": _first(losses, "partner_loss", most),
        "method": f"{asked.question['method']} θ is {asked.theta:g}, and home sales are found by "
        f"{asked.economy.closure.replace('_', ' ')}.",
        "notes": list(_notes(asked.economy)),
        "sources": asked.question["sources"],
    }


def _checksum(world: World) -> str:
    """Of the countries and the tables that the model reads."""
    found = hashlib.sha256(" ".join(world.countries).encode())
    for name in DATA:
        found.update(world.table(name).astype("<f8").tobytes())
    return found.hexdigest()


def _losses(table: "pd.DataFrame") -> "pd.DataFrame":
    """Who loses most of each pair, without whom, and what both lose."""
    swap = table["welfare_b"] < table["welfare_a"]
    return table[["a", "b"]].assign(
        country=table["a"].where(~swap, table["b"]),
        partner=table["b"].where(~swap, table["a"]),
        loss=1.0 - table[["welfare_a", "welfare_b"]].min(axis=1),
        partner_loss=1.0 - table[["welfare_a", "welfare_b"]].max(axis=1),
    )


def _first(losses: "pd.DataFrame", by: str, most: int) -> list[dict[str, Any]]:
    ranked = losses.sort_values([by, "a", "b"], ascending=[False, True, True]).head(most)
    return [
        {str(name): value for name, value in row.items()}
        for row in ranked[["country", "partner", "loss", "partner_loss"]].to_dict("records")
    ]


def _notes(economy: Economy) -> Iterator[str]:
    """Who is not there, and whom the model fits least."""
    for reason in dict.fromkeys(economy.left_out.values()):
        names = _named(c for c, why in economy.left_out.items() if why == reason)
        yield f"Left out, each because {reason}: {names}."
    if economy.entrepots:
        yield (
            "Import more than their GDP, so that goods pass through them and a model of final sale "
            f"says little about them: {_named(economy.entrepots)}."
        )
    if economy.floored:
        yield (
            "Home sales would be below a twentieth of GDP and were raised to that: "
            f"{_named(economy.floored)}."
        )


def _named(codes: "Iterator[str] | tuple[str, ...]") -> str:
    return ", ".join(country_name(code) for code in codes)

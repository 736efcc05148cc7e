"""Draws in Claims: how wide the answers are, what moves them, and how often a statement holds."""

from collections.abc import Iterator, Mapping, Sequence

from detente.claims import Blanks, Claim, Label, Measurement
from detente.study.ask import assumed, country, finding, table
from detente.study.check import checked
from detente.study.check_draws import VerdictDraws, drawn_verdicts
from detente.study.draws import Draws
from detente.study.spread import Driver, spread, with_draws

DRIVERS_SHOWN = 5
DRAWN_SO = "Share of the draws in which the statement comes to this verdict."

# The headline numbers: by the key of their claim, which blank, and under which caption.
HEADLINES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "cut.losses": (("loss_a", "draws.loss", "a"), ("loss_b", "draws.loss", "b")),
    "cut.changes": (("loss_a", "draws.loss", "a"), ("loss_b", "draws.loss", "b")),
    "shift.needed": (("fall", "draws.fall", "of"),),
    "ledger.side": (("after", "draws.sum", "giver"),),
    "ledger.side_unruled": (("before", "draws.sum", "giver"),),
    "transit.third": (("value", "draws.share", "of"),),
    "transit.not_a_third": (("value", "draws.share", "of"),),
    "transit.needed": (("value", "draws.share", "of"),),
    "positions.model": (("paper", "draws.forecast", "paper"),),
}


def drawn_claims(draws: Draws, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims with the ranges that the draws give them, and what a reader is to know of the draws.

    Where they tell of statements of the case, how often each of those holds is told too.

    Examples
    --------
    >>> from detente.data import shipped_worlds
    >>> from detente.study import severed
    >>> from detente.world import Case
    >>> case = Case(("PRK", "CHN"))
    >>> told = severed(shipped_worlds(), case)
    >>> claims = drawn_claims(Draws(shipped_worlds(), case, 200), told)
    >>> [claim.key for claim in claims][-3:]
    ['draws.loss', 'draws.loss', 'draws.basis']
    """
    drivers = [each for claim in claims for each in _headlines(draws, claim)]
    tells_of_statements = any(claim.key == "statements.said" for claim in claims)
    found = checked(draws.worlds, draws.case) if tells_of_statements else ()
    verdicts = drawn_verdicts(draws, found)
    return (*with_draws(draws, claims), *drivers, *_statements(verdicts), _basis(draws))


def _headlines(draws: Draws, claim: Claim) -> Iterator[Claim]:
    for name, caption, whose in HEADLINES.get(claim.key, ()):
        measured, of = claim.blanks[name], claim.blanks.get(whose)
        if not isinstance(measured, Measurement):
            continue
        rows = [_row(each, measured) for each in spread(draws, measured).drivers()]
        if rows:
            named = {"of": of} if isinstance(of, Label) else {}
            yield table(caption, rows[:DRIVERS_SHOWN], **named)


def _row(driver: Driver, like: Measurement) -> Blanks:
    kind, *rest = driver.name.split(".")
    return {
        "input": Label("word", f"input_{kind}"),
        "whose": _whose(kind, rest),
        "rank_correlation": Measurement(
            "rank_correlation", {}, driver.correlation, "index", None, "", ()
        ),
        "at_low": _end(driver.low, like),
        "at_high": _end(driver.high, like),
    }


def _end(value: float, like: Measurement) -> Measurement:
    method = "The middle of the answers in those draws."
    return Measurement(like.name, like.args, value, like.unit, like.year, method, like.sources)


def _whose(kind: str, rest: Sequence[str]) -> Label:
    """Whose input it is: countries, a year, a fact by its id, goods or a category of rules."""
    match kind:
        case "gdp" | "sells" | "buys" | "position":
            return country(rest[0])
        case "flow":
            return Label("countries", " ".join(rest[1:]))
        case "filled":
            return Label("year", rest[0])
        case "fact":
            return _same(".".join(rest))
        case "rules" if rest[0] == "goods":
            return Label("sector", rest[1])
        case "rules":
            return Label("category", rest[0], (("en", rest[0]), ("nl", rest[0])))
    return Label("word", "all_countries")


def _statements(verdicts: Sequence[VerdictDraws]) -> Iterator[Claim]:
    """In what share of the draws each statement comes to the verdict that was found."""
    rows: list[Blanks] = [
        {
            "id": _same(found.verdict.statement.id),
            "verdict": Label("verdict", found.verdict.outcome),
            "in_draws": _share(found.outcomes[found.verdict.outcome]),
            "supported_in": _share(found.outcomes["supported"]),
        }
        for found in verdicts
        if any(reading.spread and reading.spread.is_drawn for reading in found.readings)
    ]
    if rows:
        yield table("draws.statements", rows)


def _share(value: float) -> Measurement:
    return Measurement("share_of_draws", {}, value, "share", None, DRAWN_SO, ())


def _basis(draws: Draws) -> Claim:
    number, seed = assumed(draws.number, "count"), assumed(draws.seed, "count")
    return finding("draws.basis", number=number, seed=seed)


def _same(words: str) -> Label:
    """Words that are the same in every language."""
    return Label("text", "", (("en", words), ("nl", words)))

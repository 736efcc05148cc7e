"""A statement that a reader reads for us: its words, a measure, and what it must come to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from detente.errors import BadInput
from detente.study import Measure, measure_called
from detente.web.typed import fraction
from detente.world import Case, Language, Reading, Relation, Statement

LONGEST = 400  # characters
RELATIONS: tuple[Relation, ...] = tuple(each for each in get_args(Relation) if each != "between")
NO_PAIR = ("NLD", "DEU")  # a case needs one; a statement needs none
ARGUMENT = "arg."  # what the name of a field begins with that holds an argument


@dataclass(frozen=True, slots=True)
class Filled:
    """What the reader filled in.

    Attributes
    ----------
    args
        By the name of the argument; those left empty are not among them.
    """

    quote: str = ""
    speaker: str = ""
    measure: str = ""
    args: tuple[tuple[str, str], ...] = ()
    relation: str = "stated"
    than: str = ""

    @property
    def chosen(self) -> Measure | None:
        """The measure that was chosen, if any; refuses one that nobody knows."""
        return measure_called(self.measure) if self.measure else None

    @property
    def is_complete(self) -> bool:
        """Whether it can be checked."""
        return bool(self.measure and self.than)


def filled_in(query: Mapping[str, str]) -> Filled:
    """What an address says was filled in.

    Examples
    --------
    >>> filled_in({"measure": "trade.share", "arg.of": "PRK", "arg.year": ""}).args
    (('of', 'PRK'),)
    """
    said = {name: value.strip()[:LONGEST] for name, value in query.items()}
    args = {k.removeprefix(ARGUMENT): v for k, v in said.items() if k.startswith(ARGUMENT) and v}
    known = ("quote", "speaker", "measure", "relation", "than")
    return Filled(**{k: said[k] for k in known if k in said}, args=tuple(args.items()))


def statement_of(
    filled: Filled, case: Case | None, lang: Language, words: Mapping[Language, Mapping[str, Any]]
) -> Case:
    """A case with this one statement.

    Parameters
    ----------
    case
        Whose facts it may use; None for what the tables hold alone.
    words
        Of the page: how a reading is told, and what a measure means.

    Raises
    ------
    BadInput
        No such relation, or a threshold that is no number.
    """
    relation = next((each for each in RELATIONS if each == filled.relation), None)
    if relation is None:
        raise BadInput(f"{filled.relation!r} is no test. Choose: {', '.join(RELATIONS)}.")
    stated = filled.than.replace(",", ".")
    than = stated if relation == "stated" else fraction("than", filled.than)
    quote = filled.quote or filled.measure
    asked = " ".join([filled.measure, *(f"{name}={value}" for name, value in filled.args)])
    says = tuple(
        (own, words[own]["read_as"][relation].format(asked=asked, than=filled.than))
        for own in words
    )
    means = tuple((own, words[own]["measures"][filled.measure].rstrip(".")) for own in words)
    statement = Statement(
        id="S1",
        speaker=filled.speaker or "…",
        quote=quote,
        lang=lang,
        meaning=means,
        kind="quantity",
        readings=(Reading(says, filled.measure, filled.args, relation, (than,)),),
    )
    return replace(case or Case(NO_PAIR), statements=(statement,))

"""A statement that a reader reads for us: its words, a measure, and what it must come to."""

from dataclasses import dataclass, replace

from detente.errors import BadInput
from detente.world import Case, Reading, Relation, Statement

LONGEST = 400  # characters
RELATIONS: tuple[Relation, ...] = (
    "stated",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
)
NO_PAIR = ("NLD", "DEU")  # a case needs one; a statement needs none


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader filled in."""

    quote: str = ""
    speaker: str = ""
    measure: str = ""
    args: str = ""
    relation: str = "stated"
    than: str = ""

    @classmethod
    def of(cls, query: "dict[str, str]") -> "Asked":
        """What an address says was filled in."""
        known = ("quote", "speaker", "measure", "args", "relation", "than")
        return cls(**{k: query[k].strip()[:LONGEST] for k in known if k in query})


def statement_of(asked: Asked, case: Case | None) -> Case:
    """A case with this one statement.

    Parameters
    ----------
    case
        Whose facts it may use; None for what the tables hold alone.

    Raises
    ------
    BadInput
        No such relation, an argument that is not key=value, or a threshold that is no number.
    """
    relation = next((each for each in RELATIONS if each == asked.relation), None)
    if relation is None:
        raise BadInput(f"{asked.relation!r} is no test. Choose: {', '.join(RELATIONS)}.")
    if not asked.than:
        raise BadInput("Say what the number must come to, as 20 % or 0.2.")
    says = tuple((lang, asked.quote or asked.measure) for lang in ("en", "nl"))
    reading = Reading(says, asked.measure, _arguments(asked.args), relation, (_than(asked),))
    statement = Statement(
        id="S1",
        speaker=asked.speaker or "…",
        quote=asked.quote or asked.measure,
        lang="en",
        meaning=says,
        kind="quantity",
        readings=(reading,),
    )
    return replace(case or Case(NO_PAIR), statements=(statement,))


def _arguments(text: str) -> tuple[tuple[str, str | int | float], ...]:
    found = []
    for word in text.replace(",", " ").split():
        name, equals, value = word.partition("=")
        if not (name and equals and value):
            raise BadInput(f"{word!r} is not an argument of a measure. Write it as of=PRK.")
        found.append((name, value))
    return tuple(found)


def _than(asked: Asked) -> str | float:
    if asked.relation == "stated":
        return asked.than
    try:
        return float(asked.than.removesuffix("%")) / (100 if asked.than.endswith("%") else 1)
    except ValueError as cause:
        raise BadInput(f"{asked.than!r} is no number. Write it as 0.2 or 20%.") from cause

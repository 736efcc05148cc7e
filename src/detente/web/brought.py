"""A case that a reader brought: read, and bounded in what it asks for.

A page that answers in a minute cannot work out just anything. What takes long grows with a few
counts: readings can each take a model, coalitions double with every player of a project, and the
bargains among actors on an issue grow with the cube of their number.
"""

from collections import Counter
from dataclasses import replace

from detente.data import case_of_text
from detente.errors import BadInput
from detente.study import refuse_unmeasurable
from detente.world import Case

CALLED = "your case.toml"
MOST = {
    "readings of statements": 300,
    "projects": 4,
    "players in one project": 10,
    "positions": 120,
    "positions on one issue": 40,
}


def case_brought(text: bytes, name: str) -> Case:
    r"""The case of a text, under a name.

    Raises
    ------
    BadInput
        No case, one with a reading that cannot be measured, or more than a page works out.
    UnknownLabel
        A country, unit, source, fact or measure that nobody knows.

    Examples
    --------
    >>> case_brought(b'id = "a"\ntitle = "A"\npair = ["NLD", "DEU"]', "f3a1").id
    'f3a1'
    """
    case = case_of_text(text, CALLED)
    refuse_unmeasurable(case)
    on_one_issue = Counter(position.issue for position in case.positions)
    holds = {
        "readings of statements": sum(len(said.readings) for said in case.statements),
        "projects": len(case.projects),
        "players in one project": max((len(p.players) for p in case.projects), default=0),
        "positions": len(case.positions),
        "positions on one issue": max(on_one_issue.values(), default=0),
    }
    for kind, count in holds.items():
        if count > MOST[kind]:
            raise BadInput(
                f"{CALLED} holds {count:,} {kind}, and this page works out at most {MOST[kind]}. "
                "Split it, or use the commands: detente brief, detente check."
            )
    return replace(case, id=name)

"""Whether a case can be answered at all: every part of it is built once, and no trade is needed.

What is wrong in a file shows when it is read, but for what only its parts together can show: units
that do not cancel, a category that no rules know, positions that cannot be weighed.
"""

from dataclasses import replace

from detente.bargain import is_contested, issue_forecasts, issues_of, transit
from detente.claims import closing_rules, refuse_unmeasurable
from detente.errors import BadInput, UnknownLabel
from detente.study.ledger import pair_ledger
from detente.world import Case


def refuse_unanswerable(case: Case) -> None:
    """Refuse a case with a reading, an exchange, a project or a position that has no answer.

    Raises
    ------
    UnknownLabel
        A measure, an argument or a category that is not known.
    BadInput
        Facts whose units do not make an exchange or a network; positions that cannot be weighed.
    MissingData
        A reading asks for what the case does not hold.
    NoSolution
        A network whose numbers are too far apart to solve.

    Examples
    --------
    >>> refuse_unanswerable(Case(("NLD", "NOR")))
    """
    refuse_unmeasurable(case)
    undated = replace(case, day=None, year=None)  # what is not held for a time is no mistake
    try:
        if case.exchanges:
            pair_ledger({}, undated)
        for project in case.projects:
            closing_rules(undated, project)
            transit(case, project, draws=1)
        for name in issues_of(case):
            if is_contested(case, name):
                issue_forecasts(case, name, draws=1)
    except (BadInput, UnknownLabel) as refused:
        raise type(refused)(f"{case.file}: {refused}" if case.file else f"{refused}") from refused

"""The projects of a case, divided once: one case asks about them many times."""

from functools import lru_cache

from detente.bargain import IssueForecasts, Transit, issue_forecasts, transit
from detente.claims.held_rules import held_rules
from detente.errors import MissingData, UnknownLabel
from detente.rules import Outcome, Status, status
from detente.world import Case, Project, country_in_prose

CLOSING: tuple[Outcome, ...] = ("banned", "unnamed")


def project_called(case: Case, id: str) -> Project:
    """One project of a case by its id; refuses one that it does not hold."""
    if not case.projects:
        raise MissingData("The case holds no project, so none can be divided. Add [[projects]].")
    for project in case.projects:
        if project.id == id:
            return project
    raise UnknownLabel.among("project", id, [project.id for project in case.projects])


def closing_rules(case: Case, project: Project) -> tuple[Status, ...]:
    """What the rules say, on the day of a case, of the arcs that fall under them.

    An arc is closed where its category is banned, or unnamed: it needs what is banned.

    Raises
    ------
    MissingData
        The rules that are held end before the day of the case.
    """
    asked = dict.fromkeys(arc.category for arc in project.arcs if arc.category)
    found = list[Status]()
    for rules in (held_rules(code) for code in case.pair if case.day is not None):
        if rules.rules and rules.as_of and case.day and case.day > rules.as_of:
            raise MissingData(
                f"Rules on {country_in_prose(rules.target)} are held up to {rules.as_of}, so what "
                f"they close on {case.day} is not known here."
            )
        known = {category.name for category in rules.categories}
        found += [
            status(rules, name, None, case.day) for name in asked if name in known and case.day
        ]
    return tuple(found)


def closed_arcs(case: Case, project: Project) -> tuple[str, ...]:
    """Arcs of a project that the rules close on the day of a case; none without a day."""
    shut = {s.category.name for s in closing_rules(case, project) if s.outcome in CLOSING}
    return tuple(arc.id for arc in project.arcs if arc.category in shut)


@lru_cache(maxsize=8)
def divided(case: Case, id: str) -> Transit:
    """How the gain from one project of a case is divided, under the rules of its day as well."""
    project = project_called(case, id)
    return transit(case, project, closed=closed_arcs(case, project))


@lru_cache(maxsize=8)
def forecast_issue(case: Case, name: str) -> IssueForecasts:
    """Where the positions of a case on one issue lead."""
    return issue_forecasts(case, name)

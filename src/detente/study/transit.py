"""Who gets what of a project that crosses a country, in Claims: before and after it is built."""

from collections.abc import Iterator, Mapping

from detente.bargain import Transit
from detente.claims import (
    Argument,
    Blanks,
    Claim,
    Label,
    Measurement,
    closed_arcs,
    divided,
    measurement,
    project_called,
)
from detente.errors import MissingData
from detente.study.ask import country, finding, table
from detente.world import Case, Project, World

COUNTED = "Figures of the case that the network is made of, counted."
CHANGE = 0.1  # of a share: a way around that moves it by less does not matter


def transit_claims(worlds: Mapping[int, World], case: Case, project: str = "") -> tuple[Claim, ...]:
    """What a brief says of the projects of a case.

    Parameters
    ----------
    project
        Only the one of this id; all where none is named.

    Raises
    ------
    MissingData
        The case holds no project.
    UnknownLabel
        It holds none of this id.
    BadInput
        Facts that do not make a network: see :func:`detente.bargain.project_network`.
    """
    if not case.projects:
        where = case.file or "The case"
        raise MissingData(f"{where} holds no project to divide. Add one under [[projects]].")
    asked = (project_called(case, project),) if project else case.projects
    return tuple(claim for each in asked for claim in _Telling(worlds, case, each).claims())


class _Telling:
    """One project, and what its numbers are measured on."""

    def __init__(self, worlds: Mapping[int, World], case: Case, project: Project) -> None:
        self.worlds, self.case, self.project = worlds, case, project
        self.found: Transit = divided(case, project.id)
        self.of = country(project.crosses)

    def claims(self) -> Iterator[Claim]:
        """In the order in which a reader asks."""
        if not self.found.before.gain:
            yield finding("transit.nothing", what=_as_text(self.project.what))
            return
        yield from self.share()
        yield self.players()
        yield from self.on_the_day()
        yield from self.stated()
        yield from self.strongest()
        facts = [self.case.fact(id) for id in self.project.facts]
        doubted = sum(not fact.checked for fact in facts)
        yield finding(
            "transit.basis",
            facts=_counted(len(facts)),
            doubted=_counted(doubted),
        )

    def share(self) -> Iterator[Claim]:
        """The gap to the best way around, the share that follows, and what building does to it."""
        what, project = _as_text(self.project.what), self.project
        gap, value = self.measured("transit.gap"), self.of_crossed("before")
        if not self.found.before.gap:
            yield finding("transit.no_gap", of=self.of, what=what, around=self.around())
            return
        if self.found.around:
            yield finding("transit.gap", of=self.of, what=what, gap=gap, around=self.around())
            told = "transit.third" if self.found.is_a_third else "transit.not_a_third"
        else:
            yield finding("transit.no_way_around", of=self.of, what=what, gap=gap)
            told = "transit.needed"
        yield finding(told, of=self.of, value=value)
        if any(arc.status == "option" for arc in project.arcs):
            told = "transit.built" if self.found.around else "transit.built_alone"
            yield finding(told, of=self.of, built=self.of_crossed("built"))

    def players(self) -> Claim:
        """Every player, by what is asked of fairness."""
        rows: list[Blanks] = [
            {
                "country": country(player),
                "fair": self.measured("transit.value", of=player),
                "nucleolus": self.measured("transit.value", of=player, solution="nucleolus"),
                "core": self.measured("transit.value", of=player, solution="core"),
                "built": self.measured("transit.value", of=player, when="built"),
            }
            for player in self.project.players
        ]
        return table("transit.players", rows, what=_as_text(self.project.what))

    def on_the_day(self) -> Iterator[Claim]:
        """What the rules in force close."""
        if self.case.day is None:
            return
        names = {"of": self.of, "day": Label("date", str(self.case.day))}
        try:
            closed = closed_arcs(self.case, self.project)
        except MissingData:
            yield finding("transit.rules_end", **names)
            return
        own = {arc.id for arc in self.project.arcs if self.project.crosses in arc.owners}
        if own & {*closed}:
            yield finding("transit.closed", **names, closed=self.of_crossed("closed"))
        else:
            yield finding("transit.open", **names)

    def stated(self) -> Iterator[Claim]:
        """What others put the share at."""
        found = [
            measurement(self.worlds, "fact.value", {"fact": id}, self.case)
            for id in self.project.stated
        ]
        if found:
            found.sort(key=lambda each: each.value)
            ends = {"lowest": found[0], "highest": found[-1]}
            yield finding("transit.stated", of=self.of, **ends)

    def strongest(self) -> Iterator[Claim]:
        """The assumption that matters most: which way around there is, or that there is none."""
        if not self.found.around:
            yield finding("transit.none_around")
            return
        share, without = self.found.share, self.found.without
        arc = max(self.project.arcs, key=lambda each: abs(without.get(each.id, share) - share))
        if abs(without.get(arc.id, share) - share) > CHANGE * share:
            yield finding(
                "transit.strongest",
                of=self.of,
                arc=_as_text(arc.what),
                value=self.measured("transit.value_without", without=arc.id),
            )
        else:
            yield finding("transit.none_strongest", of=self.of)

    def around(self) -> Label:
        """The arcs of the best way around, in words."""
        whats = [dict(arc.what) for arc in self.project.arcs if arc.id in self.found.around]
        return _as_text(
            tuple((lang, ", ".join(what[lang] for what in whats)) for lang in ("en", "nl"))
        )

    def of_crossed(self, when: str) -> Measurement:
        """What the country that it crosses gains."""
        return self.measured("transit.value", of=self.project.crosses, when=when)

    def measured(self, name: str, **args: Argument) -> Measurement:
        """One number of the registry about this project."""
        return measurement(self.worlds, name, {"project": self.project.id, **args}, self.case)


def _counted(number: int) -> Measurement:
    return Measurement("transit count", {}, number, "count", None, COUNTED, ())


def _as_text(words: tuple[tuple[str, str], ...]) -> Label:
    return Label("text", "", words)

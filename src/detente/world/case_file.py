"""What the entries of a case file are, once the names in them are looked up.

Loaded only when a file is read, since the shape of the file takes a while to load.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from detente.errors import BadInput, UnknownLabel
from detente.world.case import Case, Exchange, Fact, Position, Series, Visit
from detente.world.case_shape import (
    ArcEntry,
    CaseFile,
    ExchangeEntry,
    FactEntry,
    NodeEntry,
    PositionEntry,
    PriorsEntry,
    ProjectEntry,
    SeriesEntry,
    StepEntry,
    VisitEntry,
)
from detente.world.countries import country
from detente.world.priors import CUSTOMARY, Priors
from detente.world.project import Project, ProjectArc, ProjectNode, ProjectStep
from detente.world.source import Source
from detente.world.statement import Reading, Statement
from detente.world.statement_shape import ReadingEntry, StatementEntry
from detente.world.units import UNITS, unknown_unit
from detente.world.written import written

LICENCE = "figures cited"  # of a publication from which single figures are quoted

Entry = TypeVar("Entry")


def case_of_file(path: Path) -> Case:
    """Read a file; see :func:`detente.world.case_in`."""
    file = written(path, CaseFile)
    try:
        named = _Named(file)
        return Case(
            pair=named.pair,
            year=file.year,
            theta=file.theta,
            deficits=file.deficits,
            diverted_share=file.diverted_share,
            id=file.id,
            title=file.title,
            day=file.date,
            third_parties=named.third_parties,
            facts=tuple(_fact(e, at, named) for e, at in _placed("facts", file.facts)),
            series=tuple(_series(e, at, named) for e, at in _placed("series", file.series)),
            visits=tuple(_visit(e, at, named) for e, at in _placed("visits", file.visits)),
            exchanges=tuple(
                _exchange(e, at, named) for e, at in _placed("exchanges", file.exchanges)
            ),
            positions=_positions(file.positions, named),
            projects=tuple(_project(e, at, named) for e, at in _placed("projects", file.projects)),
            statements=tuple(
                _statement(e, at, named) for e, at in _placed("statements", file.statements)
            ),
            priors=_priors(file.priors, named) if file.priors else CUSTOMARY,
            file=str(path),
        )
    except (BadInput, UnknownLabel) as cause:
        raise type(cause)(f"{path}: {cause}") from cause


def _priors(entry: PriorsEntry, named: "_Named") -> Priors:
    """What is drawn from, by the codes of countries."""

    def ends(given: Sequence[float]) -> tuple[float, float, float]:
        low, likeliest, high = given
        return low, likeliest, high

    own = {named.country(name, "priors, gdp_of"): ends(of) for name, of in entry.gdp_of.items()}
    return Priors(
        theta=ends(entry.theta),
        output_per_gdp=ends(entry.output_per_gdp),
        habit=entry.habit,
        link=entry.link,
        gdp=entry.gdp,
        gdp_of=tuple(sorted(own.items())),
    )


def _placed(table: str, entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Entries of a table, each with its place in the file."""
    for number, entry in enumerate(entries, 1):
        name = getattr(entry, "id", "")
        yield entry, f"{table} no. {number}{f' ({name})' if name else ''}"


class _Named:
    """What the names in a file stand for: countries, publications, facts, units."""

    def __init__(self, file: CaseFile) -> None:
        a, b = self.countries(file.pair, "pair")
        self.pair = a, b
        self.third_parties = self.countries(file.third_parties, "third_parties")
        if twice := [code for code in self.third_parties if code in self.pair]:
            raise BadInput(f"third_parties names {twice[0]}, which is one of the pair. Drop it.")
        self._issues = file.issues
        self._facts = [entry.id for entry in file.facts]
        self._sources = {
            key: Source(of.title, of.publisher or "", of.year, LICENCE, of.url or "")
            for key, of in file.sources.items()
        }

    def country(self, name: str, place: str) -> str:
        """The country of a name, as a code."""
        try:
            return country(name)
        except UnknownLabel as cause:
            raise UnknownLabel(f"{place}: {cause}") from cause

    def countries(self, names: Sequence[str], place: str) -> tuple[str, ...]:
        """The countries of some names, as codes, each once."""
        codes = tuple(self.country(name, f"{place} no. {n}") for n, name in enumerate(names, 1))
        if twice := [code for code in codes if codes.count(code) > 1]:
            raise BadInput(f"{place} names {twice[0]} twice. Name it once.")
        return codes

    def party(self, name: str, place: str) -> str:
        """A country that the case is about, as a code."""
        code = self.country(name, place)
        parties = (*self.pair, *self.third_parties)
        if code not in parties:
            raise BadInput(
                f"{place} is {code}, and the case is about {', '.join(parties)}. Name one of "
                f"them, or add {code} to third_parties."
            )
        return code

    def sources(self, keys: Sequence[str], place: str) -> tuple[Source, ...]:
        """The publications of some keys."""
        for key in keys:
            _refuse_unknown("source", key, self._sources, f"{place}, sources", f"[sources.{key}]")
        return tuple(self._sources[key] for key in keys)

    def issue(self, key: str, place: str) -> tuple[tuple[str, str], ...]:
        """An issue in words."""
        _refuse_unknown("issue", key, self._issues, f"{place}, issue", f"[issues.{key}]")
        return self._issues[key].pairs

    def facts(self, ids: Sequence[str], place: str) -> tuple[str, ...]:
        """Ids of facts that the file holds."""
        for name in ids:
            _refuse_unknown("fact", name, self._facts, place, "[[facts]]")
        return tuple(ids)


def _refuse_unknown(kind: str, name: str, known: Collection[str], place: str, table: str) -> None:
    if name not in known:
        none = f"No {kind} {name!r} here: the file describes none."
        found = str(UnknownLabel.among(kind, name, [*known])) if known else none
        raise UnknownLabel(f"{place}: {found} Describe it under {table}.")


def _unit(name: str | None, place: str) -> str:
    """A unit that can be counted in; empty where there is no number."""
    if name is not None and name not in UNITS:
        raise UnknownLabel(f"{place}, unit: {unknown_unit(name)}")
    return name or ""


def _fact(entry: FactEntry, at: str, named: _Named) -> Fact:
    low, value, high = entry.ends
    return Fact(
        id=entry.id,
        about=entry.about,
        statement=entry.statement,
        low=low,
        value=value,
        high=high,
        unit=_unit(entry.unit, at),
        when=entry.when,
        sources=named.sources(entry.sources, at),
        checked=entry.checked,
    )


def _series(entry: SeriesEntry, at: str, named: _Named) -> Series:
    by_year = sorted((int(year), value) for year, value in entry.values.items())
    return Series(
        id=entry.id,
        about=entry.about,
        statement=entry.statement,
        unit=_unit(entry.unit, at),
        years=tuple(year for year, _ in by_year),
        values=tuple(value for _, value in by_year),
        checked=tuple(year not in entry.unchecked for year, _ in by_year),
        sources=named.sources(entry.sources, at),
    )


def _visit(entry: VisitEntry, at: str, named: _Named) -> Visit:
    a, b = named.countries(entry.between, f"{at}, between")
    host = named.country(entry.host, f"{at}, host") if entry.host else ""
    if host not in ("", a, b):
        raise BadInput(
            f"{at}, host is {host}, and {a} met {b}. Name one of the two, or leave host out."
        )
    first, second = entry.leaders
    return Visit(
        id=entry.id,
        between=(a, b),
        first=entry.first,
        last=entry.last,
        place=entry.place,
        host=host,
        leaders=(first, second),
        kind=entry.kind,
        signed=entry.signed,
        document=entry.document or "",
        sources=named.sources(entry.sources, at),
        checked=entry.checked,
    )


def _exchange(entry: ExchangeEntry, at: str, named: _Named) -> Exchange:
    giver = named.party(entry.giver, f"{at}, giver")
    taker = named.party(entry.taker, f"{at}, taker")
    if giver == taker:
        raise BadInput(f"{at}: {giver} gives to itself. Name two countries.")
    return Exchange(
        id=entry.id,
        what=entry.what.pairs,
        giver=giver,
        taker=taker,
        value=named.facts(entry.value, f"{at}, value"),
        now=named.facts(entry.now, f"{at}, now"),
        category=entry.category or "",
        others=named.countries(entry.others, f"{at}, others"),
        evidence=named.facts(entry.evidence, f"{at}, evidence"),
        sector=entry.sector or "",
    )


def _positions(entries: Sequence[PositionEntry], named: _Named) -> tuple[Position, ...]:
    """Everyone's positions, one on an issue."""
    held = tuple(_position(entry, at, named) for entry, at in _placed("positions", entries))
    whose = [(each.actor, each.issue) for each in held]
    for number, (actor, issue) in enumerate(whose, 1):
        if (first := whose.index((actor, issue)) + 1) < number:
            raise BadInput(
                f"positions no. {number}: {actor} has a position on {issue} already, no. {first}. "
                "Keep one of the two."
            )
    return held


def _position(entry: PositionEntry, at: str, named: _Named) -> Position:
    low, value, high = entry.ends
    return Position(
        actor=named.party(entry.actor, f"{at}, actor"),
        issue=entry.issue,
        what=named.issue(entry.issue, at),
        low=low,
        value=value,
        high=high,
        salience=entry.salience,
        weight=entry.weight,
        sources=named.sources(entry.sources, at),
        checked=entry.checked,
    )


def _project(entry: ProjectEntry, at: str, named: _Named) -> Project:
    players = named.countries(entry.players, f"{at}, players")
    for code in players:
        named.party(code, f"{at}, players")
    nodes = tuple(_node(e, f"{at}, node {e.id}", players, named) for e in entry.nodes)
    known = [node.id for node in nodes]
    return Project(
        id=entry.id,
        what=entry.what.pairs,
        players=players,
        crosses=_player(named, entry.crosses, players, f"{at}, crosses"),
        nodes=nodes,
        arcs=tuple(_arc(e, f"{at}, arc {e.id}", players, known, named) for e in entry.arcs),
        stated=named.facts(entry.stated, f"{at}, stated"),
    )


def _node(entry: NodeEntry, at: str, players: tuple[str, ...], named: _Named) -> ProjectNode:
    supply, demand = (
        tuple(_step(step, f"{at}, {what}", named) for step in steps)
        for what, steps in (("supply", entry.supply), ("demand", entry.demand))
    )
    return ProjectNode(entry.id, _owners(named, entry.owners, players, at), supply, demand)


def _step(entry: StepEntry, at: str, named: _Named) -> ProjectStep:
    quantity, price = named.facts(entry.quantity, at), named.facts(entry.price, at)
    return ProjectStep(quantity, price)


def _arc(
    entry: ArcEntry, at: str, players: tuple[str, ...], nodes: Sequence[str], named: _Named
) -> ProjectArc:
    for end in (entry.start, entry.end):
        if end not in nodes:
            found = UnknownLabel.among("node", end, nodes)
            raise UnknownLabel(f"{at}: {found} Describe it under [[projects.nodes]].")
    return ProjectArc(
        id=entry.id,
        what=entry.what.pairs,
        start=entry.start,
        end=entry.end,
        capacity=named.facts(entry.capacity, f"{at}, capacity"),
        running_cost=named.facts(entry.running_cost, f"{at}, running_cost"),
        capital_cost=named.facts(entry.capital_cost, f"{at}, capital_cost"),
        owners=_owners(named, entry.owners, players, at),
        status=entry.status,
        category=entry.category or "",
    )


def _owners(
    named: _Named, owners: Sequence[str], players: tuple[str, ...], at: str
) -> tuple[str, ...]:
    codes = named.countries(owners, f"{at}, owners")
    return tuple(_player(named, code, players, f"{at}, owners") for code in codes)


def _player(named: _Named, name: str, players: tuple[str, ...], place: str) -> str:
    """A country that has a say in a project, as a code."""
    code = named.country(name, place)
    if code not in players:
        raise BadInput(
            f"{place} names {code}, and the players are {', '.join(players)}. Name one of them, or "
            f"add {code} to players."
        )
    return code


def _statement(entry: StatementEntry, at: str, named: _Named) -> Statement:
    why = entry.no_reading_because
    return Statement(
        id=entry.id,
        speaker=entry.speaker,
        quote=entry.quote,
        lang=entry.lang,
        meaning=entry.meaning.pairs,
        kind=entry.kind,
        readings=tuple(_reading(reading) for reading in entry.readings),
        no_reading_because=why.pairs if why else (),
        sources=named.sources(entry.sources, at),
    )


def _reading(entry: ReadingEntry) -> Reading:
    ((relation, than),) = entry.holds_if.given.items()
    return Reading(
        says=entry.says.pairs,
        measure=entry.measure,
        args=tuple(entry.arguments.items()),
        relation=relation,
        than=tuple(than) if isinstance(than, list) else (than,),
    )

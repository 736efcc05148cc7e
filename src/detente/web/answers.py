"""What the page knows: the shipped Worlds and cases, those that readers brought, and answers."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from tempfile import TemporaryDirectory
from threading import Lock

from detente.brief import Brief, Format, compose, html_part, save
from detente.data import held_worlds, load_case, reported_trade, shipped_cases
from detente.errors import BadInput
from detente.study import (
    Measurement,
    Verdict,
    checked,
    diverted,
    measurement,
    pair_claims,
    pair_ledger,
    plain_ledger,
    severed,
    verdict_claims,
)
from detente.web.brought import case_brought
from detente.web.every_cut import EveryCut
from detente.web.turns import Turns
from detente.web.view import Part, View
from detente.world import Case, Language, World, country

CASES_KEPT = 32  # that readers brought


@dataclass(frozen=True, slots=True)
class Asked:
    """What settles a written answer."""

    part: Part
    question: Case
    away: str
    lang: Language


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A brief, and the same as a part of a page."""

    brief: Brief
    html: str


@dataclass(frozen=True, slots=True)
class File:
    """What a reader takes along."""

    name: str
    content: bytes


class Answers:
    """Answers to views, from the shipped Worlds."""

    def __init__(self) -> None:
        self._turns = Turns()
        self._brought: OrderedDict[str, Case] = OrderedDict()
        self._lock = Lock()
        self.every_cut = EveryCut()

    @cached_property
    def worlds(self) -> Mapping[int, World]:
        """The shipped Worlds, by year."""
        return held_worlds()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of trade, the newest first."""
        return tuple(sorted((y for y, w in self.worlds.items() if w.holds("flows")), reverse=True))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Codes of everyone that a World holds, in the order of the alphabet."""
        return tuple(sorted({code for world in self.worlds.values() for code in world.countries}))

    def question(self, view: View) -> Case:
        """The question of a view: what its case holds, and what the reader changed."""
        holds = view.part == "brief" and view.case
        return view.question(self.case(view.case) if holds else None)

    def written(self, view: View) -> Written:
        """The answer that a view shows."""
        asked = self._asked(view)

        def write() -> Written:
            brief = self._brief(asked)
            return Written(brief, html_part(brief))

        return self._turns.answer(asked, write)

    def file(self, view: View, format: Format) -> File:
        """The same as a file."""
        brief = self.written(view).brief

        def make() -> File:
            with TemporaryDirectory() as folder:
                (path,) = save(brief, [format], folder)
                return File(path.name, path.read_bytes())

        return self._turns.answer((format, self._asked(view)), make)

    def measured(self, name: str, args: Mapping[str, str], case: Case | None) -> Measurement:
        """One number by name."""
        asked = tuple(sorted(args.items()))
        return self._turns.answer(
            ("measured", name, asked, case), lambda: measurement(self.worlds, name, args, case)
        )

    def ledger(self, view: View) -> dict[str, object]:
        """What two countries can exchange, as plain as JSON."""
        case = self.question(view)
        return self._turns.answer(
            ("ledger", case), lambda: plain_ledger(pair_ledger(self.worlds, case))
        )

    def verdicts(self, case: Case) -> tuple[Verdict, ...]:
        """What becomes of the statements of a case."""
        return self._turns.answer(("verdicts", case), lambda: checked(self.worlds, case))

    def told(self, case: Case, title: str, lang: Language) -> str:
        """The same as a part of a page, under a title."""
        verdicts = self.verdicts(case)

        def write() -> str:
            brief = compose(case, verdict_claims(verdicts, case.facts), lang)
            return html_part(replace(brief, title=title, settings=()))

        return self._turns.answer(("told", case, title, lang), write)

    def case(self, name: str) -> Case:
        """A shipped case, or one that a reader brought, by its name."""
        with self._lock:
            if name in self._brought:
                return self._brought[name]
        if name not in shipped_cases():
            raise BadInput(
                f"No case {name!r} is held here. A case that was brought is forgotten when the "
                "page is closed down: bring it again."
            )
        return self._turns.answer(("case", name), lambda: load_case(name))

    def bring(self, text: bytes) -> Case:
        """Read a case that a reader brought, and keep it under a name made from what it holds."""
        name = hashlib.sha256(text).hexdigest()[:12]
        case = self._turns.answer(("brought", name), lambda: case_brought(text, name))
        with self._lock:
            self._brought[name] = case
            while len(self._brought) > CASES_KEPT:
                self._brought.popitem(last=False)
        return case

    def warm(self) -> None:
        """Do once what every first answer needs, so that no reader waits for it."""
        from threadpoolctl import threadpool_limits

        threadpool_limits(1)
        for lang in ("en", "nl"):
            self.written(View(a="NLD", b="DEU", lang=lang))
        for name in shipped_cases():
            self.written(View(case=name))

    def close(self) -> None:
        """Begin nothing more."""
        self._turns.close()

    def _asked(self, view: View) -> Asked:
        away = country(view.away) if view.part == "shift" else ""
        return Asked(view.part, self.question(view), away, view.lang)

    def _brief(self, asked: Asked) -> Brief:
        if asked.part == "cut":
            claims = severed(self.worlds, asked.question)
        elif asked.part == "shift":
            claims = diverted(self.worlds, asked.question, asked.away)
        else:
            reported = reported_trade(*asked.question.pair)
            claims = pair_claims(self.worlds, asked.question, reported)
        return compose(asked.question, claims, asked.lang)

"""Answers to views, kept for whoever asks again, and found a few at a time."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from detente.brief import Brief, compose
from detente.data import load_case, reported_trade, shipped_cases, shipped_worlds
from detente.errors import BadInput, Busy, Error
from detente.study import Verdict, checked, pair_claims
from detente.web.view import View
from detente.world import Case, World

KEPT = 256  # answers
CASES_KEPT = 32  # that readers brought
AT_ONCE = 2  # answers that are worked out at the same time
PATIENCE = 60.0  # seconds that a reader waits for a turn

Answer = TypeVar("Answer")


class Answers:
    """What the page knows: the shipped Worlds and cases, and the cases that readers brought."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Any] = OrderedDict()
        self._brought: OrderedDict[str, Case] = OrderedDict()
        self._lock = Lock()
        self._turns = BoundedSemaphore(AT_ONCE)

    @cached_property
    def worlds(self) -> Mapping[int, World]:
        """The shipped Worlds, by year."""
        return shipped_worlds()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of trade, the newest first."""
        return tuple(sorted((y for y, w in self.worlds.items() if w.holds("flows")), reverse=True))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Codes of everyone that a World holds, in the order of the alphabet."""
        return tuple(sorted({code for world in self.worlds.values() for code in world.countries}))

    def brief(self, view: View) -> Brief:
        """The brief that a view shows."""
        return self._remembered(("brief", view), lambda: self._brief(view))

    def verdicts(self, case: Case) -> tuple[Verdict, ...]:
        """What becomes of the statements of a case."""
        return self._remembered(("verdicts", case), lambda: checked(self.worlds, case))

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
        return self._remembered(("case", name), lambda: load_case(name))

    def bring(self, text: bytes) -> Case:
        """Read a case that a reader brought, and keep it under a name made from what it holds."""
        name = hashlib.sha256(text).hexdigest()[:12]
        with TemporaryDirectory() as folder:
            place = Path(folder, "your case.toml")
            place.write_bytes(text)
            try:
                case = load_case(place)
            except Error as refusal:
                raise type(refusal)(str(refusal).replace(f"{folder}/", "")) from refusal
        case = replace(case, id=name, file=place.name)
        with self._lock:
            self._brought[name] = case
            while len(self._brought) > CASES_KEPT:
                self._brought.popitem(last=False)
        return case

    def question(self, view: View) -> Case:
        """The question of a view: what its case holds, and what the reader changed."""
        if not view.case:
            return view.question()
        case = self.case(view.case)
        asked = replace(view, a=view.a or case.pair[0], b=view.b or case.pair[1]).question()
        return replace(
            case,
            pair=asked.pair,
            year=asked.year or case.year,
            theta=asked.theta or case.theta,
            deficits=asked.deficits or case.deficits,
            diverted_share=asked.diverted_share,
        )

    def _brief(self, view: View) -> Brief:
        question = self.question(view)
        return compose(
            question, pair_claims(self.worlds, question, reported_trade(*question.pair)), view.lang
        )

    def _remembered(self, key: object, find: Callable[[], Answer]) -> Answer:
        """An answer that was found before, or now, when it is its turn."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Answer = self._kept[key]
                return kept
        if not self._turns.acquire(timeout=PATIENCE):
            raise Busy("Many readers are asking at once. Ask again in a minute.")
        try:
            found = find()
        finally:
            self._turns.release()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

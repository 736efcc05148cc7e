"""A cut between every two countries: long work, told as it goes, that ends when its reader leaves.

One is worked out at a time. What it found is kept for whoever asks again, and to be taken along.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool

from detente.errors import Busy, Error
from detente.study import EverySeverance, Terms, every_severance, plain_severances
from detente.web.typed import number, year
from detente.web.view import View, treatment
from detente.world import World

if TYPE_CHECKING:
    import pandas as pd

KEPT = 4  # maps of all pairs
PATIENCE = 10.0  # seconds that a reader waits for another
SHOWN = 20  # pairs that are named
BUSY = "All pairs are being worked out for another reader. Ask again in a minute."


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What every cut costs.

    Attributes
    ----------
    summary
        In what JSON can hold.
    table
        One row a pair, as CSV.
    """

    summary: Mapping[str, Any]
    table: bytes


class EveryCut:
    """Maps of all pairs, by the terms on which they were worked out."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Terms, Found] = OrderedDict()
        self._turn = asyncio.Lock()

    def kept(self, terms: Terms) -> Found | None:
        """What was found before; None where it was not."""
        return self._kept.get(terms)

    async def steps(self, worlds: Mapping[int, World], view: View) -> AsyncIterator[str]:
        """Work it out, and say how far it is, as server-sent events.

        ``step`` tells how many pairs of all are done, ``done`` that it can be read, ``refused`` why
        there is no answer. The work ends where nobody listens any more.
        """
        try:
            terms = terms_of(view)
            await self._turn_comes()
            try:
                if terms not in self._kept:
                    async for step in self._worked_out(worlds, terms):
                        yield step
            finally:
                self._turn.release()
            yield event("done", {})
        except Error as refusal:
            yield event("refused", {"error": str(refusal)})

    async def _turn_comes(self) -> None:
        """Wait a little: who cancelled and begins again is still ending what was begun."""
        try:
            await asyncio.wait_for(self._turn.acquire(), PATIENCE)
        except TimeoutError as late:
            raise Busy(BUSY) from late

    async def _worked_out(
        self, worlds: Mapping[int, World], terms: Terms
    ) -> AsyncGenerator[str, None]:
        asked = await run_in_threadpool(every_severance, worlds, terms)
        left, tables, done = asked.parts(), list["pd.DataFrame"](), 0
        while (part := await run_in_threadpool(next, left, None)) is not None:
            tables.append(part)
            done += len(part)
            yield event("step", {"done": done, "of": len(asked.pairs)})
        self._kept[terms] = await run_in_threadpool(_found, asked, tables)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def terms_of(view: View) -> Terms:
    """The terms that a view chooses.

    Raises
    ------
    BadInput
        A number that is none.
    """
    return Terms(
        year=year(view.year) if view.year else None,
        theta=number("theta", view.theta, "4") if view.theta else None,
        deficits=treatment(view.deficits) if view.deficits else "balanced",
    )


def event(name: str, data: Mapping[str, object]) -> str:
    r"""One server-sent event.

    Examples
    --------
    >>> event("step", {"done": 1, "of": 2})
    'event: step\ndata: {"done": 1, "of": 2}\n\n'
    """
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _found(asked: EverySeverance, tables: "list[pd.DataFrame]") -> Found:
    import pandas as pd

    table = pd.concat(tables, ignore_index=True)
    summary = {**asked.question, **plain_severances(asked, table, SHOWN)}
    return Found(summary, table.to_csv(index=False).encode())

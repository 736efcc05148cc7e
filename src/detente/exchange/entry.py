"""One line of the ledger."""

from dataclasses import dataclass
from typing import Literal

from detente.rules import Outcome, Rule, Status
from detente.world import Amount, Fact, Source

Known = Literal["recorded", "checked", "from memory"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that one country can give and another needs.

    Attributes
    ----------
    id
        That of the case's exchange; for goods ``goods.3.RUS``: section and giver.
    what
        In English and in Dutch, as pairs; empty for goods, which their section names.
    sector
        SITC section of goods, or of the recorded trade that already holds the exchange; else empty.
    giver, taker
        ISO 3166-1 alpha-3 codes.
    before, now, after
        US dollars a year: if nothing barred it, what there is, what the rules leave. NaN, and
        never zero, where nobody knows.
    known
        ``recorded`` in trade data of a World; ``checked`` where every fact behind it was seen in a
        published text; else ``from memory``.
    outcome
        What the rules leave of it; ``in part`` where they leave some goods of a section and bar
        others; None where no rule held can bear on it.
    statuses
        What the rules leave of each category that it falls under, with the paragraphs.
    others
        Who else could supply it: ISO 3166-1 alpha-3 codes; of goods the largest first.
    figures
        The facts of the case that its worth was worked out from.
    evidence
        Its other facts.
    """

    id: str
    what: tuple[tuple[str, str], ...]
    sector: str
    giver: str
    taker: str
    before: Amount
    now: Amount
    after: Amount
    known: Known
    outcome: Outcome | Literal["in part"] | None
    statuses: tuple[Status, ...]
    others: tuple[str, ...]
    figures: tuple[Fact, ...]
    evidence: tuple[Fact, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_goods(self) -> bool:
        """Whether it is a section of goods, as recorded in a World."""
        return not self.what

    @property
    def is_counted(self) -> bool:
        """Whether totals count it: not where the goods of a section already hold it."""
        return self.is_goods or not self.sector

    @property
    def binding(self) -> tuple[Rule, ...]:
        """The rules that leave no more of it."""
        return tuple(dict.fromkeys(rule for status in self.statuses for rule in status.binding))

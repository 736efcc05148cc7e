"""Rules that limit what a country may trade, as data that a lawyer can read.

A file holds what one issuer decided about one target, in TOML or in JSON of the same shape::

    target = "North Korea"
    issuer = "United Nations"   # whose rules these are
    as_of = 2019-12-31          # the last day up to which they were collected
    scope = "Resolutions 1718 (2006) to 2397 (2017)."
    binds = ["KOR"]             # left out where every state is bound

    [[categories]]              # what people ask about
    name = "coal_export"
    title = "Coal, sold"
    directions = ["export"]     # as seen from the target

    [[rules]]
    instrument = "UNSCR 2371"
    paragraph = "OP8"
    subject = "coal"            # what the text names
    covers = ["coal_export"]    # what that means for the categories: our reading
    direction = "export"
    kind = "ban"                # or "cap", "licence", "exempt"
    adopted = 2017-08-05
    in_force_from = 2017-08-05  # in_force_to is left out where no end is set

What a text says and how it is read stand apart: ``subject`` and ``kind`` are the text's, and
``covers``, ``part_of``, ``hinders`` and ``ends`` say what it means for a category. A rule that
names no category is one of its own, called after its subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from detente.errors import UnknownLabel
from detente.world import country

Direction = Literal["export", "import", "finance", "service", "labour"]
Kind = Literal["ban", "cap", "licence", "exempt"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule was read. The page may be a press copy of what the title names."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that one paragraph says.

    Attributes
    ----------
    binds
        ISO 3166-1 alpha-3 codes of the states that it binds; empty for every state.
    subject
        What the text names, in a few words.
    covers
        Categories that it names as a whole, alone or with the other rules of its issuer.
    part_of
        Categories of which it names a part.
    hinders
        Categories that it does not name, but whose means it takes away.
    ends
        Categories that may run on until ``deadline`` and are covered after it.
    kind
        ``ban``; ``cap``, up to an amount; ``licence``, with approval, notice or vigilance;
        ``exempt``.
    in_force_from, in_force_to
        First and last day; None where no end is set.
    cap_value, cap_unit
        The amount. A cap without a value has its amount in words, in the unit.
    hs
        Headings of the Harmonised System as text, with their zeros.
    hs_stated
        Whether the text states them; else they are our own mapping.
    paragraph_verified, measure_verified
        Whether the number of the paragraph, and what it says, were seen in a published text.
    citations
        Empty where nothing was read: then the rule was written down from memory.
    """

    instrument: str
    issuer: str
    target: str
    subject: str
    direction: Direction
    kind: Kind
    adopted: date
    in_force_from: date
    in_force_to: date | None = None
    binds: tuple[str, ...] = ()
    paragraph: str = ""
    covers: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    hinders: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    deadline: date | None = None
    cap_value: float | None = None
    cap_unit: str = ""
    hs: tuple[str, ...] = ()
    hs_stated: bool = False
    note: str = ""
    paragraph_verified: bool = False
    measure_verified: bool = False
    citations: tuple[Citation, ...] = ()

    def __str__(self) -> str:
        return f"{self.instrument} {self.paragraph}".rstrip()

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category that it bears on."""
        return (*self.covers, *self.part_of, *self.hinders, *self.ends)

    def is_in_force(self, day: date) -> bool:
        """Whether a day is one of its days, the first and the last among them."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def is_binding_on(self, partner: str | None) -> bool:
        """Whether it binds a state; None asks about every state."""
        return not self.binds or partner in self.binds


@dataclass(frozen=True, slots=True)
class Category:
    """Something that people ask about, as seen from the target.

    Attributes
    ----------
    title
        In words; empty for the subject of a rule that names no category.
    directions
        One, or several where the category has a side for each.
    """

    name: str
    title: str
    directions: tuple[Direction, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule that is held on one target. Without any, nothing is known: not that none exist.

    Attributes
    ----------
    target
        ISO 3166-1 alpha-3.
    scope
        What each file holds, and what not.
    as_of
        Last day up to which all the files were collected; None without files.

    Examples
    --------
    >>> rules_on("PRK").category("coal_export").directions
    ('export',)
    >>> [category.name for category in rules_on("PRK").categories_like("labour")]
    ['labour_new_permits', 'labour_existing_contracts']
    """

    target: str
    rules: tuple[Rule, ...]
    categories: tuple[Category, ...]
    scope: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def listed(self) -> tuple[Category, ...]:
        """The categories that a file describes; all of them where none does."""
        return tuple(c for c in self.categories if c.title) or self.categories

    def category(self, name: str) -> Category:
        """The category of a name.

        Raises
        ------
        UnknownLabel
            With the nearest names.
        """
        by_name = {category.name: category for category in self.categories}
        if not by_name:
            raise UnknownLabel(
                f"No category {name!r} here: no rules on {self.target} are held. "
                "Add a file that holds some."
            )
        if name not in by_name:
            raise UnknownLabel.among("category", name, list(by_name))
        return by_name[name]

    def categories_like(self, text: str) -> tuple[Category, ...]:
        """The category of a name, or every listed one of a direction.

        Raises
        ------
        UnknownLabel
            With the nearest of both.
        """
        if text in get_args(Direction):
            return tuple(c for c in self.listed if text in c.directions)
        if text not in (names := [category.name for category in self.categories]):
            raise UnknownLabel.among("category or direction", text, [*get_args(Direction), *names])
        return (self.category(text),)


def rules_on(target: str, *paths: Path | str) -> Rules:
    """Every rule held on a target: those that come with detente, and those of files.

    Parameters
    ----------
    target
        A country: a name in English or Dutch, or a code.
    paths
        Files that end in ``.toml``, or in ``.json`` with the same content.

    Raises
    ------
    BadInput
        No such file; one that is empty, too large, not TOML or not JSON; a key or a value that no
        rule has; a file about another target. Says where, what was found, and what to write.
    UnknownLabel
        A country or a category that nobody knows.

    Examples
    --------
    >>> rules = rules_on("North Korea")
    >>> len(rules.rules), str(rules.rules[0])
    (100, 'UNSCR 1718 OP8(a)(i)')
    >>> rules_on("Norway").rules
    ()
    """
    if not paths:
        return _shipped_on(country(target))
    from detente.rules.rule_file import rules_of_files

    return rules_of_files(country(target), _shipped(), [*dict.fromkeys(map(Path, paths))])


@lru_cache(maxsize=8)
def _shipped_on(target: str) -> Rules:
    """What comes with detente, read once: one case asks about it many times."""
    from detente.rules.rule_file import rules_of_files

    return rules_of_files(target, _shipped(), ())


def rules_schema() -> dict[str, Any]:
    """JSON Schema of a file of rules, as shipped in ``rules.schema.json``.

    Examples
    --------
    >>> rules_schema()["required"]
    ['target', 'issuer', 'as_of', 'scope', 'rules']
    """
    from detente.rules.rule_file import RuleFile

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | RuleFile.model_json_schema()


def _shipped() -> Sequence[Path]:
    """The files that come with detente, the one that binds every state first."""
    folder = Path(str(files("detente.rules"))) / "measures"
    return sorted(folder.glob("*.toml"), key=lambda path: (not path.name.startswith("un_"), path))

"""The shape of a file of rules, and the rules that several files hold together.

Loaded only when rules are read, since pydantic takes a while to load.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import model_validator as checked

from detente.errors import BadInput, UnknownLabel
from detente.rules.rule import Category, Citation, Direction, Kind, Rule, Rules
from detente.world import country, written

READINGS = ("covers", "part_of", "hinders", "ends")
CALENDAR_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(given: object) -> object:
    """A day that JSON has to write as text; anything else as it is."""
    if isinstance(given, str) and CALENDAR_DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:  # the calendar has no such day, and the field will say so
            return given
    return given


Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Heading = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|[0-9]{4}|[0-9]{6})$")]

TARGET = 'The country that the rules are about: target = "North Korea".'
BINDS = 'The countries that are bound, as ["KOR"]. Left out where every state is.'
AS_OF = "Last day up to which the rules were collected, as 2019-12-31."
DIRECTION = 'As seen from the target: "export", "import", "finance", "service" or "labour".'
KIND = 'What the rule does: "ban", "cap", "licence" or "exempt".'
NAMES = 'Names of categories, as ["coal_export"].'
HS = 'Headings of 2, 4 or 6 digits, as text so that zeros stay: ["03", "2701"].'


class Shape(BaseModel):
    """A table of the file: no other keys, no value taken for another kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CitationEntry(Shape):
    """Where a rule was read."""

    title: Words = Field(description="The publication as one would cite it.")
    url: Words = Field(description="Where it stands.")


class CategoryEntry(Shape):
    """Something that people ask about."""

    name: Words = Field(description='A name for rules to refer to, as "coal_export".')
    title: Words = Field(description="What it is, in words.")
    directions: list[Direction] = Field(min_length=1, description=f"A list. {DIRECTION}")


class RuleEntry(Shape):
    """One thing that one paragraph says, and how it is read."""

    instrument: Words = Field(description='The text as lawyers cite it, as "UNSCR 2375".')
    paragraph: Words | None = Field(None, description='Paragraph of the text, as "OP18".')
    subject: Words = Field(description="What the text names, in a few words.")
    direction: Direction = Field(description=DIRECTION)
    kind: Kind = Field(description=KIND)
    adopted: Day = Field(description="Day of adoption, as 2017-09-11.")
    in_force_from: Day = Field(description="First day in force, as 2017-09-11.")
    in_force_to: Day | None = Field(
        None, description="Last day in force, as 2017-12-31. Left out where no end is set."
    )
    covers: list[Words] = Field([], description=f"Covered as a whole. {NAMES}")
    part_of: list[Words] = Field([], description=f"Covered in part. {NAMES}")
    hinders: list[Words] = Field([], description=f"Not named, but blocked in practice. {NAMES}")
    ends: list[Words] = Field([], description=f"Covered after the deadline. {NAMES}")
    deadline: Day | None = Field(
        None, description="Last day on which what it ends may run on, as 2019-12-22."
    )
    cap_value: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = Field(
        None, description="The amount as a number, not below 0: 0.5."
    )
    cap_unit: Words | None = Field(
        None, description='What the amount counts, as "million barrels/yr".'
    )
    hs: list[Heading] = Field([], description=HS)
    hs_stated: bool = Field(False, description="Whether the text states them: true or false.")
    note: Words | None = Field(None, description="What else a reader should know.")
    paragraph_verified: bool = Field(
        False, description="Whether its number was seen in a published text: true or false."
    )
    measure_verified: bool = Field(
        False, description="Whether what it says was seen in a published text: true or false."
    )
    citations: list[CitationEntry] = Field([], description="Entries with a title and a url.")

    @checked(mode="after")
    def _days_in_order_and_nothing_half_said(self) -> Self:
        if self.in_force_from < self.adopted:
            raise ValueError(
                f"in_force_from is {self.in_force_from}, before adopted, {self.adopted}. "
                "Write the day of adoption, or a later one."
            )
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise ValueError(
                f"in_force_to is {self.in_force_to}, before in_force_from, {self.in_force_from}. "
                "Write the last day it is in force, or leave it out where no end is set."
            )
        if self.kind == "cap" and self.cap_unit is None:
            raise ValueError(
                'kind is "cap" and cap_unit is missing. Write what the amount counts: '
                'cap_unit = "million barrels/yr".'
            )
        if bool(self.ends) != (self.deadline is not None):
            raise ValueError(
                "ends and deadline go together, and one is missing. Write both, or neither."
            )
        named = [name for reading in READINGS for name in getattr(self, reading)]
        if twice := next((name for name in named if named.count(name) > 1), None):
            raise ValueError(f"It names the category {twice!r} twice. Name it once.")
        return self


class RuleFile(Shape):
    """What one issuer decided about one target."""

    target: Words = Field(description=TARGET)
    issuer: Words = Field(description='Whose rules these are: issuer = "United Nations".')
    as_of: Day = Field(description=AS_OF)
    scope: Words = Field(description="What the file holds, and what not, in a sentence.")
    binds: list[Words] = Field([], description=BINDS)
    categories: list[CategoryEntry] = Field([], description="Entries under [[categories]].")
    rules: list[RuleEntry] = Field(min_length=1, description="Entries under [[rules]].")


def rules_of_files(target: str, shipped: Sequence[Path], added: Sequence[Path]) -> Rules:
    """The rules of all files on a target; see :func:`detente.rules.rules_on`."""
    read = [(path, written.written(path, RuleFile)) for path in (*shipped, *added)]
    about = [(path, file) for path, file in read if _target(path, file) == target]
    for path in added:
        if path not in [held for held, _ in about]:
            found = next(_target(path, file) for held, file in read if held == path)
            raise BadInput(
                f"{path}: target is {found}, and {target} was asked. Ask about {found}, or bring "
                f"a file about {target}."
            )
    listed = _categories(about)
    rules = [rule for path, file in about for rule in _rules(path, file, listed)]
    return Rules(
        target,
        tuple(rules),
        (*listed.values(), *_subjects(rules, listed)),
        tuple(dict.fromkeys(f"{file.issuer}: {file.scope}" for _, file in about)),
        min((file.as_of for _, file in about), default=None),
    )


def _target(path: Path, file: RuleFile) -> str:
    return _country(path, "target", file.target)


def _country(path: Path, place: str, name: str) -> str:
    try:
        return country(name)
    except UnknownLabel as cause:
        raise UnknownLabel(f"{path}: {place}: {cause}") from cause


def _categories(about: Sequence[tuple[Path, RuleFile]]) -> dict[str, Category]:
    """The categories that the files describe, by name."""
    listed: dict[str, Category] = {}
    for path, file in about:
        for number, entry in enumerate(file.categories, 1):
            if entry.name in listed:
                raise BadInput(
                    f"{path}: categories no. {number}, name is {entry.name!r}, which is described "
                    "already. Leave the entry out, or give it a name of its own."
                )
            listed[entry.name] = Category(entry.name, entry.title, tuple(entry.directions))
    return listed


def _rules(path: Path, file: RuleFile, listed: dict[str, Category]) -> Iterator[Rule]:
    """The rules of one file, each with what the whole file says of it."""
    binds = tuple(_country(path, f"binds no. {n}", name) for n, name in enumerate(file.binds, 1))
    for number, entry in enumerate(file.rules, 1):
        named = [(reading, name) for reading in READINGS for name in getattr(entry, reading)]
        for reading, name in named:
            if name not in listed:
                raise UnknownLabel(
                    f"{path}: rules no. {number}, {reading}: {_unknown(name, list(listed))}"
                )
            sides = listed[name].directions
            if len(sides) > 1 and entry.direction not in sides:
                raise BadInput(
                    f"{path}: rules no. {number}, direction is {entry.direction!r}, and {name} has "
                    f"{' and '.join(sides)}. Write a rule for each of them that it concerns."
                )
        own: dict[str, Any] = {} if named else {"covers": (entry.subject,)}
        said: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry
            if value is not None
        }
        said["citations"] = tuple(Citation(c.title, c.url) for c in entry.citations)
        whole: dict[str, Any] = {
            "issuer": file.issuer,
            "target": _target(path, file),
            "binds": binds,
        }
        yield Rule(**said | whole | own)


def _unknown(name: str, listed: list[str]) -> str:
    add = "Describe it under [[categories]]."
    return (
        f"{UnknownLabel.among('category', name, listed)} {add}"
        if listed
        else (f"No category {name!r} here, and no file describes any. {add}")
    )


def _subjects(rules: Sequence[Rule], listed: dict[str, Category]) -> Iterator[Category]:
    """A category for each subject that bears on no other."""
    own: dict[str, list[Direction]] = {}
    for rule in rules:
        for name in rule.covers:
            if name not in listed:
                own.setdefault(name, []).append(rule.direction)
    for name, directions in own.items():
        yield Category(name, "", tuple(dict.fromkeys(directions)))

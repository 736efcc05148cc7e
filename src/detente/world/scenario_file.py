"""The shape of a scenario file, and the scenarios that it means.

Loaded only when a file is read, since pydantic takes a while to load.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from detente.errors import BadInput, UnknownLabel, some
from detente.world.bounds import (
    LARGEST_ELASTICITY,
    LARGEST_RATE,
    SMALLEST_ELASTICITY,
    tariff_rate,
)
from detente.world.case import Deficits
from detente.world.countries import country
from detente.world.scenario import (
    ALL,
    Closure,
    CostChange,
    Cut,
    ProductivityChange,
    Scenario,
    Tariff,
)
from detente.world.written import written

Links = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # exporters, importers, sectors

MOST_SCENARIOS = 1000  # in one file; each takes a few milliseconds and some 200 lines of output

NAMES = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ]
}
Name = Annotated[str, Field(min_length=1)]
Names = Annotated[
    list[Name],
    BeforeValidator(lambda given: [given] if isinstance(given, str) else given),
    Field(min_length=1),
    WithJsonSchema(NAMES),
]
Codes = Annotated[list[Name], Field(min_length=1)]
Rate = Annotated[
    float,
    Field(gt=-1, allow_inf_nan=False, json_schema_extra={"maximum": LARGEST_RATE}),
    AfterValidator(tariff_rate),
]
Elasticity = Annotated[float, Field(ge=SMALLEST_ELASTICITY, le=LARGEST_ELASTICITY)]
Ratio = Annotated[float, Field(gt=0, allow_inf_nan=False)]

SELLS = 'Who sells: a country, a group of this file, a list of them, or "all".'
BUYS = 'Who buys: a country, a group of this file, a list of them, or "all".'
SECTORS = 'Sectors concerned, codes as text: ["27", "0101"]. Left out for all goods.'
RATE = (
    "Tariff as a fraction of the value, above -1: 0.25 is 25 %. Left out where the grid gives it."
)
CHANGE = "After over before, above 0: 1.1 is ten per cent more. Left out where the grid gives it."
THETA = "Trade elasticity, from 0.1 to 100: the elasticity of trade to trade cost, such as 4."
DEFICITS = 'What becomes of trade imbalances: "balanced", "dek" or "multiplicative".'
CLOSURE = 'How home sales are found: "value_added" or "gross_output".'
YEAR = "Year of trade to start from, a number such as 2018."


class Shape(BaseModel):
    """A table of the file: no other keys, no value taken for another kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CutEntry(Shape):
    """Trade that stops."""

    exporter: Names = Field(description=SELLS)
    importer: Names = Field(description=BUYS)
    both: bool = Field(True, description="Whether trade stops both ways: true or false.")
    sectors: Codes | None = Field(None, description=SECTORS)


class TariffEntry(Shape):
    """A tariff of importers on exporters. Where two name one link, the later one holds."""

    importer: Names = Field(description=BUYS)
    exporter: Names = Field(description=SELLS)
    rate: Rate | None = Field(None, description=RATE)
    sectors: Codes | None = Field(None, description=SECTORS)


class CostEntry(Shape):
    """A change of trade cost, one way. Where two name one link, the later one holds."""

    exporter: Names = Field(description=SELLS)
    importer: Names = Field(description=BUYS)
    change: Ratio | None = Field(None, description=CHANGE)
    sectors: Codes | None = Field(None, description=SECTORS)


class ProductivityEntry(Shape):
    """A change of what a worker makes."""

    country: Names = Field(description='A country, a group of this file, a list of them, or "all".')
    change: Ratio | None = Field(None, description=CHANGE)


class RateGrid(Shape):
    """Rates to try, one after the other."""

    rate: list[Rate] = Field(min_length=1, description="A list of rates: [0.1, 0.25].")


class ChangeGrid(Shape):
    """Changes to try, one after the other."""

    change: list[Ratio] = Field(min_length=1, description="A list of changes: [1.1, 1.5].")


class Grid(Shape):
    """Lists of values: every combination is a scenario of its own."""

    year: list[int] | None = Field(None, min_length=1, description=f"A list of years. {YEAR}")
    closure: list[Closure] | None = Field(None, min_length=1, description=f"A list. {CLOSURE}")
    deficits: list[Deficits] | None = Field(None, min_length=1, description=f"A list. {DEFICITS}")
    theta: list[Elasticity] | None = Field(None, min_length=1, description=f"A list. {THETA}")
    tariffs: RateGrid | None = Field(None, description="Table with a list of rates.")
    costs: ChangeGrid | None = Field(None, description="Table with a list of changes.")
    productivity: ChangeGrid | None = Field(None, description="Table with a list of changes.")


class ScenarioFile(Shape):
    """A change to the world of trade that somebody wants worked out."""

    title: str = Field(
        min_length=1, max_length=200, description='What this is about, in words: title = "…".'
    )
    year: int | None = Field(None, description=YEAR)
    theta: Elasticity | None = Field(None, description=THETA)
    deficits: Deficits = Field("balanced", description=DEFICITS)
    closure: Closure = Field("value_added", description=CLOSURE)
    groups: dict[Name, Names] = Field(
        {}, description='Lists of countries by name: Benelux = ["BEL", "NLD", "LUX"].'
    )
    cuts: list[CutEntry] = Field([], description="Entries under [[cuts]].")
    tariffs: list[TariffEntry] = Field([], description="Entries under [[tariffs]].")
    costs: list[CostEntry] = Field([], description="Entries under [[costs]].")
    productivity: list[ProductivityEntry] = Field([], description="Entries under [[productivity]].")
    grid: Grid | None = Field(None, description="Table [grid] with lists of values.")

    @property
    def axes(self) -> Mapping[str, Sequence[Any]]:
        """Lists of values by the key that they give; the last of them varies first."""
        given = self.grid.model_dump(exclude_none=True) if self.grid else {}
        return {
            f"{key}.{inner}" if inner else key: values
            for key, value in given.items()
            for inner, values in (value.items() if isinstance(value, dict) else [("", value)])
        }

    @model_validator(mode="after")
    def _changes_something_and_nothing_twice(self) -> Self:
        if not self.title.isprintable():
            raise ValueError("title holds letters that no screen shows. Write it on one line.")
        if not (self.cuts or self.tariffs or self.costs or self.productivity):
            raise ValueError(
                "It changes nothing. Add [[cuts]], [[tariffs]], [[costs]] or [[productivity]]."
            )
        for key, values in self.axes.items():
            if len(set(values)) < len(values):
                raise ValueError(f"grid.{key} holds a value twice. Give each once.")
            if key in self.model_fields_set:
                raise ValueError(f"{key} is given twice, once in [grid]. Leave one out.")
        for key in ("tariffs.rate", "costs.change", "productivity.change"):
            table, value = key.split(".")
            entries = enumerate(getattr(self, table), 1)
            left_open = [n for n, entry in entries if getattr(entry, value) is None]
            if left_open and key not in self.axes:
                raise ValueError(
                    f"{table} no. {left_open[0]} has no {value}, and no grid.{key} gives it."
                )
            if key in self.axes and not left_open:
                raise ValueError(
                    f"grid.{key} has nothing to fill. Leave {value} out of a [[{table}]] entry."
                )
        return self


def scenarios_of_file(path: Path) -> tuple[Scenario, ...]:
    """Read a file; see :func:`detente.world.scenarios_in`."""
    file = written(path, ScenarioFile)
    axes = file.axes
    _refuse_too_many(path, axes)
    known = _Countries(path, file.groups)
    combinations = [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]
    return tuple(_scenario(_filled(file, at), _name(file, at), known) for at in combinations)


def _refuse_too_many(path: Path, axes: Mapping[str, Sequence[Any]]) -> None:
    number = prod(len(values) for values in axes.values())
    if number > MOST_SCENARIOS:
        sizes = " × ".join(f"{len(values)} {key}" for key, values in axes.items())
        longest = max(axes, key=lambda key: len(axes[key]))
        raise BadInput(
            f"{path}: the grid makes {number:,} scenarios ({sizes}); one file may make "
            f"{MOST_SCENARIOS:,}. Split grid.{longest} over {-(-number // MOST_SCENARIOS)} files."
        )


def _filled(file: ScenarioFile, at: Mapping[str, Any]) -> ScenarioFile:
    """The file as it would be with one combination of the grid's values written out."""
    update: dict[str, Any] = {}
    for key, given in at.items():
        table, _, value = key.partition(".")
        update[table] = (
            given
            if not value
            else [
                entry.model_copy(update={value: given}) if getattr(entry, value) is None else entry
                for entry in getattr(file, table)
            ]
        )
    return file.model_copy(update=update)


def _name(file: ScenarioFile, at: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} = {value}" for key, value in at.items()) or file.title


def _scenario(file: ScenarioFile, name: str, known: "_Countries") -> Scenario:
    """The scenario of a file whose values are all written out."""

    def entries(table: str) -> Iterator[tuple[Any, str]]:
        return ((e, f"{table} no. {n}") for n, e in enumerate(getattr(file, table), 1))

    return Scenario(
        title=file.title,
        name=name,
        year=file.year,
        theta=file.theta,
        deficits=file.deficits,
        closure=file.closure,
        cuts=tuple(
            Cut(*way) for e, at in entries("cuts") for way in _ways(known.links(e, at), both=e.both)
        ),
        tariffs=tuple(Tariff(*known.links(e, at), rate=e.rate) for e, at in entries("tariffs")),
        costs=tuple(CostChange(*known.links(e, at), change=e.change) for e, at in entries("costs")),
        productivity=tuple(
            ProductivityChange(known.codes(e.country, f"{at}, country"), change=e.change)
            for e, at in entries("productivity")
        ),
    )


def _ways(links: Links, *, both: bool) -> tuple[Links, ...]:
    exporters, importers, sectors = links
    back = (importers, exporters, sectors)
    return (links, back) if both and back != links else (links,)


class _Countries:
    """What the names in a file mean: countries, and groups of them."""

    def __init__(self, path: Path, groups: Mapping[str, Sequence[str]]) -> None:
        self._path = path
        self._groups: dict[str, tuple[str, ...]] = {}
        for name, members in groups.items():
            place = f"groups.{name}"
            if name == ALL or _is_country(name):
                raise BadInput(f"{path}: {place} already means something. Rename the group.")
            self._groups[name] = self.codes(members, place)

    def links(self, entry: Any, place: str) -> Links:  # noqa: ANN401 (any entry with two ends)
        """Exporters, importers and sectors of an entry."""
        exporters = self.codes(entry.exporter, f"{place}, exporter")
        importers = self.codes(entry.importer, f"{place}, importer")
        if exporters == importers and len(exporters) == 1 and exporters != (ALL,):
            raise BadInput(
                f"{self._path}: {place} goes from {exporters[0]} to itself. Sales at home are not "
                "trade; name two countries."
            )
        return exporters, importers, tuple(sorted(set(entry.sectors or ())))

    def codes(self, names: Sequence[str], place: str) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 codes of everyone named, each once, in the order of the alphabet."""
        found: set[str] = set()
        for name in names:
            if name == ALL:
                return (ALL,)
            if name in self._groups:
                found |= {*self._groups[name]}
                continue
            try:
                found.add(country(name))
            except UnknownLabel as cause:
                groups = some(tuple(self._groups))
                known = f" Groups of this file: {groups}." if groups else ""
                raise UnknownLabel(f"{self._path}: {place}: {cause}{known}") from cause
        return tuple(sorted(found))


def _is_country(name: str) -> bool:
    try:
        country(name)
    except UnknownLabel:
        return False
    return True

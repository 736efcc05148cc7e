"""Files that people write: TOML or JSON on disk, checked against a shape.

A file is refused in the words of whoever wrote it: its name, the place in it, what stands there,
and what to write instead. What to write is the description of the field in the shape, so that the
refusal and the JSON Schema say the same.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from detente.errors import BadInput

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

LARGEST = 1_000_000  # bytes
FAULTS_SHOWN = 5
UNKNOWN_KEY = "extra_forbidden"  # what pydantic calls it
KEY_ITSELF = "[key]"  # how pydantic says that it means a key, and not what stands under it
LONGEST_SHOWN = 60  # characters of a value that is not understood

Shape = TypeVar("Shape", bound="BaseModel")


def written(path: Path, shape: type[Shape]) -> Shape:
    """Read a file and check it against a shape.

    Raises
    ------
    BadInput
        No such file; one that is empty, too large, not TOML or not JSON; or content that does not
        fit the shape, with the first places where it does not.
    """
    from pydantic import ValidationError

    contents = _contents(path)
    if not contents:
        first = next(name for name, field in _fields(shape).items() if field.is_required())
        raise BadInput(f"{path} is empty. Begin with {first}. {_description(shape, (first,))}")
    try:
        return shape.model_validate(contents)
    except ValidationError as misfit:
        unknown_keys_first = sorted(misfit.errors(), key=lambda f: f["type"] != UNKNOWN_KEY)
        faults = [_fault(shape, contents, f) for f in unknown_keys_first]
        raise BadInput(_listed(path, faults)) from None


def _listed(path: Path, faults: Sequence[str]) -> str:
    if len(faults) == 1:
        return f"{path}: {faults[0]}"
    lines = [f"{path}:", *faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"and {len(faults) - FAULTS_SHOWN} more.")
    return "\n  ".join(lines)


def _contents(path: Path) -> dict[str, Any]:
    """The table that a file holds."""
    text = _text(path)
    kind = path.suffix.lower()
    if kind not in (".toml", ".json"):
        raise BadInput(f"{path} ends in neither .toml nor .json. Name it after what it holds.")
    try:
        contents = tomllib.loads(text) if kind == ".toml" else _from_json(text)
    except RecursionError as cause:
        raise BadInput(f"{path} is nested too deeply to be read. Write it flat.") from cause
    except ValueError as cause:
        raise BadInput(f"{path} is not {kind[1:].upper()}: {cause}.") from cause
    if not isinstance(contents, dict):
        raise BadInput(f"{path} holds no table. Put what it holds between {{ and }}.")
    return contents


def _text(path: Path) -> str:
    try:
        if not path.exists():
            raise BadInput(f"No file {path} here. Check its name and folder.")
        if not path.is_file():
            raise BadInput(f"{path} is not a file. Name the file itself.")
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInput(
                f"{path} has {size:,} bytes, and at most {LARGEST:,} are read. Split it, or check "
                "that it is the file you mean."
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise BadInput(
            f"{path} is not text in UTF-8: byte {cause.start} cannot be read."
        ) from cause
    except OSError as cause:
        raise BadInput(f"{path} cannot be read: {cause.strerror}.") from cause


def _from_json(text: str) -> object:
    """Read JSON, less what makes a file mean two things: a key twice, NaN."""

    def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            twice = next(key for key, times in Counter(k for k, _ in pairs).items() if times > 1)
            raise ValueError(f"the key {twice!r} stands twice in one table")
        return table

    def no_constant(word: str) -> float:
        raise ValueError(f"{word} is no number")

    if not text.strip():
        return {}
    return json.loads(text, object_pairs_hook=no_key_twice, parse_constant=no_constant)


def _fault(shape: "type[BaseModel]", contents: object, fault: "ErrorDetails") -> str:
    """One misfit in words: the place, what was found, what to write."""
    place, found = fault["loc"], fault["input"]
    where = _place(place, contents)
    if fault["type"] == UNKNOWN_KEY:
        return _no_such_key(shape, contents, place)
    if fault["type"] == "value_error":  # a check of the shape's own: its message is a sentence
        return f"{where}: {fault['ctx']['error']}" if where else str(fault["ctx"]["error"])
    advice = _description(shape, place)
    if fault["type"] == "missing":
        return f"{where} is missing. {advice}"
    return f"{where} is {_shown(found)}. {advice}"


def _no_such_key(shape: "type[BaseModel]", contents: object, place: tuple[int | str, ...]) -> str:
    *parents, key = place
    known = list(_fields(_shape_at(shape, parents)))
    near = get_close_matches(str(key), known, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    at = f" in {_place(parents, contents)}" if parents else ""
    return f"No key {str(key)!r} is known{at}.{meant} Known: {', '.join(known)}."


def _place(place: Sequence[int | str], contents: Any) -> str:  # noqa: ANN401 (what a file holds)
    """Spell a place in a file: ``tariffs no. 2, rate``, or ``facts no. 2 (T005), unit``."""
    words, at = "", contents
    for before, part in zip((None, *place), place, strict=False):
        if part == KEY_ITSELF:
            continue
        at = _under(at, part)
        if isinstance(part, int):
            words += f" no. {part + 1}{_id(at)}"
        else:
            words += f"{'' if before is None else ', ' if isinstance(before, int) else '.'}{part}"
    return words


def _under(contents: Any, part: int | str) -> object:  # noqa: ANN401 (what a file holds)
    """What stands at one part of a place; None where nothing does."""
    if isinstance(part, int):
        return contents[part] if isinstance(contents, list) and part < len(contents) else None
    return contents.get(part) if isinstance(contents, dict) else None


def _id(entry: object) -> str:
    """The id that an entry of a list gives itself, if it can be shown."""
    name = entry.get("id") if isinstance(entry, dict) else None
    fits = isinstance(name, str) and name.isprintable() and 0 < len(name) <= LONGEST_SHOWN
    return f" ({name})" if fits else ""


def _shape_at(shape: "type[BaseModel]", place: Sequence[int | str]) -> "type[BaseModel]":
    """The shape of the table at a place."""
    for part in place:
        if isinstance(part, str) and (field := _fields(shape).get(part)):
            shape = _shape_in(field.annotation) or shape
    return shape


def _fields(shape: "type[BaseModel]") -> "dict[str, FieldInfo]":
    """The fields of a shape, by the key that a file has them under."""
    return {field.alias or name: field for name, field in shape.model_fields.items()}


def _shape_in(annotation: Any) -> "type[BaseModel] | None":  # noqa: ANN401 (any type hint)
    """The shape that a type hint names, as in a list of it; None where it names none."""
    if hasattr(annotation, "model_fields"):
        shape: type[BaseModel] = annotation
        return shape
    return next((found for a in get_args(annotation) if (found := _shape_in(a))), None)


def _description(shape: "type[BaseModel]", place: Sequence[int | str]) -> str:
    """What the shape says of the innermost field at a place."""
    names = [i for i, part in enumerate(place) if isinstance(part, str)]
    for i in reversed(names):
        field = _fields(_shape_at(shape, place[:i])).get(str(place[i]))
        if field is not None and field.description:
            return field.description
    return "See the JSON Schema of this file."


def _shown(found: object) -> str:
    text = str(found) if isinstance(found, date) else repr(found)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"

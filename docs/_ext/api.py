"""What a room offers at its front door, from its docstrings, as Markdown."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from textwrap import dedent
from types import ModuleType

from what_it_answers import escaped

SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.M)
INDENT = "    "


def room(name: str) -> str:
    """Every public name of a room, file by file, each with the idea of its file first."""
    door = import_module(f"detente.{name}")
    lines = [
        prose(inspect.getdoc(door) or ""),
        "",
        f":::{{py:currentmodule}} {door.__name__}",
        ":::",
    ]
    if not hasattr(door, "__path__"):  # a room of one file
        own = [kind for kind in vars(door).values() if inspect.isclass(kind)]
        own = [kind for kind in own if kind.__module__ == door.__name__]
        return "\n".join([*lines, *(_entry(door.__name__, kind.__name__, kind) for kind in own)])
    for file, names in _by_file(door).items():
        lines += [f"## {file.split('.')[-1]}", "", prose(import_module(file).__doc__ or ""), ""]
        for public in names:
            lines += [_entry(f"detente.{name}", public, getattr(door, public)), ""]
    return "\n".join(lines)


def _by_file(door: ModuleType) -> dict[str, list[str]]:
    """Public names by the file of the room that they come from, in the order of its door."""
    found: dict[str, list[str]] = {}
    inside = f"{door.__name__}."
    for node in ast.parse(inspect.getsource(door)).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(inside):
            names = [alias.name for alias in node.names if alias.name in door.__all__]
            if names:
                found.setdefault(node.module, []).extend(names)
    return found


def _entry(module: str, name: str, thing: object) -> str:
    if inspect.isclass(thing):
        body = [prose(_own_docstring(thing))]
        body += [_fields(thing, body[0])] if is_dataclass(thing) else []
        body += [_entry("", label, method) for label, method in _methods(thing)]
        return _fenced("py:class", name, module, "\n\n".join(body), depth=4)
    if inspect.isfunction(thing):
        kind, depth = ("py:function", 4) if module else ("py:method", 3)
        return _fenced(kind, name + _signature(thing), module, prose(thing.__doc__ or ""), depth)
    if isinstance(thing, property):
        return _fenced("py:property", name, module, prose(thing.__doc__ or ""), depth=3)
    value = repr(thing)
    shown = f"`{value}`" if len(value) < 200 and " object at " not in value else ""
    return _fenced("py:data", name, module, shown, depth=4)


def _fenced(kind: str, head: str, module: str, body: str, depth: int) -> str:
    fence = ":" * depth
    options = f":module: {module}\n" if module else ""
    return f"{fence}{{{kind}}} {head}\n{options}\n{body}\n{fence}"


def _signature(function: Callable[..., object]) -> str:
    """The signature as its author wrote it, with the short names of types."""
    source = ast.parse(dedent(inspect.getsource(function))).body[0]
    assert isinstance(source, ast.FunctionDef)
    given = re.sub(r"^(?:self|cls)(, )?", "", ast.unparse(source.args))
    returned = f" -> {ast.unparse(source.returns)}" if source.returns else ""
    return f"({given}){returned}".replace("'", "")


def _own_docstring(kind: type) -> str:
    text = kind.__doc__ or ""
    return "" if text.startswith(f"{kind.__name__}(") else text  # one that dataclass made up


def _methods(kind: type) -> Iterator[tuple[str, object]]:
    """What a class offers beyond its fields: methods, ways to make one, properties."""
    for label, member in vars(kind).items():
        member = getattr(member, "__func__", member)  # of a class method
        known = inspect.isfunction(member) or isinstance(member, property)
        if known and not label.startswith("_") and member.__doc__:
            yield label, member


def _fields(kind: type, told: str) -> str:
    """The fields that the docstring does not tell of: those whose name says it all."""
    named = {
        word for entry in re.findall(r"^\* `([^`]+)`", told, re.M) for word in entry.split(", ")
    }
    names = [
        name for name in (f.name for f in fields(kind)) if name not in named and name[0] != "_"
    ]
    return ("And: " if named else "Holds: ") + ", ".join(f"`{n}`" for n in names) if names else ""


def prose(docstring: str) -> str:
    """A docstring as Markdown: paragraphs, indented lines as they stand, examples, sections."""
    text = inspect.cleandoc(docstring)
    pieces = SECTION.split(text)
    parts = [_paragraphs(pieces[0])]
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        entries = title in {"Parameters", "Attributes", "Raises", "Returns"}
        told = _definitions(body) if entries else _paragraphs(body)
        parts += [told if title == "Examples" else f"**{title}**\n\n{told}"]
    return "\n\n".join(parts)


def _paragraphs(text: str) -> str:
    """Paragraphs as prose, examples as Python, and whatever is indented as it stands."""
    told = []
    for block in re.split(r"\n\s*?\n", text.strip("\n")):
        if block.lstrip().startswith(">>>"):
            told.append(f"```python\n{dedent(block)}\n```")
        elif f"\n{INDENT}" in f"\n{block}":
            told.append(f"```text\n{dedent(block)}\n```")
        elif block.strip() not in {"", "::"}:
            told.append(_sentences(re.sub(r"::$", ":", block)))
    return re.sub(r"\n```\n\n```(?:text|python)\n", "\n\n", "\n\n".join(told))


def _definitions(text: str) -> str:
    """Entries, each a name at the margin with its meaning indented below it, as a list."""
    entries: list[list[str]] = []
    for line in text.strip("\n").splitlines():
        if line and not line.startswith(" "):
            entries.append([line])
        elif entries and line:
            entries[-1].append(line.strip())
    return "\n".join(
        f"* `{name}`" + (f": {_sentences(' '.join(meaning))}" if meaning else "")
        for name, *meaning in entries
    )


def _sentences(text: str) -> str:
    """Prose with its code and its emphasis kept, and nothing else of it read as Markdown."""
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text)
    pieces = re.split(r"(`+[^`]+`+|(?<!\w)\*\*?\w[^*\n]*\w\*\*?(?!\w))", text)
    return "".join(piece if n % 2 else escaped(piece) for n, piece in enumerate(pieces))

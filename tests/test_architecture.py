"""The shape of the library, as a test. To see where a thing lives, read the table."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "detente"

# Each room, and the rooms it may import. A row may only name rows above itself.
MAY_IMPORT = {
    "errors": "",
    "world": "errors",
    "data": "errors world",  # the only room that reaches out: files, later the network
    "trade": "errors world",
    "rules": "errors world",
    "exchange": "errors world trade rules",  # who can offer what, worth how much, allowed or not
    "bargain": "errors world trade exchange",  # who gets what
    "claims": "errors world trade rules exchange bargain",
    "study": "errors world trade rules exchange bargain claims",  # a question in, Claims out
    "brief": "errors world claims",  # cannot compute, so cannot be wrong about a number
    "web": "errors world data study brief",  # a door: it holds no logic
    "cli": "errors world data study brief web",  # another
}

# Libraries that stay inside these rooms.
ONLY_IN = {
    "duckdb": "data",
    "fastapi": "web",
    "uvicorn": "cli",
    "jinja2": "brief web",
    "vl_convert": "brief",
    "weasyprint": "brief",
    "rich": "brief cli",
    "cyclopts": "cli",
    "rapidfuzz": "world",
    "scipy": "trade bargain",
    "highspy": "bargain",
    "pyfixest": "trade",
    "httpx2": "data",
    "stamina": "data",
}

# Heavy libraries, imported inside functions so that `detente --help` is quick.
NOT_AT_THE_TOP = {
    "scipy",
    "pandas",
    "xarray",
    "duckdb",
    "jinja2",
    "rapidfuzz",
    "pydantic",
    "pyfixest",
    "httpx2",
    "stamina",
}

# Files that are themselves imported inside functions only, so what they import waits with them.
# A pydantic model has to name pydantic at the top; so does FastAPI, which the whole web room needs.
IMPORTED_LATE = {
    "detente.world.scenario_file",
    "detente.world.case_file",
    "detente.world.case_shape",
    "detente.world.statement_shape",
    "detente.world.written_values",
    "detente.rules.rule_file",
}

DOORS = {ROOT / "__init__.py", ROOT / "__main__.py"}
FILES = sorted(p for p in ROOT.rglob("*.py") if p not in DOORS)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_modules(path: Path) -> set[str]:
    """Every module a file imports, also inside functions and TYPE_CHECKING blocks."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: spell the import out in full"
            found |= {f"{node.module}.{a.name}" for a in node.names if node.module == ROOT.name}
            found |= {node.module} - {ROOT.name}
    return found


def test_the_table_points_one_way():
    seen = set()
    for part, below in MAY_IMPORT.items():
        assert set(below.split()) <= seen, f"{part} names a part that stands below it in the table"
        seen.add(part)


def test_every_file_has_a_place():
    assert {part_of(p) for p in FILES} <= set(MAY_IMPORT)


@each_file
def test_imports_follow_the_table(path):
    here = part_of(path)
    for module in imported_modules(path):
        top, *inner = module.split(".")
        if top == ROOT.name and inner[0] != here and inner[0] != "__version__":
            assert inner[0] in MAY_IMPORT[here].split(), f"{here} may not import {inner[0]}"
            assert len(inner) == 1, f"import {inner[-1]} from {top}.{inner[0]}, its front door"
        assert here in ONLY_IN.get(top, here).split(), f"{top} stays out of {here}"


@each_file
def test_heavy_libraries_wait_until_they_are_needed(path):
    module = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    is_late = module in IMPORTED_LATE or part_of(path) == "web"
    waiting = set() if is_late else NOT_AT_THE_TOP | IMPORTED_LATE
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        early = waiting & {label for n in names for label in (n, n.split(".")[0])}
        assert not early, f"import {early} inside the function that uses it"


@each_file
def test_a_file_is_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@each_file
def test_a_body_is_read_at_a_glance(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= 60, f"{node.name} has a body of {lines} lines"

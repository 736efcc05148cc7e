"""The shipped tables and the files that people write, as Markdown."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from what_it_answers import escaped

SCHEMAS = {
    "case": ("world", "case.schema.json"),
    "scenario": ("world", "scenario.schema.json"),
    "rules": ("rules", "rules.schema.json"),
}


def tables() -> str:
    """Every shipped table: columns and units, sources, licence, known defects, checksum."""
    package = json.loads((files("detente") / "snapshot" / "datapackage.json").read_text("utf-8"))
    return "\n".join(line for table in package["resources"] for line in _table(table))


def _table(table: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {table['name']}", "", f"{table['title']}.", "")
    yield from ("| column | type | unit | what it is |", "|---|---|---|---|")
    for field in table["schema"]["fields"]:
        what = escaped(field.get("description", ""))
        yield f"| `{field['name']}` | {field['type']} | {field.get('unit', '')} | {what} |"
    yield from ("", "**Sources**", "")
    for source in table["sources"]:
        sure = "" if source["licence_confirmed"] else " (not confirmed)"
        vintage = f" Edition: {source['vintage']}." if source.get("vintage") else ""
        yield (
            f"* {escaped(source['title'])}. {source['publisher']}, {source['year']}.{vintage} "
            f"Licence: {source['licence']}{sure}. [{source['publisher']}]({source['path']})"
        )
    if table["known_defects"]:
        yield from ("", "**Known defects**", "")
        yield from (f"* {escaped(defect)}" for defect in table["known_defects"])
    yield from ("", f"`{table['path']}`, {table['bytes']:,} bytes, `{table['hash']}`", "")


def file(kind: str) -> str:
    """Every key that a file of this kind may hold, table by table."""
    room, name = SCHEMAS[kind]
    schema = json.loads((files("detente") / room / name).read_text("utf-8"))
    whole = {"description": "The file itself.", **schema}
    shapes = {"": whole, **schema.get("$defs", {})}
    lines: list[str] = []
    for title, shape in shapes.items():
        if "properties" in shape:
            lines += _shape(title, shape)
    return "\n".join(lines)


def _shape(title: str, shape: Mapping[str, Any]) -> Iterator[str]:
    heading = title.removesuffix("Entry") or "The file"
    yield from (f"### {heading}", "", escaped(shape.get("description", "")), "")
    yield from ("| key | needed | what to write |", "|---|---|---|")
    for key, value in shape["properties"].items():
        needed = "yes" if key in shape.get("required", ()) else ""
        what = escaped(value.get("description", "")).replace("\n", " ")
        yield f"| `{key}` | {needed} | {what} |"
    yield ""

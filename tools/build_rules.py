"""Build ``src/detente/rules/measures`` from the collected table of sanctions.

    python tools/build_rules.py FOLDER

FOLDER holds ``sanctions.csv`` as collected: one row for each thing that one paragraph says. Every
row is taken over as it stands. Whose rules they are, the categories that people ask about, and how
each text is read come from ``tools/rules.toml``; a reading that fits no row is refused. Ranges of
headings, as ``50-63``, are written out, and a citation "from memory" becomes no citation.
"""

import csv
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MEASURES = HERE.parent / "src" / "detente" / "rules" / "measures"
FROM_MEMORY = "n/a"

Row = dict[str, str]


def main(folder: Path) -> None:
    """Write one file for each issuer."""
    said = tomllib.loads((HERE / "rules.toml").read_text(encoding="utf-8"))
    with (folder / "sanctions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if unused := set(said["readings"]) - {_key(row) for row in rows}:
        raise SystemExit(f"Readings that fit no row: {sorted(unused)}")
    MEASURES.mkdir(exist_ok=True)
    for head in said["files"]:
        path, resolutions = MEASURES / head.pop("path"), head.pop("resolutions")
        tables = [_lines(head)]
        if resolutions == "UN":
            tables += [_category(name, *words) for name, words in said["categories"].items()]
        tables += [
            "[[rules]]\n" + _lines(_rule(row) | said["readings"].get(_key(row), {}))
            for row in rows
            if _issuer(row) == resolutions
        ]
        path.write_text("\n".join(tables), encoding="utf-8")


def _key(row: Row) -> str:
    return " | ".join((row["resolution"], row["paragraph"], row["category"]))


def _issuer(row: Row) -> str:
    return "UN" if row["resolution"].isdigit() else row["resolution"]


def _category(name: str, title: str, *directions: str) -> str:
    return "[[categories]]\n" + _lines(
        {"name": name, "title": title, "directions": list(directions)}
    )


def _rule(row: Row) -> dict[str, Any]:
    """What a row says, under the names that a file of rules has for it."""
    national = _issuer(row) != "UN"
    country = row["resolution"].split()[0]
    cap = row["cap_value"]
    return {
        "instrument": f"{country} measure of {row['date']}"
        if national
        else f"UNSCR {row['resolution']}",
        "paragraph": "" if national else f"OP{row['paragraph']}",
        "subject": row["category"],
        "direction": row["direction"],
        "kind": row["measure"],
        "adopted": _Day(row["date"]),
        "in_force_from": _Day(row["effective_from"]),
        "in_force_to": _Day(row["effective_to"]),
        "cap_value": float(cap) if cap else "",
        "cap_unit": row["cap_unit"],
        "hs": _headings(row["hs"]),
        "hs_stated": row["hs_stated_in_resolution"] == "yes" or "",
        "note": row["note"],
        "paragraph_verified": row["paragraph_verified"] == "yes",
        "measure_verified": row["measure_verified"] == "yes",
        "citations": [
            {"title": title, "url": url}
            for title, url in zip(
                row["source_title"].split(" | "), row["source_url"].split(" | "), strict=True
            )
            if url != FROM_MEMORY
        ],
    }


class _Day(str):
    """A day, which TOML writes without quotes."""

    __slots__ = ()


def _headings(text: str) -> list[str]:
    """Write out ``03;1604-1605`` as 03, 1604, 1605."""
    found = []
    for part in filter(None, text.split(";")):
        first, last = (re.split("-", part) * 2)[:2]
        found += [str(n).zfill(len(first)) for n in range(int(first), int(last) + 1)]
    return found


def _lines(table: dict[str, Any]) -> str:
    """Keys and values in TOML, without those that are empty."""
    given = {key: value for key, value in table.items() if value not in ("", [])}
    return "".join(f"{key} = {_value(value)}\n" for key, value in given.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        inner = ", ".join(map(_value, value))
        return f"[{inner}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_value(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, str) and not isinstance(value, _Day):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

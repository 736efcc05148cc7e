"""``detente scenario``: what the changes that a file describes do to every country."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from detente.cli.options import Json
from detente.cli.report import Plain, Table, as_json, cell, report
from detente.cli.terminal import waiting
from detente.data import held_worlds, save_table
from detente.study import scenario_results
from detente.world import country_name, scenarios_in

COUNTRIES_SHOWN = 12
SCENARIOS_SHOWN = 4


def scenario(
    file: Path,
    /,
    *,
    out: Annotated[Path | None, Parameter(show_default=False)] = None,
    json: Json = False,
) -> str:
    """Run the scenarios of a file, each of which changes tariffs, costs or who trades with whom.

    Parameters
    ----------
    file
        A file in TOML or JSON. Its JSON Schema comes with detente: world/scenario.schema.json.
    out
        Write one row for each scenario and country to this file, .csv or .parquet.
    json
        Print the answer as JSON.
    """
    asked = scenarios_in(file)
    with waiting(f"Solving {len(asked)} scenarios"):
        results = scenario_results(held_worlds(), asked)
    if out is not None:
        sys.stderr.write(f"Wrote {save_table(results.to_frame(), out)}\n")
    answer = results.plain()
    return as_json(answer) if json else _told(answer)


def _told(answer: Plain) -> str:
    shown = answer["scenarios"][:SCENARIOS_SHOWN]
    said = [answer["title"], *(_about(scenario, answer) for scenario in shown)]
    if len(answer["scenarios"]) > len(shown):
        said.append(
            f"These are {len(shown)} of {len(answer['scenarios'])} scenarios; --json prints them "
            "all, and --out writes them to a file."
        )
    welfare = [{c["country"]: c["welfare"] for c in scenario["countries"]} for scenario in shown]
    rows = [
        (country_name(code), *(_change(each.get(code), answer) for each in welfare))
        for code in _most_concerned(shown)
    ]
    heads = ("Change of welfare", *(scenario["name"].replace(", ", "\n") for scenario in shown))
    return report(said, [Table("", heads, rows)], answer)


def _about(scenario: Plain, answer: Plain) -> str:
    """What one scenario does, in a sentence."""
    residual = scenario["residual"]
    if residual is None:
        return f"{scenario['name']}: no answer. {scenario['notes'][0]}"
    ranked = sorted(scenario["countries"], key=lambda c: c["welfare"])
    theta = "" if scenario["theta"] is None else f", θ = {scenario['theta']:g}"
    ends = [f"{country_name(c['country'])} {_change(c['welfare'], answer)}" for c in ranked]
    losing = sum(c["welfare"] < 1 for c in ranked)
    return (
        f"{scenario['name']} (from the trade of {scenario['year']}{theta}): {losing} of "
        f"{len(ranked)} countries lose welfare. At the ends: {ends[0]}, {ends[-1]}. "
        f"Residual {residual:.1e}; scenario {scenario['id']}."
    )


def _most_concerned(scenarios: list[Plain]) -> list[str]:
    """The countries that the scenarios name, then those whose welfare changes most."""
    change: dict[str, float] = {}
    for scenario in scenarios:
        for c in scenario["countries"]:
            size = abs((c["welfare"] or 1.0) - 1.0)
            change[c["country"]] = max(size, change.get(c["country"], 0.0))
    named = {code for scenario in scenarios for code in scenario["named"]}
    return sorted(change, key=lambda code: (code not in named, -change[code], code))[
        :COUNTRIES_SHOWN
    ]


def _change(welfare: float | None, answer: Plain) -> str:
    return cell(None if welfare is None else welfare - 1, "change", answer)

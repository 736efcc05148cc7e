"""``detente rules``: what sanctions and other limits leave, on a day or over years."""

import re
from collections import Counter
from pathlib import Path
from textwrap import fill
from typing import Annotated

from cyclopts import CycloptsError, Parameter

from detente.cli.options import Json, day
from detente.cli.report import Plain, Table, as_json, report
from detente.cli.terminal import page_width
from detente.study import plain_status, plain_timeline, rules_on
from detente.world import country, country_in_prose, country_name

Text = Annotated[str, Parameter(show_default=False)]

STRICTEST_FIRST = ("banned", "capped", "conditional", "unnamed", "exempt", "free")
MILLION = "million "
YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)


def rules(
    target: str,
    /,
    *,
    on: Text = "",
    timeline: Text = "",
    category: Text = "",
    partner: Text = "",
    file: Annotated[tuple[Path, ...], Parameter(show_default=False)] = (),
    json: Json = False,
) -> str:
    """Say what sanctions and other limits on a country leave, and which paragraphs make it so.

    Parameters
    ----------
    target
        The country that the rules are about: a name in English or Dutch, or a code.
    on
        The day, as 2019-04-25.
    timeline
        Instead of a day: years, as 2005-2019.
    category
        One category, as --json names them; or all of export, import, finance, service or labour.
    partner
        A country whose own law counts as well. Without it, only what binds every state.
    file
        More rules, in TOML or JSON. Their JSON Schema comes with detente: rules/rules.schema.json.
    json
        Print the answer as JSON.
    """
    if bool(on) == bool(timeline):
        raise _misuse(
            "Say on which day, --on 2019-04-25, or over which years, --timeline 2005-2019."
        )
    held = rules_on(target, *file)
    by = country(partner) if partner else None
    if on:
        answer = plain_status(held, day("rules", on), category, partner=by)
    else:
        answer = plain_timeline(held, _years(timeline), category, partner=by)
    if json:
        return as_json(answer)
    return _told(answer)


def _years(text: str) -> tuple[int, int]:
    found = YEARS.fullmatch(text)
    if found is None:
        raise _misuse(f"--timeline {text} is no stretch of years. Write it as 2005-2019.")
    return int(found[1]), int(found[2])


def _misuse(sentence: str) -> CycloptsError:
    return CycloptsError(msg=sentence, command_chain=("rules",))


def _told(answer: Plain) -> str:
    if not answer["held"]:
        none = (
            f"No rules on {country_in_prose(answer['target'])} are held here. That does not say "
            "that there are none: bring those you know in a file, with --file."
        )
        return fill(none, page_width()) + "\n"
    said, table = _on_a_day(answer) if "date" in answer else _over_years(answer)
    read = (f"{', '.join(s['rules'])}: {s['title']}. {s['url']}" for s in answer["sources"])
    return report(said, [table], {**answer, "notes": [*answer["notes"], *read], "sources": []})


def _on_a_day(answer: Plain) -> tuple[list[str], Table]:
    """How many categories are left how, and each of them."""
    found = answer["categories"]
    counted = Counter(each["outcome"] for each in found)
    outcomes = ", ".join(f"{counted[o]} {o}" for o in STRICTEST_FIRST if counted[o])
    total = f"of {len(found)} categories {outcomes}" if len(found) > 1 else found[0]["outcome"]
    said = [f"{_whom(answer)} on {answer['date']}, {_whose(answer)}: {total}."]
    if more := len(answer["elsewhere"]):
        said.append(f"Rules in force that concern none of these: {more}; --json lists them.")
    if others := Counter(rule["issuer"] for rule in answer["national"]):
        laws = ", ".join(f"{issuer} {number}" for issuer, number in others.items())
        said.append(
            f"Not counted, since they bind only their own: {laws}. --partner counts those of one."
        )
    rows = [(_about(each), each["outcome"]) for each in found]
    return said, Table("", (f"Seen from {_whom(answer)}", "Status"), rows)


def _about(each: Plain) -> str:
    """A category on lines: what it is, what is left of it, and by which paragraphs."""
    return "\n  ".join(filter(None, (each["title"], _left(each), _by(each["binding"]))))


def _over_years(answer: Plain) -> tuple[list[str], Table]:
    """Each category on the first day, and on every later day on which it changed."""
    rows: list[tuple[str, str, str]] = []
    title = ""
    for spell in answer["spells"]:
        if spell["title"] != title:
            title = spell["title"]
            rows.append((title, "", ""))
        status = ", ".join([spell["outcome"], *map(_amount, spell["caps"])])
        by = f"  {_by(spell['binding'])}"
        if (by, status) != rows[-1][::2]:
            rows.append((by, spell["first"], status))
    first, last = answer["years"]
    said = [f"{_whom(answer)} from {first} to {last}, {_whose(answer)}."]
    return said, Table("", (f"Seen from {_whom(answer)}", "From", "Status"), rows)


def _whom(answer: Plain) -> str:
    return country_name(answer["target"])


def _whose(answer: Plain) -> str:
    partner = answer["partner"]
    own = f" and what is held of the law of {country_in_prose(partner)}" if partner else ""
    return f"under what binds every state{own}"


def _left(each: Plain) -> str:
    """What the rules leave, in a few words; nothing to say of a ban or of no rule."""
    if each["outcome"] == "banned":
        open_ = "; ".join(rule["subject"] for rule in each["exceptions"])
        return f"except {open_}" if open_ else ""
    if each["outcome"] == "capped":
        return "; ".join(map(_amount, each["caps"]))
    if each["outcome"] == "conditional":
        return "; ".join(dict.fromkeys(_condition(rule, each) for rule in each["binding"]))
    if each["outcome"] == "unnamed":
        return "needs what is banned: " + "; ".join(rule["subject"] for rule in each["binding"])
    return "on the terms of the exemption" if each["outcome"] == "exempt" else ""


def _condition(rule: Plain, each: Plain) -> str:
    if each["category"] in rule["ends"]:
        return f"what exists, until {rule['deadline']}"
    note = f" ({rule['note']})" if rule["note"] else ""
    return f"{rule['kind']} on {rule['subject']}{note}"


def _amount(cap: Plain) -> str:
    """An amount as people say it: half a million is 500,000."""
    value, unit = cap["value"], cap["unit"]
    if value is None:
        return str(unit)
    if value < 1 and unit.startswith(MILLION):
        return f"{value * 1e6:,.0f} {unit.removeprefix(MILLION)}"
    return f"{value:,.10g} {unit}"


def _by(binding: list[Plain]) -> str:
    """Paragraphs, each with what is to be checked of it."""
    return "; ".join(dict.fromkeys(f"{rule['rule']}{_to_check(rule)}" for rule in binding))


def _to_check(rule: Plain) -> str:
    doubts = [
        what
        for what, is_sure in (
            ("paragraph", rule["paragraph_verified"] or not rule["paragraph"]),
            ("measure", rule["measure_verified"]),
        )
        if not is_sure
    ]
    return f" ({' and '.join(doubts)} to be checked)" if doubts else ""

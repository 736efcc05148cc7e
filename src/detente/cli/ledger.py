"""``detente ledger``: who can offer whom what, worth how much, and what of it the rules leave."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import TextWrapper, fill
from typing import Annotated

from cyclopts import CycloptsError, Parameter

from detente.brief import compose, words
from detente.cli.drawing import AS_MEASURED, Drawing
from detente.cli.options import Json, day
from detente.cli.report import Plain, Table, as_json, countries_in_prose, number, report
from detente.cli.terminal import page, page_width, waiting
from detente.data import held_worlds, load_case
from detente.study import (
    drawn_claims,
    ledger_claims,
    pair_ledger,
    plain_drawn_ledger,
    plain_ledger,
)
from detente.world import Case, Language, country, country_in_prose, country_name

Text = Annotated[str, Parameter(show_default=False)]

HEADS = {"before": "If nothing barred it", "after": "The rules leave"}
WORDS = 27  # characters of the first column, so that two numbers fit beside it
SMALLEST_SHOWN = 500.0  # US dollars; smaller sections of goods are in the sum and in --json


def ledger(
    a: Text = "",
    b: Text = "",
    /,
    *,
    case: Text = "",
    on: Text = "",
    drawing: Drawing = AS_MEASURED,
    lang: Annotated[Language | None, Parameter(show_default=False)] = None,
    json: Json = False,
) -> str:
    """Say what two countries can offer each other, and what of it sanctions and other limits leave.

    Parameters
    ----------
    a
        A country: a name in English or Dutch, or a code. May be left out with --case.
    b
        Another country.
    case
        A case that puts more on the table than goods: vladivostok-2019, or a file of your own.
    on
        The day that rules are read on, as 2019-04-25. Without it that of the case, or else the
        last day that the rules held here reach.
    lang
        Answer as a brief does, in this language, with a note on every number.
    json
        Print the answer as JSON.
    """
    asked = _case(a, b, case)
    asked = replace(asked, day=day("ledger", on)) if on else asked
    with waiting("Reading trade and rules"):
        worlds = held_worlds()
        drawn = pair_ledger(worlds, asked)
        draws = drawing.of(worlds, asked)
        if lang:
            claims = ledger_claims(worlds, asked)
            told = drawn_claims(draws, claims) if draws else claims
            return page(compose(asked, told, lang), json=json)
        answer = plain_drawn_ledger(draws) if draws else plain_ledger(drawn)
    return as_json(answer) if json else _told(answer)


def _case(a: str, b: str, name: str) -> Case:
    """The case of a name, which has to be about the two countries if they were named too."""
    if bool(a) != bool(b) or not (a or name):
        raise _misuse("Name two countries, or a case with --case.")
    if not name:
        return Case((country(a), country(b)))
    found = load_case(name)
    if a and {country(a), country(b)} != {*found.pair}:
        raise _misuse(
            f"--case {name} is about {countries_in_prose(found.pair)}. Leave the two countries "
            "out, or the case."
        )
    return found


def _misuse(sentence: str) -> CycloptsError:
    return CycloptsError(msg=sentence, command_chain=("ledger",))


def _told(answer: Plain) -> str:
    sides = [side for side in answer["sides"] if side["entries"]]
    tables = [_at_a_glance(answer), *(_side(side, answer) for side in sides)]
    more = ["Where rules and other facts were read: --json."] if answer["rules"] else []
    basis = {**answer, "notes": [*answer["notes"], *more], "sources": [*_behind_figures(answer)]}
    return report(_about(answer), tables, basis)


def _behind_figures(answer: Plain) -> Iterator[Plain]:
    """The sources of the numbers that are shown: of trade, and of the facts behind a worth."""
    entries = [entry for side in answer["sides"] for entry in side["entries"]]
    shown = {id for entry in entries for id in entry["figures"]}
    told = [source for f in answer["facts"] if f["id"] in shown for source in f["sources"]]
    apart = [source for f in answer["facts"] for source in f["sources"] if source not in told]
    yield from (source for source in answer["sources"] if source not in apart)


def _about(answer: Plain) -> Iterator[str]:
    """The question, and of what years the goods are."""
    a, b = map(country_in_prose, answer["pair"])
    under = f" under the rules in force on {answer['day']}" if answer["day"] else ""
    yield f"What {a} and {b} can give each other{under}, in US dollars a year."
    if answer["goods_year"]:
        newest = f"; now, those of {answer['trade_year']}" if answer["trade_year"] else ""
        yield f"Goods are those of {answer['goods_year']}, the newest year by section{newest}."


def _left_out(side: Plain, answer: Plain) -> Iterator[str]:
    """What the sums of one side leave out, because nobody knows what it is worth."""
    giver = country_in_prose(side["giver"])
    unknown = {when: side["not_valued"][when] for when in ("before", "after")}
    left_out = [entry for entry in side["entries"] if entry["id"] in unknown["before"]]
    if goods := [_name(entry) for entry in left_out if entry["is_goods"]]:
        all_ = all(entry in left_out for entry in side["entries"] if entry["is_goods"])
        what = "goods of any section" if all_ else "; ".join(goods)
        year = answer["goods_year"]
        yield f"From {giver}, not on record in {year}, so none or not reported: {what}."
    if rest := [_name(entry) for entry in left_out if not entry["is_goods"]]:
        yield f"From {giver}, of unknown worth and in no sum: {'; '.join(rest)}."
    open_ids = {*unknown["after"]} - {*unknown["before"]}
    if open_ := [_name(entry) for entry in side["entries"] if entry["id"] in open_ids]:
        yield f"From {giver}, left by the rules, nobody knows how much: {'; '.join(open_)}."


def _at_a_glance(answer: Plain) -> Table:
    """The sums of each side: if nothing barred it, as it is, and what the rules leave."""
    before, *after = _heads(answer).items()
    now = [("now", "Now")] if answer["trade_year"] else []
    rows = [
        (head, *(_in_lines(side["total"][when], answer) for side in answer["sides"]))
        for when, head in (before, *now, *after)
    ]
    return Table("", ("All together", *map(_way, answer["sides"])), rows)


def _side(side: Plain, answer: Plain) -> Table:
    """What one gives the other: what no sum holds, sections of goods, everything else, the sum."""
    goods = [entry for entry in side["entries"] if entry["is_goods"]]
    rest = [entry for entry in side["entries"] if not entry["is_goods"]]
    shown = [entry for entry in goods if _size(entry) >= SMALLEST_SHOWN]
    rows = [(_described(e, answer), e) for e in sorted(shown, key=_size, reverse=True)]
    if goods:
        together = iter((f"Goods of {answer['goods_year']} together", *_sold_since(side, answer)))
        rows.append((together, side["goods"]))
    rows += [(_described(entry, answer), entry) for entry in rest]
    rows.append((iter(("Together",)), side["total"]))
    heads = _heads(answer)
    return Table(
        "\n".join(fill(said, page_width()) for said in _left_out(side, answer)),
        (_way(side), *heads.values()),
        [(_on_lines(told), *(_in_lines(of[when], answer) for when in heads)) for told, of in rows],
    )


def _heads(answer: Plain) -> dict[str, str]:
    """The columns of numbers; without rules there is nothing after them."""
    return {when: head for when, head in HEADS.items() if answer["day"] or when == "before"}


def _way(side: Plain) -> str:
    return f"{country_name(side['giver'])} to {country_in_prose(side['taker'])}"


def _size(entry: Plain) -> float:
    return float(entry["before"]["value"] or 0.0)


def _on_lines(told: Iterator[str]) -> str:
    """A name, and more about it on lines of their own, indented."""
    lines = [fill(next(told), WORDS, break_on_hyphens=False)]
    more = TextWrapper(WORDS, initial_indent="  ", subsequent_indent="   ", break_on_hyphens=False)
    lines += [more.fill(about) for about in told]
    return "\n".join(lines)


def _described(entry: Plain, answer: Plain) -> Iterator[str]:
    """What it is, what there is now, its status, and who else supplies it."""
    yield _name(entry)
    if entry["now"]["value"] is not None:
        yield f"now {_usd(entry['now'], answer)}"
    if entry["outcome"]:
        yield ": ".join(filter(None, (entry["outcome"], "; ".join(entry["paragraphs"]))))
    if entry["outcome"] == "banned" and entry["except"]:
        yield f"except {'; '.join(entry['except'])}"
    if entry["others"]:
        yield f"also from {countries_in_prose(entry['others'])}"
    if not entry["is_counted"]:
        yield "part of the goods above"
    if entry["known"] == "from memory":
        yield "from memory"


def _name(entry: Plain) -> str:
    """What a reader calls it; a section of goods by its label."""
    known = words("en").labels["sector"]
    name = entry["what"].get("en") or known.get(entry["sector"], entry["sector"])
    return str(name[:1].upper() + name[1:])


def _sold_since(side: Plain, answer: Plain) -> Iterator[str]:
    now = side["goods"]["now"]
    if now["value"] is not None:
        yield f"in {answer['trade_year']} {_usd(now, answer)}"
    elif answer["trade_year"]:
        yield f"in {answer['trade_year']} none on record"


def _usd(of: Plain, answer: Plain) -> str:
    if of["value"] is None and of["high"] is not None:
        return f"unknown, at most {number(of['high'], 'USD', answer, 'bare')}"
    return number(of, "USD", answer, "bare")


def _in_lines(of: Plain, answer: Plain) -> str:
    """A number, and its range on a line below."""
    return _usd(of, answer).replace(", at", ",\nat").replace(" (", "\n(")

"""``detente ledger``: who can offer whom what, worth how much, and what of it the rules leave."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import TextWrapper, fill
from typing import Annotated

from cyclopts import CycloptsError, Parameter

from detente.brief import compose, words
from detente.cli.options import Json, day
from detente.cli.report import Plain, Table, as_json, countries_in_prose, number, report
from detente.cli.terminal import page, waiting
from detente.data import load_case, shipped_worlds
from detente.study import ledger_claims, pair_ledger, plain_ledger
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
        drawn = pair_ledger(shipped_worlds(), asked)
        claims = ledger_claims(shipped_worlds(), asked) if lang else ()
    if lang:
        return page(compose(asked, claims, lang), json=json)
    answer = plain_ledger(drawn)
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
    tables = [_side(side, answer) for side in answer["sides"] if side["entries"]]
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
    """The two sums of each side, and what they leave out."""
    for side in answer["sides"]:
        giver, taker = country_in_prose(side["giver"]), country_in_prose(side["taker"])
        before, after = (number(side["total"][when], "USD", answer) for when in ("before", "after"))
        left = f"; the rules in force on {answer['day']} leave {after}" if answer["day"] else ""
        if side["total"]["before"]["value"] is None:
            yield f"What {giver} can give {taker}: unknown."
        else:
            yield f"What {giver} can give {taker}: {before} a year if nothing barred it{left}."
        left_out = [e for e in side["entries"] if e["id"] in side["not_valued"]["before"]]
        if goods := [_name(entry) for entry in left_out if entry["is_goods"]]:
            all_ = all(entry in left_out for entry in side["entries"] if entry["is_goods"])
            what = "goods of any section" if all_ else "; ".join(goods)
            yield f"Not on record in {answer['goods_year']}, so none or not reported: {what}."
        if rest := [_name(entry) for entry in left_out if not entry["is_goods"]]:
            yield f"Of unknown worth, and not in that sum: {'; '.join(rest)}."
        before, after = (side["not_valued"][when] for when in ("before", "after"))
        if open_ := [_name(e) for e in side["entries"] if e["id"] in {*after} - {*before}]:
            yield f"Left, but nobody knows how much, and not in that sum: {'; '.join(open_)}."


def _side(side: Plain, answer: Plain) -> Table:
    """What one gives the other: sections of goods, their sum, everything else, and the sum."""
    goods = [entry for entry in side["entries"] if entry["is_goods"]]
    rest = [entry for entry in side["entries"] if not entry["is_goods"]]
    shown = [entry for entry in goods if _size(entry) >= SMALLEST_SHOWN]
    rows = [(_described(e, answer), e) for e in sorted(shown, key=_size, reverse=True)]
    if goods:
        together = iter((f"Goods of {answer['goods_year']} together", *_sold_since(side, answer)))
        rows.append((together, side["goods"]))
    rows += [(_described(entry, answer), entry) for entry in rest]
    rows.append((iter(("Together",)), side["total"]))
    heads = {when: head for when, head in HEADS.items() if answer["day"] or when == "before"}
    return Table(
        "",
        (f"{country_name(side['giver'])} to {country_in_prose(side['taker'])}", *heads.values()),
        [(_on_lines(told), *(_in_lines(of[when], answer) for when in heads)) for told, of in rows],
    )


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

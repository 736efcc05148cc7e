"""``detente leverage``: what two countries, or several against one, can do to each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from cyclopts import CycloptsError, Parameter

from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.report import Plain, Table, as_json, cell, countries_in_prose, number, report
from detente.cli.terminal import waiting
from detente.data import held_worlds
from detente.study import Terms, coalition_runs, leverage_runs, plain_coalition, plain_leverage
from detente.world import Closure, country, country_in_prose, country_name

Name = Annotated[str, Parameter(show_default=False)]

REPLACEMENTS_SHOWN = 3
BYSTANDERS_SHOWN = 6
WAYS = ("sales", "purchases")
BORNE = ("", "Loses", "Range", "USD a year")
SHARES = (
    ("Part of all sales that goes to the other", "sales_share"),
    ("Part of all spending that goes there", "spending_share"),
    ("At stake, of welfare", "stake"),
    ("Part of that saved by new trade", "saved"),
    ("Lost, of welfare", "loss"),
    ("The same to first order", "first_order_loss"),
    ("Lost, of what a wage buys", "real_wage_loss"),
)


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Coalition:
    """Several countries that act against one.

    Attributes
    ----------
    senders
        Instead of a pair: the countries that act, separated by commas.
    target
        The country that they act against.
    tariff
        What the senders levy on its goods, 0.25 for a quarter. Without it all trade stops.
    """

    senders: Name = ""
    target: Name = ""
    tariff: float | None = None


NOBODY = Coalition()


def leverage(
    a: Name = "",
    b: Name = "",
    /,
    *,
    coalition: Coalition = NOBODY,
    closure: Closure | None = None,
    assumptions: Assumptions = CUSTOMARY,
    json: Json = False,
) -> str:
    """Say who loses what if two countries, or several and one, stop trading; and why.

    Parameters
    ----------
    a
        A country: a name in English or Dutch, or a code.
    b
        Another country.
    closure
        How home sales are found. Without it by value added, with the range over both ways.
    json
        Print the answer as JSON.
    """
    terms = Terms(assumptions.year, assumptions.theta, assumptions.treatment or "balanced", closure)
    senders, target, tariff = coalition.senders, coalition.target, coalition.tariff
    if a and b and coalition == NOBODY:
        with waiting("Solving the models"):
            runs = leverage_runs(held_worlds(), country(a), country(b), terms)
        answer = plain_leverage(runs)
        return as_json(answer) if json else _told_of_a_pair(answer)
    if senders and target and not a:
        acting = [country(sender) for sender in senders.split(",")]
        with waiting("Solving the models"):
            found = coalition_runs(
                held_worlds(), acting, country(target), tariff=tariff, terms=terms
            )
        answer = plain_coalition(found)
        return as_json(answer) if json else _told_of_a_coalition(answer)
    raise CycloptsError(
        msg="Name two countries; or --senders and a --target, and a --tariff if they levy one.",
        command_chain=("leverage",),
    )


def _told_of_a_pair(answer: Plain) -> str:
    a, b = answer["sides"]
    rows = [(words, *(_share(side[name], answer) for side in (a, b))) for words, name in SHARES]
    rows.append(("Lost, US dollars a year", *(_cost(side, answer) for side in (a, b))))
    names = [country_name(side["country"]) for side in (a, b)]
    tables = [Table("", ("", *names), rows)]
    tables += [_replacements(answer, side) for side in (a, b) if side["replacements"]]
    return report(_about_a_pair(answer), tables, answer)


def _about_a_pair(answer: Plain) -> Iterator[str]:
    a, b = answer["sides"]
    ratios = [answer[name] for name in ("loss_ratio", "stake_ratio", "unsaved_ratio")]
    if 0 < abs(ratios[0]["value"] or 0) < 1:
        a, b, ratios = b, a, [_inverse(ratio) for ratio in ratios]
    more, less = (country_in_prose(side["country"]) for side in (a, b))
    lost = [number(side["loss"], "share", answer) for side in (a, b)]
    yield (
        f"If {more} and {less} stopped trading with each other in {answer['year']}, {more} would "
        f"lose {lost[0]} of its welfare and {less} {lost[1]}."
    )
    if ratios[0]["value"] is not None:
        times = [number(ratio, "ratio", answer) for ratio in ratios]
        yield (
            f"The loss of {more} is {times[0]} that of {less}: what is at stake for it is "
            f"{times[1]} as large, and the part of that which no new trade saves {times[2]}."
        )


def _inverse(ratio: Plain) -> Plain:
    """The ratio the other way round: its ends change places, and none go through zero."""
    if ratio["low"] * ratio["high"] <= 0:
        return {"value": 1 / ratio["value"]}
    return {"value": 1 / ratio["value"], "low": 1 / ratio["high"], "high": 1 / ratio["low"]}


def _replacements(answer: Plain, side: Plain) -> Table:
    """Who takes the place of the other for one of the two."""
    rows = [
        (country_name(r["country"]), *(number(r[way], "change", answer) for way in WAYS))
        for r in side["replacements"][:REPLACEMENTS_SHOWN]
    ]
    title = f"Who takes its place for {country_in_prose(side['country'])}, of what stopped"
    return Table(title, ("", *WAYS), rows)


def _told_of_a_coalition(answer: Plain) -> str:
    acting = [burden for burden in answer["burdens"] if burden["role"] != "bystander"]
    others = [burden for burden in answer["burdens"] if burden["role"] == "bystander"]
    added = [
        ("", "")
        if burden["role"] == "target"
        else tuple(_share(burden[name], answer) for name in ("marginal", "shapley"))
        for burden in acting
    ]
    rows = [(*_borne(burden, answer), *more) for burden, more in zip(acting, added, strict=True)]
    return report(
        _about_a_coalition(answer),
        [
            Table("", (*BORNE, "Adds as last", "on average"), rows),
            Table(
                "Bystanders; a loss below zero is a gain",
                BORNE,
                [_borne(burden, answer) for burden in others[:BYSTANDERS_SHOWN]],
            ),
        ],
        answer,
    )


def _borne(burden: Plain, answer: Plain) -> tuple[str, ...]:
    """What one country bears: its name, loss, range, and cost."""
    loss = burden["loss"]
    ends = dict.fromkeys(cell(loss[end], "share", answer) for end in ("low", "high"))
    told = " to ".join(ends) if len(ends) > 1 else ""
    return country_name(burden["country"]), _share(loss, answer), told, _cost(burden, answer)


def _share(of: Plain | float | None, answer: Plain) -> str:
    return cell(of["value"] if isinstance(of, Mapping) else of, "share", answer)


def _cost(of: Plain, answer: Plain) -> str:
    return number(of["cost"], "USD", answer, "alone", "bare")


def _about_a_coalition(answer: Plain) -> Iterator[str]:
    target = answer["burdens"][0]
    who = country_in_prose(answer["target"])
    senders = countries_in_prose(answer["senders"])
    action = "stopped all trade with"
    if answer["tariff"] is not None:
        rate = f"{100 * answer['tariff']:g}%"
        action = f"put a tariff of {rate} on what they buy from"
    yield (
        f"If {senders} {action} {who} in {answer['year']}, {who} would lose "
        f"{number(target['loss'], 'share', answer)} of its welfare, "
        f"{number(target['cost'], 'USD', answer)} a year."
    )
    spent = answer["senders_cost"]
    if spent["low"] < 0 < spent["high"]:
        yield "The senders together could gain or lose by it."
    elif answer["cost_ratio"]["value"] is None:
        yield "The senders together would lose nothing: they would gain by it."
    else:
        ratio = number(answer["cost_ratio"], "index", answer)
        yield f"For each dollar that it cost the senders together, {who} would lose {ratio}."

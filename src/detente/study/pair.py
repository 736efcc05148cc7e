"""What can two countries mean for each other? A Case in, Claims out.

Each part of the answer stands in a file of its own; this one puts them in the order in which a
reader asks. A part without data does not fall silent: it makes a claim that says why.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.claims import Blanks, Claim, Label, Measurement
from detente.errors import BadInput, MissingData
from detente.rules import rules_on
from detente.study.ask import Ask, ask, country, finding, year
from detente.study.backtest import rules_backtest
from detente.study.backtest_told import backtest_claims
from detente.study.between import exchange, potential
from detente.study.check import checked
from detente.study.check_told import verdict_claims
from detente.study.cut import after_cut, apart, cut, shift, shift_of
from detente.study.forecasts import forecast_claims
from detente.study.ledger import ledger_claims
from detente.study.positions import position_claims
from detente.study.reliance import dependence_of_each, votes
from detente.study.rules_told import rules_claims
from detente.study.signal import signal_claims
from detente.study.transit import transit_claims
from detente.trade import economy_of
from detente.world import Case, Fact, World

LARGE = 0.001  # of world trade; whom the model lacks is named from this size up


def pair_claims(
    worlds: Mapping[int, World], case: Case, reported: Sequence[Fact] = ()
) -> tuple[Claim, ...]:
    """Everything that detente finds about a pair, in reading order.

    Parameters
    ----------
    worlds
        By year, as :func:`detente.data.shipped_worlds` gives them.
    case
        The pair and the assumptions.
    reported
        What others count of the pair's trade, as :func:`detente.data.reported_trade` gives it: the
        rules are held against it, too.

    Raises
    ------
    UnknownLabel
        The year asked is not held.
    MissingData
        The year asked does not hold trade of both countries; says which years do.

    Examples
    --------
    >>> from detente.world import example_world
    >>> claims = pair_claims({2024: example_world()}, Case(("NLD", "NOR")))
    >>> claims[0].key, claims[0].blanks["two_way"].value
    ('summary.trade', 50.0)
    """
    question = ask(worlds, case)
    parts = (exchange, potential, dependence_of_each, cut, shift, votes)
    body = tuple(claim for part in parts for claim in part(question))
    body += _on_the_table(worlds, case, reported)
    return (*_summary(question, body), *body, *_basis(question))


def _on_the_table(
    worlds: Mapping[int, World], case: Case, reported: Sequence[Fact]
) -> tuple[Claim, ...]:
    """What each could offer the other, what the rules leave of it, and what was said about it."""
    claims = [*(ledger_claims(worlds, case) if case.exchanges else ()), *rules_claims(worlds, case)]
    claims += transit_claims(worlds, case) if case.projects else ()
    claims += signal_claims(worlds, case)
    claims += position_claims(worlds, case) if case.positions else ()
    claims += forecast_claims(worlds, case)
    if case.day is not None:
        held = [rules for rules in map(rules_on, case.pair) if rules.rules]
        for rules in held:
            claims += backtest_claims(rules_backtest(worlds, rules, reported=reported))
    if case.statements:
        claims += verdict_claims(checked(worlds, case), case.facts)
    return tuple(claims)


def severed(worlds: Mapping[int, World], case: Case) -> tuple[Claim, ...]:
    """What a cut between the two would cost whom: the claims of that part alone.

    Raises
    ------
    MissingData
        One of the two is not in the model, or there is no trade to cut.
    NoSolution
        The world finds no balance without that trade.
    """
    question = ask(worlds, case)
    a, b = case.pair
    economy = economy_of(question.world)
    if not max(
        economy.flow[economy.row(a), economy.row(b)], economy.flow[economy.row(b), economy.row(a)]
    ):
        raise MissingData(
            f"No trade between {a} and {b} is on record for {question.world.year}, so there is "
            "nothing to cut. Ask about another year or pair."
        )
    return after_cut(question, apart(question, economy))


def diverted(worlds: Mapping[int, World], case: Case, from_: str) -> tuple[Claim, ...]:
    """What it takes to move trade of the first of the pair from a third country to the second.

    Raises
    ------
    BadInput
        The third country is one of the pair.
    """
    of, to = case.pair
    if from_ in case.pair:
        raise BadInput(
            f"Trade of {of} was to move from {from_} to {to}: that needs three different countries."
        )
    question = ask(worlds, case, from_)
    economy = economy_of(question.world)
    for partner in (from_, to):
        economy.row(partner)  # refuses by name
        if math.isnan(question.trade.value(of, partner)):
            raise MissingData(
                f"No trade between {of} and {partner} is on record for {question.world.year}, so "
                "none can be shifted. Ask about another year or partner."
            )
    return shift_of(question, of, from_, to)


def _summary(question: Ask, body: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The answer in a few sentences, each taken from a claim that follows."""
    a, b = question.case.pair
    names = {"a": country(a), "b": country(b), "year": year(question.world.year)}
    gives = [finding("summary.gives", **told.blanks) for told in body if told.key == "ledger.side"]
    if question.absent:
        trade = finding("summary.missing", of=country(question.absent[0]))
    elif math.isnan(question.trade.value(a, b)):
        trade = finding("summary.no_trade", **names)
    else:
        trade = finding(
            "summary.trade",
            **names,
            two_way=question.measured("trade.two_way", a=a, b=b),
            share_of_a=question.measured("trade.share", of=a, partner=b),
            share_of_b=question.measured("trade.share", of=b, partner=a),
        )
    claims = [*gives, replace(trade, opens=True)]
    for short, long, *blanks in (
        ("summary.losses", "cut.losses", "a", "b", "loss_a", "loss_b"),
        ("summary.leans", "dependence.first_partner", "of", "first", "share"),
        ("summary.shift", "shift.needed", "share", "of", "first", "to", "fall"),
        ("summary.votes", "votes.agreement", "year", "agreement"),
    ):
        told = [claim.blanks for claim in body if claim.key == long]
        if told:
            most = max(told, key=_weight)
            claims.append(finding(short, **{name: most[name] for name in blanks}))
    counted = [told.blanks for told in body if told.key == "statements.answer"]
    said = (replace(finding("summary.statements", **blanks), opens=True) for blanks in counted)
    return (*claims, *said)


def _weight(blanks: Blanks) -> float:
    """How heavily a sentence weighs: of two countries, tell of the one that leans more."""
    share = blanks.get("share")
    return share.value if isinstance(share, Measurement) else 0.0


def _basis(question: Ask) -> tuple[Claim, ...]:
    """What the whole answer rests on: the year, why it, and who is not in the models."""
    newest = max(y for y, w in question.worlds.items() if w.holds("flows"))
    chosen = "asked" if question.case.year is not None else "newest"
    if chosen == "newest" and question.world.year < newest:
        held = question.worlds[newest].knows("flows", *question.case.pair)
        chosen = "newest_on_record" if held else "newest_that_holds_both"
    names = {"a": country(question.case.pair[0]), "b": country(question.case.pair[1])}
    claims = [
        finding(f"basis.{chosen}", **names, year=year(question.world.year), last=year(newest))
    ]
    economy = economy_of(question.world)
    trade = {c: question.trade.total(c) for c in economy.left_out}
    large = [c for c in trade if trade[c] > LARGE * np.nansum(question.world.table("flows"))]
    if large:
        listed = Label("countries", " ".join(sorted(large, key=lambda c: -trade[c])))
        claims.append(finding("basis.left_out", countries=listed))
    if economy.entrepots:
        listed = Label("countries", " ".join(economy.entrepots))
        claims.append(finding("basis.entrepots", countries=listed))
    return (*claims, finding("basis.closures"), finding("basis.records"))

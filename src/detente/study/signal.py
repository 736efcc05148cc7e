"""What a deal between two is worth in the talks of one of them with a third, in Claims.

The talks are the last summit before the day of a case between one of the pair and a third country
that ended without a signed text. What the other of the pair pays, after the rules, is what it has
outside of them.
"""

from collections.abc import Iterator, Mapping

from detente.claims import Argument, Claim, Label, Measurement, measurement
from detente.errors import MissingData, NoSolution
from detente.exchange import Entry
from detente.study.ask import country, finding
from detente.study.ledger import pair_ledger
from detente.trade import dependence
from detente.world import Case, Visit, World, newest_world


def signal_claims(worlds: Mapping[int, World], case: Case) -> tuple[Claim, ...]:
    """What a brief says of the signal to a third country; nothing where no such talks are held.

    Examples
    --------
    >>> signal_claims({}, Case(("RUS", "PRK")))
    ()
    """
    talks = _talks(case)
    if talks is None:
        return ()
    (of,) = {*talks.between} & {*case.pair}
    (third,) = {*talks.between} - {of}
    giver = next(code for code in case.pair if code != of)
    names = {"of": country(of), "third": country(third), "by": country(giver)}
    told = [
        finding(
            "signal.talks",
            **names,
            place=_same(talks.place),
            day=Label("date", str(talks.last)),
        )
    ]
    try:
        told += _shift(worlds, case, names, of)
    except MissingData:
        told.append(finding("signal.missing", **names))
    except NoSolution:
        stake = measurement(worlds, "signal.stake", {"of": of}, case)
        outside = _outside(worlds, case, of)
        told.append(finding("signal.unsettled", **names, outside=outside, stake=stake))
    return (*told, *_leverage(worlds, case))


def _talks(case: Case) -> Visit | None:
    """The last summit of one of the pair with a third country before the day, without a text."""
    open_ = [
        visit
        for visit in case.visits
        if case.day and visit.last < case.day and visit.kind == "summit"
        if len({*visit.between} & {*case.pair}) == 1
    ]
    last = max(open_, key=lambda visit: (visit.last, visit.id), default=None)
    return None if last is None or last.signed else last


def _shift(
    worlds: Mapping[int, World], case: Case, names: Mapping[str, Label], of: str
) -> Iterator[Claim]:
    """By how much the settlement moves, by what is made of the outside value, and why."""

    def measured(name: str, **args: str) -> Measurement:
        return measurement(worlds, name, {"of": of, **args}, case)

    outside, stake = _outside(worlds, case, of), measured("signal.stake")
    meanwhile = measured("signal.shift", reading="meanwhile")
    walk_out = measured("signal.shift", reading="walk_out")
    yield finding("signal.outside", **names, outside=outside)
    yield finding("signal.meanwhile", **names, shift=meanwhile)
    yield finding("signal.walk_out", **names, shift=walk_out, stake=stake)
    drawn = pair_ledger(worlds, case)
    given = [entry for entry in drawn.entries if entry.giver == of and entry.is_counted]
    widest = max(given, key=_spread, default=None)
    if widest is not None and not widest.is_goods and _spread(widest) > 0:
        value = measurement(worlds, "ledger.value", {"exchange": widest.id, "when": "after"}, case)
        yield finding("signal.driver", what=Label("text", "", widest.what), value=value)
    yield finding("signal.basis", **names)


def _outside(worlds: Mapping[int, World], case: Case, of: str) -> Measurement:
    """What the other of the pair could still pay one of them under the rules."""
    return measurement(worlds, "ledger.sum", {"giver": of, "when": "after"}, case)


def _spread(entry: Entry) -> float:
    """How wide the range of an entry is after the rules; none where it is not known."""
    width = entry.after.high - entry.after.low
    return width if width > 0 else 0.0


def _leverage(worlds: Mapping[int, World], case: Case) -> Iterator[Claim]:
    """What each of the pair loses without the other, beside what it loses without its first."""
    a, b = case.pair
    for of, other in ((b, a), (a, b)):
        try:
            world = newest_world(worlds, "flows", case.pair, case.year)
            partners = dependence(world).partners(of)
            first = partners[0].country if partners else other
            asked: dict[str, Argument] = {"of": of, "partner": other, "year": world.year}
            loss = measurement(worlds, "equilibrium.welfare_after_cut", asked, case)
            if first == other:
                continue
            most = measurement(
                worlds, "equilibrium.welfare_after_cut", asked | {"partner": first}, case
            )
        except (MissingData, NoSolution):  # the cut above says why
            continue
        yield finding(
            "signal.leverage",
            of=country(of),
            other=country(other),
            first=country(first),
            loss=loss,
            most=most,
        )


def _same(words: str) -> Label:
    return Label("text", "", (("en", words), ("nl", words)))

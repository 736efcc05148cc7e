"""How often leaders met, when last, and whether they signed anything.

The list is that of the case: who is not on it may still have met.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from detente.claims.fact_measures import doubt
from detente.claims.measure import Found, Measure
from detente.claims.parameter import A, B, Parameter
from detente.errors import BadInput, MissingData
from detente.world import Case, Source, Visit, World, country_in_prose

Worlds = Mapping[int, World]

LEADER = Parameter("leader", "leader", required=False)
HOST = Parameter("host", "country", required=False)
PLACE = Parameter("place", "place", required=False)
KIND = Parameter(
    "kind",
    "choice",
    required=False,
    choices=("state", "official", "working", "unofficial", "summit", "meeting"),
)
FIRST, LAST, BEFORE = (Parameter(n, "date", required=False) for n in ("first", "last", "before"))
DATE = Parameter("date", "date")

WHICH = (LEADER, HOST, PLACE, KIND)
DAYS_IN_A_YEAR = 365.25
LISTED = "Meetings of the two in the list of the case"


def _count(worlds: Worlds, *, case: Case, a: str, b: str, **which: str) -> Found:
    met = _met(case, a, b, **which)
    return _found(case, (a, b), float(len(met)), met)


def _on(worlds: Worlds, *, case: Case, a: str, b: str, date: str) -> Found:
    met = [v for v in _met(case, a, b) if str(v.first) <= date <= str(v.last)]
    return _found(case, (a, b), float(bool(met)), met)


def _year_of(place: int) -> Callable[..., Found]:
    """The year of the first or of the last meeting."""

    def found(worlds: Worlds, *, case: Case, a: str, b: str, **which: str) -> Found:
        met = _met(case, a, b, **which)[place:][:1]
        return _found(case, (a, b), float(met[0].first.year) if met else float("nan"), met)

    return found


def _years_since(
    worlds: Worlds, *, case: Case, a: str, b: str, before: str | None = None, **which: str
) -> Found:
    day = date.fromisoformat(before) if before else case.day
    if day is None:
        raise BadInput("visits.years_since: the case names no day. Name one: before=2019-04-25.")
    met = [visit for visit in _met(case, a, b, **which) if visit.last < day][-1:]
    years = (day - met[0].last).days / DAYS_IN_A_YEAR if met else float("nan")
    return _found(case, (a, b), years, met)


def _days(worlds: Worlds, *, case: Case, a: str, b: str, **which: str) -> Found:
    met = sorted(_met(case, a, b, **which), key=_length)[-1:]
    return _found(case, (a, b), float(_length(met[0])) if met else float("nan"), met)


def _length(visit: Visit) -> int:
    """Days of a visit, the first and the last among them."""
    return (visit.last - visit.first).days + 1


def _signed_share(worlds: Worlds, *, case: Case, a: str, b: str, **which: str) -> Found:
    met = _met(case, a, b, **which)
    share = sum(visit.signed for visit in met) / len(met) if met else float("nan")
    return _found(case, (a, b), share, met)


def _met(case: Case, a: str, b: str, **which: str) -> list[Visit]:
    """The meetings of two countries that fit what is asked, in the order of their first days."""
    tests: Mapping[str, Callable[[Visit, str], bool]] = {
        "leader": lambda visit, name: name in visit.leaders,
        "host": lambda visit, country: visit.host == country,
        "place": lambda visit, name: name.casefold() in visit.place.casefold(),
        "kind": lambda visit, kind: visit.kind == kind,
        "first": lambda visit, day: str(visit.first) >= day,
        "last": lambda visit, day: str(visit.first) <= day,
        "before": lambda visit, day: str(visit.first) < day,
    }
    fitting = [
        visit
        for visit in case.visits
        if {*visit.between} == {a, b}
        and all(tests[name](visit, asked) for name, asked in which.items())
    ]
    return sorted(fitting, key=lambda visit: (visit.first, visit.id))


def _found(case: Case, pair: tuple[str, str], value: float, met: Sequence[Visit]) -> Found:
    """Wrap a number that rests on some meetings; on the whole list where there are none."""
    if not case.visits:
        raise MissingData("The case lists no visits, so none can be counted. Add some.")
    two = " and ".join(map(country_in_prose, pair))
    told = [f"{visit.id} ({visit.first}, {visit.place})" for visit in met]
    note = f"Counted: {'; '.join(told)}." if told else f"The case lists no such meeting of {two}."
    return Found(
        value=value,
        year=None,
        sources=_sources(met or case.visits),
        notes=(note, *doubt(visit.id for visit in met if not visit.checked)),
    )


def _sources(visits: Sequence[Visit]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for visit in visits for source in visit.sources))


VISIT_MEASURES = (
    Measure(
        "visits.count",
        "How often the leaders of two countries met.",
        (A, B, *WHICH, FIRST, LAST, BEFORE),
        "count",
        f"{LISTED}, by their first day.",
        _count,
        case="needed",
    ),
    Measure(
        "visits.on",
        "Whether the leaders of two countries met on a day: 1 or 0.",
        (A, B, DATE),
        "count",
        f"{LISTED} that the day falls within.",
        _on,
        case="needed",
    ),
    Measure(
        "visits.first_year",
        "Year in which the leaders of two countries first met.",
        (A, B, *WHICH, BEFORE),
        "year",
        f"{LISTED}: the earliest.",
        _year_of(0),
        case="needed",
    ),
    Measure(
        "visits.last_year",
        "Year in which the leaders of two countries last met.",
        (A, B, *WHICH, BEFORE),
        "year",
        f"{LISTED}: the latest that began before the day asked, if one is.",
        _year_of(-1),
        case="needed",
    ),
    Measure(
        "visits.years_since",
        "Years that had passed since the leaders of two countries last met.",
        (A, B, *WHICH, BEFORE),
        "years",
        f"{LISTED}: from the last day of the latest that was over before the day asked, or else "
        "before the day of the case.",
        _years_since,
        case="needed",
    ),
    Measure(
        "visits.days",
        "Days that the longest meeting of two countries' leaders lasted.",
        (A, B, *WHICH, FIRST, LAST, BEFORE),
        "days",
        f"{LISTED}: the longest, its first and last day counted.",
        _days,
        case="needed",
    ),
    Measure(
        "visits.signed_share",
        "Share of the meetings of two countries' leaders at which they signed a text.",
        (A, B, *WHICH, FIRST, LAST, BEFORE),
        "share",
        f"{LISTED} with a text that the leaders signed, over all of them.",
        _signed_share,
        case="needed",
    ),
)

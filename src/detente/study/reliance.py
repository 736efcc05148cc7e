"""Who else each of the two depends on, and how they vote."""

import math

from detente.claims import Argument, Blanks, Claim
from detente.study.ask import Ask, assumed, country, finding, over_the_years, table, year
from detente.study.cut import who_shifts
from detente.world import World

PARTNERS_SHOWN = 5
LEAST_MAPPED = 0.001  # of a country's trade; partners below it are left off the map
POWERS = ("USA", "RUS", "CHN")


def dependence_of_each(ask: Ask) -> tuple[Claim, ...]:
    """First partners, concentration, the same over the years, and who leans more, on a map."""
    claims: list[Claim] = []
    for of in ask.case.pair:
        if of in ask.absent:
            claims.append(finding("dependence.missing", of=country(of)))
            continue
        partners = ask.trade.partners(of)
        first = partners[0].country
        names = {"of": country(of), "first": country(first), "year": year(ask.world.year)}
        share = ask.measured("trade.share", of=of, partner=first)
        if len(partners) < 2:
            claims.append(finding("dependence.only_partner", **names, share=share))
            continue
        claims.append(
            finding(
                "dependence.first_partner",
                **names,
                share=share,
                second=country(partners[1].country),
                second_share=ask.measured("trade.share", of=of, partner=partners[1].country),
                ratio=ask.measured("trade.partner_ratio", of=of),
            )
        )
        claims.append(
            finding(
                "dependence.concentration",
                of=country(of),
                concentration=ask.measured("trade.concentration", of=of),
            )
        )
        shown: list[Blanks] = [
            {
                "partner": country(p.country),
                "value": ask.measured("trade.two_way", a=of, b=p.country),
                "share": ask.measured("trade.share", of=of, partner=p.country),
            }
            for p in partners[:PARTNERS_SHOWN]
        ]
        claims.append(table("dependence.partners", shown, of=country(of), year=names["year"]))
        claims += _over_the_years(ask, of, first)
    return (*claims, *(_of_who_leans_more(ask) if not ask.absent else ()))


def _of_who_leans_more(ask: Ask) -> tuple[Claim, ...]:
    """All partners that weigh something, and what a shift of trade to the other would change."""
    of, from_, *others = who_shifts(ask)
    weighty = [p.country for p in ask.trade.partners(of) if p.share >= LEAST_MAPPED]
    shares: list[Blanks] = [
        {"partner": country(who), "share": ask.measured("trade.share", of=of, partner=who)}
        for who in weighty
    ]
    names = {"of": country(of), "first": country(from_)}
    claims = [table("dependence.map", shares, **names, year=year(ask.world.year))]
    if not others or math.isnan(ask.trade.value(of, from_)):
        return tuple(claims)
    share = assumed(ask.case.diverted_share, "share")
    moves: dict[str, Argument] = {"of": of, "from_": from_, "to": others[0], "share": share.value}
    rows: list[Blanks] = [
        {
            "partner": country(who),
            "share_now": ask.measured("trade.share", of=of, partner=who),
            "share_after": ask.measured("trade.share_after_diversion", **moves, whose=whose),
        }
        for whose, who in (("from", from_), ("to", others[0]))
    ]
    claims.append(table("dependence.shifted", rows, **names, to=country(others[0]), share=share))
    return tuple(claims)


def _over_the_years(ask: Ask, of: str, first: str) -> tuple[Claim, ...]:
    """The share of today's first partner in every year that holds both."""
    rows: list[Blanks] = []
    for number, world in sorted(ask.worlds.items()):
        if not world.knows("flows", of, first):
            continue
        share = ask.newest("trade.share", of=of, partner=first, year=number)
        if not math.isnan(share.value):
            rows.append({"year": year(number), "share": share})
    names = {"of": country(of), "first": country(first)}
    return over_the_years("dependence.years", ask, tuple(rows), **names)


def votes(ask: Ask) -> tuple[Claim, ...]:
    """How often the two vote alike in the General Assembly, and how each votes with the powers."""
    a, b = ask.case.pair
    names = {"a": country(a), "b": country(b)}
    world = _year_of_votes(ask)
    if world is None:
        return (finding("votes.missing", **names),)
    agreement = ask.newest("votes.agreement", a=a, b=b, year=world.year)
    names["year"] = year(world.year)
    if world.holds("joint_votes") and not math.isnan(world.value("joint_votes", a, b)):
        joint = ask.newest("votes.joint", a=a, b=b, year=world.year)
        claims = [finding("votes.agreement", **names, agreement=agreement, joint=joint)]
    else:
        claims = [finding("votes.agreement_only", **names, agreement=agreement)]
    rows: list[Blanks] = []
    for power in POWERS:
        if power in (a, b) or power not in world:
            continue
        rows.append(
            {
                "partner": country(power),
                "a_agrees": ask.newest("votes.agreement", a=a, b=power, year=world.year),
                "b_agrees": ask.newest("votes.agreement", a=b, b=power, year=world.year),
            }
        )
    if rows:
        claims.append(table("votes.powers", rows, **names))
    return tuple(claims)


def _year_of_votes(ask: Ask) -> World | None:
    """The trade year if it knows votes of both, else the newest year that does, else None."""
    a, b = ask.case.pair
    newest_first = sorted(ask.worlds, reverse=True)
    for number in (ask.world.year, *newest_first):
        world = ask.worlds[number]
        if world.knows("agreement", a, b) and not math.isnan(world.value("agreement", a, b)):
            return world
    return None

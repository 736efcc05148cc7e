"""Invented claims about two countries, with words of their own, to check a brief by head."""

from detente.claims import Claim, Label, Measurement
from detente.world import Case, Source

CUSTOMS = Source(
    title="Customs figures that nobody collected",
    publisher="Office of Inventions",
    year=2020,
    licence="CC0-1.0",
    url="https://example.org/customs?year=2018&kind=goods",
    vintage="V2",
    retrieved="2020-02-03",
    sha256="c0ffee" + "0" * 58,
    licence_confirmed=True,
)
MODEL = Source("A world <model>", "Nobody & Daughters", 2021, "free reuse with citation", "")

SENTENCES = {
    "en": {
        "summary.trade": "In {year} {a} and {b} traded goods worth {two_way:alone}. For {b} that"
        " was {share}, for {a} {share_of_a:alone}.",
        "exchange.flows": "{a} sold {b} goods worth {sold}.",
        "exchange.missing": "Nobody recorded what {b} sold to {a}.",
        "dependence.first": "{first} was the first partner of {of}, with {share} of its trade,"
        " {ratio} as much as the second.",
        "dependence.partners": "Partners of {of} in {year}",
        "cut.losses": "If the trade stopped, {b} would lose {loss:size range} of its welfare.",
        "cut.bystanders": "Others, after a cut between {a} and {b}",
        "votes.quoted": "The two vote alike",
        "basis.left_out": "Not in the models: {countries}, which {countries|has|have} no figures.",
    },
    "nl": {
        "summary.trade": "In {year} verhandelden {a} en {b} voor {two_way:alone} aan goederen. Voor"
        " {b} was dat {share}, voor {a} {share_of_a:alone}.",
        "exchange.flows": "{a} verkocht {b} voor {sold} aan goederen.",
        "exchange.missing": "Niemand noteerde wat {b} aan {a} verkocht.",
        "dependence.first": "{first} was de eerste partner van {of}, met {share} van de handel,"
        " {ratio} zo veel als de tweede.",
        "dependence.partners": "Partners van {of} in {year}",
        "cut.losses": "Als de handel stilvalt, verliest {b} {loss:size range} aan welvaart.",
        "cut.bystanders": "Anderen, na een breuk tussen {a} en {b}",
        "votes.quoted": "De twee stemmen gelijk",
        "basis.left_out": "Niet in de modellen: {countries}; {countries|dat heeft|die hebben} geen"
        " cijfers.",
    },
}
COLUMNS = {
    "partner": "Partner",
    "country": "Country",
    "sector": "Goods",
    "value": "{of} trades",
    "share": "Share",
    "change": "Change",
}


def measured(name, value, unit, low=float("nan"), high=float("nan"), year=2018, **args):
    source = MODEL if name.startswith("model.") else CUSTOMS
    caveats = ("Nobody lives in this model.",) if name.startswith("model.") else ()
    method = f"Invented for {name}."
    return Measurement(name, args, value, unit, year, method, (source,), low, high, caveats)


def country(code):
    return Label("country", code)


NAMES = {"a": country("RUS"), "b": country("PRK")}
SHARE = measured("trade.share", 0.0132, "share", of="PRK", partner="RUS")

CLAIMS = (
    Claim(
        "dependence.first",
        "detente",
        {
            "of": country("PRK"),
            "first": country("CHN"),
            "share": measured("trade.share", 0.9308, "share", of="PRK", partner="CHN"),
            "ratio": measured("trade.partner_ratio", 70.4, "ratio", of="PRK"),
        },
        notes=("Trade with South Korea is not customs trade.",),
    ),
    Claim(
        "dependence.partners",
        "detente",
        {"of": country("PRK"), "year": Label("year", "2018")},
        rows=tuple(
            {
                "partner": country(partner),
                "value": measured("trade.two_way", value, "USD", a="PRK", b=partner),
                "share": measured(
                    "trade.share", value / 2.578e9, "share", of="PRK", partner=partner
                ),
            }
            for partner, value in (("CHN", 2.3996e9), ("RUS", 3.4019e7), ("NLD", 1.2e4))
        ),
    ),
    Claim(
        "summary.trade",
        "detente",
        {
            **NAMES,
            "year": Label("year", "2018"),
            "two_way": measured(
                "trade.two_way", 34018972.0, "USD", 3.1e7, 3.4018972e7, a="RUS", b="PRK"
            ),
            "share": SHARE,
            "share_of_a": measured("trade.share", 5e-8, "share", of="RUS", partner="PRK"),
        },
    ),
    Claim(
        "exchange.flows",
        "detente",
        {
            **NAMES,
            "sold": measured("trade.flow", 32061596.0, "USD", exporter="RUS", importer="PRK"),
        },
    ),
    Claim("exchange.missing", "detente", NAMES),
    Claim(
        "cut.losses",
        "detente",
        {
            "b": NAMES["b"],
            "loss": measured("model.cut", -0.0013, "change", -0.0021, -0.0004, of="PRK"),
        },
    ),
    Claim(
        "cut.bystanders",
        "detente",
        NAMES,
        rows=(
            {
                "country": country("CHN"),
                "change": measured("model.cut", 2e-4, "change", 1e-4, 3e-4, of="CHN"),
            },
            {"country": country("USA"), "change": measured("model.cut", -1e-4, "change", of="USA")},
            {
                "country": country("KOR"),
                "change": measured("model.cut", float("nan"), "change", of="KOR"),
            },
        ),
    ),
    Claim("votes.quoted", "Remco <Breuker>", {}),
    Claim("basis.left_out", "detente", {"countries": Label("countries", "CUB PRK USA")}),
)
CASE = Case(("RUS", "PRK"), year=2018)

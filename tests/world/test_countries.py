"""Names of countries: known answers, laws, certificates, a second road, refusals."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.world import countries, country, country_in_prose, country_name

CODES = Path(__file__).parents[1] / "reference" / "world" / "country_codes.csv"
LANGUAGES = ("en", "nl")
ADVICE = "Write a name in English or Dutch, or a code such as NLD, NL or 528."

with CODES.open(encoding="utf-8", newline="") as file:
    ISO = tuple(csv.DictReader(file))
EVERY = (*(row["iso3"] for row in ISO), "XKX", "ZZB", "ANT", "SCG")
NAMES = tuple((country_name(iso3, tongue), iso3) for iso3 in EVERY for tongue in LANGUAGES)

names = st.sampled_from(NAMES)

# Known answers


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Holland", "NLD"),
        ("the Netherlands", "NLD"),
        ("Nederland", "NLD"),
        ("Noord-Korea", "PRK"),
        ("north korea", "PRK"),
        ("DPRK", "PRK"),
        ("Zuid Korea", "KOR"),
        ("Burma", "MMR"),
        ("Birma", "MMR"),
        ("Ivoorkust", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Turkije", "TUR"),
        ("UK", "GBR"),
        ("het VK", "GBR"),
        ("Groot-Brittannië", "GBR"),
        ("U.S.A.", "USA"),
        ("de VS", "USA"),
        ("Verenigde Staten", "USA"),
        ("Tsjechie", "CZE"),
        ("Czech Republic", "CZE"),
        ("Swaziland", "SWZ"),
        ("Macedonië", "MKD"),
        ("Oost-Timor", "TLS"),
        ("Kaapverdië", "CPV"),
        ("Wit-Rusland", "BLR"),
        ("St. Lucia", "LCA"),
        ("Sint Lucia", "LCA"),
        ("Trinidad & Tobago", "TTO"),
        ("Antigua en Barbuda", "ATG"),
        ("Kosovo", "XKX"),
        ("Zanzibar", "ZZB"),
        ("ANT", "ANT"),
        ("Netherlands Antilles", "ANT"),
        ("de Nederlandse Antillen", "ANT"),
        ("SCG", "SCG"),
        ("Serbia and Montenegro", "SCG"),
        ("Servië en Montenegro", "SCG"),
    ],
)
def test_what_people_write(text, iso3):
    assert country(text) == iso3


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Other Asia, nes", "TWN"),
        ("China, Taiwan Province of", "TWN"),
        ("China, Hong Kong SAR", "HKG"),
        ("Rep. of Korea", "KOR"),
        ("Korea, Rep.", "KOR"),
        ("Dem. People's Rep. of Korea", "PRK"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Dem. Rep. of the Congo", "COD"),
        ("Congo, Rep.", "COG"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Micronesia, Fed. Sts.", "FSM"),
        ("Marshall Isds", "MHL"),
        ("Bahamas, The", "BHS"),
        ("Egypt, Arab Rep.", "EGY"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Lao People's Dem. Rep.", "LAO"),
    ],
)
def test_names_as_comtrade_unctad_and_the_world_bank_write_them(text, iso3):
    assert country(text) == iso3


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("251", "FRA"), ("490", "TWN"), ("579", "NOR"), ("699", "IND"), ("842", "USA")],
)
def test_comtrade_numbers_that_are_not_m49(text, iso3):
    assert country(text) == iso3


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("Niger", "NER"), ("Nigeria", "NGA"), ("Guinea", "GIN"), ("Equatorial Guinea", "GNQ")]
    + [("Guinea-Bissau", "GNB"), ("Papua New Guinea", "PNG"), ("Guyana", "GUY")]
    + [("Samoa", "WSM"), ("American Samoa", "ASM"), ("Dominica", "DMA")]
    + [("Dominican Republic", "DOM"), ("Ireland", "IRL"), ("Georgia", "GEO"), ("China", "CHN")]
    + [("Sint Maarten", "SXM"), ("Sudan", "SDN"), ("South Sudan", "SSD"), ("Austria", "AUT")],
)
def test_names_that_look_alike_stay_apart(text, iso3):
    assert country(text) == iso3


@pytest.mark.parametrize(
    ("text", "iso3"), [("NO", "NOR"), ("NA", "NAM"), ("is", "ISL"), ("de", "DEU")]
)
def test_a_code_that_is_also_a_word_is_a_code(text, iso3):
    assert country(text) == iso3


@pytest.mark.parametrize(
    ("iso3", "en", "nl"),
    [
        ("NLD", "the Netherlands", "Nederland"),
        ("USA", "the United States", "de Verenigde Staten"),
        ("GBR", "the United Kingdom", "het Verenigd Koninkrijk"),
        ("HKG", "Hong Kong", "Hongkong"),
        ("KOR", "South Korea", "Zuid-Korea"),
        ("COD", "DR Congo", "Congo-Kinshasa"),
        ("MAC", "Macau", "Macau"),
        ("RUS", "Russia", "Rusland"),
        ("PHL", "the Philippines", "de Filipijnen"),
        ("CAF", "the Central African Republic", "de Centraal-Afrikaanse Republiek"),
        ("ANT", "the Netherlands Antilles", "de Nederlandse Antillen"),
        ("SCG", "Serbia and Montenegro", "Servië en Montenegro"),
    ],
)
def test_names_in_a_sentence(iso3, en, nl):
    assert (country_in_prose(iso3), country_in_prose(iso3, "nl")) == (en, nl)


# Laws


@given(names)
def test_the_name_of_a_country_leads_back_to_it(pair):
    name, iso3 = pair
    assert country(name) == iso3


@given(names, st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(["  ", "-", "."]))
def test_case_and_what_stands_between_words_do_not_matter(pair, case, between):
    name, iso3 = pair
    assert country(between + case(name).replace(" ", between) + between) == iso3


@given(names, st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(pair, random):
    name, iso3 = pair
    words = name.split()
    random.shuffle(words)
    assert country(", ".join(words)) == iso3


@given(names, st.sampled_from(["a", "burg", "x"]))
def test_a_name_inside_a_longer_word_is_not_that_country(pair, tail):
    name, iso3 = pair
    try:
        found = country(name + tail)
    except UnknownLabel:
        return
    assert found != iso3


@given(st.text(max_size=200))
def test_any_text_is_a_known_code_or_a_refusal(text):
    try:
        answer = country(text)
    except UnknownLabel as refusal:
        answer = str(refusal)
    assert answer in EVERY or (answer.endswith((ADVICE, "?")) and answer.isprintable())


# Certificates


def test_no_text_stands_for_two_countries():
    meant = {}
    for text, iso3 in countries._written():
        meant.setdefault(countries._key(text), set()).add(iso3)
    assert {key for key, codes in meant.items() if len(codes) > 1} == set()


def test_a_name_of_cldr_is_refused_only_where_two_countries_share_it():
    refused = {
        text
        for tongue in LANGUAGES
        for text in countries._cldr(tongue).values()
        if countries._key(text) not in countries._codes()
    }
    assert refused == {"St. Martin", "Saint-Martin"}


def test_every_alias_adds_something():
    aliases = [(alias, c) for c, some in countries._reviewed()["aliases"].items() for alias in some]
    without = [pair for pair in countries._written() if pair not in aliases]
    known = {countries._key(text) for text, _ in without}
    assert [alias for alias, _ in aliases if countries._key(alias) in known] == []
    keys = [countries._key(alias) for alias, _ in aliases]
    assert len(keys) == len(set(keys))


def test_the_reviewed_file_names_known_countries_only():
    reviewed = countries._reviewed()
    named = set(reviewed["aliases"])
    named |= {
        c for of in ("names", "articles") for t in LANGUAGES for c in reviewed[of][t] if c.isupper()
    }
    named |= {c for t in LANGUAGES for those in reviewed["articles"][t].values() for c in those}
    named |= {c for entry in reviewed["unclear"] for c in entry["codes"]}
    assert named <= set(EVERY)


# A second road


@pytest.mark.parametrize("row", ISO, ids=lambda row: row["iso3"])
def test_codes_agree_with_the_published_table(row):
    spellings = (*row.values(), row["iso2"].lower(), row["m49"].lstrip("0"))
    assert {country(code) for code in spellings} == {row["iso3"]}


def test_no_code_beyond_the_published_table():
    published = {code for row in ISO for code in row.values()}
    published |= {"XK", "XKX", "ZZB", "ANT", "SCG"}
    assert set(countries._iso()) == published


# Refusals, word for word


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Congo",
            "'Congo' is not one country. Did you mean DR Congo (COD) or Congo-Brazzaville (COG)?",
        ),
        (
            "Korea",
            "'Korea' is not one country. Did you mean South Korea (KOR) or North Korea (PRK)?",
        ),
        (
            "St Martin",
            "'St Martin' is not one country. "
            "Did you mean Saint Martin (French part) (MAF) or Sint Maarten (SXM)?",
        ),
        (
            "Virgin Islands",
            "'Virgin Islands' is not one country. "
            "Did you mean British Virgin Islands (VGB) or US Virgin Islands (VIR)?",
        ),
        (
            "Schotland",
            "'Schotland' is not one country. Did you mean United Kingdom (GBR)?",
        ),
        (
            "USSR",
            "'USSR' is not one country. "
            "Did you mean Russia (RUS), Armenia (ARM), Azerbaijan (AZE) and 12 more?",
        ),
        (
            "SUN",
            "'SUN' is not one country. "
            "Did you mean Russia (RUS), Armenia (ARM), Azerbaijan (AZE) and 12 more?",
        ),
        (
            "YUG",
            "'YUG' is not one country. "
            "Did you mean Serbia (SRB), Bosnia and Herzegovina (BIH), Croatia (HRV) and 4 more?",
        ),
    ],
)
def test_refuses_what_is_not_one_country(text, message):
    with pytest.raises(UnknownLabel) as refusal:
        country(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Perugia", f"No country 'Perugia' here. Nearest: Peru (PER). {ADVICE}"),
        ("Lyngby", f"No country 'Lyngby' here. {ADVICE}"),
        ("Nigera", f"No country 'Nigera' here. Nearest: Nigeria (NGA), Niger (NER). {ADVICE}"),
        ("Rusia", f"No country 'Rusia' here. Nearest: Russia (RUS). {ADVICE}"),
        ("noordkorea", f"No country 'noordkorea' here. Nearest: North Korea (PRK). {ADVICE}"),
        ("Netherland", f"No country 'Netherland' here. Nearest: Netherlands (NLD). {ADVICE}"),
        ("Barbuda", f"No country 'Barbuda' here. Nearest: Antigua and Barbuda (ATG). {ADVICE}"),
        (
            "New",
            "No country 'New' here. "
            f"Nearest: New Caledonia (NCL), New Zealand (NZL), Papua New Guinea (PNG). {ADVICE}",
        ),
        (
            "Virgin",
            "No country 'Virgin' here. "
            f"Nearest: British Virgin Islands (VGB), US Virgin Islands (VIR). {ADVICE}",
        ),
        (
            "Republic",
            "No country 'Republic' here. Nearest: Central African Republic (CAF), "
            f"Dominican Republic (DOM), China (CHN). {ADVICE}",
        ),
        ("Saudi", f"No country 'Saudi' here. Nearest: Saudi Arabia (SAU). {ADVICE}"),
        (
            "the Republic of Poland",
            f"No country 'the Republic of Poland' here. Nearest: Poland (POL). {ADVICE}",
        ),
        (
            "China en Rusland",
            f"No country 'China en Rusland' here. Nearest: China (CHN), Russia (RUS). {ADVICE}",
        ),
        ("XXX", f"No country 'XXX' here. {ADVICE}"),
        ("", f"No country '' here. {ADVICE}"),
        ("\x1b[31m", f"No country '\\x1b[31m' here. {ADVICE}"),
        ("Rus" * 30, f"No country {'Rus' * 20 + '…'!r} here. {ADVICE}"),
    ],
)
def test_refuses_what_is_no_country_and_says_what_is_near(text, message):
    with pytest.raises(UnknownLabel) as refusal:
        country(text)
    assert str(refusal.value) == message


def test_refuses_to_name_what_is_no_code():
    with pytest.raises(UnknownLabel) as refusal:
        country_name("NL")
    assert str(refusal.value) == (
        "'NL' is no ISO 3166-1 alpha-3 code here, so it has no name. "
        "detente.world.country finds the code of a name."
    )


def test_refuses_a_language_it_does_not_write():
    with pytest.raises(BadInput) as refusal:
        country_name("NLD", "de")
    assert str(refusal.value) == "No country names in 'de'. Languages: en, nl."

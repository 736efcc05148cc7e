"""Scenario files: known answers, laws, certificates, a second road, refusals."""

import json
from itertools import product

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, Error, UnknownLabel
from detente.world import (
    ALL,
    CostChange,
    Cut,
    ProductivityChange,
    Scenario,
    Tariff,
    country_name,
    scenario_schema,
    scenarios_in,
)

CODES = ("BEL", "CHN", "DEU", "NLD", "NOR", "PRK", "RUS", "USA")
CUT = '[[cuts]]\nexporter = "PRK"\nimporter = "CHN"\n'
TAX = '[[tariffs]]\nimporter = "USA"\nexporter = "CHN"\n'

some_codes = st.lists(st.sampled_from(CODES), min_size=1, unique=True)
some_examples = settings(max_examples=25, deadline=None)


@pytest.fixture
def read(tmp_path):
    """Scenarios of a text, as a file."""

    def scenarios(text, name="a.toml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return scenarios_in(path)

    return scenarios


@pytest.fixture
def refused(tmp_path, read):
    """What is said of a text, its place on disk left out."""

    def said(text, kind=BadInput):
        with pytest.raises(kind) as refusal:
            read(text)
        return str(refusal.value).replace(str(tmp_path / "a.toml"), "FILE")

    return said


# Known answers


def test_by_hand_every_key_at_once(read):
    (found,) = read(
        """
        title = "Everything"
        year = 2018
        theta = 5
        deficits = "dek"
        closure = "gross_output"
        productivity = [{ country = ["Duitsland", "Low Countries"], change = 1.02 }]
        costs = [
          { exporter = "Noorwegen", importer = "all", change = 0.9, sectors = ["33", "0101"] },
        ]
        tariffs = [{ importer = "United States", exporter = ["CHN", "de VS", "408"], rate = 0.25 }]
        cuts = [{ exporter = "Russia", importer = "Low Countries" },
                { exporter = "PRK", importer = "CHN", both = false }]
        [groups]
        Benelux = ["Belgium", "LUX", "Holland"]
        "Low Countries" = ["Benelux", "NL"]
        """
    )
    low = ("BEL", "LUX", "NLD")
    assert found == Scenario(
        title="Everything",
        name="Everything",
        year=2018,
        theta=5.0,
        deficits="dek",
        closure="gross_output",
        cuts=(Cut(("RUS",), low), Cut(low, ("RUS",)), Cut(("PRK",), ("CHN",))),
        tariffs=(Tariff(("CHN", "PRK", "USA"), ("USA",), rate=0.25),),
        costs=(CostChange(("NOR",), (ALL,), ("0101", "33"), change=0.9),),
        productivity=(ProductivityChange(("BEL", "DEU", "LUX", "NLD"), change=1.02),),
    )


def test_by_hand_a_grid_is_every_combination_the_last_key_first(read):
    found = read(f'title = "T"\n{TAX}[grid]\ntariffs.rate = [0.1, 0.2]\ntheta = [3, 4.0]\n')
    assert [(s.theta, s.tariffs[0].rate) for s in found] == [
        (3.0, 0.1), (3.0, 0.2), (4.0, 0.1), (4.0, 0.2),
    ]  # fmt: skip
    assert found[1].name == "theta = 3.0, tariffs.rate = 0.2"
    assert {scenario.title for scenario in found} == {"T"}


def test_by_hand_a_grid_fills_what_was_left_open_and_nothing_else(read):
    fixed = '[[tariffs]]\nimporter = "DEU"\nexporter = "CHN"\nrate = 0.05\n'
    found = read(f'title = "T"\n{TAX}{fixed}[grid]\ntariffs.rate = [0.1, 0.2]\n')
    assert [[t.rate for t in s.tariffs] for s in found] == [[0.1, 0.05], [0.2, 0.05]]


def test_by_hand_a_cut_inside_a_group_is_written_once(read):
    (found,) = read('title = "T"\n[[cuts]]\nexporter = ["NLD", "BEL"]\nimporter = ["BEL", "NLD"]\n')
    assert found.cuts == (Cut(("BEL", "NLD"), ("BEL", "NLD")),)


# Laws


@some_examples
@given(some_codes, some_codes, st.sampled_from(["en", "nl"]), st.randoms(use_true_random=False))
def test_how_a_country_is_written_and_in_what_order_does_not_matter(
    tmp_path_factory, sellers, buyers, language, random
):
    folder = tmp_path_factory.mktemp("scenario")

    def scenario(exporters, importers):
        path = folder / "a.json"
        cut = {"exporter": exporters, "importer": importers}
        path.write_text(json.dumps({"title": "T", "cuts": [cut]}), "utf-8")
        try:
            return scenarios_in(path)[0].id
        except Error as refusal:
            return type(refusal)

    names = [country_name(code, language) for code in sellers]
    random.shuffle(names)
    assert scenario(names, buyers) == scenario(sellers, buyers[::-1])


@some_examples
@given(
    st.lists(st.floats(0.5, 20), min_size=1, max_size=4, unique=True),
    st.lists(st.floats(-0.9, 2), min_size=1, max_size=4, unique=True),
)
def test_a_grid_has_as_many_scenarios_as_combinations(tmp_path_factory, thetas, rates):
    path = tmp_path_factory.mktemp("grid") / "a.json"
    tariff = {"importer": "USA", "exporter": "CHN"}
    grid = {"theta": thetas, "tariffs": {"rate": rates}}
    path.write_text(json.dumps({"title": "T", "tariffs": [tariff], "grid": grid}), "utf-8")
    found = scenarios_in(path)
    assert [(s.theta, s.tariffs[0].rate) for s in found] == [*product(thetas, rates)]
    assert len({s.id for s in found}) == len(found)


def test_the_title_and_the_way_of_writing_do_not_change_the_id(read):
    a, b = (read(f'title = "{title}"\n{CUT}')[0] for title in "AB")
    inline = '{"title": "C", "cuts": [{"importer": "China", "exporter": "Noord-Korea"}]}'
    (c,) = read(inline, "a.json")
    assert a.id == b.id == c.id


# Certificates


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "T", "cuts": [{"exporter": "A"}]},
        {"title": "T", "tariffs": [{"exporter": "A", "importer": "B", "rate": -1}]},
        {"title": "T", "costs": [{"exporter": "A", "importer": "B", "change": 0}]},
        {"title": "T", "theta": 0},
        {"title": "T", "tarifs": []},
        {"title": "T", "grid": {"theta": []}},
        {"title": "T", "cuts": [{"exporter": "A", "importer": [], "sectors": [27]}]},
    ],
    ids=lambda bad: str([*bad][-1]),
)
def test_the_schema_refuses_what_the_reader_refuses(read, bad):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, scenario_schema())
    with pytest.raises(BadInput):
        read(json.dumps(bad), "a.json")


def test_the_schema_takes_what_the_reader_takes(read):
    good = {
        "title": "T",
        "groups": {"West": ["NLD", "USA"]},
        "tariffs": [{"exporter": "CHN", "importer": "West"}],
        "grid": {"tariffs": {"rate": [0.1]}, "year": [2018]},
    }
    jsonschema.validate(good, scenario_schema())
    assert read(json.dumps(good), "a.json")[0].year == 2018


# A second road


def test_a_grid_is_the_files_that_one_would_write_by_hand(read):
    grid = read(f'title = "T"\n{TAX}[grid]\ntheta = [3, 8]\ntariffs.rate = [0.1, 0.2]\n')
    by_hand = [
        read(f'title = "T"\ntheta = {theta}\n{TAX}rate = {rate}\n')[0]
        for theta in (3, 8)
        for rate in (0.1, 0.2)
    ]
    assert [s.id for s in grid] == [s.id for s in by_hand]


# Refusals, word for word

RATE = (
    "Tariff as a fraction of the value, above -1: 0.25 is 25 %. Left out where the grid gives it."
)
CHANGE = "After over before, above 0: 1.1 is ten per cent more. Left out where the grid gives it."
THETA = "Trade elasticity, from 0.1 to 100: the elasticity of trade to trade cost, such as 4."
NO_CHANGE = "It changes nothing. Add [[cuts]], [[tariffs]], [[costs]] or [[productivity]]."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'FILE is empty. Begin with title. What this is about, in words: title = "…".'),
        ('title = "T"', f"FILE: {NO_CHANGE}"),
        ('title = "T\\u001b[31m"\n' + CUT, "FILE: title holds letters that no screen shows. "
         "Write it on one line."),
        (f'title = "T"\n{TAX}rate = -1.0', f"FILE: tariffs no. 1, rate is -1.0. {RATE}"),
        (f'title = "T"\n{TAX}rate = -2', f"FILE: tariffs no. 1, rate is -2. {RATE}"),
        (
            f'title = "T"\n{TAX}rate = 25',
            "FILE: tariffs no. 1, rate: rate = 25 is 2,500 %; write 0.25 for 25 %.",
        ),
        (
            f'title = "T"\n{TAX}[grid]\ntariffs.rate = [0.1, 25]',
            "FILE: grid.tariffs.rate no. 2: rate = 25 is 2,500 %; write 0.25 for 25 %.",
        ),
        (f'title = "T"\ntheta = 1e-8\n{CUT}', f"FILE: theta is 1e-08. {THETA}"),
        (f'title = "T"\n{TAX}rate = "25%"', f"FILE: tariffs no. 1, rate is '25%'. {RATE}"),
        (f'title = "T"\n{TAX}rate = inf', f"FILE: tariffs no. 1, rate is inf. {RATE}"),
        (
            f'title = "T"\n{TAX}',
            "FILE: tariffs no. 1 has no rate, and no grid.tariffs.rate gives it.",
        ),
        (
            'title = "T"\ncosts = [{exporter = "NLD", importer = "DEU", change = 0.0}]',
            f"FILE: costs no. 1, change is 0.0. {CHANGE}",
        ),
        (
            'title = "T"\nproductivity = [{country = "NLD", change = -1}]',
            f"FILE: productivity no. 1, change is -1. {CHANGE}",
        ),
        (f'title = "T"\ntheta = 0\n{CUT}', f"FILE: theta is 0. {THETA}"),
        (f'title = "T"\ntheta = -4.0\n{CUT}', f"FILE: theta is -4.0. {THETA}"),
        (
            f'title = "T"\nyear = "2018"\n{CUT}',
            "FILE: year is '2018'. Year of trade to start from, a number such as 2018.",
        ),
        (
            f'title = "T"\ndeficits = "none"\n{CUT}',
            "FILE: deficits is 'none'. What becomes of trade imbalances: \"balanced\", \"dek\" or "
            '"multiplicative".',
        ),
        (
            f'title = "T"\nclosure = "gdp"\n{CUT}',
            "FILE: closure is 'gdp'. How home sales are found: \"value_added\" or "
            '"gross_output".',
        ),
        (
            f'title = "T"\n{CUT}sectors = [27]',
            "FILE: cuts no. 1, sectors no. 1 is 27. Sectors concerned, codes as text: "
            '["27", "0101"]. Left out for all goods.',
        ),
        (
            f'title = "T"\n{CUT}sector = ["27"]',
            "FILE: No key 'sector' is known in cuts no. 1. Did you mean sectors? "
            "Known: exporter, importer, both, sectors.",
        ),
        (
            'title = "T"\n[[cuts]]\nexporter = 408\nimporter = "CHN"',
            "FILE: cuts no. 1, exporter is 408. Who sells: a country, a group of this file, a list "
            'of them, or "all".',
        ),
        (
            f'title = "T"\ntheta = 4\n{CUT}[grid]\ntheta = [3]',
            "FILE: theta is given twice, once in [grid]. Leave one out.",
        ),
        (
            f'title = "T"\n{CUT}[grid]\ntheta = [3, 3.0]',
            "FILE: grid.theta holds a value twice. Give each once.",
        ),
        (
            f'title = "T"\n{CUT}[grid]\ntariffs.rate = [0.1]',
            "FILE: grid.tariffs.rate has nothing to fill. Leave rate out of a [[tariffs]] entry.",
        ),
        (
            f'title = "T"\n{CUT}[grid]\ntheta = 3',
            f"FILE: grid.theta is 3. A list. {THETA}",
        ),
        (
            f'title = "T"\n{CUT}[grid]\ntarifs.rate = [0.1]',
            "FILE: No key 'tarifs' is known in grid. Did you mean tariffs? Known: year, closure, "
            "deficits, theta, tariffs, costs, productivity.",
        ),
        (
            'title = "T"\n[[cuts]]\nexporter = "Holland"\nimporter = ["NL", "Nederland"]',
            "FILE: cuts no. 1 goes from NLD to itself. Sales at home are not trade; name two "
            "countries.",
        ),
        (
            f'title = "T"\n{CUT}[groups]\nNL = ["BEL"]',
            "FILE: groups.NL already means something. Rename the group.",
        ),
        (
            f'title = "T"\n{CUT}[groups]\nall = ["BEL"]',
            "FILE: groups.all already means something. Rename the group.",
        ),
        (
            f'title = "T"\n{CUT}[groups]\nWest = []',
            "FILE: groups.West is []. Lists of countries by name: "
            'Benelux = ["BEL", "NLD", "LUX"].',
        ),
    ],
)  # fmt: skip
def test_refuses_what_is_no_scenario(refused, text, said):
    assert refused(text) == said


def test_refuses_an_unknown_country_and_names_the_groups(refused):
    text = (
        'title = "T"\n[groups]\nEU = ["NLD"]\n[[cuts]]\nexporter = "EU28"\nimporter = "Perugia"\n'
    )
    assert refused(text, UnknownLabel) == (
        "FILE: cuts no. 1, exporter: No country 'EU28' here. Write a name in English or Dutch, or "
        "a code such as NLD, NL or 528. Groups of this file: EU."
    )


def test_refuses_a_group_before_it_is_known(refused):
    text = f'title = "T"\n{CUT}[groups]\nWest = ["EU"]\nEU = ["NLD"]\n'
    assert refused(text, UnknownLabel) == (
        "FILE: groups.West: No country 'EU' here. Write a name in English or Dutch, or a code such "
        "as NLD, NL or 528."
    )


def test_refuses_more_scenarios_than_one_file_may_make(refused):
    thetas = [*range(1, 101)]
    rates = [rate / 100 for rate in range(30)]
    text = f'title = "T"\n{TAX}[grid]\ntheta = {thetas}\ntariffs.rate = {rates}\n'
    assert refused(text) == (
        "FILE: the grid makes 3,000 scenarios (100 theta × 30 tariffs.rate); one file may make "
        "1,000. Split grid.theta over 3 files."
    )

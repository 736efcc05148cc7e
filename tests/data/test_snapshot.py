"""The shipped tables: golden values, laws, a second road through SQL, damage refused."""

import json
import shutil

import duckdb
import numpy as np
import pytest

import detente.data.snapshot as snapshot
from detente.data import load_world, shipped_worlds
from detente.errors import DamagedData, MissingData, UnknownLabel
from detente.trade.economy import economy_of
from detente.world import country_name, newest_world

PRINTED = 1e-6  # golden values are printed to the dollar or to seven digits
ROUNDED = 1e-4  # agreement is printed to four places

# Known answers: sums and cells of the publishers' tables


@pytest.mark.parametrize(
    ("year", "table", "total_kusd"),
    [
        (2015, "flows", 16_356_201_344.124),
        (2018, "flows", 17_973_648_719.747),
        (2018, "model_flows", 18_238_520_268.174),
        (2023, "flows", 21_749_670_434.245),
    ],
)
def test_baci_and_unctad_totals(year, table, total_kusd):
    total = np.nansum(load_world(year).table(table)) / 1e3
    assert total == pytest.approx(total_kusd, rel=1e-9)


@pytest.mark.parametrize(
    ("year", "exporter", "importer", "kusd"),
    [
        (2018, "PRK", "CHN", 181_976.887),
        (2018, "CHN", "PRK", 2_217_587.663),
        (2018, "PRK", "RUS", 1_957.376),
        (2018, "RUS", "PRK", 32_061.596),
        (2018, "IND", "PRK", 31_300.156),
        (2018, "CHN", "USA", 504_586_925.310),
        (2018, "DEU", "FRA", 121_786_834.583),
        (2018, "USA", "CAN", 193_799_630.487),
        (2023, "CHN", "USA", 440_477_680.657),
        (2023, "RUS", "CHN", 129_002_537.491),
        (2015, "PRK", "CHN", 3_140_452.343),
        (2015, "CHN", "PRK", 2_947_442.825),
        (2015, "RUS", "PRK", 78_266.812),
        (2015, "PRK", "RUS", 10_103.021),
    ],
)
def test_golden_flows(year, exporter, importer, kusd):
    assert load_world(year).value("flows", exporter, importer) == pytest.approx(
        kusd * 1e3, rel=PRINTED
    )


def test_61_flows_of_2018_are_raised_for_models_and_none_of_north_korea():
    world = load_world(2018)
    raw, raised = world.table("flows"), world.table("model_flows")
    changed = np.isfinite(raw) & (raw != raised)
    assert changed.sum() == 61
    assert np.nansum(raised - raw) == pytest.approx(264.9e9, rel=1e-3)
    prk = world.row("PRK")
    assert not changed[prk].any()
    assert not changed[:, prk].any()
    assert world.value("model_flows", "USA", "CAN") == pytest.approx(279_990_083_749, rel=PRINTED)


def test_golden_sector_gdp_votes_and_places():
    world = load_world(2018)
    assert load_world(2015).value("sector_flows", "PRK", "CHN", "3") == pytest.approx(
        1_374_232_504, rel=PRINTED
    )
    assert world.value("gdp", "PRK") == pytest.approx(17_487_261_057, rel=PRINTED)
    assert world.value("gdp", "CHN") == pytest.approx(14_147_765_393_704, rel=PRINTED)
    assert world.value("population", "PRK") == 25_931_147
    assert world.value("border", "CHN", "PRK") == 1352
    assert world.value("border", "PRK", "RUS") == 18
    assert world.value("distance", "RUS", "PRK") == pytest.approx(6418.45, rel=PRINTED)


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ("PRK", "RUS", 0.7024),
        ("CHN", "PRK", 0.8293),
        ("PRK", "USA", 0.0595),
        ("KOR", "PRK", 0.4405),
        ("KOR", "USA", 0.3617),
        ("CHN", "RUS", 0.7849),
    ],
)
def test_agreement_of_session_73(a, b, share):
    assert load_world(2018).value("agreement", a, b) == pytest.approx(share, abs=ROUNDED)


@pytest.mark.parametrize(("closure", "share"), [("value_added", 0.8816), ("gross_output", 0.9375)])
def test_north_koreas_home_share(closure, share):
    economy = economy_of(load_world(2018), closure)
    row = economy.row("PRK")
    assert economy.share[row, row] == pytest.approx(share, abs=ROUNDED)


@pytest.mark.parametrize(
    ("year", "files"),
    [
        (2013, ("votes_with_powers",)),
        (2014, ("votes", "votes_with_powers")),
        (2019, ("votes", "votes_with_powers")),
        (2020, ("votes_with_powers",)),
    ],
)
def test_agreement_cites_the_tables_that_have_rows_of_its_year(year, files):
    world = load_world(year)
    assert world.sources_of("agreement") == snapshot._sources(*files)
    assert world.notes_of("agreement") == snapshot._defects(*files)


def test_oec_and_kotra_on_north_koreas_trade():
    facts = {(fact.about, fact.when): fact for fact in snapshot.reported_trade("PRK")}
    assert len(facts) == 25
    assert facts["exports", "2018"].value == 243e6
    assert facts["imports", "2015"].value == 3550e6
    machines = facts["exports of HS section 16", "2019/2021"]
    assert machines.value == 127_603_943
    assert [source.publisher for source in machines.sources] == [
        "Observatory of Economic Complexity"
    ]
    assert snapshot.reported_trade("NOR") == ()


# Laws


@pytest.mark.parametrize("year", shipped_worlds())
def test_every_world_is_whole(year):
    world = load_world(year)
    assert list(world.countries) == sorted(set(world.countries))
    for name, table in world.tables.items():
        assert np.nanmin(table) >= 0, f"{name} of {year}"
        assert world.sources_of(name)
        if name in ("agreement", "joint_votes", "distance", "border"):
            np.testing.assert_array_equal(table, table.T)
            assert np.isnan(np.diag(table)).all()
    for name in ("agreement",):
        if world.holds(name):
            assert np.nanmax(world.table(name)) <= 1


@pytest.mark.parametrize("year", [1995, 2005, 2015])
def test_sections_sum_to_flows_and_share_their_gaps(year):
    world = load_world(year)
    flows, sections = world.table("flows"), world.table("sector_flows")
    np.testing.assert_array_equal(np.isnan(flows), np.isnan(sections).all(axis=2))
    np.testing.assert_allclose(sections.sum(axis=2), flows, rtol=1e-12)


def test_two_publications_of_agreement_are_one_series():
    """Where both exist, the computed agreement equals the published one."""
    world = load_world(2018)
    powers = snapshot._rows("votes_with_powers", year=2018)
    published = dict(zip(powers["iso3"], powers["RUSSAgree"], strict=True))
    assert world.value("agreement", "NLD", "RUS") == pytest.approx(published["NLD"], abs=ROUNDED)


def test_merged_economies_carry_the_gdp_of_all_their_parts():
    """The 2018 trade of Belgium includes Luxembourg's, so its GDP must too."""
    gdp = {w: load_world(w).table("gdp") for w in (2018, 2023)}
    of = {w: dict(zip(load_world(w).countries, gdp[w], strict=True)) for w in gdp}
    assert of[2018]["BEL"] > of[2018]["LUX"] * 7
    for year, parts in ((2018, ("BEL", "LUX")), (2023, ("BEL",))):
        sizes = snapshot._rows("sizes", year=year)
        whole = sizes["gdp_usd"][np.isin(sizes["iso3"], parts)].sum()
        assert of[year]["BEL"] == pytest.approx(whole)


def test_an_unrecorded_pair_is_unknown_rather_than_none():
    assert np.isnan(load_world(2018).value("flows", "PRK", "KOR"))


def test_who_has_no_land_border_has_one_of_zero():
    assert load_world(2018).value("border", "NLD", "RUS") == 0


# A second road


def test_sql_finds_the_same_totals():
    path = snapshot.FOLDER / "trade_2018.parquet"
    rows = duckdb.sql(
        f"SELECT exporter, sum(value_kusd) FROM '{path}' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    world = load_world(2018)
    for exporter, kusd in rows:
        total = np.nansum(world.table("flows")[world.row(exporter)])
        assert total == pytest.approx(kusd * 1e3, rel=1e-12)


def test_sql_finds_as_many_links_lost_since_2018_as_the_notes_say():
    old, new = (snapshot.FOLDER / f"trade_{year}.parquet" for year in (2018, 2023))
    lost = duckdb.sql(
        f"""
        WITH traders AS (SELECT unnest([exporter, importer]) AS iso3 FROM '{new}')
        SELECT exporter, importer, old.value_kusd / 1e6 AS billion
        FROM '{old}' old ANTI JOIN '{new}' new USING (exporter, importer)
        WHERE old.value_kusd > 10_000
          AND exporter IN (FROM traders) AND importer IN (FROM traders)
        """
    ).fetchall()
    above = sum(billion > 1 for *_, billion in lost)
    notes = load_world(2023).notes_of("flows")
    assert (
        f"{len(lost)} links above 10 million USD in 2018, {sum(b for *_, b in lost):.0f} billion "
        f"USD together, have no row here; {above} of them were above 1 billion. We infer that "
        "neither side had reported yet."
    ) in notes
    links = {iso3: [b for *pair, b in lost if iso3 in pair] for pair in lost for iso3 in pair[:2]}
    most = sorted(links, key=lambda iso3: -len(links[iso3]))[:9]
    assert most == ["KOR", "RUS", "POL", "BLR", "ARG", "LBN", "GHA", "AGO", "VNM"]
    for iso3 in most:
        assert (
            f"{country_name(iso3)}'s trade lacks {len(links[iso3])} links that existed in 2018, "
            f"{sum(links[iso3]):.1f} billion USD together: we infer that neither side had "
            "reported yet."
        ) in notes


def test_the_data_package_describes_every_file_and_every_column():
    package = json.loads((snapshot.FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    named = {r["path"] for r in package["resources"]} | {"datapackage.json"}
    assert {p.name for p in snapshot.FOLDER.iterdir()} == named
    for resource in package["resources"]:
        path = snapshot.FOLDER / resource["path"]
        columns = [r[0] for r in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
        assert [f["name"] for f in resource["schema"]["fields"]] == columns
        assert path.stat().st_size == resource["bytes"]
        assert resource["known_defects"]
        assert resource["sources"]


# Refusals, word for word


def test_refuses_a_year_that_is_not_shipped():
    with pytest.raises(UnknownLabel) as refusal:
        load_world(2031)
    assert str(refusal.value) == (
        "No data for 2031 are shipped. Goods trade: 1995, 2005, 2015, 2018, 2023; "
        "UN votes: 2010 to 2023."
    )


def test_newest_year_that_holds_both():
    worlds = shipped_worlds()
    assert newest_world(worlds, "flows", ["RUS", "PRK"]).year == 2018
    assert newest_world(worlds, "flows", ["RUS", "CHN"]).year == 2023
    assert newest_world(worlds, "sector_flows", ["RUS", "CHN"]).year == 2015


def test_refuses_north_korea_in_2023_and_says_where_it_is():
    with pytest.raises(MissingData) as refusal:
        newest_world(shipped_worlds(), "flows", ["RUS", "PRK"], 2023)
    assert str(refusal.value) == (
        "No goods trade for RUS and PRK in 2023. Years that hold it: 1995, 2005, 2015, 2018."
    )


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the snapshot that a test may damage."""
    shutil.copytree(snapshot.FOLDER, tmp_path / "snapshot")
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path / "snapshot")
    caches = (snapshot.load_world, snapshot._resources, snapshot._refuse_damage, snapshot._read)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "snapshot"
    for cached in caches:
        cached.cache_clear()


def test_refuses_a_damaged_table(copy):
    path = copy / "trade_2018.parquet"
    path.write_bytes(path.read_bytes()[:-100] + b"\0" * 100)
    with pytest.raises(DamagedData) as refusal:
        load_world(2018)
    assert str(refusal.value).startswith(
        "The shipped table trade_2018.parquet is damaged: its checksum is sha256:"
    )
    assert str(refusal.value).endswith(" was shipped. Install detente again.")


def test_refuses_a_missing_table(copy):
    (copy / "votes.parquet").unlink()
    with pytest.raises(DamagedData) as refusal:
        load_world(2018)
    assert str(refusal.value) == (
        "The shipped table votes.parquet cannot be read (No such file or directory). "
        "Install detente again."
    )


def test_refuses_a_data_package_that_does_not_parse(copy):
    (copy / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DamagedData):
        load_world(2018)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "null",
        '{"resources": 3}',
        '{"resources": []}',
        '{"resources": [3]}',
        '{"resources": [{}]}',
        '{"resources": [{"name": "sizes"}]}',
    ],
)
def test_refuses_a_data_package_of_another_shape(copy, text):
    path = copy / "datapackage.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DamagedData) as refusal:
        load_world(2018)
    assert str(refusal.value) == (
        f"{path} parses but does not describe the shipped tables. "
        "Install detente again: pip install --force-reinstall"
    )

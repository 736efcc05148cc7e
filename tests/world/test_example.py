"""The example World: known answers, certificates."""

import numpy as np

from detente.world import TABLES, example_world

# Known answers


def test_by_head_the_netherlands_buys_forty():
    small = example_world()
    assert small.value("flows", "NOR", "NLD") + small.value("flows", "QAT", "NLD") == 40.0


# Certificates


def test_sectors_add_up_to_the_flow():
    small = example_world()
    np.testing.assert_equal(small.table("sector_flows").sum(axis=2), small.table("flows"))


def test_what_goes_both_ways_is_the_same_both_ways():
    small = example_world()
    for name in ("distance", "agreement", "joint_votes"):
        np.testing.assert_equal(small.table(name), small.table(name).T)


def test_nobody_trades_with_itself():
    assert np.isnan(np.diag(example_world().table("flows"))).all()


def test_every_table_is_known_and_has_a_source():
    small = example_world()
    assert set(small.tables) <= set(TABLES)
    assert all(small.sources_of(name) for name in small.tables)

"""Drawn flows: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.trade import drawn_flows

ROUNDING = 1e-12  # relative: sums of a dozen numbers in another order

TRADED = np.array([[0.0, 2.0, 1.0], [3.0, 0.0, 4.0], [0.5, 1.5, 0.0]])
DRAWS, N = 6, 3


def factors(random, *shape):
    return np.exp(0.3 * random.standard_normal(shape))


def drawn(seed=1, asked=(0, 2), traded=TRADED):
    random = np.random.default_rng(seed)
    inputs = {
        "gdp": 20.0 * factors(random, DRAWS, N),
        "sells": factors(random, DRAWS, N),
        "buys": factors(random, DRAWS, N),
        "links": {c: (factors(random, DRAWS, N), factors(random, DRAWS, N)) for c in asked},
        "output_per_gdp": 1.0 + random.random(DRAWS),
    }
    return drawn_flows(traded, **inputs), inputs


# Known answers


def test_one_draw_by_hand():
    """Sales abroad 2 · 2 = 4 of a GDP of 10 leave 6 at home; the other sells 3 and keeps 7."""
    ones = np.ones((1, 2))
    flows = drawn_flows(
        np.array([[0.0, 2.0], [3.0, 0.0]]),
        10 * ones,
        sells=ones,
        buys=ones,
        links={0: (2 * ones, ones)},
        output_per_gdp=np.ones(1),
    )
    assert flows.table(0).tolist() == [[6.0, 4.0], [3.0, 7.0]]


def test_home_sales_have_the_floor_of_the_economy():
    """Who sells abroad more than it makes is left a twentieth of GDP, as in economy_of."""
    ones = np.ones((1, 2))
    flows = drawn_flows(
        np.array([[0.0, 30.0], [3.0, 0.0]]),
        10 * ones,
        sells=ones,
        buys=ones,
        links={},
        output_per_gdp=np.ones(1),
    )
    assert flows.home.tolist() == [[0.5, 7.0]]


def test_what_is_sold_to_those_left_out_is_not_sold_at_home():
    ones = np.ones((1, 2))
    flows = drawn_flows(
        np.array([[0.0, 2.0], [3.0, 0.0]]),
        10 * ones,
        sells=2 * ones,
        buys=ones,
        links={},
        output_per_gdp=np.ones(1),
        elsewhere=np.array([1.0, 0.0]),
    )
    assert flows.home.tolist() == [[10.0 - 4.0 - 2.0, 10.0 - 6.0]]


# Laws


@settings(max_examples=20)
@given(seed=st.integers(0, 1000), scale=st.floats(0.1, 10.0))
def test_a_larger_unit_of_money_changes_nothing_else(seed, scale):
    flows, inputs = drawn(seed)
    scaled = drawn_flows(scale * TRADED, **{**inputs, "gdp": scale * inputs["gdp"]})
    assert scaled.table(3) == pytest.approx(scale * flows.table(3), rel=ROUNDING)


@settings(max_examples=20)
@given(seed=st.integers(0, 1000))
def test_what_is_sold_is_bought(seed):
    flows, _ = drawn(seed)
    assert flows.sales.sum(axis=1) == pytest.approx(flows.expenditure.sum(axis=1), rel=ROUNDING)


# Certificates


def test_products_are_those_with_the_whole_table():
    flows, _ = drawn()
    q = np.random.default_rng(2).random((DRAWS, N))
    for d in range(DRAWS):
        assert flows.bought(q)[d] == pytest.approx(q[d] @ flows.table(d), rel=ROUNDING)
        assert flows.sold(q)[d] == pytest.approx(flows.table(d) @ q[d], rel=ROUNDING)


def test_rows_and_columns_are_those_of_the_table():
    flows, _ = drawn()
    for d in range(DRAWS):
        abroad = flows.table(d) - np.diag(np.diag(flows.table(d)))
        for c in (0, 2):
            assert flows.row(c)[d] == pytest.approx(abroad[c], rel=ROUNDING)
            assert flows.column(c)[d] == pytest.approx(abroad[:, c], rel=ROUNDING)


def test_a_link_is_multiplied_and_no_other():
    flows, _ = drawn()
    changed = flows.times(0, 2, 0.0).table(1)
    expected = flows.table(1)
    expected[0, 2] = 0.0
    assert changed.tolist() == expected.tolist()


def test_some_draws_are_those_draws():
    flows, _ = drawn()
    assert flows.part(np.array([4, 1])).table(0).tolist() == flows.table(4).tolist()


# A second road


def test_every_cell_by_a_plain_loop():
    flows, inputs = drawn()
    for d in range(DRAWS):
        table = np.zeros((N, N))
        for i in range(N):
            for j in range(N):
                if i == j:
                    continue
                link = 1.0
                if i in inputs["links"]:
                    link = inputs["links"][i][0][d, j]
                elif j in inputs["links"]:
                    link = inputs["links"][j][1][d, i]
                table[i, j] = TRADED[i, j] * inputs["sells"][d, i] * inputs["buys"][d, j] * link
            home = inputs["output_per_gdp"][d] * inputs["gdp"][d, i] - table[i].sum()
            table[i, i] = max(home, 0.05 * inputs["gdp"][d, i])
        assert flows.table(d) == pytest.approx(table, rel=ROUNDING)


# Refusals: none; what is drawn was checked where it was drawn from

"""Who can trade with whom: known answers, a second road."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.trade.islands import islands, one_sided

links = arrays(bool, (6, 6), elements=st.booleans()).map(lambda a: a | np.eye(6, dtype=bool))

# Known answers


def test_the_mainland_has_most_countries_then_most_income():
    linked = np.eye(5, dtype=bool)
    linked[1, 2] = linked[3, 4] = True
    assert list(islands(linked, np.array([9.0, 1, 1, 1, 2]))) == [2, 1, 1, 0, 0]


def test_the_smaller_side_is_the_odd_one():
    sells_only = np.ones((4, 4), dtype=bool)
    sells_only[1:, 0] = False
    assert list(one_sided(sells_only)) == [0]
    assert list(one_sided(sells_only.T)) == [0]
    assert list(one_sided(sells_only[::-1, ::-1])) == [3]


# A second road


@given(links)
def test_agrees_with_powers_of_the_matrix_of_links(linked):
    walks = np.linalg.matrix_power((linked | linked.T).astype(int), 6) > 0
    island = islands(linked, np.ones(6))
    np.testing.assert_array_equal(island[:, None] == island, walks)
    both_ways = np.linalg.matrix_power(linked.astype(int), 6) > 0
    assert (len(one_sided(linked)) == 0) == both_ways.all()

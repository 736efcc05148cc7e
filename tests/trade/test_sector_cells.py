"""Names of cells for a message: known answers."""

import numpy as np

from detente.trade.sector_cells import named_cells

# Known answers


def test_two_tables_are_set_against_each_other():
    axes = {"country": ["NLD", "NOR"], "sector": ["food", "fuels"]}
    a, b = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.5], [3.0, 5.0]])
    assert named_cells(axes, a != b, a, b) == "NLD fuels = 2 against 2.5, NOR fuels = 4 against 5"


def test_only_the_first_few_are_named():
    axes = {"sector": [f"s{j}" for j in range(9)]}
    assert named_cells(axes, np.ones(9, dtype=bool)) == "s0, s1, s2 and 6 more"

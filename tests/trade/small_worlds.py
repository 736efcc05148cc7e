"""Worlds of three and four countries, and shocks to them, for the tests of trade."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.trade import Shock, counterfactual, economy_from_flows

MODES = ("balanced", "dek", "multiplicative")
FOUR = ("BEL", "DEU", "NLD", "NOR")

flows = arrays(float, (4, 4), elements=st.floats(0.1, 10)).map(  # surpluses that can be earned
    lambda x: 0.55 * x + 0.45 * x.T + 20 * np.eye(4)
)
costs = arrays(float, (4, 4), elements=st.floats(0.6, 1.8))
tariffs = arrays(float, (4, 4), elements=st.floats(0, 0.6)).map(lambda t: t * (1 - np.eye(4)))
thetas = st.sampled_from([1.5, 4.0, 8.0])
supplies = st.sampled_from([0.0, 0.5, 1.24])
modes = st.sampled_from(MODES)


def labelled(table, countries=FOUR) -> pd.DataFrame:
    """Exporter × importer."""
    return pd.DataFrame(table, index=countries, columns=countries)


def economy(flow, countries=FOUR):
    """Wrap flows, home sales on the diagonal."""
    return economy_from_flows(np.asarray(flow, dtype=float), countries)


THREE = economy([[6, 2, 2], [2, 6, 2], [2, 2, 7]], ("NLD", "NOR", "QAT"))


def alone(country, countries):
    """Every link of a country, to cut."""
    return tuple(p for c in countries if c != country for p in ((c, country), (country, c)))


def refusal(kind, shock=None, of=THREE, **options) -> str:
    """What a counterfactual says when it refuses."""
    with pytest.raises(kind) as refused:
        counterfactual(of, shock or Shock(), **({"theta": 4.0} | options))
    return str(refused.value)

"""Economies that several tests of trade lean on."""

from pathlib import Path

import pandas as pd
import pytest

from detente.trade import Economy, economy_from_flows

REFERENCE = Path(__file__).parents[1] / "reference" / "trade"


def reference(name: str) -> pd.DataFrame:
    """One table of tests/reference/trade; "NA" is a code, not a gap."""
    return pd.read_csv(REFERENCE / name, keep_default_na=False, na_values=[""])


@pytest.fixture(scope="session")
def world_2023() -> Economy:
    """194 countries, thousand US dollars."""
    return economy_from_flows(reference("severance_194/X194_calibrated.csv").set_index("iso3"))

"""A world small enough to check by head, for examples and tests."""

import numpy as np

from detente.world.source import Source
from detente.world.world import World

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "", licence_confirmed=True)


def example_world() -> World:
    """Build three countries: the Netherlands buys 30 from Norway and 10 from Qatar.

    Examples
    --------
    >>> world = example_world()
    >>> world.value("flows", "QAT", "NLD"), world.value("agreement", "NLD", "NOR")
    (10.0, 0.9)
    """
    none = np.nan
    flows = np.array(
        [
            [none, 20.0, 5.0],  # the Netherlands sells 20 to Norway and 5 to Qatar
            [30.0, none, none],  # nobody recorded what Norway sells to Qatar
            [10.0, 1.0, none],
        ]
    )
    sectors = ("food", "fuels")
    by_sector = np.full((3, 3, 2), none)
    by_sector[0, 1], by_sector[0, 2] = (15.0, 5.0), (5.0, 0.0)
    by_sector[1, 0], by_sector[2, 0], by_sector[2, 1] = (3.0, 27.0), (0.0, 10.0), (0.0, 1.0)
    agreement = np.array([[none, 0.9, 0.5], [0.9, none, 0.6], [0.5, 0.6, none]])
    tables = {
        "flows": flows,
        "model_flows": flows,
        "sector_flows": by_sector,
        "gdp": np.array([900.0, 400.0, 200.0]),
        "population": np.array([18.0, 5.5, 3.0]),
        "distance": np.array([[0.0, 915.0, 4907.0], [915.0, 0.0, 4828.0], [4907.0, 4828.0, 0.0]]),
        "agreement": agreement,
        "joint_votes": np.array([[none, 90.0, 88.0], [90.0, none, 87.0], [88.0, 87.0, none]]),
    }
    return World(
        year=2024,
        countries=("NLD", "NOR", "QAT"),
        tables=tables,
        sources={name: (INVENTED,) for name in tables},
        sectors=sectors,
    )

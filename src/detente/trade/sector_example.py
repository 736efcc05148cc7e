"""A world by sector small enough to check by head, for examples and tests."""

import numpy as np

from detente.trade.sector_economy import SectorEconomy


def example_sector_economy() -> SectorEconomy:
    """Build three countries that sell each other food and fuels, with tariffs on food.

    Examples
    --------
    >>> economy = example_sector_economy()
    >>> economy.surplus
    array([-18.,  18.,   0.])
    """
    food = [[100.0, 20.0, 10.0], [10.0, 40.0, 2.0], [0.0, 0.0, 20.0]]
    fuels = [[20.0, 2.0, 0.0], [30.0, 40.0, 0.0], [10.0, 2.0, 30.0]]
    flow = np.stack([food, fuels], axis=2)
    tariff = np.zeros((3, 3, 2))
    tariff[0, 1, 0], tariff[1, 0, 0] = 0.25, 0.05
    made_of = np.array([[0.2, 0.1], [0.2, 0.3]])  # food takes a fifth food and a fifth fuels
    input_share = np.stack([made_of] * 3)
    spending = (flow * (1.0 + tariff)).sum(axis=0)
    final = spending - np.einsum("njk,nk->nj", input_share, flow.sum(axis=1))
    return SectorEconomy(
        countries=("NLD", "NOR", "QAT"),
        sectors=("food", "fuels"),
        flow=flow,
        value_added_share=1.0 - input_share.sum(axis=1),
        input_share=input_share,
        final_share=final / final.sum(axis=1, keepdims=True),
        elasticity=np.array([4.0, 8.0]),
        tariff=tariff,
    )

"""The world of Caliendo & Parro (2015), and worlds by sector made of any numbers."""

from functools import cache

import numpy as np
import pandas as pd
from trade.conftest import REFERENCE, reference

from detente.trade.sector_economy import SectorEconomy

FOLDER = "caliendo_parro_2015"
NAFTA = ["Canada", "Mexico", "USA"]
SECTORS = (
    *("agriculture", "mining", "food", "textile", "wood", "paper", "petroleum", "chemicals"),
    *("plastic", "minerals", "basic metals", "metal products", "machinery", "office", "electrical"),
    *("communication", "medical", "auto", "other transport", "other"),
    *(f"service {number}" for number in range(21, 41)),
)


def published(change: str) -> pd.DataFrame:
    """What the authors found for one change, by country."""
    return reference(f"{FOLDER}/{change}.csv").set_index("country")


@cache
def tables():
    """Every table of the economy of 1993."""
    with np.load(REFERENCE / FOLDER / "economy_1993.npz") as file:
        return dict(file)


@cache
def world_1993(flow: str = "purged") -> SectorEconomy:
    """The economy with its deficits ``purged`` or ``recorded``, or ``without_inputs``."""
    given, bare = tables(), flow == "without_inputs"
    value_added_share = np.ones((31, 40)) if bare else given["value_added_share"]
    return SectorEconomy(
        countries=tuple(published("nafta").index),
        sectors=SECTORS,
        flow=given[f"flow_{flow}"],
        value_added_share=value_added_share,
        input_share=given["share_of_inputs"] * (1.0 - value_added_share)[:, None, :],
        final_share=given["final_share_without_inputs" if bare else "final_share"],
        elasticity=given["elasticity"],
        tariff=tariffs("tariff_1993"),
        year=1993,
    )


def tariffs(name: str) -> np.ndarray:
    """All sectors: services pay none."""
    goods = tables()[name]
    return np.concatenate([goods, np.zeros_like(goods)], axis=2)


def schedule(change: str):
    """Tariffs after one of the published changes, labelled."""
    before = world_1993().to_xarray()["tariff"]
    of_2005 = before.copy(data=tariffs("tariff_2005"))
    inside = before.exporter.isin(NAFTA) & before.importer.isin(NAFTA)
    if change in ("nafta", "nafta_without_inputs"):
        return of_2005.where(inside, before)
    return of_2005 if change == "world_tariffs" else before.where(inside, of_2005)


def world_by_sector(flow, made_of, tariff=None, theta=None, countries=None) -> SectorEconomy:
    """Derive an economy that adds up from any positive flows.

    `made_of`: country × input × output, numbers from 0 to 1: how much of what could be bought as
    an input is. At most two fifths of every purchase are.
    """
    n, _, s = flow.shape
    tariff = np.zeros(flow.shape) if tariff is None else tariff
    output, spending = flow.sum(axis=1), (flow * (1 + tariff)).sum(axis=0)
    input_share = 0.4 * made_of * (spending / output.sum(axis=1, keepdims=True))[:, :, None]
    input_share /= np.maximum(1.0, input_share.sum(axis=1, keepdims=True) / 0.9)
    final = spending - np.einsum("njk,nk->nj", input_share, output)
    return SectorEconomy(
        countries=tuple(f"C{i:02d}" for i in range(n)) if countries is None else countries,
        sectors=tuple(f"s{j:02d}" for j in range(s)),
        flow=flow,
        value_added_share=1 - input_share.sum(axis=1),
        input_share=input_share,
        final_share=final / final.sum(axis=1, keepdims=True),
        elasticity=np.full(s, 4.0) if theta is None else theta,
        tariff=tariff,
    )

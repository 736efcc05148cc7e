"""How readily buyers of a product turn to other sellers: trade elasticities by product, as shipped.

With ε the elasticity of what is bought from a seller, before duty, to one plus the tariff on it,
what is given here is −ε: 8 means that a tariff of 1 % takes 8 % off. A low one means that buyers
stay, for want of others. A code of fewer digits has the median of those that begin with it.

Fontagné, Guimbard and Orefice (2022), Tariff-Based Product-Level Trade Elasticities, Journal of
International Economics 137.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import median
from types import MappingProxyType

import numpy as np

from detente.data.snapshot import _defects, _read, _sources
from detente.world import Source

TABLE = "product_elasticities"
DIGITS = (2, 4, 6)


@dataclass(frozen=True, slots=True)
class ProductElasticities:
    """The elasticity of each product, with who says so.

    Attributes
    ----------
    elasticity
        By code of two, four or six digits of the Harmonised System of 2007; positive. A code
        without an estimate is not in it.
    """

    elasticity: Mapping[str, float]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


@cache
def product_elasticities() -> ProductElasticities:
    """The shipped trade elasticities.

    Raises
    ------
    DamagedData
        As :func:`detente.data.load_world`.

    Examples
    --------
    >>> found = product_elasticities()
    >>> round(found.elasticity["270900"], 2)
    12.55
    """
    table = _read(TABLE)
    codes = [f"{code:06}" for code in table["HS6"].tolist()]
    by_code: dict[str, list[float]] = {}
    for code, epsilon in zip(codes, table["trade_elasticity_eps"].tolist(), strict=True):
        if np.isfinite(epsilon):
            for digits in DIGITS:
                by_code.setdefault(code[:digits], []).append(-epsilon)
    return ProductElasticities(
        elasticity=MappingProxyType({code: median(found) for code, found in by_code.items()}),
        sources=_sources(TABLE),
        notes=_defects(TABLE),
    )

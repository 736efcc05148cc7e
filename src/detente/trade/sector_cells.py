"""The names of cells, for a message that a person will read."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.errors import some

Axes = Mapping[str, Sequence[str]]


def named_cells(axes: Axes, bad: NDArray[np.bool_], *tables: NDArray[np.float64]) -> str:
    """Name the first few bad cells of a table, and what each table holds there.

    Parameters
    ----------
    axes
        Labels by the name of the axis, in the order of the axes.

    Examples
    --------
    >>> axes = {"exporter": ["NLD", "NOR"], "importer": ["NLD", "NOR"], "sector": ["food"]}
    >>> flow = np.array([[[8.0], [-2.0]], [[2.0], [8.0]]])
    >>> named_cells(axes, flow < 0, flow)
    'NLD→NOR food = -2'
    """
    cells = []
    for place in np.argwhere(bad):
        name, before = "", ""
        for axis, i in zip(axes, place, strict=True):
            joint = "→" if (before, axis) == ("exporter", "importer") else " "
            name, before = f"{name}{joint}{axes[axis][i]}", axis
        figures = " against ".join(f"{table[tuple(place)]:.6g}" for table in tables)
        cells.append(f"{name.strip()} = {figures}" if tables else name.strip())
    return some(cells)

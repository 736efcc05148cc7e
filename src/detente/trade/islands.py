"""Who can still trade with whom.

Countries that no chain of sales joins are islands to each other: a wage on one cannot be compared
with a wage on another. Inside an island, a group that sells to the rest but buys nothing from it
(or the reverse) cannot have balanced trade at any wage.
"""

import numpy as np
from numpy.typing import NDArray


def islands(linked: NDArray[np.bool_], start: int) -> NDArray[np.intp]:
    """Number the islands: 0 for the one that holds `start`, then in the order of countries.

    Parameters
    ----------
    linked
        Exporter × importer, whether the one can sell to the other.

    Examples
    --------
    >>> islands(np.array([[True, True, False], [True, True, False], [False, False, True]]), start=1)
    array([0, 0, 1])
    """
    number = np.full(len(linked), -1)
    either, hub, count = linked | linked.T, start, 0
    while (number < 0).any():
        number[_reached(either, hub)] = count
        hub, count = int(number.argmin()), count + 1
    return number


def one_sided(linked: NDArray[np.bool_], start: int) -> NDArray[np.intp]:
    """Countries on the island of `start` that cannot both sell to it and buy from it.

    A chain of sales through others counts.

    Examples
    --------
    >>> only_sells = np.array([[True, True, False], [True, True, False], [True, False, True]])
    >>> one_sided(only_sells, start=0)
    array([2])
    """
    either = _reached(linked | linked.T, start)
    both = _reached(linked, start) & _reached(linked.T, start)
    return np.flatnonzero(either & ~both)


def _reached(linked: NDArray[np.bool_], start: int) -> NDArray[np.bool_]:
    reached = np.zeros(len(linked), dtype=bool)
    reached[start] = True
    newly = reached
    while newly.any():
        newly = linked[newly].any(axis=0) & ~reached
        reached = reached | newly
    return reached

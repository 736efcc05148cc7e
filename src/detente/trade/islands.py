"""Who can still trade with whom.

Countries that no chain of sales joins are islands to each other: a wage on one cannot be compared
with a wage on another. Inside an island, a group that sells to the rest but buys nothing from it
(or the reverse) cannot have balanced trade at any wage.
"""

import numpy as np
from numpy.typing import NDArray


def islands(linked: NDArray[np.bool_], income: NDArray[np.float64]) -> NDArray[np.intp]:
    """Number the islands: 0 for the mainland, which has most countries (then most income).

    Parameters
    ----------
    linked
        Exporter × importer, whether the one can sell to the other.
    income
        By country, any one unit.

    Examples
    --------
    >>> linked = np.array([[True, False, False], [False, True, True], [False, True, True]])
    >>> islands(linked, np.array([9.0, 1.0, 1.0]))
    array([1, 0, 0])
    """
    found = np.full(len(linked), -1)
    while (found < 0).any():
        found[_reached(linked | linked.T, int(found.argmin()))] = found.max() + 1
    if not found.any():
        return found
    first_the_largest = np.lexsort((-np.bincount(found, income), -np.bincount(found)))
    return np.asarray(np.argsort(first_the_largest)[found])


def one_sided(linked: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Countries of one island that cannot both sell to the others and buy from them.

    A chain of sales through others counts. Names the smaller side where the two do not mix.

    Examples
    --------
    >>> one_sided(np.array([[True, True, False], [True, True, False], [True, False, True]]))
    array([2])
    """
    mixed = _reached(linked, 0) & _reached(linked.T, 0)
    odd, rest = np.flatnonzero(~mixed), np.flatnonzero(mixed)
    return rest if len(odd) > len(rest) else odd


def _reached(linked: NDArray[np.bool_], start: int) -> NDArray[np.bool_]:
    reached = np.zeros(len(linked), dtype=bool)
    reached[start] = True
    newly = reached
    while newly.any():
        newly = linked[newly].any(axis=0) & ~reached
        reached = reached | newly
    return reached

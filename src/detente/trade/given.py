"""What a caller hands over, checked at the door: numbers, labels, links."""

from collections.abc import Sequence
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput


def number(given: float, name: str) -> float:
    """One number; refuses words, and yes and no.

    Examples
    --------
    >>> number(4, "theta")
    4.0
    """
    if not isinstance(given, Real) or isinstance(given, bool):
        raise BadInput(f"{name} is {given!r}, which is no number. Give one, such as 0.25.")
    return float(given)


def numbers(given: ArrayLike, name: str) -> NDArray[np.float64]:
    """A table of numbers, as a copy; None is NaN. Refuses words, even those that spell a number.

    Examples
    --------
    >>> numbers([[1, None]], "flow")
    array([[ 1., nan]])
    """
    table = np.asarray(given)
    if table.dtype.kind not in "biuf":
        odd = [cell for cell in table.ravel().tolist() if not isinstance(cell, Real | None)]
        if odd:
            raise BadInput(
                f"{name} holds {odd[0]!r}, which is no number. Give numbers, and NaN where one is "
                "not known."
            )
    return table.astype(float)


def refuse_what_is_no_label(labels: Sequence[object], what: str) -> None:
    """Refuse labels that are not text: a number would be a place, and places can shift.

    Examples
    --------
    >>> refuse_what_is_no_label(["NLD", 2], "Row")
    Traceback (most recent call last):
        ...
    detente.errors.BadInput: Row 2 is labelled 2. A label is text: name the country or sector.
    """
    for place, label in enumerate(labels, 1):
        if not isinstance(label, str):
            raise BadInput(
                f"{what} {place} is labelled {label}. A label is text: name the country or sector."
            )


def link(given: Sequence[str], name: str) -> tuple[str, str]:
    """An exporter and an importer.

    Examples
    --------
    >>> link(("NLD", "NOR"), "cut")
    ('NLD', 'NOR')
    >>> link("NLD", "cut")
    Traceback (most recent call last):
        ...
    detente.errors.BadInput: cut: 'NLD' is not two countries. Write ('NLD', 'NOR').
    """
    if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
        raise BadInput(f"{name}: {given!r} is not two countries. Write ('NLD', 'NOR').")
    return given[0], given[1]

"""What JSON can hold of an answer: it has no word for a number that is not there."""

from math import isnan
from typing import Any


def plain_value(value: Any) -> Any:  # noqa: ANN401 (a word, a number, or none)
    """Give a word or a number as it is, and NaN as None.

    Examples
    --------
    >>> plain_value(0.25), plain_value("NLD"), plain_value(float("nan"))
    (0.25, 'NLD', None)
    """
    return None if isinstance(value, float) and isnan(value) else value

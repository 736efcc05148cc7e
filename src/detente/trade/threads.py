"""One thread for linear algebra: products this small are slower on two."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def one_thread() -> AbstractContextManager[object]:
    """Hold the BLAS that numpy calls to one thread, as long as the block lasts.

    Examples
    --------
    >>> with one_thread():
    ...     pass
    """
    limited: AbstractContextManager[object] = _loaded().limit(limits=1, user_api="blas")
    return limited


@cache
def _loaded() -> Any:  # noqa: ANN401  threadpoolctl ships no types
    """The BLAS of numpy, and others loaded so far; looking takes longer than a small solve."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()

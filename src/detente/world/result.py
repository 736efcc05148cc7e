"""What every Result shares: it is a table, and a notebook shows it as one."""

from abc import ABC, abstractmethod
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Result(ABC):
    """What a model found: frozen, with labels, and a table when asked.

    Examples
    --------
    >>> import pandas as pd
    >>> class Shares(Result):
    ...     def to_frame(self):
    ...         return pd.DataFrame({"share": [0.25]}, index=["NLD"])
    >>> "<td>0.25</td>" in Shares()._repr_html_()
    True
    """

    __slots__ = ()

    @abstractmethod
    def to_frame(self) -> "pd.DataFrame":
        """The labelled numbers, one row each."""

    def _repr_html_(self) -> str:
        """How Jupyter shows it: its name over its table, cut short where pandas would."""
        table = self.to_frame().to_html(max_rows=60, max_cols=20, notebook=True)
        return f"<p><strong>{escape(type(self).__name__)}</strong></p>{table}"

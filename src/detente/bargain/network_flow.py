"""The best flow of a coalition over a network: what runs where, and what it is worth there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.bargain.network_parts import Arc, Node
from detente.errors import UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, slots=True, eq=False)
class NetworkFlow(Result):
    """What one coalition can do best with a network.

    Attributes
    ----------
    coalition
        Who acts, in the order of the players.
    worth
        What the flow earns.
    flow
        Of each arc, a year. Where several flows earn the same, one of them.
    supplied, demanded
        At each node, a year.
    price
        What one more unit would be worth at each node, to the coalition; one of several where the
        flow does not tie it down, NaN at a node that the coalition may not use.
    residual
        How far the worth is from the bound that the prices prove, and the flow from balance.
    """

    coalition: tuple[str, ...]
    worth: float
    arcs: tuple[Arc, ...]
    nodes: tuple[Node, ...]
    flow: NDArray[np.float64]
    supplied: NDArray[np.float64]
    demanded: NDArray[np.float64]
    price: NDArray[np.float64]
    residual: float

    def of(self, arc: str) -> float:
        """Flow of one arc; refuses a name that is no arc."""
        names = [each.name for each in self.arcs]
        if arc not in names:
            raise UnknownLabel.among("arc", arc, names)
        return float(self.flow[names.index(arc)])

    def to_frame(self) -> "pd.DataFrame":
        """One row an arc: where it runs, its status and capacity, and its flow."""
        import pandas as pd

        rows = [
            (arc.name, arc.start, arc.end, arc.status, arc.capacity, float(flow))
            for arc, flow in zip(self.arcs, self.flow, strict=True)
        ]
        names = ["arc", "start", "end", "status", "capacity", "flow"]
        return pd.DataFrame(rows, columns=names).set_index("arc")

    def to_xarray(self) -> "xr.Dataset":
        """`flow` by arc; `supplied`, `demanded` and `price` by node."""
        import xarray as xr

        return xr.Dataset(
            {
                "flow": ("arc", self.flow),
                "supplied": ("node", self.supplied),
                "demanded": ("node", self.demanded),
                "price": ("node", self.price),
            },
            coords={
                "arc": [arc.name for arc in self.arcs],
                "node": [node.name for node in self.nodes],
            },
        )

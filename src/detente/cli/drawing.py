"""The options of every command that can draw what is not known."""

from collections.abc import Mapping
from dataclasses import dataclass

from cyclopts import Parameter

from detente.study import SEED, Draws
from detente.world import Case, World


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Drawing:
    """Whether what is not known is drawn.

    Attributes
    ----------
    draws
        Draw what is not known so many times, as 1000. Ranges then hold nine in ten of the draws.
    seed
        With --draws: where the random numbers start. The same seed gives the same answer.
    """

    draws: int | None = None
    seed: int = SEED

    def of(self, worlds: Mapping[int, World], case: Case) -> Draws | None:
        """The draws of a case; None where none were asked for."""
        if self.draws is None:
            return None
        return Draws(worlds, case, self.draws, seed=self.seed)


AS_MEASURED = Drawing()

"""What everyone loses when two countries stop trading with each other.

The two links of the pair leave every market; wages, prices and all other trade adjust. What is lost
is less than the trade that stops, because trade is rerouted, and bystanders may gain:

    λ'[a, b] = λ'[b, a] = 0 .

Costinot & Rodríguez-Clare (2014), Trade Theory with Numbers, Handbook of International Economics 4.
"""

from detente.errors import BadInput
from detente.trade.economy import Economy
from detente.trade.equilibrium import Equilibrium, counterfactual
from detente.trade.shock import Shock
from detente.world import Deficits


def severance(
    economy: Economy, a: str, b: str, *, theta: float, deficits: Deficits = "balanced"
) -> Equilibrium:
    """Cut all trade between two countries, both ways.

    Returns
    -------
    Equilibrium
        Welfare of everyone as a ratio to the world with the trade; ``partners(a)`` shows where the
        trade of a country went instead.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it.
    BadInput
        The same country twice, or a value of θ or deficits that is not allowed.
    NoSolution
        A country without other partners and with a deficit that nobody could finance.

    Examples
    --------
    >>> import numpy as np
    >>> from detente.trade import economy_from_flows
    >>> flow = np.array([[6.0, 2.0, 2.0], [2.0, 6.0, 2.0], [2.0, 2.0, 6.0]])
    >>> economy = economy_from_flows(flow, ["NLD", "NOR", "QAT"])
    >>> apart = severance(economy, "NLD", "NOR", theta=4.0)
    >>> [round(1 - apart.of(c).welfare, 4) for c in economy.countries]
    [0.0621, 0.0621, -0.0147]
    """
    if a == b:
        raise BadInput(f"{a} was given twice. A severance is between two different countries.")
    return counterfactual(economy, Shock(cut=((a, b), (b, a))), theta=theta, deficits=deficits)

"""What the world models are and assume, in the words of a note under their numbers."""

from collections.abc import Mapping

from detente.world import Deficits

ONE_SECTOR = (
    "Exact hat algebra of a one-sector world (Dekle, Eaton & Kortum 2008). Its strongest "
    "assumption: it has one sector and no clock, so it says what remains once everyone has found "
    "new partners, not what the first months bring."
)
BY_SECTOR = (
    "Exact hat algebra with sectors and input–output links (Caliendo & Parro 2015). Its strongest "
    "assumption: it has no clock, so it says what remains once everyone has found new partners, "
    "not what the first months bring."
)
TARIFFS = (
    "A tariff comes on top of those behind the data, which are not known apart, and nobody answers "
    "it with another."
)
BALANCE: Mapping[Deficits, str] = {
    "balanced": "Trade deficits are closed first: the change is from a world of balanced trade.",
    "dek": "Every trade deficit stays a fixed share of world income.",
    "multiplicative": "Spending stays in proportion to income, scaled so that the world balances.",
}

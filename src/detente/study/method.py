"""What the world models are and assume, in the words of a note under their numbers."""

from detente.claims import MODEL, STRONGEST

ONE_SECTOR = f"{MODEL}. {STRONGEST}"
BY_SECTOR = (
    "Exact hat algebra with sectors and input–output links (Caliendo & Parro 2015). Its strongest "
    "assumption: it has no clock, so it says what remains once everyone has found new partners, "
    "not what the first months bring."
)
TARIFFS = (
    "A tariff comes on top of those behind the data, which are not known apart, and nobody answers "
    "it with another."
)

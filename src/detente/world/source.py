"""Who says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One publication that a number was taken from, as one would cite it.

    Attributes
    ----------
    publisher, url
        Empty where not known.
    year
        Year of publication; None where not known. The year that the figures describe belongs to
        the World.
    licence
        Terms as the publisher states them.
    licence_confirmed
        True only where the licence text was read for this very publication.
    vintage
        Edition or release of the data.
    retrieved
        ISO date on which the file was taken from the publisher; empty where not recorded.
    sha256
        Checksum of the file that detente ships.
    """

    title: str
    publisher: str
    year: int | None
    licence: str
    url: str
    vintage: str = ""
    retrieved: str = ""
    sha256: str = ""
    licence_confirmed: bool = False

    @property
    def published(self) -> str:
        """By whom and when, as far as known: ``a press, 2023``."""
        return ", ".join(filter(None, (self.publisher, str(self.year or ""))))

    @property
    def cited(self) -> str:
        """What, by whom, when and where, on one line."""
        return ". ".join(filter(None, (self.title, self.published, self.url)))

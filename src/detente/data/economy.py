"""The country that a number of Comtrade stands for, which BACI uses too."""

from detente.errors import UnknownLabel
from detente.world import country

MERGED = {"711": "ZAF"}  # the Southern African Customs Union, which BACI splits from 2000 on


def economy(number: str, written: str) -> str:
    """ISO 3166-1 alpha-3, else empty.

    Parameters
    ----------
    number
        As 528, or 490 for Taiwan.
    written
        The code that stands beside it, for a number that is not known here.

    Examples
    --------
    >>> economy("490", "S19"), economy("4", "AFG"), economy("0", "W00")
    ('TWN', 'AFG', '')
    """
    if number in MERGED:
        return MERGED[number]
    for text in (number.zfill(3), written):
        try:
            return country(text)
        except UnknownLabel:
            continue
    return ""

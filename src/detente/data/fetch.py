"""A publisher's file over the network, when the user asks for it and at no other time.

A file comes in pieces. What came stays if the connection breaks: the next attempt, or the next run,
asks for the rest, and for the rest of that very file, by the tag that its publisher gave it.

    .fetched/3f9a0c…/part     what came so far
    .fetched/3f9a0c…/tag      the ETag that it came with

An attempt that may succeed later – no connection, one that breaks, 429, 500 and above – is repeated
after a while, longer each time, or as long as the publisher asks. Any other answer is a refusal.
"""

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente import __version__
from detente.data.add_file import Publisher, add_file
from detente.data.dataset import Dataset
from detente.data.store import sha256_of, sole_writer, store_folder
from detente.errors import (
    BadInput,
    Busy,
    CannotWrite,
    DamagedData,
    Error,
    MissingData,
    UnknownLabel,
)

if TYPE_CHECKING:
    import httpx2

KEY = "COMTRADE_API_KEY"
FETCHED, PART = ".fetched", "part"
NAME = re.compile(r"\w[\w-]*\.[\w.-]{1,60}", re.ASCII)  # with a stop, as no file of ours here
ATTEMPTS, FIRST_WAIT, LONGEST_WAIT = 5, 1.0, 30.0  # seconds
SILENCE = 60.0  # seconds without a byte, after which a connection counts as broken
LATER = {408, 425, 429, 500, 502, 503, 504}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
MISSING = (
    "Files are fetched with httpx2 and stamina, which are not installed here. Install them: "
    'pip install "detente[fetch]"'
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file is published.

    Attributes
    ----------
    headers
        To be sent along; a key among them is shown to nobody.
    """

    url: str
    headers: Mapping[str, str]


def _comtrade(what: str) -> Address:
    """A question to UN Comtrade in its own words, with the key from the environment."""
    key = os.environ.get(KEY, "")
    if not key:
        raise MissingData(
            f"UN Comtrade answers to a key, and {KEY} is empty. Ask for one at "
            f"comtradedeveloper.un.org and say: export {KEY}=…"
        )
    return Address(
        "https://comtradeapi.un.org/data/v1/get/C/A/HS?customsCode=C00&motCode=0&partner2Code=0&"
        + what,
        {"Ocp-Apim-Subscription-Key": key},
    )


def _at(before: str, after: str = "") -> Callable[[str], Address]:
    return lambda what: Address(before + what + after, {})


# What the user says, in the publisher's own words, becomes an address.
ADDRESSES: Mapping[Publisher, Callable[[str], Address]] = MappingProxyType(
    {
        "baci": _at("https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_", ".zip"),
        "comtrade": _comtrade,
        "gravity": _at("https://www.cepii.fr/DATA_DOWNLOAD/gravity/data/Gravity_csv_", ".zip"),
        "itpde": _at("https://www.usitc.gov/data/gravity/itpd_e/itpd_e_", ".zip"),
        "unvotes": _at("https://digitallibrary.un.org/record/4060887/files/"),
        "worldbank": _at(
            "https://api.worldbank.org/v2/country/all/indicator/", "?format=json&per_page=20000"
        ),
    }
)


def fetch_dataset(
    publisher: Publisher, what: str, years: Iterable[int] = (), sha256: str = ""
) -> Dataset:
    """Fetch a file from its publisher and put it into the store.

    Parameters
    ----------
    what
        In the publisher's words – an edition, an indicator, a question – or the whole address.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    BadInput
        An address that is not ``https``, or a publisher whose files have no address that lasts.
    MissingData
        The publisher has no such file, or wants a key; or httpx2 and stamina are not installed.
    Busy
        The publisher cannot be reached, or asks to wait. What came is kept for the next time.
    DamagedData
        The file has another checksum. It is thrown away.
    CannotWrite
        The disk is full, or refuses.
    """
    address = _address(publisher, what)
    folder = store_folder() / FETCHED / hashlib.sha256(address.url.encode()).hexdigest()[:16]
    file = folder / _name(address.url)
    try:
        with sole_writer(folder):
            if not file.is_file():
                _fetch(address, folder / PART)
                os.replace(folder / PART, file)
            _refuse_another_checksum(address, file, sha256)
            added = add_file(publisher, file, years)
    except (Busy, CannotWrite, UnknownLabel):  # what came can serve the next time
        raise
    except Error:
        shutil.rmtree(folder)
        raise
    except OSError as cause:
        raise CannotWrite(
            f"Cannot write {folder}: {cause.strerror}. What came so far is kept: make room and ask "
            "again."
        ) from cause
    shutil.rmtree(folder)
    return added


def _name(url: str) -> str:
    """What the file is called there, for it may name the edition; never a place elsewhere."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name if NAME.fullmatch(name) else "answer"


def _address(publisher: Publisher, what: str) -> Address:
    """Where the file is, by the publisher's own scheme or as the user says."""
    if "://" not in what:
        if publisher not in ADDRESSES:
            raise BadInput(
                f"The files of {publisher} have no address that lasts. Give the whole address, or "
                f"take the file yourself and say: detente data add {publisher} FILE"
            )
        return ADDRESSES[publisher](what)
    _refuse_an_open_line(what)
    return Address(what, {})


def _refuse_an_open_line(url: str) -> None:
    place = urlsplit(url)
    if place.scheme != "https" and place.hostname not in LOOPBACK:
        raise BadInput(
            f"{url} is not https, and anyone on the way could change the file. Give an address "
            "that begins with https://"
        )


def _refuse_another_checksum(address: Address, file: Path, sha256: str) -> None:
    found = sha256_of(file)
    if sha256 and found != sha256.lower():
        raise DamagedData(
            f"What came from {address.url} has the checksum {found}, not {sha256.lower()}. It was "
            "thrown away; compare the checksum with what is published, and ask again."
        )


class _Later(Exception):
    """An answer that may be another one later."""

    def __init__(self, status: int, wait: float | None) -> None:
        super().__init__(f"it answered {status}")
        self.wait = wait


def _fetch(address: Address, part: Path) -> None:
    """Ask until the whole file is there, or until it makes no sense to go on."""
    try:
        import httpx2
        import stamina
    except ImportError as cause:
        raise MissingData(MISSING) from cause

    def again(cause: Exception) -> bool | float:
        if isinstance(cause, _Later) and cause.wait is not None:
            return min(cause.wait, LONGEST_WAIT)
        return isinstance(cause, (httpx2.TransportError, _Later))

    logging.getLogger("stamina").setLevel(logging.ERROR)  # each attempt is no news
    attempts = stamina.retry_context(
        again, attempts=ATTEMPTS, timeout=None, wait_initial=FIRST_WAIT, wait_max=LONGEST_WAIT
    )
    try:
        for attempt in attempts:
            with attempt:
                _ask(address, part)
    except (httpx2.TransportError, _Later) as cause:
        came = part.stat().st_size if part.is_file() else 0
        raise Busy(
            f"{address.url} could not be fetched: {str(cause) or type(cause).__name__}. "
            f"Asked {ATTEMPTS} times; {came:,} bytes came and are kept. Ask again later."
        ) from cause


def _ask(address: Address, part: Path) -> None:
    """One attempt: the whole file, or the rest of it."""
    import httpx2

    tag = part.with_name("tag")
    have = part.stat().st_size if part.is_file() and tag.is_file() else 0
    headers = {"User-Agent": f"detente/{__version__}", "Accept-Encoding": "identity"}
    headers |= address.headers
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": tag.read_text(encoding="ascii")}
    follow = not address.headers  # or a key would be shown to whom we are sent to
    with httpx2.stream(
        "GET", address.url, headers=headers, follow_redirects=follow, timeout=SILENCE
    ) as answer:
        _refuse_an_open_line(str(answer.url))
        _refuse_what_is_no_file(address, answer, part)
        if answer.status_code == 206:
            if not answer.headers.get("content-range", "").startswith(f"bytes {have}-"):
                part.unlink(missing_ok=True)
                raise _Later(206, 0.0)
            out = part.open("ab")
        else:
            part.unlink(missing_ok=True)
            tag.unlink(missing_ok=True)
            known = answer.headers.get("etag", "")
            if known and not known.startswith("W/") and "content-encoding" not in answer.headers:
                tag.write_text(known, encoding="ascii")
            out = part.open("wb")
        with out:
            for piece in answer.iter_bytes():
                out.write(piece)


def _refuse_what_is_no_file(address: Address, answer: "httpx2.Response", part: Path) -> None:
    """Tell an answer that is worth another attempt from one that is not."""
    status = answer.status_code
    if status in (200, 206):
        return
    if status == 416:  # what came is not the beginning of what is there now
        part.unlink(missing_ok=True)
        raise _Later(status, 0.0)
    if status in LATER:
        wait = answer.headers.get("retry-after", "")
        raise _Later(status, float(wait) if wait.isdecimal() else None)
    why = {
        401: "it wants a key, or another one",
        403: "it wants a key, or another one, or its daily limit is reached",
        404: "it has no such file",
        410: "it has no such file any more",
    }.get(status, "it gives no file")
    raise MissingData(
        f"{address.url} was refused: {why} (HTTP {status}). Compare the address with the "
        "publisher's page."
    )

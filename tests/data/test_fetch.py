"""Files over the network, from a server on this machine: known answers, laws, refusals."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from data.invented_answers import GDP, REPORTS, gravity, gravity_pair, packed
from data.invented_baci import baci

from detente.data import datasets, fetch_dataset
from detente.errors import BadInput, Busy, CannotWrite, DamagedData, MissingData, UnknownLabel


class Publisher:
    """A server that answers as it is told to, one manner after the other, the last for good."""

    def __init__(self, body: bytes, manners: tuple = ("whole",), tag: str = '"one"'):
        self.body, self.manners, self.tag, self.asked = body, list(manners), tag, []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                publisher.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, name="BACI_HS22_V202501.zip"):
        return f"http://127.0.0.1:{self.server.server_port}/{name}"

    def answer(self, to):
        self.asked.append(dict(to.headers))
        manner = self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]
        if isinstance(manner, int):
            to.send_response(manner)
            to.send_header("Retry-After", "0")
            to.send_header("Content-Length", "0")
            to.end_headers()
            return
        start, status = 0, 200
        wanted = to.headers.get("Range", "")
        if wanted and to.headers.get("If-Range") == self.tag:
            start, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
        if manner == "another rest":
            start += 7
        rest = self.body[start:]
        to.send_response(status)
        to.send_header("Content-Length", str(len(rest)))
        if self.tag:
            to.send_header("ETag", self.tag)
        if status == 206:
            total = len(self.body)
            to.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        to.end_headers()
        to.wfile.write(rest[: len(rest) // 2] if manner == "cut" else rest)


@pytest.fixture
def zipped(tmp_path):
    return baci(tmp_path / "B.zip").read_bytes()


@pytest.fixture
def publisher(monkeypatch, store):
    monkeypatch.setattr("detente.data.fetch.FIRST_WAIT", 0.001)
    monkeypatch.setattr("detente.data.fetch.LONGEST_WAIT", 0.01)
    made = []

    def make(*given, **named):
        made.append(Publisher(*given, **named))
        return made[-1]

    yield make
    for each in made:
        each.server.shutdown()
        each.server.server_close()


def left(store: Path) -> set[str]:
    """What of a download lies there still."""
    return {path.name for path in (store / ".fetched").rglob("*") if path.is_file()} - {"lock"}


# Known answers


def test_a_file_is_fetched_added_and_not_kept_twice(publisher, zipped, store):
    server = publisher(zipped)
    added = fetch_dataset("baci", server.url())
    assert datasets() == (added,)
    assert added.source.sha256 == hashlib.sha256(zipped).hexdigest()
    assert left(store) == set()
    assert server.asked[0]["User-Agent"].startswith("detente/")


def test_the_words_of_a_publisher_become_its_address():
    said = {"baci": "HS22_V202501", "worldbank": "SP.POP.TOTL", "gravity": "V202211"}
    assert [_address_of(publisher, what) for publisher, what in said.items()] == [
        "https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS22_V202501.zip",
        "https://api.worldbank.org/v2/country/all/indicator/SP.POP.TOTL?format=json&per_page=20000",
        "https://www.cepii.fr/DATA_DOWNLOAD/gravity/data/Gravity_csv_V202211.zip",
    ]


def _address_of(publisher, what):
    from detente.data.fetch import ADDRESSES

    return ADDRESSES[publisher](what).url


@pytest.mark.parametrize("name", ["part", "lock", "%2e%2e", "..", "", "a%2fb.zip", "a" * 300])
def test_a_name_that_is_none_leads_nowhere_else(publisher, zipped, store, tmp_path, name):
    before = {*tmp_path.iterdir()}
    added = fetch_dataset("baci", publisher(zipped).url(name))
    assert added.rows == 9
    assert {*tmp_path.iterdir()} - before == {store}


def test_the_edition_stands_in_the_name_of_the_file(publisher, tmp_path):
    text = gravity(gravity_pair("NLD", "NOR", distcap=915))
    zipped = packed(tmp_path / "G.zip", Gravity_V202211=text).read_bytes()
    added = fetch_dataset("gravity", publisher(zipped).url("Gravity_csv_V202211.zip"))
    assert added.name == "gravity-v202211"


def test_an_answer_of_an_api_is_added_as_a_file_of_it_is(publisher):
    added = fetch_dataset("worldbank", publisher(GDP.encode()).url("NY.GDP?format=json"))
    assert added.years == (2021, 2022)


def test_the_key_of_comtrade_is_sent_and_stands_in_no_address(publisher, monkeypatch):
    from detente.data.fetch import Address

    server = publisher(REPORTS.encode())
    monkeypatch.setenv("COMTRADE_API_KEY", "secret")
    address = _address_of("comtrade", "reporterCode=528&period=2022")
    assert address.startswith("https://comtradeapi.un.org/data/v1/get/C/A/HS?")
    assert "secret" not in address
    monkeypatch.setattr(
        "detente.data.fetch.ADDRESSES",
        {"comtrade": lambda _: Address(server.url("HS"), {"Ocp-Apim-Subscription-Key": "secret"})},
    )
    added = fetch_dataset("comtrade", "reporterCode=528&period=2022")
    assert server.asked[0]["Ocp-Apim-Subscription-Key"] == "secret"
    assert "secret" not in repr(added)


# Laws


@pytest.mark.parametrize("cuts", [1, 2, 3, 4])
def test_a_connection_that_breaks_is_taken_up_where_it_broke(publisher, zipped, cuts):
    server = publisher(zipped, (*["cut"] * cuts, "whole"))
    added = fetch_dataset("baci", server.url())
    assert added.source.sha256 == hashlib.sha256(zipped).hexdigest()
    came = [int(asked["Range"][6:-1]) for asked in server.asked[1:]]
    assert came == sorted({*came})
    assert all(came)


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_without_a_tag_that_is_sure_it_begins_again(publisher, zipped, tag):
    server = publisher(zipped, ("cut", "whole"), tag)
    assert fetch_dataset("baci", server.url()).rows == 9
    assert "Range" not in server.asked[1]


def test_a_file_that_changed_meanwhile_is_fetched_whole(publisher, zipped):
    server = publisher(zipped, ("cut",) * 5)
    with pytest.raises(Busy):
        fetch_dataset("baci", server.url())
    server.manners, server.tag = ["whole"], '"two"'
    assert fetch_dataset("baci", server.url()).rows == 9


@pytest.mark.parametrize("status", [429, 500, 503, 416])
def test_an_answer_that_may_be_another_one_later_is_asked_again(publisher, zipped, status):
    server = publisher(zipped, (status, status, "whole"))
    assert fetch_dataset("baci", server.url()).rows == 9
    assert len(server.asked) == 3


def test_a_rest_that_was_not_asked_for_is_no_rest(publisher, zipped):
    server = publisher(zipped, ("cut", "another rest", "whole"))
    assert fetch_dataset("baci", server.url()).rows == 9
    assert "Range" not in server.asked[2]


def test_a_second_run_takes_up_what_the_first_could_not_finish(publisher, zipped, store):
    server = publisher(zipped, ("cut",))
    with pytest.raises(Busy) as refused:
        fetch_dataset("baci", server.url())
    assert left(store) == {"part", "tag"}
    came = (store / ".fetched").rglob("part").__next__().stat().st_size
    assert str(refused.value).endswith(
        f" Asked 5 times; {came:,} bytes came and are kept. Ask again later."
    )
    assert datasets() == ()
    server.manners = ["whole"]
    assert fetch_dataset("baci", server.url()).rows == 9
    assert server.asked[-1]["Range"] == f"bytes={came}-"
    assert left(store) == set()


def test_a_year_that_is_not_there_costs_no_second_download(publisher, zipped):
    server = publisher(zipped)
    with pytest.raises(UnknownLabel):
        fetch_dataset("baci", server.url(), [2019])
    assert fetch_dataset("baci", server.url(), [2021]).years == (2021,)
    assert len(server.asked) == 1


# Refusals


def refused(error, *given, **named):
    with pytest.raises(error) as refusal:
        fetch_dataset(*given, **named)
    assert datasets() == ()
    return str(refusal.value)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "it wants a key, or another one"),
        (403, "it wants a key, or another one, or its daily limit is reached"),
        (404, "it has no such file"),
        (410, "it has no such file any more"),
        (204, "it gives no file"),
    ],
)
def test_an_answer_that_will_stay_so_is_refused_at_once(publisher, store, status, why):
    server = publisher(b"", (status,))
    assert refused(MissingData, "baci", server.url()) == (
        f"{server.url()} was refused: {why} (HTTP {status}). Compare the address with the "
        "publisher's page."
    )
    assert len(server.asked) == 1
    assert left(store) == set()


def test_a_publisher_that_stays_away_is_told_after_five_times(publisher, store):
    server = publisher(b"", (503,))
    assert refused(Busy, "baci", server.url()) == (
        f"{server.url()} could not be fetched: it answered 503. Asked 5 times; 0 bytes came and "
        "are kept. Ask again later."
    )
    assert len(server.asked) == 5


def test_nobody_at_the_address_is_told(publisher, store):
    server = publisher(b"")
    server.server.shutdown()
    server.server.server_close()
    told = refused(Busy, "baci", server.url())
    assert told.startswith(f"{server.url()} could not be fetched: ")


def test_another_checksum_is_refused_and_what_came_is_thrown_away(publisher, zipped, store):
    server = publisher(zipped)
    found = hashlib.sha256(zipped).hexdigest()
    assert refused(DamagedData, "baci", server.url(), sha256="0" * 64) == (
        f"What came from {server.url()} has the checksum {found}, not {'0' * 64}. It was thrown "
        "away; compare the checksum with what is published, and ask again."
    )
    assert left(store) == set()


def test_a_web_page_is_refused_and_thrown_away(publisher, store):
    told = refused(DamagedData, "baci", publisher(b"<!DOCTYPE html><html>").url())
    assert told.endswith("is no whole zip. It is a web page: take it from CEPII again.")
    assert left(store) == set()


def test_a_web_page_instead_of_json_is_refused(publisher, store):
    told = refused(BadInput, "worldbank", publisher(b"<html>Bad gateway</html>").url("GDP"))
    assert " is a web page: it begins with '<html>Bad gateway</html>'" in told


@pytest.mark.parametrize("url", ["http://example.org/B.zip", "ftp://example.org/B.zip"])
def test_an_open_line_is_refused(store, url):
    assert refused(BadInput, "baci", url) == (
        f"{url} is not https, and anyone on the way could change the file. Give an address that "
        "begins with https://"
    )


def test_being_sent_to_an_open_line_is_refused(publisher, store, monkeypatch):
    import httpx2

    def elsewhere(request):
        if request.url.host == "127.0.0.1":
            return httpx2.Response(302, headers={"Location": "http://example.org/B.zip"})
        return httpx2.Response(200, content=b"changed on the way")

    client = httpx2.Client(transport=httpx2.MockTransport(elsewhere))
    monkeypatch.setattr(httpx2, "stream", client.stream)
    told = refused(BadInput, "baci", "http://127.0.0.1:1/B.zip")
    assert told.startswith("http://example.org/B.zip is not https, ")


def test_comtrade_without_a_key_is_refused(monkeypatch, store):
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    assert refused(MissingData, "comtrade", "reporterCode=528") == (
        "UN Comtrade answers to a key, and COMTRADE_API_KEY is empty. Ask for one at "
        "comtradedeveloper.un.org and say: export COMTRADE_API_KEY=…"
    )


def test_a_publisher_without_a_lasting_address_is_refused(store):
    assert refused(BadInput, "icio", "2016-2020") == (
        "The files of icio have no address that lasts. Give the whole address, or take the file "
        "yourself and say: detente data add icio FILE"
    )


def test_without_the_extra_it_says_what_to_install(monkeypatch, store):
    monkeypatch.setitem(__import__("sys").modules, "stamina", None)
    assert refused(MissingData, "baci", "HS22_V202501") == (
        "Files are fetched with httpx2 and stamina, which are not installed here. Install them: "
        'pip install "detente[fetch]"'
    )


def test_a_full_disk_is_told_and_what_came_is_kept(publisher, zipped, store, monkeypatch):
    server = publisher(zipped)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("detente.data.fetch.os.replace", full)
    told = refused(CannotWrite, "baci", server.url())
    assert told.startswith(f"Cannot write {store}")
    assert told.endswith(
        ": No space left on device. What came so far is kept: make room and ask again."
    )
    monkeypatch.undo()

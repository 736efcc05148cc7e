"""What stands between the page and whoever asks: known answers, laws, refusals."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.web import safety as module
from detente.web.safety import HEADERS, LARGEST_UPLOAD, Guard

ALL = ["/", "/brief?a=NLD&b=DEU", "/check", "/cuts", "/style.css", "/static/page.js", "/nowhere",
       "/api/countries", "/api/nowhere", "/openapi.json"]  # fmt: skip


async def says_yes(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def answered(guard, host=b"localhost"):
    """Status, headers and body of what a guard answers."""
    said = []

    async def send(message):
        said.append(message)

    async def receive():
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/",
             "query_string": b"", "headers": [(b"host", host)]}  # fmt: skip
    await guard(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], headers, b"".join(each.get("body", b"") for each in said)


def guard_of(app):
    return Guard(app, frozenset({"localhost", "::1"}))


# Known answers


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8321", "LOCALHOST", "127.0.0.1", "[::1]:1"]
)
def test_it_answers_to_this_machine_by_each_of_its_names(reader, host):
    assert reader.get("/api/measures", headers={"host": host}).status_code == 200


def test_a_link_from_elsewhere_may_be_followed(reader):
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert reader.get("/", headers=followed).status_code == 200


# Laws


@pytest.mark.parametrize("address", ALL)
def test_every_answer_carries_every_header(reader, address):
    answer = reader.get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@settings(max_examples=50)
@given(st.binary(max_size=40).filter(lambda host: b"localhost" not in host.lower()))
def test_no_other_host_passes_and_none_breaks_it(host):
    found, headers, _ = asyncio.run(answered(guard_of(says_yes), host))
    assert found == 421
    assert headers.keys() >= {name.lower() for name in HEADERS}


# Refusals


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "[::1", ""])
def test_a_foreign_host_is_refused(reader, host):
    answer = reader.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json() == {"error": "This page answers only to its own address."}


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://[::1"},
     {"origin": "http://localhost:9"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"},
     {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}],
)  # fmt: skip
def test_what_another_site_sends_is_refused(reader, headers):
    answer = reader.post("/case", headers=headers, files={"case": ("a.toml", b"")})
    assert answer.status_code == 403
    assert answer.json() == {"error": "What is asked here must come from the page itself."}


def test_another_site_cannot_have_work_done_in_the_background(reader):
    asked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert reader.get("/cuts/steps", headers=asked).status_code == 403


def test_an_address_without_end_is_refused(reader):
    answer = reader.get("/check?quote=" + "x" * 5000)
    assert answer.status_code == 414
    assert answer.json() == {"error": "An address here has at most 4,000 characters."}


@pytest.mark.parametrize("is_told", [True, False], ids=["with its length", "in pieces"])
def test_too_much_is_not_read(reader, is_told):
    piece = b"#" * 50_000
    pieces = [b'--x\r\nContent-Disposition: form-data; name="case"; filename="a.toml"\r\n\r\n']
    pieces += [piece] * (LARGEST_UPLOAD // len(piece) + 1)
    sent = b"".join(pieces) if is_told else iter(pieces)
    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = reader.post("/case", headers=kind, content=sent)
    assert answer.status_code == 413
    assert "At most 1,000,000 bytes are read." in answer.text


def test_one_too_many_at_once_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_ONCE", 2)

    async def three():
        gate = asyncio.Event()

        async def waits(scope, receive, send):
            await gate.wait()
            await says_yes(scope, receive, send)

        guard = guard_of(waits)
        two = [asyncio.create_task(answered(guard)) for _ in range(2)]
        await asyncio.sleep(0)
        third = await answered(guard)
        gate.set()
        return third, [await each for each in two], await answered(guard)

    (found, headers, body), two, later = asyncio.run(three())
    assert found == 503
    assert body == b'{"error":"Many are asking at once. Ask again in a minute."}'
    assert headers.keys() >= {name.lower() for name in HEADERS}
    assert [status for status, _, _ in [*two, later]] == [200] * 3


@pytest.mark.parametrize("has_begun", [False, True], ids=["before", "after it began"])
def test_what_takes_too_long_is_broken_off(monkeypatch, has_begun):
    monkeypatch.setattr(module, "LONGEST", 0.01)

    async def never_ends(scope, receive, send):
        if has_begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.Event().wait()

    found, headers, body = asyncio.run(answered(guard_of(never_ends)))
    assert found == (200 if has_begun else 503)
    assert body == (
        b""
        if has_begun
        else b'{"error":"This took longer than 300 seconds, so it was broken off."}'
    )
    assert headers.keys() >= {name.lower() for name in HEADERS}


def test_a_time_limit_of_the_applications_own_is_not_taken_for_ours():
    async def fails(scope, receive, send):
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        asyncio.run(answered(guard_of(fails)))

"""Pages and files: known answers, laws, refusals."""

import io
import json
import re
import zipfile

import pytest

PAIR = "a=NLD&b=DEU&year=2018"
SCRIPT = "<script>alert(1)</script>"


def fault(answer):
    """What a page of refusal says."""
    (said,) = re.findall(r'role="alert" lang="en">([^<]*)</p>', answer.text)
    return said.replace("&#39;", "'").replace("&#34;", '"')


# Known answers


def test_a_pair_that_is_chosen_leads_to_its_brief(reader):
    answer = reader.get("/?a=NLD&b=DEU")
    assert (answer.status_code, answer.headers["location"]) == (303, "/brief?a=NLD&b=DEU")
    assert reader.get("/brief").headers["location"] == "/"
    assert reader.get("/brief?lang=nl").headers["location"] == "/?lang=nl"


@pytest.mark.parametrize("part", ["brief", "cut", "shift"])
def test_each_part_is_shown_and_taken_along(reader, part):
    query = f"{PAIR}&away=BEL"
    page = reader.get(f"/{part}?{query}")
    assert page.status_code == 200
    assert f'href="/{part}.json?a=NLD&amp;b=DEU&amp;away=BEL&amp;year=2018"' in page.text
    taken = reader.get(f"/{part}.json?{query}")
    assert taken.headers["content-disposition"].startswith('attachment; filename="brief-NLD-DEU')
    assert taken.json() == reader.get(f"/api/{part}?{query}").json()


def test_every_format_is_what_it_says(reader):
    opening = {"html": b"<!doctype html>", "text": b"What can", "json": b"{", "zip": b"PK"}
    for format, first in opening.items():
        assert reader.get(f"/cut.{format}?{PAIR}").content.lstrip()[:15].startswith(first), format
    zipped = zipfile.ZipFile(io.BytesIO(reader.get(f"/cut.zip?{PAIR}").content))
    assert zipped.testzip() is None


def test_a_measure_shows_what_it_takes_and_keeps_what_was_filled_in(reader):
    page = reader.get("/check?measure=trade.share&quote=Most+of+it&arg.of=PRK").text
    assert 'name="arg.of" list="countries" value="PRK"' in page
    assert 'name="arg.partner"' in page
    assert "Most of it</textarea>" in page
    assert '<option value="trade.share" selected>' in page


def test_the_statements_of_a_case_are_checked(reader):
    page = reader.get("/check?case=vladivostok-2019").text
    assert "Does it hold, what was said?" in page
    assert page.count('href="#note-') > 50


def test_an_unfinished_question_shows_its_form(reader):
    for address in ("/cut", "/shift", "/shift?a=PRK&b=RUS", "/check", "/cuts", "/case"):
        assert reader.get(address).status_code == 200


def test_what_was_not_worked_out_is_not_there(reader):
    assert fault(reader.get("/cuts.csv?theta=7.5")) == (
        "These cuts were not worked out yet. Begin at /cuts?theta=7.5"
    )


# Laws


@pytest.mark.parametrize(
    "address",
    [f"/?a={SCRIPT}", f"/brief?a={SCRIPT}&b=DEU", f"/check?quote={SCRIPT}", f"/{SCRIPT}",
     f"/check?measure=trade.share&arg.of=PRK&arg.partner=CHN&than=1&speaker={SCRIPT}&quote={SCRIPT}",
     f"/check?measure={SCRIPT}", f"/check?case={SCRIPT}", f"/cut?a=NLD&b=DEU&lang={SCRIPT}",
     f"/cuts?theta={SCRIPT}", f"/shift?a=NLD&b=DEU&away={SCRIPT}"],
)  # fmt: skip
def test_what_a_reader_typed_is_shown_as_text(reader, address):
    answer = reader.get(address)
    assert "text/html" in answer.headers["content-type"]
    assert "<script>" not in answer.text


def test_what_a_case_says_is_shown_as_text(reader, case_text):
    told = case_text.decode().replace('title = "', f'title = "{SCRIPT}', 1)
    told = re.sub(r'^(speaker|quote|statement|what\.en) = "', rf'\1 = "{SCRIPT}', told, flags=re.M)
    assert told.count(SCRIPT) > 10
    brought = reader.post("/case", files={"case": ("a.toml", told.encode())})
    assert brought.status_code == 303
    for address in (
        brought.headers["location"],
        brought.headers["location"].replace("brief", "check"),
    ):
        page = reader.get(address)
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "&lt;script&gt;" in page.text


# Refusals


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/brief.exe?a=NLD&b=DEU", "/brief.%2e%2e%2fpyproject.toml?a=NLD&b=DEU",
     "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_refused(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 404
    assert fault(answer) == "There is no such page."


def test_a_question_that_has_no_answer_is_refused_beside_its_form(reader):
    answer = reader.get("/brief?a=NLD&b=Atlantis")
    assert answer.status_code == 422
    assert "Atlantis" in fault(answer)
    assert 'name="theta"' in answer.text
    assert fault(reader.get("/shift?a=NLD&b=DEU&away=NLD")) == (
        "Trade of NLD was to move from NLD to DEU: that needs three different countries."
    )


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\", "a.toml"])
def test_the_name_of_a_case_is_no_path(reader, name):
    for path in ("/brief", "/check"):
        assert fault(reader.get(path, params={"case": name})).startswith(
            f"No case {name!r} is held"
        )


def test_a_bad_case_is_refused_and_nothing_is_kept(reader, app):
    before = dict(app._app.state.answers._brought)
    answer = reader.post("/case?lang=nl", files={"case": ("../../x.toml", b"pair = 3")})
    assert answer.status_code == 422
    assert fault(answer).startswith("your case.toml:\n  id is missing.")
    assert "Een eigen zaak" in answer.text
    assert reader.post("/case", data={"other": "x"}).status_code == 422
    assert app._app.state.answers._brought == before


def test_what_is_no_form_is_refused(reader):
    kind = {"content-type": "multipart/form-data"}
    assert reader.post("/case", headers=kind, content=b"x").status_code == 400
    assert reader.delete("/case").status_code == 405


def test_who_must_wait_is_told_so(reader, app, monkeypatch):
    from detente.errors import Busy

    def refuse(*_):
        raise Busy("Many are asking at once. Ask again in a minute.")

    monkeypatch.setattr(app._app.state.answers._turns, "answer", refuse)
    answer = reader.get(f"/brief?{PAIR}")
    assert answer.status_code == 503
    assert fault(answer) == "Many are asking at once. Ask again in a minute."
    said = reader.get(f"/api/brief?{PAIR}")
    assert said.status_code == 503
    assert json.loads(said.text) == {"error": "Many are asking at once. Ask again in a minute."}

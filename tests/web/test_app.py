"""The application as a whole: known answers, laws, refusals."""

from starlette.testclient import TestClient

from detente.web import application

# Known answers


def test_everything_it_shows_is_its_own(reader):
    for address in ("/style.css", "/static/page.css", "/static/page.js", "/static/htmx.min.js"):
        kind = "text/css" if address.endswith("css") else "text/javascript"
        assert reader.get(address).headers["content-type"] == f"{kind}; charset=utf-8"
    for address in ("/", "/brief?a=NLD&b=DEU&year=2018", "/check", "/cuts", "/case"):
        text = reader.get(address).text
        assert 'src="http' not in text
        assert "@import" not in text


def test_a_page_that_was_read_before_is_warm_when_it_starts():
    with TestClient(application(), base_url="http://localhost") as reader:
        assert reader.get("/brief?a=NLD&b=DEU").elapsed.total_seconds() < 1


# Laws


def test_it_says_the_same_twice(reader):
    address = "/brief?a=NLD&b=DEU&year=2018&lang=nl"
    assert reader.get(address).content == reader.get(address).content
    other = TestClient(application(), base_url="http://localhost")
    assert other.get(address).content == reader.get(address).content


# Refusals


def test_what_goes_wrong_inside_is_not_told(app, monkeypatch):
    def fail(_):
        raise RuntimeError("secret")

    monkeypatch.setattr(app._app.state.answers, "written", fail)
    quiet = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    answer = quiet.get("/brief?a=NLD&b=DEU")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Content-Security-Policy" in answer.headers

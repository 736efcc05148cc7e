"""The JSON interface: known answers, laws, refusals."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

# Known answers


def test_north_koreas_dependence_on_china_as_the_article_of_2019_has_it(reader):
    asked = "/api/measure/trade.share?args=of='Noord-Korea' partner=CHN year=2018"
    found = reader.get(asked).json()
    assert round(found["value"], 3) == 0.931
    assert found["args"] == {"of": "PRK", "partner": "CHN", "direction": "both", "year": 2018}
    assert found["sources"]


def test_countries_and_measures_are_listed(reader):
    assert {"code": "PRK", "name": "Noord-Korea"} in reader.get("/api/countries?lang=nl").json()
    share = [m for m in reader.get("/api/measures").json() if m["name"] == "trade.share"]
    assert share[0]["unit"] == "share"


def test_a_case_is_checked_and_its_ledger_drawn(reader):
    assert reader.get("/api/check/vladivostok-2019").json()["case"]["id"] == "vladivostok-2019"
    ledger = reader.get("/api/ledger?case=vladivostok-2019&day=2016-01-01").json()
    assert (ledger["pair"], ledger["day"]) == (["RUS", "PRK"], "2016-01-01")


# Laws


def test_the_interface_describes_itself(reader):
    described = reader.get("/openapi.json").json()
    assert set(described["paths"]) == {
        f"/api/{name}"
        for name in ("countries", "measures", "brief", "cut", "shift", "ledger", "check/{case}",
                     "measure/{name}")
    }  # fmt: skip
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert reader.get("/docs").status_code == reader.get("/redoc").status_code == 404


def test_no_question_that_the_description_allows_breaks_it(reader):
    described = schemathesis.openapi.from_dict(reader.get("/openapi.json").json())
    for operation in described.get_all_operations():

        @settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(operation.ok().as_strategy())
        def ask(case):
            answer = reader.get(case.formatted_path, params=case.query)
            assert answer.status_code < 500, answer.text
            assert isinstance(answer.json(), dict | list)

        ask()


# Refusals


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/api/measure/os.system", "No measure 'os.system' here."),
        (
            "/api/measure/trade.share?args=of",
            "'of' is not an argument of a measure. Write it as of=PRK.",
        ),
        ("/api/measure/trade.share?args=\"of", "'\"of' has a quotation mark that is not closed."),
        ("/api/brief?a=NLD", ""),
        ("/api/brief?a=NLD&b=DEU&theta=nan", "theta is 'nan', which is no number. Write it as 4."),
        ("/api/countries?lang=fr", "lang: Input should be 'en' or 'nl'."),
        ("/api/check/..%5cx", "No case '..\\\\x' is held here."),
    ],
)  # fmt: skip
def test_a_question_that_is_none_is_refused_in_a_sentence(reader, address, sentence):
    answer = reader.get(address)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"].startswith(sentence)
    assert not re.search(r"Traceback|/src/", answer.text)

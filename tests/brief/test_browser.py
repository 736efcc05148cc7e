"""The page in a real browser: it fetches nothing, runs nothing, and can be read on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from detente.brief import compose, save
from detente.data import load_case, reported_trade, shipped_worlds
from detente.study import pair_claims
from detente.world import Case

LARGEST = 1_000_000  # bytes of a page
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}


@pytest.fixture(autouse=True)
def invented_words():
    """The words of the shipped text: what people read is what is checked here."""


@pytest.fixture(scope="module", params=["en", "nl"])
def page_file(request, tmp_path_factory):
    case = Case(("RUS", "PRK"))
    brief = compose(case, pair_claims(shipped_worlds(), case), request.param)
    (path,) = save(brief, ["html"], tmp_path_factory.mktemp("page"))
    return path


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opening_the_page_makes_no_other_request(browser, page_file, size, scheme):
    requests, complaints = [], []
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(page_file.as_uri(), wait_until="networkidle")
    assert requests == [page_file.as_uri()]
    assert complaints == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_page(browser, page_file, scheme):
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # axe is a script
    page = context.new_page()
    page.goto(page_file.as_uri())
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_nothing_sticks_out_on_a_phone(browser, page_file):
    page = browser.new_page(viewport=PHONE)
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.close()


TOUCHING = """() => [...document.querySelectorAll("svg.picture")].flatMap(picture => {
    const frame = picture.getBoundingClientRect();
    const words = [...picture.querySelectorAll("text:not([stroke='#fffefb'])")]
        .filter(word => word.textContent.trim())
        .map(word => [word.textContent, word.getBoundingClientRect()]);
    return words.flatMap(([text, a], place) => [
        ...(a.left < frame.left - 2 || a.right > frame.right + 2 ? [[text, "sticks out"]] : []),
        ...words.slice(place + 1).filter(([_, b]) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5
        ).map(([other, _]) => [text, other]),
    ]);
})"""


@pytest.mark.parametrize("pair", [("USA", "CHN"), ("SSD", "GRD"), ("MHL", "USA"), ("XKX", "SRB")])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_word_in_a_picture_lies_on_another(browser, tmp_path, pair, lang):
    case = Case(pair)
    brief = compose(case, pair_claims(shipped_worlds(), case), lang)
    (path,) = save(brief, ["html"], tmp_path)
    page = browser.new_page(viewport=PHONE)
    page.goto(path.as_uri())
    assert page.evaluate(TOUCHING) == []
    page.close()


def test_no_word_in_a_picture_of_the_founding_case_lies_on_another(browser, tmp_path):
    case = load_case("vladivostok-2019")
    brief = compose(case, pair_claims(shipped_worlds(), case, reported_trade(*case.pair)), "nl")
    (path,) = save(brief, ["html"], tmp_path)
    assert path.stat().st_size < LARGEST
    page = browser.new_page(viewport=PHONE)
    page.goto(path.as_uri())
    assert page.locator("svg.picture").count() >= 15
    assert page.evaluate(TOUCHING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator(".said").count() == len(case.statements)
    readings = sum(len(statement.readings) for statement in case.statements)
    assert page.locator(".readings li:not(.because)").count() == readings
    # What stays in English is marked so, and comes from the case: facts and series, by their id.
    facts = {each.id for each in (*case.facts, *case.series)}
    english = page.locator("#text [lang=en]:not(code)").all_inner_texts()
    assert [text for text in english if re.split("[ :]", text)[0] not in facts] == []
    page.close()


def test_a_number_leads_to_its_source_in_one_click(browser, page_file):
    page = browser.new_page(viewport=DESK)
    page.goto(page_file.as_uri())
    page.locator("main p sup a, main p a[href^='#']").first.click()
    note = page.locator(":target")
    assert "trade.two_way" in note.inner_text()
    assert note.locator("a[href^='#']").count() >= 1
    page.close()


def test_the_page_reads_the_same_without_scripts(browser, page_file):
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(page_file.as_uri())
        texts.append(page.locator("main").inner_text())
        context.close()
    assert texts[0] == texts[1]
    assert len(texts[0]) > 2000

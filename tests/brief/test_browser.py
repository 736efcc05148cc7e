"""The page in a real browser: it fetches nothing, runs nothing, and can be read on a phone."""

import os
import shutil

import pytest

from detente.brief import compose, save
from detente.data import shipped_worlds
from detente.study import pair_claims
from detente.world import Case

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        reason = "no Chromium on this machine: install the package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield opened
        opened.close()


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


def test_nothing_sticks_out_on_a_phone(browser, page_file):
    page = browser.new_page(viewport=PHONE)
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
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

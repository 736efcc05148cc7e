"""The page in a real browser, as a person uses it: with the mouse, by keyboard, on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1000, "height": 900}
PAIR = "/brief?a=NLD&b=DEU&year=2018"
PAGES = [
    "/?lang=nl",
    PAIR,
    "/cut?a=CHN&b=PRK&year=2018",
    "/shift?a=PRK&b=RUS&away=CHN&year=2018&lang=nl",
    "/check?measure=trade.share&arg.of=PRK&arg.partner=CHN&than=93.1+%25",
    "/cuts",
    "/case?lang=nl",
]
SERIOUS = {"serious", "critical"}
EVERY_RULE = {"resultTypes": ["violations"]}
COLOURS = {**EVERY_RULE, "runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture
def page(browser, here):
    """A page that fetches from nowhere else, runs without a complaint, and never sticks out."""
    opened = browser.new_context(base_url=here, viewport=DESK, accept_downloads=True).new_page()
    asked, complaints = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text))
    yield opened
    opened.context.close()
    assert asked
    assert [url for url in asked if not url.startswith((here, "data:"))] == []
    assert [said for said in complaints if "status of 422" not in said] == []


def answered(page, act):
    """Do something, and wait until the answer has changed."""
    with page.expect_response(lambda response: "/brief?" in response.url) as got:
        act()
    assert got.value.ok
    expect(page.locator(".htmx-request")).to_have_count(0)


def serious_faults(page, rules):
    """What is wrong by the rules of axe, each with the first place where it is."""
    found = Axe().run(page, options=rules).response["violations"]
    return [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in SERIOUS]


def losses(page):
    return page.locator("#cut p").first.inner_text()


# Known answers


def test_a_pair_is_chosen_by_name_in_either_language(page):
    page.goto("/")
    assert page.locator("#countries option[value='Noord-Korea']").count() == 1
    page.get_by_label("First country").fill("Rusland")
    page.get_by_label("Second country").fill("North Korea")
    page.get_by_role("button", name="Show").click()
    assert "a=Rusland&b=North+Korea" in page.url
    assert page.locator("h1").inner_text() == "What can Russia and North Korea mean for each other?"


def test_a_pair_is_chosen_on_the_map(page):
    page.goto("/")
    page.locator("svg a[aria-label=Brazil] path").click()
    assert page.locator("svg a.chosen").get_attribute("aria-label") == "Brazil"
    page.locator("svg a[aria-label=Australia] path").click()
    assert page.locator("h1").inner_text() == "What can Brazil and Australia mean for each other?"


def test_moving_the_diversion_moves_the_number_and_back_brings_it_back(page):
    page.goto(PAIR)
    before = page.locator("#shift").inner_text()
    slider = page.get_by_label("Share of trade that moves")
    slider.focus()
    answered(page, lambda: page.keyboard.press("End"))
    assert page.locator("#moved").inner_text() == "99%"
    after = page.locator("#shift").inner_text()
    assert "99%" in after
    assert "99%" not in before
    assert "share=99" in page.url
    shared = page.context.new_page()
    shared.goto(page.url)
    assert shared.locator("#shift").inner_text() == after
    assert shared.get_by_label("Share of trade that moves").input_value() == "99"
    assert page.locator(".changed").count() > 0
    expect(page.locator("#followed")).to_have_text(re.compile(r"Passages that changed: [1-9]"))
    page.go_back()
    expect(page.locator("#moved")).to_have_text("20%")
    assert page.locator("#shift").inner_text() == before


def test_a_change_of_elasticity_is_followed_by_sentences_links_and_downloads(page):
    page.goto(PAIR)
    before = losses(page)
    page.get_by_label("Trade elasticity").fill("8")
    answered(page, lambda: page.keyboard.press("Tab"))
    assert losses(page) != before
    assert "theta=8" in page.locator("#language").get_attribute("href")
    assert "theta=8" in page.locator("#parts a").nth(1).get_attribute("href")
    with page.expect_download() as got:
        page.get_by_role("link", name="JSON").click()
    assert '"theta": 8.0' in got.value.path().read_text("utf-8")
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.get_by_label("Handelselasticiteit").input_value() == "8"


def test_another_link_is_cut(page):
    page.goto("/brief?a=RUS&b=PRK&year=2018")
    page.get_by_role("link", name="What a cut costs").click()
    page.get_by_label("First country").fill("China")
    with page.expect_response(lambda response: "/cut?" in response.url):
        page.keyboard.press("Tab")
    expect(page.locator("#answer h1")).to_contain_text("China")
    assert "a=China" in page.url
    assert "China" in losses(page)


def test_moving_the_day_of_a_case_moves_the_rules(page):
    page.goto("/brief?case=vladivostok-2019")
    now = page.locator("#answer").inner_text()
    page.get_by_label("Rules in force on").fill("2016-01-01")
    answered(page, lambda: page.get_by_role("button", name="Show").click())
    assert "day=2016-01-01" in page.url
    assert page.locator("#answer").inner_text() != now


def test_a_case_shows_the_table_of_its_claims_in_dutch(page):
    page.goto("/brief?case=vladivostok-2019&lang=nl")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert (
        page.locator("h1").inner_text()
        == "Wat kunnen Rusland en Noord-Korea voor elkaar betekenen?"
    )
    assert page.locator("#statements table").count() >= 1
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="wat erover gezegd is").click()
    assert page.locator("#answer h1").inner_text() == "Klopt het, wat er gezegd is?"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_statement_is_read_and_checked(page):
    page.goto("/check")
    page.get_by_label("What was said").fill("China takes 93 percent")
    page.get_by_label("Number that it is about").select_option("trade.share")
    page.locator("[name='arg.of']").fill("Noord-Korea")
    page.locator("[name='arg.partner']").fill("China")
    page.locator("[name='arg.year']").fill("2018")
    page.get_by_role("textbox", name="Figure").fill("93 %")
    assert page.get_by_label("What was said").input_value() == "China takes 93 percent"
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("#answer h1")
    expect(page.locator("#answer main")).to_contain_text("China takes 93 percent")
    assert page.locator("[name='arg.of']").input_value() == "Noord-Korea"
    shared = page.context.new_page()
    shared.goto(page.url)
    assert shared.locator("#answer main").inner_text() == page.locator("#answer main").inner_text()


def test_a_case_that_is_none_is_refused_in_words_and_a_good_one_is_read(page, case_text):
    page.goto("/case")
    bad = {"name": "mine.toml", "mimeType": "application/toml", "buffer": b"pair = 3"}
    page.get_by_label("Your file").set_input_files(bad)
    page.get_by_role("button", name="Read it").click()
    assert "pair is 3. Two countries" in page.get_by_role("alert").inner_text()
    good = {"name": "mine.toml", "mimeType": "application/toml", "buffer": case_text}
    page.get_by_label("Your file").set_input_files(good)
    page.get_by_role("button", name="Read it").click()
    assert page.locator("h1").inner_text() == "What can Russia and North Korea mean for each other?"


def test_long_work_tells_how_far_it_is_can_be_stopped_and_is_kept(page):
    page.goto("/cuts?theta=6.5")
    page.get_by_role("button", name="Work it out").click()
    expect(page.locator("#run [role=status]")).to_contain_text(" / 18,336")
    page.get_by_role("button", name="Cancel").click()
    assert page.locator("#run [role=status]").inner_text() == "Cancelled."
    assert page.locator("#answer table").count() == 0
    page.get_by_role("button", name="Work it out").click()
    page.wait_for_selector("#answer table", timeout=120_000)
    assert "theta=6.5" in page.url
    with page.expect_download() as got:
        page.get_by_role("link", name="CSV").click()
    assert got.value.path().read_text("utf-8").startswith("a,b,welfare_a,")


# Laws


@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_read_on_a_phone_in_the_dark_and_with_help(page, address):
    page.goto(address)
    assert serious_faults(page, EVERY_RULE) == []
    page.emulate_media(color_scheme="dark")
    assert serious_faults(page, COLOURS) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_page_is_used_by_keyboard_alone(page):
    page.goto("/")
    field = "document.activeElement.name"
    while page.evaluate(field) != "a":
        page.keyboard.press("Tab")
    page.keyboard.type("NLD")
    page.keyboard.press("Tab")
    page.keyboard.type("DEU")
    page.keyboard.press("Enter")
    page.wait_for_url("**/brief?**")
    while page.evaluate(field) != "share":
        page.keyboard.press("Tab")
    answered(page, lambda: page.keyboard.press("ArrowRight"))
    assert page.locator("#moved").inner_text() == "21%"
    assert page.evaluate(field) == "share"


def test_the_pages_say_the_same_without_scripts(browser, here):
    texts = []
    for scripts in (True, False):
        context = browser.new_context(base_url=here, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(PAIR)
        texts.append(page.locator("#answer").inner_text())
        context.close()
    assert texts[0] == texts[1]
    assert len(texts[0]) > 2000


# Refusals


def test_an_answer_stays_where_it_is_when_none_comes_and_the_page_says_why(browser, here):
    page = browser.new_page(base_url=here)
    page.goto(PAIR)
    shown = page.locator("#answer").inner_text()
    full = {"status": 503, "json": {"error": "Many are asking at once."}}
    page.route("**/brief?**", lambda route: route.fulfill(**full))
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#followed")).to_have_text("Many are asking at once.")
    page.route("**/brief?**", lambda route: route.abort())
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#followed")).to_have_text(
        "The program does not answer. Is it still running?"
    )
    assert page.locator("#answer").inner_text() == shown
    page.close()


def test_a_country_that_nobody_knows_is_refused_beside_the_form(page):
    page.goto(PAIR)
    page.get_by_label("Second country").fill("Atlantis")
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector("#answer [role=alert]")
    assert "Atlantis" in page.get_by_role("alert").inner_text()
    page.get_by_label("Second country").fill("Frankrijk")
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector("#answer h1")
    assert "France" in page.locator("#answer h1").inner_text()

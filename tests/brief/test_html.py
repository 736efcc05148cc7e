"""A brief as HTML: known answers, laws, a second road."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from brief.invented import CASE, CLAIMS

from detente.brief import Section, compose, render
from detente.brief.compose import Paragraph
from detente.brief.sentence import Piece, Sentence
from detente.claims import Claim

LARGEST = 1_000_000  # bytes, for a page that is mailed about
VOID = {"meta", "link", "br"}
SMALL_SCREEN = 390  # pixels


class Page(HTMLParser):
    """Elements in order, and the words outside of notes' calls, style and title."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.words, self.open = [], [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"sup", "style", "title"} & set(self.open):
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def all(self, attribute):
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]


@pytest.fixture
def page(brief):
    return Page(render(brief, "html"))


# Known answers


def test_what_others_wrote_is_escaped(brief):
    source = render(brief, "html")
    assert "Remco &lt;Breuker&gt;" in source
    assert "<cite>A world &lt;model&gt;</cite>. Nobody &amp; Daughters" in source
    assert 'href="https://example.org/customs?year=2018&amp;kind=goods"' in source


def test_an_address_that_is_no_web_page_is_no_link():
    told = CLAIMS[3]
    sold = told.blanks["sold"]
    odd = replace(sold, sources=(replace(sold.sources[0], url="javascript:alert()"),))
    page = Page(render(compose(CASE, [replace(told, blanks={**told.blanks, "sold": odd})]), "html"))
    assert not [link for link in page.all("href") if link.startswith("javascript")]


def test_names_and_numbers_are_not_broken():
    source = render(compose(CASE, CLAIMS, "nl"), "html")
    assert 'Rusland en <span class="name">Noord-Korea</span> voor elkaar' in source
    assert "34,0\N{NO-BREAK SPACE}miljoen dollar" in source


def test_the_page_says_its_language_and_its_parts(brief, page):
    tags = Counter(tag for tag, _ in page.elements)
    assert page.elements[0] == ("html", {"lang": brief.lang})
    assert (tags["main"], tags["header"], tags["footer"], tags["nav"], tags["h1"]) == (1,) * 5
    assert tags["caption"] == tags["table"] == 2


def test_a_column_of_shares_has_bars():
    source = render(compose(CASE, CLAIMS), "html")
    assert '<rect fill="#c9806d" x="0.00" width="100.00" height="10"/>' in source
    assert source.count('d="M33.33 0v10"') == 3


def test_each_reading_of_a_statement_is_listed_with_what_came_of_it(brief):
    told = [
        Sentence(Claim(f"statements.{key}", "detente", {}), (Piece(text),))
        for key, text in (("said", "So it is."), ("holds_yes_no", "It is."), ("open", "Perhaps."))
    ]
    section = Section("statements", "What was said", (Paragraph(tuple(told)),))
    source = render(replace(brief, sections=(section,)), "html")
    assert re.search(r'<p class="said">So it is\.</p>\s*<ul class="readings">\s*', source)
    assert '<li class="holds">It is.</li>\n<li class="open">Perhaps.</li>' in source


# Laws


def test_every_element_is_closed(page):
    assert page.open == []


def test_every_link_within_the_page_arrives(page):
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    inside = [link for link in page.all("href") if link.startswith("#")]
    assert {link[1:] for link in inside} <= set(ids)
    assert set(page.all("aria-labelledby")) <= set(ids)


def test_every_number_is_one_click_from_year_method_and_source(brief, page):
    links = set(page.all("href"))
    assert {f"#note-{n}" for n in range(1, len(brief.notes) + 1)} <= links
    assert {f"#caveat-{n}" for n in range(1, len(brief.caveats) + 1)} <= links
    assert {f"#source-{n}" for n in range(1, len(brief.sources) + 1)} <= links


def test_the_page_fetches_nothing_and_runs_nothing(page):
    assert not {"script", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert page.all("src") == []
    fetched = [attrs["href"] for tag, attrs in page.elements if tag == "link"]
    assert fetched == ["data:,"]


def test_the_style_sheet_fetches_nothing(brief):
    style = re.search(r"<style>(.*)</style>", render(brief, "html"), re.DOTALL).group(1)
    assert not re.search(r"url\(|@import|@font-face", style)


def test_a_page_can_be_mailed(brief):
    assert len(render(brief, "html").encode()) < LARGEST


# A second road: the words of the page are those of the plain rendering


def test_the_words_are_those_of_the_brief(brief, page):
    for section in brief.sections:
        assert section.title in page.text
        for part in section.parts:
            for said in getattr(part, "sentences", None) or [part.caption]:
                assert " ".join(said.text.split()) in page.text

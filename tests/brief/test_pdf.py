"""PDF: known answers, laws, a second road, refusals."""

import importlib.util
import io
import os
import shutil
import sys

import pytest
from pypdf import PdfReader

from detente.brief.pdf import BROWSERS, pdf_page
from detente.errors import CannotWrite


def has_weasyprint() -> bool:
    try:
        return importlib.util.find_spec("weasyprint") is not None and bool(
            importlib.import_module("weasyprint")
        )
    except OSError:
        return False


def needs(present: bool, what: str):
    """Skip on a person's machine, fail where CI installs it."""
    return pytest.mark.skipif(not present and "CI" not in os.environ, reason=f"{what} is missing")


pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    needs(has_weasyprint(), "WeasyPrint with Pango"),
]


def text_of(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# Known answers


def test_the_pdf_is_tagged_has_a_language_and_a_title(brief):
    root = PdfReader(io.BytesIO(pdf_page(brief))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == brief.lang
    assert PdfReader(io.BytesIO(pdf_page(brief))).metadata.title == brief.title


def test_every_note_stands_at_the_foot_and_every_page_has_its_number(brief):
    made = pdf_page(brief)
    said = text_of(made)
    for note in brief.notes:
        assert note.method.split(". ")[0][:40] in said
    pages = PdfReader(io.BytesIO(made)).pages
    assert f"1 / {len(pages)}" in " ".join(pages[0].extract_text().split())


# Laws


def test_the_same_brief_gives_the_same_bytes(brief):
    assert pdf_page(brief) == pdf_page(brief)


# A second road


@pytest.mark.skipif(
    not any(map(shutil.which, BROWSERS)) and "CI" not in os.environ, reason="no browser here"
)
def test_without_weasyprint_a_browser_prints_the_same_words(brief, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    said = text_of(pdf_page(brief))
    assert brief.title in said
    for section in brief.sections:
        assert section.title in said


# Refusals


def test_refuses_where_nothing_can_make_one(brief, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotWrite) as refusal:
        pdf_page(brief)
    assert str(refusal.value) == (
        "Cannot make a PDF here. It takes WeasyPrint with Pango (pip install 'detente[pdf]') or an "
        "installed Chromium, and neither was found. Ask for HTML and print that from a browser."
    )

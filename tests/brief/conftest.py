"""A brief to check by head."""

import importlib
from dataclasses import replace

import pytest
from brief.invented import CASE, CLAIMS, COLUMNS, SENTENCES

from detente.brief import compose


@pytest.fixture(autouse=True)
def invented_words(monkeypatch):
    """Word the invented claims; the words of the page stay the real ones."""
    module = importlib.import_module("detente.brief.compose")
    real = module.words
    monkeypatch.setattr(
        module,
        "words",
        lambda lang: replace(real(lang), sentences=SENTENCES[lang], columns=COLUMNS),
    )


@pytest.fixture(params=["en", "nl"])
def brief(request, invented_words):
    return compose(CASE, CLAIMS, request.param)

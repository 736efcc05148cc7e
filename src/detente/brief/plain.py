"""The plain rendering: a brief as JSON, which the other renderings only add looks to."""

import json

from detente.brief.compose import Brief, Paragraph, Section
from detente.brief.sentence import Sentence
from detente.brief.table import Table
from detente.claims import Blanks, Plain, plain
from detente.world import Case


def json_page(brief: Brief) -> str:
    """A brief as JSON: every number in full, null where there is no answer."""
    page = {
        "id": brief.id,
        "version": brief.version,
        "lang": brief.lang,
        "question": question(brief.case),
        "title": brief.title,
        "sections": [_section(section) for section in brief.sections],
        "sources": [plain(source) for source in brief.sources],
    }
    return json.dumps(page, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def question(case: Case) -> Plain:
    """What was asked; of a case that somebody wrote down, its name."""
    asked: Plain = {
        "pair": list(case.pair),
        "year": case.year,
        "theta": case.theta,
        "deficits": case.deficits,
        "diverted_share": case.diverted_share,
    }
    return {**asked, "case": case.id} if case.id else asked


def _section(section: Section) -> Plain:
    paragraphs = [part for part in section.parts if isinstance(part, Paragraph)]
    return {
        "key": section.key,
        "title": section.title,
        "sentences": [_sentence(s) for paragraph in paragraphs for s in paragraph.sentences],
        "tables": [_table(part) for part in section.parts if isinstance(part, Table)],
    }


def _sentence(sentence: Sentence) -> Plain:
    claim = sentence.claim
    return {
        "key": claim.key,
        "speaker": claim.speaker,
        "text": sentence.text,
        "blanks": _blanks(claim.blanks),
        "notes": list(claim.notes),
    }


def _table(table: Table) -> Plain:
    return {
        **_sentence(table.caption),
        "columns": [{"name": column.name, "heading": column.heading} for column in table.columns],
        "rows": [_blanks(row) for row in table.caption.claim.rows],
    }


def _blanks(blanks: Blanks) -> Plain:
    return {name: plain(blank) for name, blank in blanks.items()}

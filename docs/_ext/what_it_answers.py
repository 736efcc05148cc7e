"""The commands and the measures, as Markdown."""

import re

from detente.claims import MEASURES
from detente.cli import app as command_line


def commands() -> str:
    """Every command, with its arguments, options and examples."""
    text = command_line._app().generate_docs(heading_level=1)
    text = text[text.index("\n## detente ") :]
    text = re.sub(r"^```console", "```text", text, flags=re.M)
    text = re.sub(r"^(detente .+)$", r"`\1`", text, flags=re.M)
    return re.sub(r"```text\n`(.+)`\n```", r"```text\n\1\n```", text)


def measures() -> str:
    """Every measure, by family: what it is, what it takes, how it is found."""
    family, lines = "", []
    for measure in MEASURES:
        name = measure.name.split(".")[0]
        if name != family:
            family = name
            lines += [f"## {family}", ""]
        needs = {"needed": " Needs a case.", "optional": " May take a case.", "unread": ""}
        lines += [
            f"### {measure.name}",
            "",
            measure.meaning + needs[measure.case],
            "",
            f"`{measure}`",
            "",
            f"Unit: {measure.unit or 'that of what is asked about'}. {escaped(measure.method)}",
            "",
        ]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Keep text from being read as Markdown."""
    return re.sub(r"([\\*_$<{\[|])", r"\\\1", text)

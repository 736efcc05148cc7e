"""A brief as PDF: tagged, with page numbers, and each note at the foot of the page that calls it.

WeasyPrint sets it from the same page as the HTML. Where its library for text, Pango, is missing, a
browser prints it instead, with the notes at the end.
"""

import logging
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from detente.brief.compose import Brief
from detente.brief.html import html_page
from detente.errors import CannotWrite

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
PATIENCE = 120  # seconds that a browser may take
MISSING = (
    "Cannot make a PDF here. It takes WeasyPrint with Pango (pip install 'detente[pdf]') or an "
    "installed Chromium, and neither was found. Ask for HTML and print that from a browser."
)


def pdf_page(brief: Brief) -> bytes:
    """A brief as PDF.

    The same brief gives the same bytes where WeasyPrint makes them; a browser adds the date.

    Raises
    ------
    CannotWrite
        Neither WeasyPrint nor a browser is here, or the browser failed.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # OSError: WeasyPrint is here, and Pango is not
        return _printed_by_a_browser(html_page(brief))
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it tells of styles for screens
    page = HTML(string=html_page(brief, is_paper=True), url_fetcher=_refused)
    made = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=brief.id.encode())
    return bytes(made)


def _refused(url: str) -> None:
    raise ValueError(f"A brief needs nothing from elsewhere, but asked for {url}.")


def _printed_by_a_browser(page: str) -> bytes:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise CannotWrite(MISSING)
    with TemporaryDirectory() as folder:
        written, made = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        written.write_text(page, encoding="utf-8")
        call = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={made}",
            *(["--no-sandbox"] if _is_root() else []),
            written.as_uri(),
        ]
        try:
            subprocess.run(call, capture_output=True, timeout=PATIENCE, check=True)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as failure:
            raise CannotWrite(
                f"Cannot make a PDF: {browser} failed to print it. Ask for HTML and print that, or "
                "install WeasyPrint with Pango (pip install 'detente[pdf]')."
            ) from failure


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0

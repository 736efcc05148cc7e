"""Make the pictures of the documentation, in ``docs``.

    python tools/pictures.py

brief.png, brief-nl.png    the top of the founding brief
brief-pdf.png              some of its pages on paper
page.png                   the page that ``detente serve`` gives

Needs an installed Chromium, and pdftoppm of poppler-utils for the paper.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from detente.brief import Brief, compose, save
from detente.data import load_case, reported_trade, shipped_worlds
from detente.study import pair_claims
from detente.world import Language

DOCS = Path(__file__).parents[1] / "docs"
CASE = "vladivostok-2019"
PAPER = (1, 2, 4)  # pages that are shown
PATIENCE = 60.0  # seconds for the page to come up
TALL, WIDE = (860, 1560), (1240, 900)  # windows


def main() -> None:
    """Render the founding brief and the page, and photograph both."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        languages: dict[Language, str] = {"en": "brief.png", "nl": "brief-nl.png"}
        for lang, name in languages.items():
            (path,) = save(founding_brief(lang), ["html"], folder)
            photograph(browser, path.as_uri(), DOCS / name)
        paper(browser, Path(folder))
        served(browser)
        browser.close()


def founding_brief(lang: Language) -> Brief:
    """The brief about Russia and North Korea on the day of their summit."""
    case = load_case(CASE)
    return compose(case, pair_claims(shipped_worlds(), case, reported_trade(*case.pair)), lang)


def photograph(browser: Browser, address: str, to: Path, size: tuple[int, int] = TALL) -> None:
    """Photograph what a window of a width and a height shows."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.screenshot(path=to)
    page.close()
    print(to)


def paper(browser: Browser, folder: Path) -> None:
    """Photograph some pages of the PDF side by side."""
    (path,) = save(founding_brief("en"), ["pdf"], folder)
    shown = []
    for number in PAPER:
        sheet = folder / f"page-{number}"
        only = ["-f", str(number), "-l", str(number), "-singlefile"]
        subprocess.run(["pdftoppm", "-r", "90", "-png", *only, path, sheet], check=True)
        shown.append(
            f'<img src="{sheet.with_suffix(".png").as_uri()}" width="{100 / len(PAPER)}%">'
        )
    beside = folder / "beside.html"
    look = "display: flex; gap: 12px; margin: 0; padding: 12px; background: #c9c4ba"
    beside.write_text(f'<body style="{look}">{"".join(shown)}</body>', encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 580})
    page.goto(beside.as_uri())
    page.screenshot(path=DOCS / "brief-pdf.png", full_page=True)
    page.close()
    print(DOCS / "brief-pdf.png")


def served(browser: Browser) -> None:
    """Photograph the page that is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen([sys.executable, "-m", "detente", "serve", "--port", port])
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(address)
        photograph(browser, f"{address}brief?a=NLD&b=DEU", DOCS / "page.png", WIDE)
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Wait until somebody answers at an address."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urlopen(address).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    main()

"""Make the pictures of the documentation: ``docs/brief.png``, the top of the founding brief.

    python tools/pictures.py

Needs an installed Chromium.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from detente.brief import compose, save
from detente.data import shipped_worlds
from detente.study import pair_claims
from detente.world import Case

DOCS = Path(__file__).parents[1] / "docs"


def main() -> None:
    """Render the brief and photograph it."""
    case = Case(("RUS", "PRK"))
    brief = compose(case, pair_claims(shipped_worlds(), case))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (path,) = save(brief, ["html"], folder)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 860, "height": 1180}, device_scale_factor=1.5)
        page.goto(path.as_uri())
        page.screenshot(path=DOCS / "brief.png")
        browser.close()


if __name__ == "__main__":
    main()

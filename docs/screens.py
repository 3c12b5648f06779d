"""The picture of `kg view`'s page, for README and docs/browsing.md: `python docs/screens.py PAGE.html PICTURE.png`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main(page: Path, picture: Path) -> None:
    """The page with one fact open, in a window of 1500 by 900 pixels."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1500, "height": 900})
        tab.goto(page.resolve().as_uri())
        tab.locator("#panel li button", has_text="North Korea has a defence pact with Russia").first.click()
        tab.wait_for_timeout(1000)  # the names settle
        tab.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Takes the pictures of the README from a running portal: ./in-env python -m tools.screenshots [ADDRESS].

Needs the packages of requirements-dev.txt (`./check` installs them), Chromium, and in CCC_DATA the data folder of that
portal, whose demonstration account signs in to the officers' page.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tools.prepare import ROOT
from tools.system_packages import find_chromium

OFFICER = "ufficio@milano.example"
WIDTHS = (1280, 390)
MAX_BYTES = 200_000
COLOURS = (256, 128, 64, 32)


class CannotTake(Exception):
    """No pictures can be taken here; the message says why in one sentence."""


@dataclass(frozen=True)
class Shot:
    """One page to be taken: name of the file, address without language, height in CSS pixels, who looks at it."""

    name: str
    path: str
    height: int = 860
    as_officer: bool = False


SHOTS = (
    Shot("home", ""),
    Shot("milano", "c/milano/", height=1440),
    Shot("forecast", "c/valdoria/previsione/", height=1440),
    Shot("published", "c/milano/contratto/v1/", height=1000),
    Shot("molecules", "c/milano/molecole/", height=1200),
    Shot("spread", "c/valdoria/dal-nucleo-alla-citta/", height=1300),
    Shot("path", "c/valdoria/percorso/", height=1000),
    Shot("signatories", "c/valdoria/firmatari/", height=1000),
    Shot("office", "ufficio/milano/", as_officer=True),
    Shot("contract", "ufficio/valdoria/contratto/", height=1000, as_officer=True),
    Shot("section", "ufficio/valdoria/contratto/sezioni/plan.summary/", height=1000, as_officer=True),
    Shot("workbench", "ufficio/valdoria/strumenti/confronto/", height=1200, as_officer=True),
    Shot("check", "ufficio/milano/contratto/controllo/", height=1000, as_officer=True),
    Shot("comparison", "ufficio/valdoria/contratto/versioni/1..2/#clauses", height=1000, as_officer=True),
)


def read_password() -> str:
    """The password of the demonstration's officer, as the portal prints it."""
    done = subprocess.run(
        [sys.executable, "manage.py", "demo_accounts"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for line in done.stdout.splitlines():
        if line.startswith(OFFICER):
            return line.split()[1]
    raise CannotTake("The data folder has no demonstration account: set CCC_DATA to that of the portal.")


def sign_in(page: Page, start: str, password: str) -> None:
    """Sign the officer in."""
    page.goto(f"{start}conto/login/")
    page.fill("[name=login]", OFFICER)
    page.fill("[name=password]", password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    if "/conto/" in page.url:
        raise CannotTake(f"The portal did not accept {OFFICER}: is CCC_DATA the folder of that portal?")


def take(browser: Browser, start: str, width: int, password: str) -> Iterator[tuple[str, bytes]]:
    """The name and the PNG of each page in one width; officers' pages come last, after signing in."""
    page = browser.new_page(reduced_motion="reduce")
    signed_in = False
    for shot in SHOTS:
        if shot.as_officer and not signed_in:
            sign_in(page, start, password)
            signed_in = True
        page.set_viewport_size({"width": width, "height": shot.height})
        answer = page.goto(start + shot.path, wait_until="networkidle")
        if answer is None or answer.status != 200:
            raise CannotTake(f"{start}{shot.path} answered {answer.status if answer else 'nothing'}.")
        yield f"{shot.name}-{width}", page.screenshot()


def shrink(picture: bytes) -> bytes:
    """The picture with as many colours as keep it below the limit."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        buffer = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        if buffer.tell() < MAX_BYTES:
            return buffer.getvalue()
    raise CannotTake(f"A picture stays above {MAX_BYTES} bytes even with {COLOURS[-1]} colours.")


def take_all(start: str, folder: Path) -> None:
    """Take every page in every width and write the files."""
    chromium = find_chromium()
    if chromium is None:
        raise CannotTake("There is no Chromium here and none could be installed.")
    password = read_password()
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width in WIDTHS:
            for name, picture in take(browser, start, width, password):
                small = shrink(picture)
                (folder / f"{name}.png").write_bytes(small)
                print(f"{name}.png  {len(small) // 1000} kB")
        browser.close()


def main() -> int:
    """Take the pictures; one sentence and status 1 when that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000/", help="of the running portal")
    parser.add_argument("--language", default="en", help="language of the pages (en)")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "screenshots")
    arguments = parser.parse_args()
    try:
        take_all(f"{arguments.address.rstrip('/')}/{arguments.language}/", arguments.folder)
    except (CannotTake, Error) as reason:
        print(str(reason).splitlines()[0], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

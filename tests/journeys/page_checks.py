"""What must hold on every page: no barrier that axe finds, a sound skeleton, no sideways scroll, little weight."""

import gzip
import urllib.request
from functools import cache
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

from tests.house.sources import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """
() => axe.run(document, {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then((found) => found.violations.map((one) => `axe ${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3)}`))
"""
READ_SKELETON = """
() => ({
  title: document.title,
  language: document.documentElement.lang,
  headings: document.querySelectorAll('h1').length,
  inline: [...document.querySelectorAll('main [style]')]
    .filter((element) => !element.closest('.chart-live, .leaflet-container'))
    .map((element) => element.outerHTML.slice(0, 80)),
  figures: [...document.querySelectorAll('figure.chart')].filter((figure) => !(
    figure.querySelector('figcaption h2')?.textContent.trim()
    && figure.querySelector('.chart-source')?.textContent.trim()
    && figure.querySelector('.chart-static svg[role=img] > title')
    && figure.querySelector('.chart-static svg[role=img] > desc')
    && figure.querySelector('details table td')
    && [...figure.querySelectorAll('a[download]')].some((link) => link.pathname.endsWith('.csv'))
  )).map((figure) => figure.id),
  parts: performance.getEntriesByType('resource').map((entry) => entry.name),
})
"""
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
FITTING_MILLISECONDS = 10_000  # live charts are drawn anew after the window's size has changed
LIVE_CHARTS = ("plotly", "/grafici/")
MOST_PAGE_BYTES, MOST_HTML_BYTES = 200_000, 30_000
MOST_BYTES_OF_A_MAP = (
    250_000  # a map of all neighbourhoods is drawn in the page too, for whoever has no scripts
)


def find_faults(page: Page, language: str, *, with_barriers: bool = True) -> list[str]:
    """Everything that is wrong with the page that is open; axe, the longest of the checks, may be left out."""
    skeleton: dict[str, Any] = page.evaluate(READ_SKELETON)
    faults = [f"chart without its parts: {name}" for name in skeleton["figures"]]
    faults += [f"inline style: {element}" for element in skeleton["inline"]]
    if skeleton["language"] != language:
        faults.append(f"lang={skeleton['language']}")
    if skeleton["headings"] != 1:
        faults.append(f"{skeleton['headings']} h1")
    if not skeleton["title"].strip(" -"):
        faults.append("no title")
    barriers = find_barriers(page) if with_barriers else []
    return faults + barriers + find_sideways_scroll(page) + find_weight(page, skeleton["parts"])


def find_barriers(page: Page) -> list[str]:
    """What axe calls a violation."""
    page.evaluate(read_axe())
    return list(page.evaluate(RUN_AXE))


def find_sideways_scroll(page: Page) -> list[str]:
    """Whether a window of 320 px scrolls sideways (WCAG 1.4.10)."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 320, "height": 720})
    try:
        page.wait_for_function(FITS, timeout=FITTING_MILLISECONDS)
    except TooLate:
        return ["scrolls sideways at 320 px"]
    finally:
        page.set_viewport_size(size)
    return []


def find_weight(page: Page, parts: list[str]) -> list[str]:
    """What is heavier than allowed, compressed as a server would send it; live charts come later and are left out."""
    html = len(gzip.compress(page.content().encode()))
    own = {part for part in parts if not any(word in part for word in LIVE_CHARTS)}
    whole = html + sum(weigh(part) for part in own)
    if page.locator(".map-list-long").count():
        return [f"map of {whole} bytes"] if whole > MOST_BYTES_OF_A_MAP else []
    faults = [f"HTML of {html} bytes"] if html > MOST_HTML_BYTES else []
    return faults + ([f"page of {whole} bytes"] if whole > MOST_PAGE_BYTES else [])


@cache
def weigh(part: str) -> int:
    """The size of a static part, compressed."""
    with urllib.request.urlopen(part) as answer:
        body = answer.read()
    return min(len(body), len(gzip.compress(body)))


@cache
def read_axe() -> str:
    """The script of axe-core from the npm lock file."""
    return AXE.read_text(encoding="utf-8")

"""Typeset the largest contract that cities have published; the floor is as many pages of plain text."""

import re
import resource
import time
from collections.abc import Callable
from typing import Any

from bench.database import no_database
from bench.measure import Cost, ratio
from bench.paper_document import make_document, make_extras
from bench.sizes import Figures, Sizes, target
from exchange.papers.docx import render_docx
from exchange.papers.frame import build_paper
from exchange.papers.pdf import render_pdf, typeset_paper

DATABASE = no_database
ACTIONS = 522
"""Roma's contract."""
PAGES_ASKED, SECONDS_ASKED = 150, 10
TIMES = 3
PAGE = re.compile(rb"/Type/Page\b")
PARAGRAPH = "La città si impegna a ridurre le emissioni di gas serra con le parti firmatarie. " * 8
FIRST_GUESS = 700


def run(_sizes: Sizes) -> Figures:
    """Seconds of the clock and of the processor, from the document to the bytes, best of three."""
    document, extras = make_document(actions=ACTIONS), make_extras()
    cost, made = _best(lambda: render_pdf(document, language="it", extras=extras))
    pages = count_pages(made)
    floor, plain = _best(lambda: _plain_pages(pages))
    build, _paper = _best(lambda: build_paper(document, language="it", extras=extras))
    texts, _docx = _best(lambda: render_docx(document, language="it"))
    return {
        "actions": ACTIONS,
        "pages": pages,
        "megabytes": round(len(made) / 1e6, 1),
        "seconds": round(cost.wall_seconds, 2),
        "cpu_seconds": round(cost.cpu_seconds, 2),
        "cpu_seconds_to_put_it_into_words": round(build.cpu_seconds, 2),
        "largest_child_megabytes": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "floor_pages": count_pages(plain),
        "floor_cpu_seconds": round(floor.cpu_seconds, 2),
        "ratio_to_floor": ratio(cost.cpu_seconds / pages, floor.cpu_seconds / count_pages(plain)),
        "docx_cpu_seconds": round(texts.cpu_seconds, 2),
        "targets": [
            target(f"pages with {ACTIONS} actions", value=pages, asked=PAGES_ASKED, at_least=True),
            target(
                "seconds for 150 pages",
                value=round(cost.wall_seconds * PAGES_ASKED / pages, 2),
                asked=SECONDS_ASKED,
            ),
        ],
    }


def count_pages(pdf: bytes) -> int:
    """The pages of a PDF of the typesetter, which writes them uncompressed."""
    return len(PAGE.findall(pdf))


def _best(work: Callable[[], Any]) -> tuple[Cost, Any]:
    """The least that it cost of several times, children included, and what was made."""
    walls, processors = [], []
    for _ in range(TIMES):
        wall, processor = time.perf_counter(), _processor_seconds()
        made = work()
        walls.append(time.perf_counter() - wall)
        processors.append(_processor_seconds() - processor)
    return Cost(cpu_seconds=min(processors), wall_seconds=min(walls), queries=0), made


def _processor_seconds() -> float:
    """Of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


_paragraphs: dict[int, int] = {}


def _plain_pages(pages: int) -> bytes:
    """About so many pages of paragraphs and nothing else; how many paragraphs that takes is found out once."""
    if pages not in _paragraphs:
        _paragraphs[pages] = round(FIRST_GUESS * pages / count_pages(_typeset_plain(FIRST_GUESS)))
    return _typeset_plain(_paragraphs[pages])


def _typeset_plain(paragraphs: int) -> bytes:
    document, extras = make_document(actions=0, rows=0) | {"sections": []}, make_extras(charts={})
    paper = build_paper(document, language="it", extras=extras)
    blocks = [{"kind": "paragraph", "runs": [{"text": PARAGRAPH}]}] * paragraphs
    part = {"title": "Testo", "entries": [{"kind": "text", "language": "it", "blocks": blocks}]}
    return typeset_paper(paper | {"parts": [part]}, timestamp=extras["timestamp"])

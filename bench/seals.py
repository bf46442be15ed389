"""Seal and read a contract's PDF; the floor is one bare signature over the digest of the same bytes."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from statistics import median, quantiles

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from bench.database import no_database
from bench.measure import ratio
from bench.paper_document import make_document, make_extras
from bench.papers import count_pages
from bench.sizes import Figures, Sizes, target
from core.certificates import as_pem, make_key, make_root
from core.pdf_signatures.contexts import read_roots
from core.pdf_signatures.making import Signer, add_seal
from core.pdf_signatures.reading import read_pdf
from exchange.papers.pdf import render_pdf

DATABASE = no_database
ACTIONS, TIMES = 60, 40
SEAL_ASKED, READ_ASKED = 250, 100
"""Milliseconds of the processor, of nineteen in twenty."""


def run(_sizes: Sizes) -> Figures:
    """Milliseconds of the processor, without the start of the process that reads files of strangers."""
    pdf = render_pdf(make_document(actions=ACTIONS), language="it", extras=make_extras())
    now = datetime.now(UTC)
    root = make_root(name="Root", now=now)
    made = make_key(name="Seal", root=root, now=now)
    signer = Signer(made.key, made.certificate, (root.certificate,))

    def seal() -> bytes:
        return add_seal(pdf, signer=signer, field_name="Seal", label="Seal", reason="Benchmark", certify=True)

    sealed, roots = seal(), read_roots(signers=as_pem(root.certificate), stamps="", revocations="")
    sealing = _milliseconds(seal)
    reading = _milliseconds(lambda: read_pdf(sealed, roots=roots))
    floor = _milliseconds(lambda: made.key.sign(sha256(pdf).digest(), ec.ECDSA(Prehashed(SHA256()))))
    return {
        "pages": count_pages(pdf),
        "kilobytes": round(len(pdf) / 1000),
        "bytes_added": len(sealed) - len(pdf),
        "seal_median_ms": round(median(sealing), 1),
        "seal_p95_ms": _p95(sealing),
        "read_median_ms": round(median(reading), 1),
        "read_p95_ms": _p95(reading),
        "floor_median_ms": round(median(floor), 2),
        "ratio_to_floor": ratio(median(sealing), median(floor)),
        "targets": [
            target("p95 of a seal, ms of the processor", value=_p95(sealing), asked=SEAL_ASKED),
            target("p95 of reading a seal, ms of the processor", value=_p95(reading), asked=READ_ASKED),
        ],
    }


def _p95(values: list[float]) -> float:
    return round(quantiles(values, n=20)[-1], 1)


def _milliseconds(work: Callable[[], object]) -> list[float]:
    """What the work takes each time, in milliseconds of the processor."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return taken

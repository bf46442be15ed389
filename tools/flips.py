"""`./check --long flips`: ten thousand single bits of a sealed PDF turned round, each of which must be refused.

A file is accepted when its seal is whole, over the whole file, by a certificate of ours, and its digest is in the
register. The last alone refuses every flip; so the proof also counts what the seal alone would let pass, which may
only be bits that no signature covers: those of its own envelope.
"""

import argparse
import multiprocessing
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO

from pypdf import PdfWriter

from core.certificates import as_pem, make_key, make_root, sha256_of
from core.pdf_signatures.contexts import read_roots
from core.pdf_signatures.facts import Changed, PdfFacts
from core.pdf_signatures.making import Signer, add_seal
from core.pdf_signatures.reading import read_pdf
from tools.proofs import write_section

SEED, FLIPS, PROCESSES, TOLD_EVERY = 2030, 10_000, 2, 1000
BYTE_RANGE = re.compile(rb"/ByteRange \[\s*0 (\d+) (\d+) (\d+)\s*\]")


class Verdict(StrEnum):
    """What became of a file with one bit turned round."""

    ACCEPTED = "accepted"
    ONLY_REGISTER = "refused by the register alone"
    REFUSED = "refused by the seal"


@dataclass(frozen=True, slots=True)
class Case:
    """A sealed file, the root it leads to, and the digest of the certificate that sealed it."""

    pdf: bytes
    root: str
    certificate_sha256: str


def make_case() -> Case:
    """A sealed file of two pages, by a key made for it."""
    now = datetime.now(UTC)
    root = make_root(name="Root", now=now)
    key = make_key(name="Seal", root=root, now=now)
    writer, plain = PdfWriter(), BytesIO()
    for _ in range(2):
        writer.add_blank_page(200, 200)
    writer.write(plain)
    sealed = add_seal(
        plain.getvalue(),
        signer=Signer(key.key, key.certificate, (root.certificate,)),
        field_name="Seal",
        label="Seal",
        reason="Proof",
        certify=True,
    )
    return Case(sealed, as_pem(root.certificate), sha256_of(key.certificate))


def uncovered_part(pdf: bytes) -> range:
    """The places that the seal does not cover: itself."""
    told = BYTE_RANGE.search(pdf)
    if told is None:
        raise ValueError("The file has no seal.")
    return range(int(told[1]), int(told[2]))


def draw_flips(case: Case, count: int) -> list[tuple[int, int]]:
    """Places and bits, the same for the same seed and length."""
    chance = random.Random(SEED)
    return [(chance.randrange(len(case.pdf)), chance.randrange(8)) for _ in range(count)]


def judge_flip(case: Case, place: int, bit: int) -> Verdict:
    """What the checks say of the file with one bit turned round."""
    changed = bytearray(case.pdf)
    changed[place] ^= 1 << bit
    facts = read_pdf(bytes(changed), roots=read_roots(signers=case.root, stamps="", revocations=""))
    if not is_whole_seal(facts, case.certificate_sha256):
        return Verdict.REFUSED
    is_registered = sha256(changed).digest() == sha256(case.pdf).digest()
    return Verdict.ACCEPTED if is_registered else Verdict.ONLY_REGISTER


def is_whole_seal(facts: PdfFacts, certificate_sha256: str) -> bool:
    """Whether the bytes carry one whole seal by this certificate, over the whole file."""
    return facts.is_readable and [
        (one.certificate_sha256, one.is_intact, one.covers_file, one.changed, one.is_plain, one.is_trusted)
        for one in facts.signatures
    ] == [(certificate_sha256, True, True, Changed.NOTHING, True, True)]


def _judge(question: tuple[Case, int, int]) -> tuple[int, Verdict]:
    case, place, bit = question
    return place, judge_flip(case, place, bit)


def find_faults(case: Case, judged: list[tuple[int, Verdict]]) -> list[str]:
    """The flips that were accepted, and those of covered bytes that the seal did not refuse."""
    own = uncovered_part(case.pdf)
    return [
        f"byte {place}: {verdict}"
        for place, verdict in judged
        if verdict is Verdict.ACCEPTED or (verdict is Verdict.ONLY_REGISTER and place not in own)
    ]


def main() -> int:
    """Turn a share of the bits; a whole run is written into docs/quality.md. Status 1 when one passes."""
    parser = argparse.ArgumentParser(prog="python -m tools.flips", description=__doc__)
    parser.add_argument("--sample", type=float, default=1.0, metavar="SHARE", help="share of the 10,000, 0-1")
    share = parser.parse_args().sample
    case, judged = make_case(), []
    questions = [(case, *flip) for flip in draw_flips(case, max(1, round(share * FLIPS)))]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for number, answer in enumerate(pool.imap_unordered(_judge, questions, chunksize=50), 1):
            judged.append(answer)
            if number % TOLD_EVERY == 0:
                print(f"  {number} of {len(questions)} judged", flush=True)
    counts = Counter(verdict for _place, verdict in judged)
    told = "; ".join(f"{verdict}: {counts[verdict]:,}" for verdict in Verdict)
    print(
        f"{len(judged):,} bits of a sealed file of {len(case.pdf):,} bytes turned round, seed {SEED}. {told}."
    )
    faults = find_faults(case, judged)
    print("\n".join(faults))
    if share == 1:
        write_section("Flipped bits of sealed files", f"{len(judged):,} single bits, seed {SEED}. {told}.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())

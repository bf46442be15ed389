"""Read one signed PDF: a line of JSON, then the bytes, on standard input; the facts as JSON on standard output.

Run as `python -m core.pdf_signatures.child` by `core.limited_process`, without Django and without our secrets.
"""

import json
import sys
from dataclasses import asdict

from core.pdf_signatures.contexts import read_roots
from core.pdf_signatures.reading import read_pdf


def main() -> None:
    """Answer one question: certificates, the length of what was offered, the offered bytes, the file."""
    asked = json.loads(sys.stdin.buffer.readline())
    offered = sys.stdin.buffer.read(asked.pop("offered_bytes"))
    facts = read_pdf(sys.stdin.buffer.read(), roots=read_roots(**asked), offered=offered)
    sys.stdout.write(json.dumps(asdict(facts)))


if __name__ == "__main__":
    main()

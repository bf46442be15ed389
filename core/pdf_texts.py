"""The text of a PDF of anyone, read in a process that cannot harm ours."""

import json

from core.limited_process import LimitedProcessError, run_limited

SECONDS, WALL_SECONDS = 15, 45
MEMORY_BYTES = 512 * 2**20


class UnreadableText(Exception):
    """The file is no PDF, or longer than a person would compare."""


def read_pdf_text(content: bytes) -> str:
    """The text of all pages, line by line; empty where the pages are pictures. Raises `UnreadableText`.

    What is read is what the letters say, not how the page looks: texts may hide behind pictures.
    """
    try:
        answer = run_limited(
            "core.pdf_text_reader",
            content,
            memory_bytes=MEMORY_BYTES,
            seconds=SECONDS,
            wall_seconds=WALL_SECONDS,
        )
    except LimitedProcessError as error:
        raise UnreadableText from error
    return "\n".join(json.loads(answer)).strip()

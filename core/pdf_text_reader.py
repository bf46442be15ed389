"""Reads the text of a PDF from standard input and writes it as JSON, page by page; runs in a limited process."""

import io
import json
import logging
import sys

from pypdf import PdfReader

MOST_PAGES, MOST_CHARACTERS = 200, 400_000


def read_pages(content: bytes) -> list[str]:
    """The text of each page, its lines without the spaces around them.

    Raises `ValueError` for a file that is longer than a person would compare.
    """
    logging.disable(logging.CRITICAL)  # what pypdf finds wrong with the file
    reader = PdfReader(io.BytesIO(content))
    if len(reader.pages) > MOST_PAGES:
        raise ValueError("too many pages")
    pages, characters = [], 0
    for page in reader.pages:
        lines = (" ".join(line.split()) for line in page.extract_text().splitlines())
        pages.append("\n".join(line for line in lines if line))
        characters += len(pages[-1])
        if characters > MOST_CHARACTERS:
            raise ValueError("too long a text")
    return pages


if __name__ == "__main__":
    json.dump(read_pages(sys.stdin.buffer.read()), sys.stdout)

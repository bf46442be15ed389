"""Texts as grids: CSV and TSV of any spreadsheet, tables pasted from documents, columns aligned by blanks."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from itertools import islice, pairwise

from exchange.recognition.grids import Grid, Value
from exchange.recognition.limits import MAX_CELL_CHARACTERS, Budget, check_row_count, check_width
from exchange.recognition.refusals import Refusal, RefusedFile

DELIMITERS = ("\t", ";", ",", "|")
SAMPLE_LINES = 60
RULE = re.compile(r"[\s|:+=-]*")
GAP = re.compile(r"\s{2,}")


def read_text(content: bytes, sheet: str) -> Grid:
    """The grid of a text file; encoding and delimiter are found out. Raises `RefusedFile`."""
    text = decode(content)
    lines = text.splitlines()
    delimiter = find_delimiter(lines)
    if delimiter == "|":
        rows = _piped_rows(lines)
    elif delimiter:
        rows = _delimited_rows(text, delimiter)
    else:
        rows = _aligned_rows(lines)
    cleaned = [_trim(row) for row in rows]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    if not cleaned:
        raise RefusedFile(Refusal.EMPTY)
    return Grid(sheet=sheet, rows=cleaned, is_text=True)


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the code page of Western Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content[:4000]:
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise RefusedFile(Refusal.BINARY)


def find_delimiter(lines: list[str]) -> str:
    """The mark that cuts the most lines into the same number of cells; empty when columns are aligned by blanks.

    A tab or a semicolon is never part of a number, a comma often is: so they come first where both fit.
    """
    sample = list(islice((line for line in lines if line.strip()), SAMPLE_LINES))
    if _share(sample, lambda line: line.strip().startswith("|")) > 0.5:
        return "|"
    scores = {mark: _evenness(sample, mark) for mark in DELIMITERS[:3]}
    best = max(scores, key=lambda mark: scores[mark])
    if scores[best] < 0.5 and _share(sample, lambda line: bool(GAP.search(line.strip()))) > 0.5:
        return ""
    if scores[best] == 0:
        return "" if any(GAP.search(line.strip()) for line in sample) else ","
    return next(mark for mark in DELIMITERS if scores.get(mark, 0) >= 0.9 * scores[best])


def _evenness(sample: list[str], mark: str) -> float:
    """The share of the lines that have the most common number of cells above one."""
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=mark) if any(row)]
    except csv.Error:
        return 0.0
    cut = Counter(width for width in widths if width > 1)
    return cut.most_common(1)[0][1] / len(widths) if cut else 0.0


def _share(sample: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, sample)) / len(sample) if sample else 0.0


def _is_text(text: str) -> bool:
    controls = sum(1 for character in text[:100_000] if character < " " and character not in "\t\r\n\f\v\x1a")
    return "\x00" not in text and controls <= len(text[:100_000]) // 1000


def _delimited_rows(text: str, delimiter: str) -> list[list[Value]]:
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    rows: list[list[Value]] = []
    budget = Budget()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            check_width(len(row))
            budget.spend(row)
            rows.append(list(row))
            check_row_count(len(rows))
    except csv.Error as error:
        raise RefusedFile(Refusal.CELL_TOO_LONG, limit=MAX_CELL_CHARACTERS) from error
    return rows


def _piped_rows(lines: list[str]) -> list[list[Value]]:
    """A table as Markdown writes it; the rule under its header is no row."""
    cut = [line.strip().strip("|").split("|") for line in lines if not RULE.fullmatch(line)]
    return [list(row) for row in cut]


def _aligned_rows(lines: list[str]) -> list[list[Value]]:
    """Columns that blanks keep apart: cut where no line has a letter, so that an empty cell stays in its place."""
    for line in lines:
        check_width(len(GAP.split(line.strip())))
        if len(line) > MAX_CELL_CHARACTERS:
            raise RefusedFile(Refusal.CELL_TOO_LONG, limit=MAX_CELL_CHARACTERS)
    check_row_count(len(lines))
    lines = [line.expandtabs() for line in lines]
    columned = [line for line in lines if GAP.search(line.strip())]
    cuts = _blank_columns(columned)
    if not cuts:
        return [list(GAP.split(line.strip())) for line in lines]
    edges = [0, *cuts, None]
    return [
        [line[start:end].strip() for start, end in pairwise(edges)] if line in columned else [line.strip()]
        for line in lines
    ]


def _blank_columns(lines: list[str]) -> list[int]:
    """Where each column after the first begins: the ends of the blank strips, two wide, that all lines share."""
    width = max((len(line) for line in lines), default=0)
    blank = [all(line[at : at + 1] in ("", " ") for line in lines) for at in range(min(width, 2000))]
    return [
        at
        for at in range(2, len(blank))
        if not blank[at] and blank[at - 1] and blank[at - 2] and not all(blank[: at - 2])
    ]


def _trim(row: list[Value]) -> list[Value]:
    """The row without the empty cells at its end; an empty cell is None."""
    cells = [None if not str(cell).strip() else str(cell).strip() for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return list(cells)

"""What runs in the limited process: bytes of a stranger in, grids or a refusal out, both as JSON."""

import sys
from typing import Any

import orjson

from exchange.recognition.containers import FileKind
from exchange.recognition.delimited import read_text
from exchange.recognition.refusals import RefusedFile
from exchange.recognition.spreadsheets import read_workbook


def read(given: bytes) -> dict[str, Any]:
    """The grids of a file. The first line of `given` names its kind and its sheet, the rest is the file."""
    head, _line_end, content = given.partition(b"\n")
    order = orjson.loads(head)
    try:
        is_workbook = order["kind"] == FileKind.WORKBOOK
        grids = read_workbook(content) if is_workbook else [read_text(content, order["sheet"])]
    except RefusedFile as refused:
        return refused.as_json()
    return {"grids": [grid.as_json() for grid in grids]}


def main() -> None:
    """Read standard input, write standard output."""
    sys.stdout.buffer.write(orjson.dumps(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()

"""What runs in the limited process: bytes of a stranger in, an outline or a refusal out, both as JSON."""

import sys

import orjson

from molecules.geometry.formats import READERS
from molecules.geometry.refusals import RefusedShape
from molecules.geometry.shaping import make_outline


def read(given: bytes) -> bytes:
    """The outline of a file as JSON. The first line of `given` says how it is to be read, the rest is the file."""
    head, _line_end, content = given.partition(b"\n")
    order = orjson.loads(head)
    try:
        shapes = READERS[order["kind"]](content)
        outline = make_outline(shapes, epsg=order["epsg"], is_swapped=order["is_swapped"])
    except RefusedShape as refused:
        return orjson.dumps({"refused": refused.code.value, "numbers": refused.numbers})
    return orjson.dumps(outline._asdict())


def main() -> None:
    """Read standard input, write standard output."""
    sys.stdout.buffer.write(read(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()

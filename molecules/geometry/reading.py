"""From a file or a pasted text to an outline; whatever it holds, this process stays well."""

from pathlib import PurePath

import orjson

from core.limited_process import LimitedProcessError, Reason, run_limited
from molecules.geometry.limits import EXTENSIONS, MAX_FILE_BYTES, READING_MEMORY_BYTES, READING_SECONDS
from molecules.geometry.refusals import Fault, RefusedShape
from molecules.geometry.shaping import Outline

PROCESS = "molecules.geometry.reading_process"
BEGINNINGS = {"geopackage": b"SQLite format 3\x00", "shapefile": b"PK\x03\x04"}
STOPPED = {Reason.TIME: Fault.TOO_SLOW, Reason.MEMORY: Fault.TOO_MUCH_MEMORY, Reason.FAILED: Fault.DAMAGED}


def read_outline(name: str, content: bytes, *, epsg: int | None = None, is_swapped: bool = False) -> Outline:
    """The outline of a GeoJSON, GeoPackage or zipped shapefile, read in a limited process.

    `epsg` counts where the file names no coordinate system. Raises `RefusedShape`.
    """
    order = make_order(name, content, epsg=epsg, is_swapped=is_swapped)
    try:
        answer = run_limited(
            PROCESS,
            order,
            memory_bytes=READING_MEMORY_BYTES,
            seconds=READING_SECONDS,
            wall_seconds=3 * READING_SECONDS,
        )
    except LimitedProcessError as error:
        if error.reason == Reason.TIME and error.cpu_seconds < READING_SECONDS / 2:
            raise RefusedShape(Fault.BUSY) from error
        raise RefusedShape(STOPPED[error.reason]) from error
    return take_answer(answer)


def make_order(name: str, content: bytes, *, epsg: int | None = None, is_swapped: bool = False) -> bytes:
    """What the process is given: how to read, then the file; raises `RefusedShape` for what is not worth opening."""
    order = {"kind": _check_file(name, content), "epsg": epsg, "is_swapped": is_swapped}
    return orjson.dumps(order) + b"\n" + content


def take_answer(answer: bytes) -> Outline:
    """The outline that the process wrote; raises the `RefusedShape` that it wrote instead."""
    told = orjson.loads(answer)
    if "refused" in told:
        raise RefusedShape(Fault(told["refused"]), **told["numbers"])
    return Outline(told["geometry"], told["area_km2"], [(code, numbers) for code, numbers in told["notes"]])


def _check_file(name: str, content: bytes) -> str:
    """How the file is read, if its first bytes say the same as its name."""
    if not content.strip():
        raise RefusedShape(Fault.EMPTY_FILE)
    if len(content) > MAX_FILE_BYTES:
        raise RefusedShape(Fault.TOO_LARGE, limit=MAX_FILE_BYTES // 2**20)
    kind = EXTENSIONS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise RefusedShape(Fault.EXTENSION)
    begins = content[:16]
    if kind in BEGINNINGS and not begins.startswith(BEGINNINGS[kind]):
        raise RefusedShape(Fault.NOT_WHAT_IT_SAYS)
    if kind == "geojson" and any(begins.startswith(one) for one in (*BEGINNINGS.values(), b"%PDF", b"<")):
        raise RefusedShape(Fault.NOT_WHAT_IT_SAYS)
    return kind

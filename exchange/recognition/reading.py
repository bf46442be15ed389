"""From a file to its grids; whatever the file holds, this process stays well."""

from pathlib import PurePath

import orjson

from core.limited_process import LimitedProcessError, Reason, run_limited
from exchange.recognition.containers import check_file
from exchange.recognition.grids import Grid
from exchange.recognition.limits import READING_MEMORY_BYTES, READING_SECONDS
from exchange.recognition.refusals import Refusal, RefusedFile

PROCESS = "exchange.recognition.reading_process"


class MachineBusy(Exception):
    """The machine had no time for the reading process; the same file can be read later."""


def read_grids(name: str, content: bytes) -> list[Grid]:
    """The grids of a file, read in a limited process.

    Raises `RefusedFile`, and `MachineBusy` where the process had no chance.
    """
    kind = check_file(name, content)
    order = orjson.dumps({"kind": kind, "sheet": PurePath(name).stem or "table"})
    try:
        answer = run_limited(
            PROCESS,
            order + b"\n" + content,
            memory_bytes=READING_MEMORY_BYTES,
            seconds=READING_SECONDS,
        )
    except LimitedProcessError as error:
        if error.reason == Reason.TIME and error.cpu_seconds < READING_SECONDS / 2:
            raise MachineBusy from error
        raise _refusal(error.reason) from error
    told = orjson.loads(answer)
    if "refused" in told:
        raise RefusedFile(Refusal(told["refused"]), **told["numbers"])
    return [Grid.from_json(grid) for grid in told["grids"]]


def _refusal(reason: Reason) -> RefusedFile:
    """What a stopped process means for the reader; a parser that fell over met a damaged file."""
    if reason == Reason.TIME:
        return RefusedFile(Refusal.TOO_SLOW, limit=READING_SECONDS)
    return RefusedFile(Refusal.TOO_MUCH_MEMORY if reason == Reason.MEMORY else Refusal.DAMAGED)

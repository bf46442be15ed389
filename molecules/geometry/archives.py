"""A packed shapefile: its directory is judged before anything is unpacked, and nothing is ever written to a disk."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from molecules.geometry.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, SMALL_BYTES
from molecules.geometry.refusals import Fault, RefusedShape

PARTS = (".shp", ".shx", ".prj")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    RuntimeError,
)
"""What unpacking raises over an archive that is not what it should be."""
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tar", ".kmz")


def unpack_shapefile(content: bytes) -> dict[str, bytes]:
    """The parts of the one shapefile of an archive by their endings; raises `RefusedShape`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _check_directory(entries, len(content))
            return {end: archive.read(one) for end, one in _parts_of(entries).items()}
    except BROKEN as error:
        raise RefusedShape(Fault.DAMAGED) from error


def _check_directory(entries: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    """Refuse by what the directory says; parts that share their bytes would let a small file say little."""
    total = sum(one.file_size for one in entries)
    dense = any(one.file_size > max(SMALL_BYTES, MAX_RATIO * max(1, one.compress_size)) for one in entries)
    overlapping = sum(one.compress_size for one in entries) > packed_bytes
    if total > MAX_UNPACKED_BYTES or len(entries) > MAX_ENTRIES or dense or overlapping:
        raise RefusedShape(Fault.BOMB)
    for one in entries:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise RefusedShape(Fault.PATH)
        if path.suffix.lower() in ARCHIVES:
            raise RefusedShape(Fault.NESTED)
        if one.flag_bits & 0x1:
            raise RefusedShape(Fault.ENCRYPTED)


def _parts_of(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries of the one shapefile; what a Macintosh adds beside it does not count."""
    named = {
        one.filename.replace("\\", "/").lower(): one for one in entries if "__MACOSX" not in one.filename
    }
    shapes = [name for name in named if name.endswith(".shp")]
    if not shapes:
        raise RefusedShape(Fault.NO_SHAPEFILE)
    if len(shapes) > 1:
        raise RefusedShape(Fault.SEVERAL_SHAPEFILES, count=len(shapes))
    stem = shapes[0].removesuffix(".shp")
    return {end: named[stem + end] for end in PARTS if stem + end in named}

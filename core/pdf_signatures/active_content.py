"""What acts by itself when a PDF is opened: scripts, programs that are started, files inside."""

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
KEYS = frozenset({"/JS", "/EmbeddedFiles", "/EF"})


def find_active(reader: PdfFileReader) -> set[str]:
    """The names of what acts, or lies hidden, anywhere under the catalogue of the file."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[generic.PdfObject] = [reader.root]
    while waiting:
        for value in _inside(waiting.pop(), found):
            if isinstance(value, generic.IndirectObject):
                place = (value.idnum, value.generation)
                if place in seen:
                    continue
                seen.add(place)
                waiting.append(value.get_object())
            else:
                waiting.append(value)
    return found


def _inside(thing: generic.PdfObject, found: set[str]) -> Iterator[generic.PdfObject]:
    """What a thing is made of; names of acts on the way are put into `found`."""
    if isinstance(thing, generic.DictionaryObject):
        found |= KEYS & set(thing)
        for key in thing:
            value = thing.raw_get(key)
            if key == "/S" and value in ACTS:
                found.add(str(value))
            if isinstance(value, generic.IndirectObject | generic.DictionaryObject | generic.ArrayObject):
                yield value
    elif isinstance(thing, generic.ArrayObject):
        for place in range(len(thing)):
            value = thing.raw_get(place)
            if isinstance(value, generic.IndirectObject | generic.DictionaryObject | generic.ArrayObject):
                yield value

"""What a sheet's XML says of its cells beside their values: formulas without result, errors, percentages."""

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from defusedxml import ElementTree

from exchange.recognition.grids import Spot
from exchange.recognition.refusals import Refusal, RefusedFile

STYLES_PART = "xl/styles.xml"
BUILT_IN_PERCENTS = {"9", "10"}
WORTH_A_PASS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"')
"""What a sheet with a formula or an error holds somewhere; plain searches, since a sheet has a hundred megabytes."""
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass
class PartMarks:
    """The cells of one sheet that need a word."""

    formulas: set[Spot] = field(default_factory=set)
    errors: set[Spot] = field(default_factory=set)
    percents: set[Spot] = field(default_factory=set)


def percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles that show a value as a percentage."""
    if STYLES_PART not in archive.namelist():
        return set()
    root = ElementTree.fromstring(archive.read(STYLES_PART))
    formats = {
        element.get("numFmtId", "")
        for element in root.iter()
        if _name(element.tag) == "numFmt" and "%" in re.sub(r'"[^"]*"', "", element.get("formatCode", ""))
    }
    styles = next((element for element in root.iter() if _name(element.tag) == "cellXfs"), ())
    wanted = formats | BUILT_IN_PERCENTS
    return {str(number) for number, style in enumerate(styles) if style.get("numFmtId", "") in wanted}


def read_marks(archive: zipfile.ZipFile, part: str, styles: set[str]) -> PartMarks:
    """The marks of one sheet; sheets of plain numbers are not gone through at all."""
    content = archive.read(part)
    if not any(mark in content for mark in WORTH_A_PASS) and not _uses(content, styles):
        return PartMarks()
    return _Pass(styles).read(content)


class _Pass:
    """One pass over a sheet; any entity declaration ends it."""

    def __init__(self, styles: set[str]) -> None:
        self.styles = styles
        self.marks = PartMarks()
        self.spot: Spot | None = None
        self.kind = ""
        self.has_formula = self.has_value = self.in_value = False

    def read(self, content: bytes) -> PartMarks:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise RefusedFile(Refusal.DAMAGED) from error
        return self.marks

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _name(tag)
        if name == "c":
            self.spot = _spot(attributes.get("r", ""))
            self.kind = attributes.get("t", "n")
            self.has_formula = self.has_value = False
            if self.spot and self.kind == "n" and attributes.get("s") in self.styles:
                self.marks.percents.add(self.spot)
        elif name == "f":
            self.has_formula = True
        self.in_value = name in ("v", "t")

    def _text(self, text: str) -> None:
        self.has_value = self.has_value or (self.in_value and bool(text.strip()))

    def _end(self, tag: str) -> None:
        self.in_value = False
        if _name(tag) != "c" or self.spot is None:
            return
        if self.kind == "e":
            self.marks.errors.add(self.spot)
        elif self.has_formula and not self.has_value and self.kind != "str":
            self.marks.formulas.add(self.spot)


def _refuse(*_declaration: object) -> None:
    raise RefusedFile(Refusal.ENTITIES)


def _uses(content: bytes, styles: set[str]) -> bool:
    """Whether a cell has one of the styles."""
    return bool(styles) and bool(
        re.search(rb'<(?:\w+:)?c [^>]*\bs="(?:%s)"' % "|".join(sorted(styles)).encode(), content)
    )


def _spot(reference: str) -> Spot | None:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _name(tag: str) -> str:
    """The local name of an element, whichever way its namespace is written."""
    return tag.rpartition("}")[2].rpartition(":")[2]

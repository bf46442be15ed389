"""Cutting a sheet into its tables: titles above, notes below, several tables one under the other or side by side."""

import re
from dataclasses import dataclass, field

from contracts.tables.wording import plain_words
from exchange.recognition.body import TOTAL
from exchange.recognition.forms import FormShape, find_form
from exchange.recognition.grids import Grid, is_empty
from exchange.recognition.headers import Header, find_header, skip_below_header
from exchange.recognition.vocabulary import Heading, heading_of

LOOK_AHEAD = 16
"""How many rows of titles, units and remarks may stand above a header."""
UNIT_REMARK = re.compile(
    r"^\s*[\[(]?\s*(?:(?:all |tutti i )?"
    r"(?:values?|figures?|data|amounts?|valori|dati|importi)\b.{0,20}\b(?:in|are)\b|in\b)"
    r"\s*(?P<unit>.{1,40})$|^\s*[\[(](?P<bracket>[^()\[\]]{1,40})[\])]\s*$",
    re.IGNORECASE,
)
UNIT_LINE = re.compile(
    r"^\s*(units?|unit[aà](\s+di\s+misura)?|u\.?m\.?)\b[\s:(\[]*(?P<unit>.*)$", re.IGNORECASE
)


@dataclass
class Region:
    """The rows of one table in a sheet: its title, the lines above it, its header or form, where it ends."""

    grid: Grid
    top: int
    bottom: int
    heading: Heading | None = None
    title: str = ""
    preamble: list[str] = field(default_factory=list)
    header: Header | None = None
    form: FormShape | None = None
    first_row: int = 0
    units: str = ""

    @property
    def table(self) -> str:
        """The table it was taken for, empty where it was not recognised."""
        if self.form:
            return self.form.table
        return self.header.table if self.header else ""


def find_regions(grid: Grid, *, name: str = "") -> list[Region]:
    """The tables of a sheet in their order. `name` (of the sheet, of the file) helps where no title does."""
    regions: list[Region] = []
    row = 0
    while row < len(grid.rows):
        if grid.is_blank(row):
            row += 1
            continue
        region = _Search(grid, row, name).find()
        if region is None:
            row = _end_of_block(grid, row)
            continue
        regions.append(region)
        row = max(region.bottom, row + 1)
    return regions


class _Search:
    """One look from a row downwards for the next table."""

    def __init__(self, grid: Grid, row: int, name: str) -> None:
        self.grid = grid
        self.start = row
        self.name = name
        self.headings: list[Heading] = []
        self.preamble: list[str] = []

    def find(self) -> Region | None:
        """The table that begins here, recognised or not; None where only text stands."""
        for row in range(self.start, min(self.start + LOOK_AHEAD, len(self.grid.rows))):
            if self.grid.is_blank(row):
                if _is_block_of_cells(self.grid, self.start, row):
                    break
                continue
            if not self._is_above(row) and (region := self._at(row)):
                return region
            self._note(row)
        return self._unrecognised()

    def _is_above(self, row: int) -> bool:
        """Whether a row is a title or a remark above a table rather than its header or first label."""
        texts = _filled(self.grid, row)
        if len(texts) == 1:
            return True
        if len(texts) > 2:
            return False
        heading = heading_of(texts[0])
        is_year = re.fullmatch(r"(19|20)\d\d", texts[1]) is not None
        return is_year or bool(UNIT_LINE.match(texts[0])) or (heading is not None and heading.has_number)

    def _at(self, row: int) -> Region | None:
        """The table whose header or form begins in this row."""
        wanted = tuple(dict.fromkeys(key for heading in reversed(self.headings) for key in heading.tables))
        hint = " ".join([*self.preamble, self.name])
        header = find_header(self.grid, row, wanted=wanted, hint=hint)
        is_header = header is not None and self._is_enough(header, wanted)
        form = find_form(self.grid, row, wanted=wanted) if not is_header or _is_narrow(header) else None
        if form is not None and (not is_header or header is None or form.named > header.named):
            return self._region(row, form.bottom, form=form)
        return self._tabular(header) if is_header and header is not None else None

    def _is_enough(self, header: Header, wanted: tuple[str, ...]) -> bool:
        if header.table in wanted:
            return header.named >= 2 or header.share >= 0.5
        return header.is_convincing

    def _tabular(self, header: Header) -> Region:
        first_row, units = skip_below_header(self.grid, header.row + header.depth)
        return self._region(
            header.row,
            _end_of_table(self.grid, header, first_row),
            header=header,
            first_row=first_row,
            units=units,
        )

    def _region(
        self,
        top: int,
        bottom: int,
        *,
        header: Header | None = None,
        form: FormShape | None = None,
        first_row: int = 0,
        units: str = "",
    ) -> Region:
        region = Region(self.grid, top, bottom, header=header, form=form, first_row=first_row, units=units)
        region.preamble = self.preamble
        region.heading = next(
            (heading for heading in reversed(self.headings) if region.table in heading.tables), None
        )
        title = region.heading.text if region.heading else (self.preamble[0] if self.preamble else "")
        region.title = title[:300]
        return region

    def _unrecognised(self) -> Region | None:
        """A block of cells in which nothing was recognised; the person says what it is."""
        end = _end_of_block(self.grid, self.start)
        if not _is_block_of_cells(self.grid, self.start, end):
            return None
        top = next(row for row in range(self.start, end) if len(_filled(self.grid, row)) > 1)
        title = self.preamble[0] if self.preamble and top > self.start else ""
        return Region(self.grid, top, end, title=title[:300], first_row=top + 1)

    def _note(self, row: int) -> None:
        """Keep what stands above the table; a title names it."""
        texts = _filled(self.grid, row)
        self.preamble.append(" ".join(texts))
        candidates = [" ".join(texts), *texts] if len(texts) <= 4 else texts[:1]
        found = next(filter(None, map(heading_of, candidates)), None)
        if found is not None:
            self.headings.append(found)


def units_of(region: Region) -> list[str]:
    """What lines above the table say of the unit of all its numbers ("Unit: kt CO2e/year"), the nearest first."""
    found = [UNIT_LINE.match(line) or UNIT_REMARK.match(line) for line in reversed(region.preamble)]
    units = [next(filter(None, reversed(match.groups())), "") for match in found if match]
    return [*units, region.title]


def _end_of_table(grid: Grid, header: Header, first_row: int) -> int:
    """The row after the last one of a table: where the next title or another header stands, or the sheet ends."""
    row, blanks, last = first_row, 0, first_row
    while row < len(grid.rows):
        if grid.is_blank(row):
            blanks += 1
        else:
            if (blanks or _is_single(grid, row)) and _begins_another(
                grid, row, header, after_blank=blanks > 0
            ):
                break
            if blanks and _stands_apart(grid, row, header, blanks=blanks, last=last):
                break
            blanks, last = 0, row
        row += 1
    while row > first_row and grid.is_blank(row - 1):
        row -= 1
    return row


def _stands_apart(grid: Grid, row: int, header: Header, *, blanks: int, last: int) -> bool:
    """Whether cells below a gap are too few for the table above: something else, that nobody recognises."""
    columns = sum(1 for text in header.texts if text)
    is_closed = blanks > 1 or any(TOTAL.search(plain_words(text)) for text in _filled(grid, last)[:1])
    return is_closed and 1 < len(_filled(grid, row)) <= columns / 2


def _begins_another(grid: Grid, row: int, header: Header, *, after_blank: bool) -> bool:
    """Whether another table begins: a title with a number, or a title or header after a blank row."""
    texts = _filled(grid, row)
    if len(texts) <= 3:
        heading = heading_of(" ".join(texts)) or heading_of(texts[0])
        if heading is not None and (heading.has_number or _has_header_below(grid, row, heading)):
            return True
    if not after_blank:
        return False
    other = find_header(grid, row)
    if other is not None and other.is_convincing:
        return not set(filter(None, other.texts)) <= set(filter(None, header.texts))
    return find_form(grid, row, wanted=()) is not None


def _has_header_below(grid: Grid, row: int, heading: Heading) -> bool:
    below = range(row + 1, min(row + 8, len(grid.rows)))
    found = (find_header(grid, at, wanted=heading.tables) for at in below if not grid.is_blank(at))
    return any(header is not None and header.named >= 2 for header in found)


def _is_narrow(header: Header | None) -> bool:
    """Whether few columns were named, so that the labels of a form may stand beside them."""
    return header is not None and header.named <= 3


def _end_of_block(grid: Grid, row: int) -> int:
    while row < len(grid.rows) and not grid.is_blank(row):
        row += 1
    return row


def _is_block_of_cells(grid: Grid, start: int, end: int) -> bool:
    """Whether at least two of the rows have at least two cells."""
    return sum(1 for row in range(start, end) if len(_filled(grid, row)) > 1) >= 2


def _is_single(grid: Grid, row: int) -> bool:
    filled = (value for value in grid.rows[row] if not is_empty(value))
    return next(filled, None) is not None and next(filled, None) is None


def _filled(grid: Grid, row: int) -> list[str]:
    """The different texts of a row; a merged area counts once, in its first row."""
    return [
        grid.text(row, column)
        for column, value in enumerate(grid.rows[row])
        if not is_empty(value) and grid.corner(row, column) == (row, column)
    ]

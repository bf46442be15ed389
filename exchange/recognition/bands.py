"""Tables side by side: a sheet is cut where an empty column parts two tables."""

from exchange.recognition.grids import Grid, Value, is_empty
from exchange.recognition.regions import find_regions

SAMPLE_ROWS = 200
LEAST_COLUMNS = 2


def split_bands(grid: Grid) -> list[Grid]:
    """The sheet, or its parts from left to right where each of them is a table of its own.

    A part keeps the columns before it as empty ones, so that places stay places of the sheet.
    """
    bands = _bands(grid)
    if len(bands) < 2:
        return [grid]
    parts = [_part(grid, left, right) for left, right in bands]
    if all(any(region.table for region in find_regions(part)) for part in parts):
        return parts
    return [grid]


def _bands(grid: Grid) -> list[tuple[int, int]]:
    """The strips of columns between columns that are empty in all rows, as first and last column."""
    if len(grid.rows) > SAMPLE_ROWS * 10:
        return []
    width = grid.width
    used = [any(not is_empty(grid.value(row, at)) for row in range(len(grid.rows))) for at in range(width)]
    bands: list[tuple[int, int]] = []
    start: int | None = None
    for at, is_used in enumerate([*used, False]):
        if is_used and start is None:
            start = at
        elif not is_used and start is not None:
            bands.append((start, at - 1))
            start = None
    return bands if all(right - left + 1 >= LEAST_COLUMNS for left, right in bands) else []


def _part(grid: Grid, left: int, right: int) -> Grid:
    def cut(row: list[Value]) -> list[Value]:
        kept: list[Value] = [None] * min(left, len(row)) + row[left : right + 1]
        while kept and is_empty(kept[-1]):
            kept.pop()
        return kept

    def inside(column: int) -> bool:
        return left <= column <= right

    return Grid(
        sheet=grid.sheet,
        rows=[cut(row) for row in grid.rows],
        merged=[area for area in grid.merged if inside(area[1]) and inside(area[3])],
        formulas={spot for spot in grid.formulas if inside(spot[1])},
        errors={spot for spot in grid.errors if inside(spot[1])},
        percents={spot for spot in grid.percents if inside(spot[1])},
        is_text=grid.is_text,
        is_hidden=grid.is_hidden,
    )

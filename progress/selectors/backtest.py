"""The nowcast's published score: read a file of inventories, hide the last of each series, compare."""

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from core.tabular import read_csv
from emissions.backtest import HALF_SPLITS, BacktestScore, half_split_coverage, hindcast, score
from emissions.simulation import simulate_cities

COLUMNS = ("series_id", "year", "scope12_tco2e")
ROSINESS = 2.0
"""How much too rosy the reports of the second run are, beyond what they are already."""


class BacktestFileError(ValueError):
    """A file that cannot be scored; the text says which line and why."""


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """The inventories of a file as the engine reads them, and how many rows have no total."""

    series: pd.DataFrame
    rows_without_total: int


def file_score(path: Path) -> dict[str, Any]:
    """The score on a file, with the keys that `manage.py backtest FILE --json` prints.

    Raises `BacktestFileError` where the file cannot be read or nothing in it can be hidden.
    """
    read = read_series_file(path)
    try:
        found = hindcast(read.series)
    except ValueError as error:
        raise BacktestFileError(f"{path.name}: {error}") from error
    low, middle, high = half_split_coverage(read.series)
    halves = {"splits": HALF_SPLITS, "coverage_p10": low, "coverage_median": middle, "coverage_p90": high}
    return asdict(score(found)) | {"rows_without_total": read.rows_without_total, "half_splits": halves}


def simulated_score(*, cities: int, seed: int) -> dict[str, Any]:
    """The score on invented cities, with the keys that `manage.py backtest --simulated --json` prints."""
    honest, rosy = (_score_simulated(cities, seed, rosiness) for rosiness in (1.0, ROSINESS))
    return honest | {"rosy_reports": {"rosiness": ROSINESS} | rosy, "cities": cities, "seed": seed}


def read_series_file(path: Path) -> SeriesFile:
    """Read `series_id`, `year` and `scope12_tco2e` of a CSV file; other columns may be there and mean nothing here.

    A row without a total is counted and left out. Raises `BacktestFileError`, naming the line.
    """
    try:
        rows = read_csv(path.read_bytes())
    except OSError as error:
        raise BacktestFileError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BacktestFileError(f"{path.name} is not a CSV file in UTF-8: {error}") from error
    if not rows:
        raise BacktestFileError(f"{path.name} is empty")
    places = _find_columns(path, rows[0][1])
    seen: dict[tuple[str, int], int] = {}
    totals: list[float] = []
    without_total = 0
    for line, row in rows[1:]:
        name, year, total = _read_row(line, row, places)
        if total is None:
            without_total += 1
        elif (name, year) in seen:
            raise BacktestFileError(
                f"line {line}: series {name} has the year {year} already, on line {seen[name, year]}"
            )
        else:
            seen[name, year] = line
            totals.append(total)
    series = pd.DataFrame({"series_id": [name for name, _ in seen], "year": [year for _, year in seen]})
    series = series.assign(
        contract=pd.factorize(series["series_id"])[0], tco2e=pd.Series(totals, dtype=float)
    )
    return SeriesFile(series=series, rows_without_total=without_total)


def _score_simulated(cities: int, seed: int, rosiness: float) -> dict[str, Any]:
    drawn = simulate_cities(n_cities=cities, seed=seed, rosiness=rosiness)
    # What other cities' hidden years hold is partly the work of actions: their wobble is read from earlier years.
    found = score(
        hindcast(drawn.series, delivered=drawn.delivered, sectors=drawn.sectors, wobble_from_hidden=False)
    )
    return asdict(found) | {"error_cut": _error_cut(found)}


def _error_cut(found: BacktestScore) -> dict[str, float]:
    """By which share the nowcast errs less than carrying the last value forward."""
    last = found.naive["last_value"]
    return {
        "median": 1.0 - found.median_abs_error / last.median_abs_error,
        "mean": 1.0 - found.mean_abs_error / last.mean_abs_error,
    }


def _find_columns(path: Path, head: list[str]) -> list[int]:
    if missing := [name for name in COLUMNS if name not in head]:
        raise BacktestFileError(f"{path.name} has no column {', '.join(missing)}")
    return [head.index(name) for name in COLUMNS]


def _read_row(line: int, row: list[str], places: list[int]) -> tuple[str, int, float | None]:
    name, year, total = (row[place] if place < len(row) else "" for place in places)
    if not name:
        raise BacktestFileError(f"line {line}: series_id is missing")
    if not year.isdecimal():
        raise BacktestFileError(f"line {line}: year “{year}” is not a whole year")
    return name, int(year), _read_total(line, total) if total else None


def _read_total(line: int, text: str) -> float:
    try:
        total = float(text)
    except ValueError:
        raise BacktestFileError(f"line {line}: scope12_tco2e “{text}” is not a number") from None
    if not (math.isfinite(total) and total > 0):
        raise BacktestFileError(f"line {line}: scope12_tco2e “{text}” is not a number above 0")
    return total

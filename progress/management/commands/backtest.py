"""`manage.py backtest FILE | --simulated [--json] [--write-into PAGE]`: the nowcast's own score."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from progress.selectors.backtest import BacktestFileError, file_score, simulated_score

DEFAULT_CITIES = 400
DEFAULT_SEED = 1
RULES = {"last_value": "last value", "last_two": "line through two", "log_linear": "log-linear fit"}


class Command(BaseCommand):
    """Hide the last inventory of every series, estimate it from the earlier ones, print how far off that is."""

    requires_system_checks = []  # it reads no database and serves no page
    help = "Score the nowcast on a file of inventories, or on invented cities whose truth is known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE", help="CSV with series_id, year, scope12_tco2e"
        )
        parser.add_argument("--simulated", action="store_true", help="invented cities instead of a file")
        parser.add_argument("--cities", type=int, default=DEFAULT_CITIES, help="how many to invent")
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="one seed invents the same cities")
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
        parser.add_argument(
            "--write-into", type=Path, metavar="PAGE", help="also put the text into its place on this page"
        )

    def handle(
        self,
        *,
        file: Path | None,
        simulated: bool,
        cities: int,
        seed: int,
        json: bool,
        write_into: Path | None,
        **options: Any,
    ) -> None:
        """Compute and print."""
        if (file is None) != simulated:
            raise CommandError(
                "name either a file (manage.py backtest FILE) or invented cities (manage.py backtest --simulated)"
            )
        if cities < 1 or seed < 0:
            raise CommandError("--cities must be 1 or more, --seed 0 or more")
        told = simulated_score(cities=cities, seed=seed) if file is None else _score_file(file)
        text = _simulated_as_text(told) if file is None else _file_as_text(file.name, told)
        if write_into is not None:
            _write_into(write_into, "simulated" if file is None else "file", text)
        self.stdout.write(_as_json(told) if json else text)


def _score_file(file: Path) -> dict[str, Any]:
    try:
        return file_score(file)
    except BacktestFileError as error:
        raise CommandError(str(error)) from error


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _file_as_text(name: str, told: dict[str, Any]) -> str:
    halves = told["half_splits"]
    lines = [
        f"{name}: {told['series']} series, the last inventory of each hidden ({told['hidden']})",
        (
            f"left out: {told['skipped_series']} series with fewer than three inventories, "
            f"{told['rows_without_total']} rows without a total"
        ),
        "",
        *_score_lines(told),
        (
            f"inside the interval in {halves['splits']} random halves of the cities: "
            f"{_percent(halves['coverage_p10'])} to {_percent(halves['coverage_p90'])} in four of five, "
            f"middle {_percent(halves['coverage_median'])}"
        ),
    ]
    return "\n".join(lines)


def _simulated_as_text(told: dict[str, Any]) -> str:
    rosy = told["rosy_reports"]
    lines = [f"{told['cities']} invented cities, seed {told['seed']}", ""]
    for title, part in (
        ("Reports late, noisy, some false", told),
        (f"The same cities, every report {rosy['rosiness']:g} times as high", rosy),
    ):
        cut = part["error_cut"]
        lines += [
            title,
            *_score_lines(part),
            (
                f"less than carrying the last value forward: {_percent(cut['median'])} (median), "
                f"{_percent(cut['mean'])} (mean)"
            ),
            "",
        ]
    return "\n".join(lines[:-1])


def _score_lines(told: dict[str, Any]) -> list[str]:
    low, high = told["interval_coverage_binomial_95"]
    paired = told["paired_bootstrap_last_value"]
    rows = {"nowcast": told} | {label: told["naive"][name] for name, label in RULES.items()}
    return [
        f"{'absolute error':18}{'median':>9}{'mean':>9}",
        *(
            f"{label:18}{_percent(row['median_abs_error']):>9}{_percent(row['mean_abs_error']):>9}"
            for label, row in rows.items()
        ),
        (
            f"nowcast less last value, paired bootstrap 95 %: median {_interval(paired['median_difference_95'])}, "
            f"mean {_interval(paired['mean_difference_95'])}"
        ),
        (
            f"inside the 80 % interval: {_percent(told['interval_coverage'])} "
            f"(binomial 95 %: {_percent(low)} to {_percent(high)}); below it {_percent(told['below_p10_share'])}, "
            f"above it {_percent(told['above_p90_share'])}"
        ),
        f"the interval reaches {_percent(told['median_interval_half_width'])} above the middle (median)",
    ]


def _percent(share: float) -> str:
    return f"{100.0 * share:.1f} %".replace("-", "−")


def _interval(bounds: tuple[float, float]) -> str:
    return f"{_percent(bounds[0])} to {_percent(bounds[1])}"


def _write_into(page: Path, key: str, text: str) -> None:
    """Replace what stands between `<!-- backtest KEY -->` and `<!-- end backtest -->` on a page."""
    try:
        before = page.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{page}: {error.strerror}") from error
    place = re.compile(rf"(<!-- backtest {key} -->\n).*?(<!-- end backtest -->)", re.DOTALL)
    after, number = place.subn(lambda found: f"{found[1]}```\n{text}\n```\n{found[2]}", before)
    if number != 1:
        raise CommandError(
            f"{page.name} has no single place <!-- backtest {key} --> ... <!-- end backtest -->"
        )
    page.write_text(after, encoding="utf-8")

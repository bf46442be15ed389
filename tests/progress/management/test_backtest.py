"""The command `backtest`: files of inventories, invented cities, and what it says when it cannot."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PUBLISHED = Path("demo/backtest_series.csv")
HEAD = "series_id,city,year,scope12_tco2e"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("backtest", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write lines below the usual head into a file and give its path."""

    def write_lines(*lines: str, head: str = HEAD) -> str:
        path = tmp_path / "cities.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        return str(path)

    return write_lines


def test_published_inventories_are_scored_as_the_readme_of_the_file_says() -> None:
    told: dict[str, Any] = json.loads(run(str(PUBLISHED), "--json"))
    assert (told["series"], told["hidden"], told["skipped_series"], told["rows_without_total"]) == (
        24,
        24,
        0,
        0,
    )
    naive = {
        name: (round(100 * rule["median_abs_error"], 1), round(100 * rule["mean_abs_error"], 1))
        for name, rule in told["naive"].items()
    }
    assert naive == {"last_value": (6.5, 8.0), "last_two": (10.6, 16.3), "log_linear": (9.2, 15.6)}
    assert told["median_abs_error"] == told["naive"]["last_value"]["median_abs_error"]
    assert told["mean_abs_error"] == told["naive"]["last_value"]["mean_abs_error"]
    assert 0.70 <= told["interval_coverage"] <= 0.90
    low, high = told["interval_coverage_binomial_95"]
    assert low < told["interval_coverage"] < high
    assert told["paired_bootstrap_last_value"]["mean_difference_95"] == [0.0, 0.0]
    assert list(told["half_splits"]) == ["splits", "coverage_p10", "coverage_median", "coverage_p90"]


def test_text_says_what_was_left_out(write: Any) -> None:
    file = write("a,Aa,2010,100", "a,Ab,2011,", "a,Ac,2012,100", "a,Aa,2013,110", "b,B,2010,5", "c,C,2010,")
    lines = run(file).splitlines()
    assert lines[:2] == [
        "cities.csv: 1 series, the last inventory of each hidden (1)",
        "left out: 1 series with fewer than three inventories, 2 rows without a total",
    ]
    assert lines[4] == "nowcast               9.1 %    9.1 %"


def test_other_columns_semicolons_and_spaces_do_not_matter(write: Any) -> None:
    rows = ("2010; a ;1e3;x", "2011;a;1100;y", "2012;a;1000;z")
    told = json.loads(run(write(*rows, head="year;series_id;scope12_tco2e;note"), "--json"))
    assert told["mean_abs_error"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",A,2012,5", "line 3: series_id is missing"),
        ("a,A,12.5,5", "line 3: year “12.5” is not a whole year"),
        ("a,A,,5", "line 3: year “” is not a whole year"),
        ("a,A,2012,1.234.567", "line 3: scope12_tco2e “1.234.567” is not a number"),
        ("a,A,2012,0", "line 3: scope12_tco2e “0” is not a number above 0"),
        ("a,A,2012,nan", "line 3: scope12_tco2e “nan” is not a number above 0"),
        ("a,A,2012,inf", "line 3: scope12_tco2e “inf” is not a number above 0"),
        ("a,Other name,2011,5", "line 3: series a has the year 2011 already, on line 2"),
        ("b,B,2012", "cities.csv: no series has 3 inventories or more"),
    ],
)
def test_a_bad_line_is_named(write: Any, line: str, reason: str) -> None:
    with pytest.raises(CommandError) as caught:
        run(write("a,A,2011,5", line))
    assert str(caught.value) == reason


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, write: Any) -> None:
    missing, binary, empty = tmp_path / "none.csv", tmp_path / "binary.csv", tmp_path / "empty.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    empty.write_bytes(b"")
    said = {
        str(missing): f"{missing}: No such file or directory",
        str(empty): "empty.csv is empty",
        write(head="series_id,total"): "cities.csv has no column year, scope12_tco2e",
    }
    for file, reason in said.items():
        with pytest.raises(CommandError) as caught:
            run(file)
        assert str(caught.value) == reason
    with pytest.raises(CommandError, match=r"binary\.csv is not a CSV file in UTF-8"):
        run(str(binary))


@pytest.mark.parametrize("arguments", [[], [str(PUBLISHED), "--simulated"]])
def test_either_a_file_or_invented_cities(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="name either a file"):
        run(*arguments)


@pytest.mark.parametrize("arguments", [["--cities", "0"], ["--seed", "-1"]])
def test_numbers_that_make_no_sense_are_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="--cities must be 1 or more, --seed 0 or more"):
        run("--simulated", *arguments)


def test_invented_cities_are_scored_twice() -> None:
    told: dict[str, Any] = json.loads(run("--simulated", "--json"))
    assert (told["cities"], told["seed"], told["series"], told["hidden"]) == (400, 1, 400, 400)
    assert told["error_cut"]["mean"] >= 0.30
    assert told["error_cut"]["median"] >= 0.30
    assert (
        told["error_cut"]["mean"]
        == 1 - told["mean_abs_error"] / told["naive"]["last_value"]["mean_abs_error"]
    )
    assert 0.70 <= told["interval_coverage"] <= 0.90
    rosy = told["rosy_reports"]
    assert rosy["rosiness"] == 2.0
    assert 0.70 <= rosy["interval_coverage"] <= 0.90
    assert rosy["naive"] == told["naive"]


def test_text_of_invented_cities_tells_both_runs() -> None:
    lines = run("--simulated", "--cities", "30", "--seed", "5").splitlines()
    assert lines[0] == "30 invented cities, seed 5"
    assert [line for line in lines if line.startswith(("Reports", "The same"))] == [
        "Reports late, noisy, some false",
        "The same cities, every report 2 times as high",
    ]


def test_the_text_is_put_into_its_place_on_a_page(tmp_path: Path, write: Any) -> None:
    file = write("a,A,2010,100", "a,A,2011,100", "a,A,2012,110")
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- backtest file -->\nold\n<!-- end backtest -->\nAfter\n", encoding="utf-8")
    printed = run(file, "--write-into", str(page))
    expected = f"Before\n<!-- backtest file -->\n```\n{printed.rstrip()}\n```\n<!-- end backtest -->\nAfter\n"
    assert page.read_text(encoding="utf-8") == expected
    with pytest.raises(CommandError, match=r"page\.md has no single place <!-- backtest simulated -->"):
        run("--simulated", "--cities", "3", "--write-into", str(page))
    with pytest.raises(CommandError, match="No such file"):
        run(file, "--write-into", str(tmp_path / "none.md"))


def test_the_published_page_shows_what_the_commands_print() -> None:
    page = Path("docs/nowcast.md").read_text(encoding="utf-8")
    for arguments in ([str(PUBLISHED)], ["--simulated"]):
        assert run(*arguments).rstrip() in page

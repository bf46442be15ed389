"""Files and functions stay small: ugliness lives in the tail."""

from pathlib import Path

from tests.house.sources import ROOMS, files_under, functions_of, python_files, read

OTHERS = ("bench", "tests", "tools")


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(read(path).splitlines())


def longer_than(limit: int, paths: list[Path]) -> dict[str, int]:
    """The files above a limit, with their lines."""
    return {str(path): lines_of(path) for path in paths if lines_of(path) > limit}


def test_python_files_have_at_most_300_lines() -> None:
    assert longer_than(300, python_files(*ROOMS, *OTHERS)) == {}


def test_functions_have_at_most_50_lines() -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": length
        for path in python_files(*ROOMS, *OTHERS)
        for node in functions_of(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > 50
    }
    assert long == {}


def test_templates_have_at_most_150_lines() -> None:
    assert (
        longer_than(
            150, [*files_under("templates", suffix=".html"), *files_under("templates", suffix=".txt")]
        )
        == {}
    )


def test_styles_and_scripts_have_at_most_300_lines() -> None:
    own = [path for suffix in (".scss", ".js", ".mjs") for path in files_under("static", suffix=suffix)]
    assert longer_than(300, own) == {}

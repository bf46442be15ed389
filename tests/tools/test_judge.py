"""A mutant is killed by a test that fails or by the time limit, and survives tests that pass."""

import shutil

import pytest

from tests.house.sources import ROOT, run_python
from tools.mutants.judge import SuiteFiles

SCIENCE = """
from emissions.words import ONE

def count(until):
    n = 0
    while n < until:
        n += ONE
    return n
"""
TESTS = """
from emissions.sums import count

def test_count_reaches_two():
    assert count(2) == 2
"""
CODE = """
from pathlib import Path
from tools.mutants.judge import Question, ask, is_killed
from tools.mutants.mutations import all_mutants
from tools.mutants.sandbox import prepare_process

folder = Path({folder!r})
prepare_process(folder)
files = ("tests/emissions/test_sums.py",)
print("clean", is_killed(ask(Question(None, files, 20))))
for mutant in all_mutants(folder, "emissions"):
    answer = ask(Question(mutant, files, 2))
    print(mutant.change, "|", is_killed(answer), answer.first_failure.split("::")[-1])
"""


@pytest.fixture
def science(tmp_path):
    """A science of two modules with one test."""
    for name, text in {
        "emissions/__init__.py": "",
        "emissions/words.py": "ONE = 1",
        "emissions/sums.py": SCIENCE,
        "tests/__init__.py": "",
        "tests/emissions/__init__.py": "",
        "tests/emissions/test_sums.py": TESTS,
        "tests/emissions/test_words.py": "import emissions.words\n",
        "tests/emissions/test_words_more.py": "from emissions import words\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_ask_tells_killed_from_surviving_and_hung(science):
    done = run_python(CODE.format(folder=str(science)))
    assert (done.stdout.splitlines(), done.stderr) == (
        [
            "clean False",
            "n = 1 | False ",
            "n = -1 | False ",
            "n <= until | True test_count_reaches_two",
            "n >= until | True test_count_reaches_two",
            "n -= ONE | True time limit",
            "return None | True test_count_reaches_two",
            "ONE = 2 | False ",
            "ONE = 0 | True time limit",
        ],
        "",
    )


def test_suite_files_follow_imports(science):
    files = SuiteFiles(science)
    sums, words, more = (f"tests/emissions/test_{name}.py" for name in ("sums", "words", "words_more"))
    assert files.own_and_others("emissions/sums.py") == ((sums,), ())
    assert files.own_and_others("emissions/words.py") == ((words, more), (sums,))
    assert files.own_and_others("emissions/__init__.py") == ((), (sums, words, more))

"""The frame of the slow proofs: names, and sections of the quality page."""

import importlib.util

import pytest

from tools.proofs import SLOW_PROOFS, replace_section, run_slow_proofs, write_section

PAGE = """# Quality

First words.

## Load

Old.

## What is not proven

* Much.
"""


def test_replace_section_touches_one_section_only():
    assert replace_section(PAGE, "Load", "New.\n") == PAGE.replace("Old.", "New.")


def test_replace_section_replaces_the_last_section():
    assert replace_section(PAGE, "What is not proven", "* Little.") == PAGE.replace("Much", "Little")


def test_replace_section_puts_a_new_section_before_what_is_not_proven():
    expected = PAGE.replace("## What", "## Mutants\n\nAll dead.\n\n## What")
    assert replace_section(PAGE, "Mutants", "All dead.") == expected


def test_replace_section_appends_where_nothing_closes_the_page():
    assert replace_section("# Quality\n", "Mutants", "All dead.") == "# Quality\n\n## Mutants\n\nAll dead.\n"


def test_write_section_writes_the_page(tmp_path):
    page = tmp_path / "quality.md"
    page.write_text(PAGE, encoding="utf-8")
    write_section("Load", "New.", page=page)
    assert page.read_text("utf-8") == PAGE.replace("Old.", "New.")


def test_run_slow_proofs_refuses_unknown_names(capsys):
    assert run_slow_proofs(["mutants", "nonsense"], 0.01) == 2
    assert (
        capsys.readouterr().out == f"No slow proof is called nonsense; there are: {', '.join(SLOW_PROOFS)}.\n"
    )


@pytest.mark.parametrize("module", SLOW_PROOFS.values())
def test_every_slow_proof_is_a_module(module):
    assert importlib.util.find_spec(module) is not None

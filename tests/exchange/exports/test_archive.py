"""All tables as CSV, and the document as JSON."""

import json
from decimal import Decimal

import pytest

from contracts.tables import TABLES
from exchange.workbooks import write_csv_archive, write_json
from tests.exchange.exports.documents import archive_files, csv_rows, make_document

DOCUMENT = make_document(
    emissions=[{"sector": "waste", "scope_1": "-5", "scope_2": "NE", "scope_3": "1076.5000"}],
    policies=[{"name": {"it": "=Piano"}, "description": {"it": "a, b", "en": "c"}}],
    indicators=[{"code": "I1", "actions": ["A1", "A2"]}],
    energy_use=[{"sector": "buildings", "counts_toward_total": False}],
)


def test_archive_has_a_file_for_each_table_and_a_readme():
    assert sorted(archive_files(write_csv_archive(DOCUMENT, language="en"))) == sorted(
        ["README.txt", *(f"{spec.key}.csv" for spec in TABLES)]
    )


def test_csv_has_keys_languages_and_stored_values():
    files = archive_files(write_csv_archive(DOCUMENT, language="it"))
    header, row = csv_rows(files["policies.csv"])
    told = {name: value for name, value in zip(header, row, strict=True) if value}
    assert told == {"name_it": "'=Piano", "description_it": "a, b", "description_en": "c"}


@pytest.mark.parametrize(
    ("file", "column", "value"),
    [
        ("emissions.csv", "sector", "waste"),
        ("emissions.csv", "scope_1", "-5"),
        ("emissions.csv", "scope_2", "NE"),
        ("emissions.csv", "scope_3", "1076.5"),
        ("emissions.csv", "label", ""),
        ("indicators.csv", "actions", "A1; A2"),
        ("energy_use.csv", "counts_toward_total", "false"),
    ],
)
def test_csv_cell_is_what_a_machine_reads(file, column, value):
    header, row = csv_rows(archive_files(write_csv_archive(DOCUMENT, language="en"))[file])
    assert dict(zip(header, row, strict=True))[column] == value


def test_readme_explains_files_and_columns_in_the_readers_language():
    lines = archive_files(write_csv_archive(DOCUMENT, language="en"))["README.txt"].splitlines()
    start = lines.index("emissions.csv: GHG emissions by source sectors")
    assert lines[:1] + lines[start + 1 : start + 5] == [
        "Climate City Contract Tables",
        "  sector: Sector",
        "  label: Sub-sector, as printed",
        "  flow: Source or sink",
        "  scope_1: Scope 1 [t CO₂e/a]",
    ]


def test_same_document_gives_the_same_archive():
    assert write_csv_archive(DOCUMENT, language="it") == write_csv_archive(DOCUMENT, language="it")


def test_json_is_the_document_sorted():
    content = write_json(DOCUMENT)
    assert json.loads(content, parse_float=Decimal) == DOCUMENT
    assert list(json.loads(content)) == sorted(DOCUMENT)
    assert content.endswith(b"}\n")

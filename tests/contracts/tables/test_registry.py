"""Every section and table of the contract is described completely."""

import re

import pytest

from contracts.enums import Visibility
from contracts.models import Action, EmissionsGapRow, Indicator, Pathway
from contracts.tables import SECTIONS, TABLES, ColumnKind, Part, TableSpec, find_section, find_table
from core.models import Revised, Sourced

STORES = {"cells", "boundary", "gap", "emissions", "pathways", "actions", "indicators", "parties", "clauses"}
MODELS = {
    "gap": EmissionsGapRow,
    "pathways": Pathway,
    "actions": Action,
    "indicators": Indicator,
}
NOT_IN_THE_CONTRACT = {
    "id",
    "contract",
    "version",
    "position",
    "code_key",
    "field_visibility",
    "health",
    "archived_at",
}
every_table = pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.key)


def test_keys_are_unique():
    assert len({section.key for section in SECTIONS}) == len(SECTIONS) == 46
    assert len({table.key for table in TABLES}) == len(TABLES) == 31


def test_sections_name_their_tables_and_tables_their_section():
    assert {key: section.key for section in SECTIONS for key in section.tables} == {
        table.key: table.section for table in TABLES
    }


def test_sections_stand_in_the_order_of_the_documents():
    assert [section.part for section in SECTIONS] == sorted(
        (section.part for section in SECTIONS), key=list(Part).index
    )


def test_find_raises_for_unknown_keys():
    assert find_section("plan.gap").tables == ("emissions_gap",)
    assert find_table("emissions_gap").section == "plan.gap"
    with pytest.raises(KeyError):
        find_section("plan.nothing")
    with pytest.raises(KeyError):
        find_table("nothing")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_section_is_complete(section):
    assert str(section.title) != ""
    assert str(section.group) != ""
    assert bool(str(section.why)) == section.required


def test_investment_plan_is_internal_unless_the_city_decides_otherwise():
    assert {section.visibility for section in SECTIONS if section.part == Part.INVESTMENT_PLAN} == {
        Visibility.INTERNAL
    }


@every_table
def test_table_is_complete(spec: TableSpec):
    keys = [column.key for column in spec.columns]
    assert len(set(keys)) == len(keys)
    assert spec.store in STORES
    assert set(spec.identity) <= set(keys)
    assert spec.identity != ()
    assert spec.patterns != ()
    assert str(spec.title) != ""
    for column in spec.columns:
        assert str(column.label) != ""
        assert column.patterns != ()
        assert (column.choices is not None) == (column.kind in (ColumnKind.CHOICE, ColumnKind.CHOICES))


@every_table
def test_patterns_compile_and_never_match_nothing(spec: TableSpec):
    patterns = [*spec.patterns, *(pattern for column in spec.columns for pattern in column.patterns)]
    assert [pattern for pattern in patterns if re.search(pattern, "")] == []


@every_table
def test_labels_of_a_table_are_all_different(spec: TableSpec):
    labels = [str(column.label) for column in spec.columns]
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize(
    ("key", "v1", "v2"),
    [
        ("target_boundary", "", "I-1.1"),
        ("activity", "A-1.3", "A-1.4"),
        ("emissions", "A-1.4", "A-1.3"),
        ("emissions_gap", "A-2.3", "A-2.1"),
        ("systems", "A-3.1", "A-3.2"),
        ("barriers", "A-3.2", "A-3.1"),
        ("energy_use", "A-1.1", "A-1.1"),
        ("ip_cost_matrix", "IP-C3", "IP-C3"),
    ],
)
def test_numbers_of_both_generations(key, v1, v2):
    spec = find_table(key)
    section = find_section(spec.section)
    assert (spec.number("v1"), spec.number()) == (section.number("v1"), section.number()) == (v1, v2)


@pytest.mark.parametrize("store", sorted(MODELS))
def test_every_stored_field_is_a_column(store):
    """What the contract says of an entity must survive an export and an import."""
    model = MODELS[store]
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    columns = {column.key for table in TABLES if table.store == store for column in table.stored_columns}
    provenance = {field.name for base in (Revised, Sourced) for field in base._meta.fields}
    assert fields - columns - provenance - NOT_IN_THE_CONTRACT == set()


def test_computed_columns_are_not_stored():
    assert "total" not in [column.key for column in find_table("emissions").stored_columns]
    assert find_table("emissions").column("total").computed is True

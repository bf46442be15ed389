"""The page of the field history, and setting fields back through the services of their rows."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from contracts.enums import ActionState, CityRole, Gas, PolicyType, Sector, VersionState, Visibility
from contracts.models import Action, Pathway, Section
from contracts.selectors.history import HistoryFilter, list_history
from contracts.selectors.history_words import Names, in_words
from contracts.services.actions import update_action
from contracts.services.indicators import create_indicator, update_indicator
from contracts.services.restoring import restore_field
from contracts.services.sections import ensure_sections, save_section
from contracts.services.table_rows import delete_row, merge_rows, save_row
from contracts.services.versions import update_version
from contracts.tables import Part, find_table
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import Change, FieldChange
from tests.factories import ActionFactory, CityMembershipFactory, ContractFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory(version__state="draft")


@pytest.fixture
def version(contract):
    return contract.versions.get()


@pytest.fixture
def officer(contract):
    return CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user


def newest(kind, field):
    return (
        FieldChange.objects.filter(subject_kind=f"contracts.{kind}", field=field).latest("change__made_at").pk
    )


def test_action_goes_back(contract, officer):
    action = ActionFactory(contract=contract, title={"it": "Prima"}, end_year=2029)
    update_action(action_id=action.pk, by=officer, title=Texts(it="Dopo"), end_year=None)
    for field in ("title", "end_year"):
        restore_field(field_change_id=newest("action", field), by=officer)
    action.refresh_from_db()
    assert (action.title, action.end_year) == ({"it": "Prima"}, 2029)


def test_tie_to_another_row_goes_back(contract, officer):
    pathway = Pathway.objects.create(contract=contract, code="P1", title={"it": "Case"})
    action = ActionFactory(contract=contract)
    for tie in (pathway, None):
        update_action(action_id=action.pk, by=officer, pathway=tie)
    restore_field(field_change_id=newest("action", "pathway"), by=officer)
    action.refresh_from_db()
    assert action.pathway == pathway


def test_text_goes_back_in_the_language_that_was_changed(version, officer):
    section = ensure_sections(version)["plan.summary"]
    for body in ("Prima", "Dopo"):
        save_section(section_id=section.pk, body=body, language="it", revision=None, by=officer)
    save_section(section_id=section.pk, body="After", language="en", revision=None, by=officer)
    kept = FieldChange.objects.get(field="body", old={"it": "Prima"})
    restore_field(field_change_id=kept.pk, by=officer)
    assert Section.objects.get(pk=section.pk).body == {"it": "Prima", "en": "After"}


def test_state_of_a_section_has_buttons_of_its_own(version, officer):
    section = ensure_sections(version)["plan.summary"]
    save_section(section_id=section.pk, body="Testo", language="it", revision=None, by=officer)
    with pytest.raises(ValidationError):
        restore_field(field_change_id=newest("section", "state"), by=officer)


def test_cells_go_back(version, officer):
    cells = {"name": {"it": "Piano"}, "policy_type": "plan"}
    row = save_row(version_id=version.pk, table="policies", cells={"name": {"it": "Piano"}}, by=officer)
    save_row(
        version_id=version.pk, table="policies", cells={"name": {"it": "Altro"}}, by=officer, row_id=row.id
    )
    restore_field(field_change_id=newest("tablerow", "cells"), by=officer)
    assert version.table_rows.get().cells["name"] == cells["name"]


def test_row_that_is_gone_stays_gone(version, officer):
    row = save_row(version_id=version.pk, table="policies", cells={"name": {"it": "Piano"}}, by=officer)
    save_row(
        version_id=version.pk, table="policies", cells={"name": {"it": "Altro"}}, by=officer, row_id=row.id
    )
    delete_row(version_id=version.pk, table="policies", row_id=row.id, by=officer)
    kept = FieldChange.objects.filter(field="cells").order_by("change__made_at").first()
    with pytest.raises(ValidationError) as error:
        restore_field(field_change_id=kept.pk, by=officer)
    assert error.value.error_dict["field"][0].code == "gone"


def test_position_of_a_row_is_not_set_back(version, officer):
    save_row(version_id=version.pk, table="policies", cells={"name": {"it": "Piano"}}, by=officer)
    row = version.table_rows.get()
    row.position += 1
    row.save()
    record_change(ChangeVerb.CHANGED, row, city_slug=version.contract.city.slug)
    with pytest.raises(ValidationError):
        restore_field(field_change_id=newest("tablerow", "position"), by=officer)


def test_version_and_indicator_go_back(contract, version, officer):
    update_version(version_id=version.pk, by=officer, edition="prima")
    update_version(version_id=version.pk, by=officer, edition="seconda")
    restore_field(field_change_id=newest("contractversion", "edition"), by=officer)
    indicator = create_indicator(contract=contract, by=officer, code="1", name=Texts(it="Alberi"), unit="n.")
    update_indicator(indicator_id=indicator.pk, by=officer, unit="ha")
    restore_field(field_change_id=newest("indicator", "unit"), by=officer)
    version.refresh_from_db()
    indicator.refresh_from_db()
    assert (version.edition, indicator.unit) == ("prima", "n.")


def test_other_kinds_of_rows_are_not_set_back(contract, officer):
    milestone = MilestoneFactory(city=contract.city, due_note="2027")
    milestone.due_note = "2028"
    milestone.save()
    record_change(ChangeVerb.CHANGED, milestone, city_slug=contract.city.slug)
    with pytest.raises(ValidationError):
        restore_field(field_change_id=newest("milestone", "due_note"), by=officer)


def test_stranger_sets_nothing_back(contract, officer):
    action = ActionFactory(contract=contract)
    update_action(action_id=action.pk, by=officer, start_year=2024)
    with pytest.raises(PermissionDenied):
        restore_field(field_change_id=newest("action", "start_year"), by=CityMembershipFactory().user)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [({}, 2), ({"kind": "contracts.action"}, 2), ({"kind": "contracts.milestone"}, 0), ({"text": "2024"}, 1)],
)
def test_history_is_filtered(contract, officer, wanted, count):
    action = ActionFactory(contract=contract, promoter="Ente A", start_year=None)
    update_action(action_id=action.pk, by=officer, promoter="Ente B", start_year=2024)
    wanted = HistoryFilter(**wanted, person=str(officer.pk), subject=str(action.pk))
    assert len(list_history(contract.city, wanted, "1").object_list) == count


TWO_SECTORS = format_lazy("{}; {}", Sector.WASTE.label, Sector.TRANSPORT.label)
PRIVATE_PART = format_lazy("{}: {}", Part.INVESTMENT_PLAN.label, Visibility.INTERNAL.label)
PRIVATE_COST = format_lazy(
    "{}: {}", Action._meta.get_field("cost_eur").verbose_name, Visibility.INTERNAL.label
)
ENGLISH = dict(settings.LANGUAGES)["en"]
ROW, TABLE_ROW, VERSION = "contracts.action", "contracts.tablerow", "contracts.contractversion"


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        (ROW, "promoter", None, "vuoto"),
        (ROW, "promoter", "Ente A", "Ente A"),
        (ROW, "state", "in_progress", ActionState.IN_PROGRESS.label),
        (
            ROW,
            "other_sectors",
            ["waste", "transport"],
            TWO_SECTORS,
        ),
        (ROW, "end_year", 2029, "2029"),
        (ROW, "reduction_tco2e", "1240.5", "1.240,5\u00a0t\u00a0CO₂e"),
        (ROW, "cost_eur", "1240", "1.240\u00a0€"),
        (ROW, "title", {"it": "Tetti", "en": "Roofs"}, f"Tetti\n{ENGLISH}: Roofs"),
        (ROW, "title", {"en": "Roofs"}, f"{ENGLISH}: Roofs"),
        (ROW, "title", {}, "vuoto"),
        (ROW, "field_visibility", {"cost_eur": "internal"}, PRIVATE_COST),
        (ROW, "start_year", "presto", "presto"),
        (VERSION, "state", "co_creation", VersionState.CO_CREATION.label),
        (VERSION, "council_decided_on", "2026-11-22", "22 novembre 2026"),
        (VERSION, "target_reduction_share", "0.805", "80,5%"),
        (VERSION, "is_current", True, "sì"),
        (VERSION, "part_visibility", {"investment_plan": "internal"}, PRIVATE_PART),
        (VERSION, "gone_field", {"a": ["b", True]}, "a: b; sì"),
        ("contracts.targetboundary", "gases", ["CO2"], dict(Gas.choices).get("CO2", "CO2")),
        ("contracts.city", "boundary", {"type": "Point", "coordinates": [9, 45]}, _("a shape on the map")),
        ("contracts.proxyvalue", "value", "0.123456", "0,123456"),
    ],
)
def test_values_are_told_in_words(kind, field, value, words):
    kept = FieldChange(subject_kind=kind, subject_id=uuid4(), field=field, new=value)
    with override("it"):
        assert in_words(kept, value, None, Names([kept])) == str(words)


@pytest.mark.parametrize(("language", "own", "other"), [("it", "Aria", "Air"), ("en", "Air", "Aria")])
def test_cells_are_told_by_their_columns(language, own, other):
    cells = {"policy_type": "regulation", "name": {"it": "Aria", "en": "Air"}, "level": None, "quota": 3}
    kept = FieldChange(subject_kind=TABLE_ROW, subject_id=uuid4(), field="cells", new=cells)
    spec, foreign = find_table("policies"), dict(settings.LANGUAGES)["en" if language == "it" else "it"]
    with override(language):
        kind, name = (str(spec.column(key).label) for key in ("policy_type", "name"))
        words = f"{kind}: {PolicyType.REGULATION.label}\n{name}: {own}\n{foreign}: {other}\nquota: 3"
        assert in_words(kept, cells, {}, Names([kept]), spec) == words


def test_rows_are_told_by_their_names_of_today(contract, officer):
    pathway = Pathway.objects.create(contract=contract, code="P1", title={"it": "Case", "en": "Homes"})
    action = ActionFactory(contract=contract, code="A1", title={"it": "Tetti", "en": "Roofs"})
    update_action(action_id=action.pk, by=officer, pathway=pathway)
    update_action(action_id=action.pk, by=officer, pathway=None)
    pathway.delete()
    with override("en"):
        gone, tied = list_history(contract.city, HistoryFilter(kind=ROW), "1").object_list
    assert (tied.subject, tied.old, tied.new) == ("action A1 Roofs", "empty", "a row that is gone")
    assert (gone.old, gone.new) == ("a row that is gone", "empty")


def test_row_of_a_table_is_told_by_its_table_and_name(version, officer):
    row = save_row(version_id=version.pk, table="policies", cells={"name": {"it": "Piano"}}, by=officer)
    cells = {"name": {"it": "Altro"}}
    save_row(version_id=version.pk, table="policies", cells=cells, by=officer, row_id=row.id)
    [told] = list_history(version.contract.city, HistoryFilter(kind=TABLE_ROW), "1").object_list
    assert told.subject == f"{find_table('policies').title}: Altro"


def test_summaries_are_kept_in_every_language(contract, version, officer):
    action = ActionFactory(contract=contract, code="A1", title={"it": "Tetti", "en": "Roofs"})
    update_action(action_id=action.pk, by=officer, start_year=2024)
    merge_rows(
        version_id=version.pk, table="policies", rows=[{"name": {"it": "Piano"}}], language="it", by=officer
    )
    told = [change.summary for change in Change.objects.order_by("made_at")]
    title = find_table("policies").title
    with override("en"):
        in_english = f"{title}: 1 new rows, 0 changed"
    assert told[0] == {"it": "A1 Tetti", "en": "A1 Roofs"}
    assert (told[1]["en"], told[1]["it"].partition(":")[0]) == (in_english, str(title))


def test_history_takes_as_many_queries_for_one_row_as_for_many(contract, officer, django_assert_num_queries):
    for code in "ABCD":
        action = ActionFactory(contract=contract, code=code)
        update_action(action_id=action.pk, by=officer, start_year=2024)
    with django_assert_num_queries(3):
        list_history(contract.city, HistoryFilter(), "1")


def test_page_shows_and_sets_back(client, contract, officer):
    action = ActionFactory(contract=contract, promoter="Ente A")
    update_action(action_id=action.pk, by=officer, promoter="Ente B")
    client.force_login(officer)
    url = reverse("contract-history", args=[contract.city.slug])
    page = client.get(url, {"kind": "contracts.action", "person": "x"})
    assert "Ente A" in page.content.decode()
    restore = reverse("field-restore", args=[contract.city.slug, newest("action", "promoter")])
    assert client.post(restore).url == url
    action.refresh_from_db()
    assert action.promoter == "Ente A"

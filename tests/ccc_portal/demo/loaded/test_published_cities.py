"""What stands in the database after loading: the published facts, no more and no less."""

from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from ccc_portal.demo.ids import demo_id
from contracts.enums import Flow, Maturity, Quantification, VersionState
from contracts.models import (
    Action,
    ActionKind,
    ActionReport,
    City,
    CityPopulation,
    ContractParty,
    ContractVersion,
    EmissionFactor,
    EmissionsGapRow,
    ExistingPlanMeasure,
    Finding,
    FundingLine,
    Inventory,
    InventorySeries,
    Milestone,
    Pathway,
    PortfolioCategory,
    TargetBoundary,
)
from molecules.models import Intervention, Molecule
from stakeholders.models import ActionParty, Organisation, OrganisationAlias

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
FOUND = [
    ("bergamo", "action_before_baseline", "BERG-126"),
    ("bergamo", "action_before_baseline", "BERG-127"),
    ("bergamo", "action_before_baseline", "BERG-161"),
    ("bergamo", "action_before_baseline", "BERG-178"),
    ("bergamo", "action_before_baseline", "BERG-22"),
    ("bergamo", "action_before_baseline", "BERG-37"),
    ("bergamo", "action_before_baseline", "BERG-38"),
    ("bergamo", "action_before_baseline", "BERG-73"),
    ("bergamo", "action_begun_before_baseline", "BERG-1"),
    ("bergamo", "action_begun_before_baseline", "BERG-190"),
    ("bergamo", "action_begun_before_baseline", "BERG-191"),
    ("bergamo", "action_begun_before_baseline", "BERG-74"),
    ("bergamo", "action_begun_before_baseline", "BERG-87"),
    ("bergamo", "action_begun_before_baseline", "BERG-91"),
    ("bergamo", "action_zero_tonnes", "BERG-160"),
    ("bergamo", "action_zero_tonnes", "BERG-202"),
    ("bergamo", "action_zero_tonnes", "BERG-25"),
    ("bergamo", "baseline_year_covid", ""),
    ("bergamo", "coverage_below_gap", "total"),
    ("bergamo", "gap_column_sum", "existing_plan_tco2e"),
    ("bergamo", "gap_not_target_minus_existing", "total"),
    ("bergamo", "signatory_count_differs", ""),
    ("bologna", "action_before_baseline", "BOLO-30"),
    ("bologna", "action_begun_before_baseline", "BOLO-44"),
    ("bologna", "action_begun_before_baseline", "BOLO-62"),
    ("bologna", "action_begun_before_baseline", "BOLO-92"),
    ("bologna", "inventory_scope_sum", "bologna-ccc 2018, scope 1"),
    ("bologna", "signatory_count_differs", ""),
    ("firenze", "action_negative_cost", "FIRE-L12"),
    ("firenze", "action_rows_incomplete", ""),
    ("firenze", "actions_above_gap", ""),
    ("firenze", "signatory_count_differs", ""),
    ("milano", "action_begun_before_baseline", "ATMMobi1"),
    ("milano", "action_begun_before_baseline", "DELTAEB2"),
    ("milano", "action_begun_before_baseline", "SOGEEB1"),
    ("milano", "baseline_year_covid", ""),
    ("milano", "boundary_without_reason", "buildings"),
    ("milano", "boundary_without_reason", "transport"),
    ("milano", "gap_baseline_differs", "transport"),
    ("milano", "gap_baseline_differs", "waste"),
    ("milano", "inventory_scope_sum", "milano-cdp 2021, scope 2"),
    ("milano", "inventory_scope_sum", "milano-cdp 2021, scope 3"),
    ("milano", "same_title", "COMIGREEN10"),
    ("milano", "same_title", "COMIGREEN3"),
    ("milano", "sinks_outside_boundary", ""),
    ("milano", "unit_words", "plan.gap: 2080 tCO2eq"),
    ("padova", "action_zero_tonnes", "PADO-063"),
    ("padova", "baseline_year_covid", ""),
    ("padova", "coverage_below_gap", "total"),
    ("padova", "gap_column_sum", "gap_tco2e"),
    ("padova", "gap_column_sum", "residual_tco2e"),
    ("padova", "gap_column_sum", "target_reduction_tco2e"),
    ("padova", "gap_sink_row", "afolu"),
    ("padova", "inventory_total_only", "padova-paesc 2023"),
    ("parma", "action_begun_before_baseline", "PARM-009"),
    ("parma", "action_end_before_start", "PARM-052"),
    ("parma", "action_rows_incomplete", ""),
    ("parma", "portfolio_above_gap", "total"),
    ("parma", "signatory_count_differs", ""),
    ("prato", "actions_above_gap", ""),
    ("prato", "signatory_count_differs", ""),
    ("roma", "action_begun_before_baseline", "ROMA-164"),
    ("roma", "action_begun_before_baseline", "ROMA-189"),
    ("roma", "action_begun_before_baseline", "ROMA-246"),
    ("roma", "action_begun_before_baseline", "ROMA-300"),
    ("roma", "action_rows_incomplete", ""),
    ("roma", "action_zero_tonnes", "ROMA-308"),
    ("roma", "action_zero_tonnes", "ROMA-451"),
    ("roma", "action_zero_tonnes", "ROMA-68"),
    ("roma", "coverage_below_gap", "total"),
    ("roma", "gap_negative_gap", "afolu"),
    ("torino", "action_rows_incomplete", ""),
    ("torino", "actions_above_gap", ""),
    ("torino", "gap_negative_residual", "energy_systems"),
    ("torino", "gap_negative_residual", "waste"),
    ("torino", "gap_sink_row", "afolu"),
    ("torino", "gap_target_above_baseline", "energy_systems"),
    ("torino", "gap_target_above_baseline", "waste"),
    ("torino", "residual_above_fifth", ""),
    ("torino", "same_title", "TORI-M12"),
]
"""What the checks find in the published figures of the nine cities."""
REAL_CITIES = ["bergamo", "bologna", "firenze", "milano", "padova", "parma", "prato", "roma", "torino"]


def test_load_brings_every_row_of_the_files() -> None:
    real = {"contract__city__is_training": False}
    assert City.objects.filter(is_training=False).count() == 112
    assert Action.objects.filter(**real).count() == 1426
    assert ContractParty.objects.filter(**real).count() == 409
    assert ActionKind.objects.filter(**real).count() == 44
    assert FundingLine.objects.filter(**real).count() == 81
    assert PortfolioCategory.objects.count() == 25
    assert EmissionsGapRow.objects.filter(version__contract__city__is_training=False).count() == 53
    assert InventorySeries.objects.filter(city__is_training=False).count() == 20
    assert Inventory.objects.filter(series__city__is_training=False).count() == 37
    assert Molecule.objects.filter(city__is_training=False).count() == 18
    assert Milestone.objects.exclude(city__is_training=True).count() == 26 + 14
    assert TargetBoundary.objects.filter(version__contract__city__slug="milano").count() == 15
    assert EmissionFactor.objects.filter(is_illustrative=False).count() == 108


def test_parties_keep_their_printed_roles() -> None:
    roles = ContractParty.objects.filter(contract__city__is_training=False).values_list("role")
    assert dict(roles.annotate(n=Count("pk")).order_by()) == {
        "promoter": 9,
        "signatory": 324,
        "main partner": 16,
        "supporter": 60,
    }


def test_contracts_hold_one_current_labelled_version() -> None:
    versions = ContractVersion.objects.filter(contract__city__is_training=False)
    assert [
        version.contract.city.slug for version in versions.order_by("contract__city__slug")
    ] == REAL_CITIES
    assert {(version.is_current, version.state) for version in versions} == {(True, VersionState.LABELLED)}


def test_ids_are_those_of_every_portal() -> None:
    action = Action.objects.get(contract__city__slug="milano", code="A2AEB1")
    assert action.pk == demo_id("milano", "action:A2AEB1")


def test_milano_numbers_come_from_its_rows() -> None:
    actions = Action.objects.filter(contract__city__slug="milano")
    by_maturity = dict(
        actions.filter(flow=Flow.SOURCE).order_by().values_list("maturity").annotate(t=Sum("reduction_tco2e"))
    )
    version = ContractVersion.objects.get(contract__city__slug="milano")
    gap = version.gap_rows.get(sector="")
    assert by_maturity == {
        Maturity.PROJECT: Decimal(304_597),
        Maturity.STRATEGY: Decimal(1_568_000),
        Maturity.ENABLING: None,
    }
    assert actions.filter(flow=Flow.SINK).aggregate(t=Sum("reduction_tco2e"))["t"] == Decimal(9_005)
    assert gap.gap_tco2e == Decimal(2_080_303)
    assert (version.baseline_tco2e, version.target_reduction_tco2e) == (
        Decimal(4_567_402),
        Decimal(3_654_402),
    )
    assert version.target_reduction_share == Decimal("0.8")


def test_milano_existing_plan_and_pathways_are_told_by_sector() -> None:
    measures = ExistingPlanMeasure.objects.filter(plan__contract__city__slug="milano")
    pathways = Pathway.objects.filter(contract__city__slug="milano").order_by("code")
    assert dict(measures.values_list("sector", "reduction_tco2e")) == {
        "buildings": Decimal(1_358_076),
        "transport": Decimal(216_023),
    }
    assert [pathway.direct_impact_tco2e for pathway in pathways] == [
        Decimal(1_874_923),
        Decimal(205_380),
        None,
        None,
    ]
    assert pathways[1].actions.count() == 12


def test_what_is_empty_in_the_data_stays_unknown() -> None:
    blank = Action.objects.get(contract__city__slug="milano", code="COMIGREEN2")
    ambiguous = Action.objects.filter(contract__city__slug="parma", reduction_note="79,092").get()
    total_only = EmissionsGapRow.objects.get(version__contract__city__slug="parma", sector="buildings")
    printed_zero = EmissionsGapRow.objects.get(version__contract__city__slug="milano", sector="waste")
    assert (blank.reduction_tco2e, blank.cost_eur) == (None, None)
    assert blank.quantification == Quantification.NOT_ESTIMATED
    assert (ambiguous.reduction_tco2e, ambiguous.quantification) == (None, Quantification.NOT_ESTIMATED)
    assert (total_only.baseline_tco2e, total_only.gap_tco2e) == (None, None)
    assert printed_zero.existing_plan_tco2e == Decimal(0)
    assert ContractVersion.objects.get(contract__city__slug="padova").investment_eur is None


def test_milano_quantification_follows_the_printed_words() -> None:
    actions = Action.objects.filter(contract__city__slug="milano")
    counts = dict(actions.order_by().values_list("quantification").annotate(n=Count("pk")))
    included = actions.get(code="LENDEB3")
    assert counts == {"quantified": 75, "not_estimated": 32, "not_quantifiable": 8, "included_in": 2}
    assert included.included_in == actions.get(code="LENDEB2")


def test_no_real_action_reports_progress_and_nothing_real_is_called_illustrative() -> None:
    assert ActionReport.objects.filter(action__contract__city__is_training=False).count() == 0
    assert Action.objects.filter(contract__city__is_training=False, is_illustrative=True).count() == 0


def test_spellings_of_one_organisation_are_one() -> None:
    a2a = Organisation.objects.get(aliases__key="a2a")
    cities = a2a.listings.order_by("contract__city__slug").values_list("contract__city__slug", flat=True)
    assert a2a.name == "A2A S.p.A."
    assert list(cities) == ["bergamo", "milano"]
    assert (
        OrganisationAlias.objects.get(key="atm").organisation.name
        == "ATM S.p.A. (Azienda Trasporti Milanesi)"
    )


def test_promoters_that_are_listed_take_part_in_their_actions() -> None:
    action = Action.objects.get(contract__city__slug="milano", code="ATMMobi1")
    department = Action.objects.filter(promoter="Waste department").first()
    assert [part.organisation.name for part in action.parties.all()] == [
        "ATM S.p.A. (Azienda Trasporti Milanesi)"
    ]
    assert action.promoter_type == "stakeholder"
    assert (department.promoter_type, department.parties.count()) == ("municipality", 0)
    assert ActionParty.objects.filter(action__contract__city__is_training=False).count() == 1056


def test_molecules_hold_their_actions_with_places() -> None:
    mind = Molecule.objects.get(code="mol-73")
    places = Intervention.objects.filter(molecule=mind).order_by("action__code_key")
    assert [(place.action.code, place.longitude is not None) for place in places] == [
        ("LENDEB2", True),
        ("LENDEB3", True),
        ("LENDEB4", True),
        ("UNIMIEB1", True),
    ]
    assert mind.has_official_polygon is False
    assert (mind.illustrative_baseline_tco2e, mind.illustrative_target_tco2e) == (Decimal(2496), Decimal(499))
    assert Intervention.objects.filter(molecule__city__slug="milano").count() == 27


def test_cities_know_their_residents_and_identifiers() -> None:
    milano = City.objects.get(slug="milano")
    utrecht = CityPopulation.objects.get(city__slug="utrecht")
    assert (milano.names["en"], milano.names["it"]) == ("Milan", "Milano")
    assert {entry["scheme"]: entry["value"] for entry in milano.identifiers} == {
        "geonames": "3173435",
        "istat": "015146",
        "cadastral": "F205",
    }
    assert dict(milano.populations.values_list("year", "residents")) == {2022: 1_349_930, 2023: 1_354_196}
    assert milano.boundary
    assert milano.boundary["type"] == "Polygon"
    assert utrecht.year is None


def test_findings_are_exactly_these() -> None:
    found = Finding.objects.exclude(city__slug="valdoria").order_by("city__slug", "check_name", "place")
    assert list(found.values_list("city__slug", "check_name", "place")) == FOUND


def test_odd_figures_stay_as_printed() -> None:
    action = Action.objects.get(code="PARM-052")
    torino = EmissionsGapRow.objects.get(version__contract__city__slug="torino", sector="waste")
    assert (action.start_year, action.end_year) == (2021, 2018)
    assert (torino.target_reduction_tco2e, torino.baseline_tco2e) == (Decimal(72_471), Decimal(61_323))

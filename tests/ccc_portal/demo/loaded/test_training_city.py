"""Valdoria shows what no real city publishes, and never passes for a real one."""

from decimal import Decimal

import pytest
from django.db.models import Count, F, Sum

from contracts.enums import InventoryState, MissionGroup
from contracts.models import (
    Action,
    ActionReport,
    City,
    Contract,
    ContractVersion,
    EmissionFactor,
    Finding,
    FundingLine,
    Inventory,
    InventoryLine,
    Milestone,
    ProxyValue,
)
from molecules.models import (
    LocalEmission,
    Molecule,
    MoleculeTarget,
    Neighbourhood,
    ObservedAdoption,
    Package,
    PackageParameter,
)
from stakeholders.models import ActionParty, Commitment, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_valdoria_is_flagged_and_wholly_illustrative() -> None:
    city = City.objects.get(slug="valdoria")
    assert (city.is_training, city.mission_group) == (True, MissionGroup.TRAINING)
    for rows in (
        Action.objects.filter(contract__city=city),
        Inventory.objects.filter(series__city=city),
        InventoryLine.objects.filter(inventory__series__city=city),
        EmissionFactor.objects.filter(city=city),
        ProxyValue.objects.filter(city=city),
        FundingLine.objects.filter(contract__city=city),
        Milestone.objects.filter(city=city),
        Molecule.objects.filter(city=city),
        Neighbourhood.objects.filter(city=city),
        LocalEmission.objects.filter(molecule__city=city),
        LocalEmission.objects.filter(neighbourhood__city=city),
        MoleculeTarget.objects.filter(molecule__city=city),
        Package.objects.filter(city=city),
        PackageParameter.objects.filter(package__city=city),
        ObservedAdoption.objects.filter(package__city=city),
        Commitment.objects.filter(contract__city=city),
        Organisation.objects.filter(listings__contract__city=city),
    ):
        assert set(rows.values_list("is_illustrative", flat=True)) == {True}


def test_valdoria_shows_every_typology_and_kind_of_knowledge() -> None:
    actions = Action.objects.filter(contract__city__slug="valdoria")
    assert actions.count() == 40
    assert set(actions.values_list("typology", flat=True)) == {"MOL", "NET", "PRJ", "STR", "ENB"}
    assert set(actions.values_list("quantification", flat=True)) == {
        "quantified",
        "not_estimated",
        "not_quantifiable",
        "included_in",
    }
    assert set(actions.values_list("health", flat=True)) == {"on_time", "late", "unknown"}


def test_valdoria_reports_progress_with_every_level_of_evidence() -> None:
    reports = ActionReport.objects.filter(action__contract__city__slug="valdoria")
    assert dict(reports.order_by().values_list("evidence_level").annotate(n=Count("pk"))) == {
        "declared": 7,
        "documented": 24,
        "verified": 7,
    }


def test_valdoria_milestones_are_reached_missed_moved_and_planned() -> None:
    milestones = Milestone.objects.filter(city__slug="valdoria")
    assert dict(milestones.order_by().values_list("state").annotate(n=Count("pk"))) == {
        "reached": 4,
        "missed": 2,
        "moved": 1,
        "planned": 5,
    }
    move = milestones.get(state="moved").moves.get()
    assert (str(move.from_date), str(move.to_date)) == ("2026-12-31", "2027-12-31")


def test_valdoria_has_seven_comparable_inventories_and_these_findings() -> None:
    inventories = Inventory.objects.filter(series__city__slug="valdoria", state=InventoryState.PUBLISHED)
    assert list(inventories.order_by("year").values_list("year", flat=True)) == list(range(2018, 2025))
    assert inventories.values("series").distinct().count() == 1
    found = Finding.objects.filter(city__slug="valdoria").order_by("check_name", "place")
    assert list(found.values_list("check_name", "severity", "place")) == [
        ("action_in_existing_plan", "warning", "VALEB16"),
        ("actions_above_gap", "note", ""),
        ("money_totals_differ", "warning", "ip_cost_scenarios / ip_capital_planning"),
        ("portfolio_above_gap", "warning", "total"),
    ]


def test_valdoria_commitments_cover_actions_in_several_states() -> None:
    commitments = Commitment.objects.filter(contract__city__slug="valdoria")
    assert commitments.count() == 15
    assert commitments.filter(actions=None).count() == 0
    assert len(set(commitments.values_list("state", flat=True))) == 9


def test_valdoria_lines_add_up_to_the_reported_totals() -> None:
    inventories = Inventory.objects.filter(series__city__slug="valdoria").annotate(
        lines_tco2e=Sum("lines__value_tco2e")
    )
    assert inventories.count() == 8
    for inventory in inventories:
        assert inventory.lines_tco2e.quantize(Decimal(1)) == inventory.reported_total_tco2e


def test_valdoria_lines_follow_from_activities_and_from_gases() -> None:
    lines = InventoryLine.objects.filter(inventory__series__city__slug="valdoria").select_related("factor")
    with_factor = [line for line in lines if line.factor]
    assert len(with_factor) == 14 * 8 - 1
    for line in with_factor:
        assert line.activity is not None
        assert line.factor is not None
        assert line.value_tco2e == (line.activity * line.factor.value).quantize(Decimal("0.0001"))
    for line in lines.exclude(value_tco2e=None):
        assert line.value_tco2e == line.co2_tonnes + 28 * line.ch4_tonnes + 265 * line.n2o_tonnes


def test_valdoria_restated_inventory_differs_in_activity_factor_and_boundary() -> None:
    now = Inventory.objects.get(series__city__slug="valdoria", restates__isnull=False)
    before = now.restates
    old, new = ({line.label: line for line in one.lines.select_related("factor")} for one in (before, now))
    both = old.keys() & new.keys()
    assert (before.state, before.year, now.year) == (InventoryState.RESTATED, 2024, 2024)
    assert before.published_at is not None
    assert now.published_at is not None
    assert before.published_at < now.published_at
    assert new.keys() - old.keys() == {"ferries in the harbour"}
    assert {label for label in both if old[label].activity != new[label].activity} == {
        "natural gas in homes",
        "natural gas in services",
    }
    assert {label for label in both if old[label].factor_id != new[label].factor_id} == {
        label for label in both if label.startswith("electricity")
    }


def test_valdoria_gap_table_starts_from_its_inventory() -> None:
    version = ContractVersion.objects.get(contract__city__slug="valdoria")
    lines = InventoryLine.objects.filter(
        inventory__series=version.baseline_series, inventory__year=version.baseline_year
    )
    sectors = dict(lines.order_by().values_list("sector").annotate(t=Sum("value_tco2e")))
    assert {row.sector: row.baseline_tco2e for row in version.gap_rows.exclude(sector="")} == {
        sector: tonnes.quantize(Decimal(1)) for sector, tonnes in sectors.items()
    }


def test_valdoria_shares_sources_between_actions() -> None:
    actions = Action.objects.filter(contract__city__slug="valdoria").exclude(source_group="")
    shared = actions.values("source_group").annotate(n=Count("pk"), cuts=Count("cut_share")).filter(n__gt=1)
    assert set(shared.values_list("source_group", "n", "cuts")) == {
        ("grid electricity", 4, 0),
        ("home heating", 4, 4),
        ("organic waste", 2, 0),
        ("residual waste", 2, 0),
        ("road traffic", 7, 0),
    }
    lines = InventoryLine.objects.filter(inventory__series__city__slug="valdoria", inventory__year=2018)
    assert set(actions.values_list("source_group", flat=True)) <= set(
        lines.values_list("source_group", flat=True)
    )


def test_valdoria_declared_cuts_are_those_of_the_tonnes() -> None:
    heating = InventoryLine.objects.filter(
        inventory__series__city__slug="valdoria", inventory__year=2018, source_group="home heating"
    ).aggregate(t=Sum("value_tco2e"))["t"]
    for action in Action.objects.filter(source_group="home heating"):
        assert action.reduction_tco2e / heating == pytest.approx(action.cut_share, rel=Decimal("0.002"))


def test_valdoria_tells_what_is_funded_in_part_in_whole_and_not_at_all() -> None:
    actions = Action.objects.filter(contract__city__slug="valdoria", cost_eur__isnull=False)
    secured = actions.filter(funding_secured_eur__gt=0)
    assert actions.filter(funding_secured_eur=0).count() == 5
    assert secured.filter(funding_secured_eur__lt=F("cost_eur")).count() == 8
    assert secured.filter(funding_secured_eur=F("cost_eur")).count() == actions.count() - 13
    assert Action.objects.get(code="VALEB16").in_existing_plan is True
    contract = Contract.objects.get(city__slug="valdoria")
    assert (contract.carbon_price_eur, contract.discount_share, contract.budget_tco2e) == (
        Decimal(85),
        Decimal("0.035"),
        Decimal(2_950_000),
    )
    assert set(contract.assumptions_note) == {"it", "en"}


def test_valdoria_measured_quantities_make_tonnes() -> None:
    report = ActionReport.objects.get(action__code="VALEB4", reported_on="2026-05-04")
    assert (report.measured_quantity, report.measured_unit, report.factor.carrier) == (
        63_400,
        "MWh",
        "natural gas",
    )
    assert report.reduction_tco2e == Decimal("12842.2406")


def test_valdoria_projects_of_two_promoters_are_shared_in_whole() -> None:
    shares = ActionParty.objects.filter(action__code="VALEB8").order_by("-share")
    assert list(shares.values_list("organisation__name", "role", "share")) == [
        ("Università Immaginaria di Valdoria", "promoter", Decimal("0.6")),
        ("Energia Fittizia S.p.A.", "promoter", Decimal("0.4")),
    ]


def test_valdoria_months_add_up_to_their_years() -> None:
    proxies = ProxyValue.objects.filter(
        city__slug="valdoria", kind__in=["gas_sold", "electricity_sold", "traffic"]
    )
    for year in (2024, 2025):
        months = proxies.filter(year=year, month__isnull=False).order_by()
        assert dict(months.values_list("kind").annotate(t=Sum("value"))) == dict(
            proxies.filter(year=year, month=None).values_list("kind", "value")
        )
    assert set(proxies.filter(year=2026).values_list("month", flat=True)) == set(range(1, 10))


def test_valdoria_proxies_are_the_activities_of_its_inventories() -> None:
    lines = InventoryLine.objects.filter(
        inventory__series__city__slug="valdoria", inventory__state=InventoryState.PUBLISHED
    )
    for kind, words in (("gas_sold", "natural gas"), ("electricity_sold", "electricity")):
        sums = (
            lines.filter(label__startswith=words).values_list("inventory__year").annotate(t=Sum("activity"))
        )
        proxies = ProxyValue.objects.filter(kind=kind, month=None, year__lte=2024)
        assert dict(sums.order_by()) == dict(proxies.values_list("year", "value"))

"""Quantity times factor, in reports, in inventories and in the checks."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from contracts.models import Action, City, Contract, EmissionFactor
from contracts.selectors.factors import describe_measurement, factor_label, usable_factors
from contracts.services.activities import (
    Measurement,
    MeasurementFields,
    is_same,
    multiply_factor,
    validate_measurement,
    validate_product,
)
from contracts.services.checks import refresh_findings
from contracts.services.reports import report_action
from core.models import User
from tests.factories import (
    ActionFactory,
    CityFactory,
    EmissionFactorFactory,
    InventoryFactory,
    InventoryLineFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

FIELDS = MeasurementFields(quantity="q", unit="u", factor="f")


@pytest.fixture
def factor() -> EmissionFactor:
    return EmissionFactorFactory()


@pytest.fixture
def action(contract: Contract) -> Action:
    return ActionFactory(contract=contract)


def measurement(factor: EmissionFactor | None, /, **changes: Any) -> Measurement:
    return Measurement(**{"quantity": Decimal(100), "unit": "MWh", "factor": factor} | changes)


def test_milan_household_gas_is_that_of_the_reference() -> None:
    factor = EmissionFactorFactory(value=Decimal("56.0765"), unit="kg/GJ", gas="CO2e")
    computed = multiply_factor(Measurement(quantity=Decimal(6_550), unit="GWh", factor=factor))
    assert computed == Decimal("1322283.8700")


def test_multiply_factor_knows_what_it_cannot_tell(factor: EmissionFactor) -> None:
    methane = EmissionFactorFactory(gas="CH4")
    unclear = [
        measurement(factor, quantity=None),
        measurement(None),
        measurement(factor, unit="t"),
        measurement(factor, unit=""),
        measurement(methane),
        measurement(factor, quantity=Decimal(10) ** 13),
    ]
    assert [multiply_factor(one) for one in unclear] == [None] * 6


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"quantity": Decimal(-1)}, {"q": ["negative"]}),
        ({"quantity": None}, {"q": ["no_quantity"]}),
        ({"quantity": None, "factor": None}, {"q": ["no_quantity"]}),
        ({"quantity": None, "unit": ""}, {"q": ["no_quantity"]}),
        ({"unit": ""}, {"u": ["no_unit"]}),
        ({"unit": "", "factor": None}, {"u": ["no_unit"]}),
        ({"unit": "barrels"}, {"u": ["unit"]}),
        ({"unit": "t"}, {"u": ["unit_fit"]}),
        ({"quantity": Decimal(10) ** 13}, {"q": ["too_large"]}),
    ],
)
def test_validate_measurement_refuses(
    factor: EmissionFactor, city: City, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    told = measurement(factor, **changes)
    assert refusals(lambda: validate_measurement(told, city, FIELDS)) == refused


@pytest.mark.parametrize(
    ("stored", "code"),
    [({"unit": ""}, "factor_unit"), ({"unit": "kg"}, "factor_unit"), ({"gas": "N2O"}, "factor_gas")],
)
def test_validate_measurement_refuses_a_factor_that_gives_no_tonnes(
    city: City, stored: dict[str, str], code: str
) -> None:
    told = measurement(EmissionFactorFactory(**stored))
    assert refusals(lambda: validate_measurement(told, city, FIELDS)) == {"f": [code]}


def test_validate_measurement_refuses_another_citys_factor(city: City) -> None:
    told = measurement(EmissionFactorFactory(city=CityFactory()))
    assert refusals(lambda: validate_measurement(told, city, FIELDS)) == {"f": ["factor_city"]}


def test_validate_measurement_takes_what_is_right(factor: EmissionFactor, city: City) -> None:
    right = [
        measurement(factor),
        measurement(EmissionFactorFactory(city=city)),
        measurement(None, unit="trees"),
        Measurement(),
    ]
    assert [validate_measurement(one, city, FIELDS) for one in right] == [None] * 4


@pytest.mark.parametrize(
    ("typed", "computed", "same"),
    [
        ("20", "20.196", True),
        ("20.2", "20.196", True),
        ("20.1", "20.196", False),
        ("20.5", "20.55", True),
        ("20.5", "20.5501", False),
        ("1000000.00", "1000100.00", True),
        ("1000000.00", "1000101.00", False),
        ("1E+3", "1000.5", True),
        ("1E+3", "1000.6", False),
        ("0", "0", True),
    ],
)
def test_typed_tonnes_are_the_product_up_to_rounding(typed: str, computed: str, same: bool) -> None:
    assert is_same(Decimal(typed), Decimal(computed)) is same


def test_validate_product_names_both_numbers() -> None:
    assert validate_product(None, Decimal(20), "x") is None
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_product(Decimal(30), Decimal("20.196"), "x")
    message = refused.value.messages[0].replace("\N{NO-BREAK SPACE}", " ")
    assert message.startswith("You entered 30.00 t CO₂e, but quantity times factor is 20.20 t CO₂e")


def test_a_report_stores_quantity_times_factor(action: Action, officer: User, factor: EmissionFactor) -> None:
    day = timezone.localdate()
    measured = {"measured_quantity": Decimal("1.5"), "measured_unit": " GWh ", "factor": factor}
    report = report_action(action_id=action.pk, by=officer, reported_on=day, **measured)
    assert (report.reduction_tco2e, report.measured_unit) == (Decimal("302.9400"), "GWh")
    rounded = report_action(
        action_id=action.pk, by=officer, reported_on=day, reduction_tco2e=Decimal(303), **measured
    )
    assert rounded.reduction_tco2e == Decimal("302.9400")
    with translation.override("it"):
        told = describe_measurement(report).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "1,5 GWh × 0,20196 t/MWh = 303 t CO₂e"


def test_a_report_refuses_tonnes_that_disagree(action: Action, officer: User, factor: EmissionFactor) -> None:
    def call() -> Any:
        return report_action(
            action_id=action.pk,
            by=officer,
            reported_on=timezone.localdate(),
            reduction_tco2e=Decimal(500),
            measured_quantity=Decimal(100),
            measured_unit="MWh",
            factor=factor,
        )

    assert refusals(call) == {"reduction_tco2e": ["product"]}
    assert action.reports.count() == 0


def test_a_quantity_alone_is_a_report_without_tonnes(action: Action, officer: User) -> None:
    report = report_action(
        action_id=action.pk,
        by=officer,
        reported_on=timezone.localdate(),
        measured_quantity=Decimal(12),
        measured_unit="trees",
    )
    assert report.reduction_tco2e is None
    with translation.override("en"):
        assert describe_measurement(report) == "Measured: 12\N{NO-BREAK SPACE}trees"
    bare = report_action(
        action_id=action.pk, by=officer, reported_on=timezone.localdate(), share_done=Decimal("0.5")
    )
    assert describe_measurement(bare) == ""


def test_usable_factors_are_the_citys_and_the_general_ones(city: City) -> None:
    own = EmissionFactorFactory(city=city, carrier="b")
    general = EmissionFactorFactory(carrier="a")
    EmissionFactorFactory(city=CityFactory())
    EmissionFactorFactory(gas="CH4")
    EmissionFactorFactory(unit="")
    assert list(usable_factors(city)) == [general, own]
    with translation.override("en"):
        labels = [factor_label(one).replace("\N{NO-BREAK SPACE}", " ") for one in (general, EmissionFactor(
            carrier="heat", value=Decimal(200), unit="kg/MWh", gas="CO2e", method="market"))]  # fmt: skip
    assert labels == ["a (2006): 0.20196 t/MWh, CO2, IPCC", "heat: 200 kg/MWh, CO2e, market"]


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ({"value_tco2e": Decimal(201_960)}, None),
        ({"value_tco2e": Decimal(201_980)}, None),
        ({"value_tco2e": Decimal(201_981)}, "note"),
        ({"value_tco2e": Decimal(203_979)}, "note"),
        ({"value_tco2e": Decimal(203_980)}, "warning"),
        ({"value_tco2e": Decimal(300_000), "co2_tonnes": Decimal(201_960)}, None),
        ({"value_tco2e": Decimal(201_960), "co2_tonnes": Decimal(300_000)}, "warning"),
        ({"value_tco2e": None, "notation_key": "C"}, None),
        ({"value_tco2e": Decimal(1), "activity_unit": "t"}, None),
    ],
)
def test_lines_are_held_against_activity_times_factor(
    contract: Contract, factor: EmissionFactor, line: dict[str, Any], severity: str | None
) -> None:
    inventory = InventoryFactory(series__city=contract.city, reported_total_tco2e=None)
    InventoryLineFactory(
        **{"inventory": inventory, "activity": Decimal(1_000), "activity_unit": "GWh", "factor": factor}
        | line
    )
    found = refresh_findings(contract=contract)
    assert [one.severity for one in found if one.check_name == "inventory_activity_product"] == (
        [severity] if severity else []
    )


def test_a_line_without_a_scope_is_told_by_its_label(contract: Contract, factor: EmissionFactor) -> None:
    inventory = InventoryFactory(series__city=contract.city, series__code="gpc", reported_total_tco2e=None)
    InventoryLineFactory(
        inventory=inventory,
        scope=None,
        label="Homes",
        activity=Decimal(1),
        activity_unit="GWh",
        factor=factor,
    )
    places = [
        one.place
        for one in refresh_findings(contract=contract)
        if one.check_name == "inventory_activity_product"
    ]
    assert places == ["gpc 2021, buildings, Homes, source"]

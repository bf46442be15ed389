from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from contracts import validators
from contracts.enums import Quantification
from core.validators import normalise_code
from tests.refusals import refusals

ACTION = {
    "sector": "buildings",
    "quantification": Quantification.QUANTIFIED,
    "reduction_tco2e": Decimal(10),
    "start_year": 2022,
    "end_year": 2030,
    "cost_eur": None,
    "included_in": None,
}


@pytest.mark.parametrize("code", ["CoMI EB3", "COMIEB3", " comi\u00a0eb3 "])
def test_normalise_code_ignores_case_and_spaces(code: str) -> None:
    assert normalise_code(code) == "COMIEB3"


@pytest.mark.parametrize(
    "call",
    [
        lambda: validators.validate_not_negative(None, "x"),
        lambda: validators.validate_not_negative(Decimal(0), "x"),
        lambda: validators.validate_year(None, "x"),
        lambda: validators.validate_year(1990, "x"),
        lambda: validators.validate_year(2100, "x"),
        lambda: validators.validate_year_order(None, 2030),
        lambda: validators.validate_year_order(2030, None),
        lambda: validators.validate_year_order(2030, 2030),
        lambda: validators.validate_share(None, "x"),
        lambda: validators.validate_share(Decimal(0), "x"),
        lambda: validators.validate_share(Decimal(1), "x"),
        lambda: validators.validate_sector("afolu"),
        lambda: validators.validate_scope(None),
        lambda: validators.validate_scope(3),
        lambda: validators.validate_notation_key(""),
        lambda: validators.validate_notation_key("NE"),
        lambda: validators.validate_target_share(None),
        lambda: validators.validate_target_share(Decimal(1)),
        lambda: validators.validate_target_reduction(None, Decimal(1)),
        lambda: validators.validate_target_reduction(Decimal(1), None),
        lambda: validators.validate_target_reduction(Decimal(1), Decimal(1)),
        lambda: validators.validate_line(Decimal(0), ""),
        lambda: validators.validate_line(None, "NE"),
        lambda: validators.validate_quantification("quantified", Decimal(0), None),
        lambda: validators.validate_quantification("not_estimated", None, None),
        lambda: validators.validate_quantification("included_in", None, object()),
        lambda: validators.validate_lifetime(None),
        lambda: validators.validate_lifetime(1),
        lambda: validators.validate_lifetime(100),
        lambda: validators.validate_cut_share(None, ""),
        lambda: validators.validate_cut_share(None, "cars"),
        lambda: validators.validate_cut_share(Decimal(1), "cars"),
        lambda: validators.validate_effect_share(None, None),
        lambda: validators.validate_effect_share(Decimal(0), object()),
        lambda: validators.validate_proxy_unit("gas_sold", "Sm3"),
        lambda: validators.validate_proxy_unit("grid_factor", "t/MWh"),
        lambda: validators.validate_field_visibility({}),
        lambda: validators.validate_field_visibility({"cost_eur": "partners", "saving_eur": "public"}),
        lambda: validators.validate_month(None),
        lambda: validators.validate_month(1),
        lambda: validators.validate_month(12),
        lambda: validators.validate_assumptions_note({}, [None, None]),
        lambda: validators.validate_assumptions_note({"it": "x"}, [Decimal(1)]),
        lambda: validators.validate_action(ACTION),
    ],
)
def test_what_is_right_passes(call: Callable[[], Any]) -> None:
    assert call() is None


@pytest.mark.parametrize(
    ("call", "refused"),
    [
        (lambda: validators.validate_not_negative(Decimal("-0.1"), "x"), {"x": ["negative"]}),
        (lambda: validators.validate_year(1989, "x"), {"x": ["year"]}),
        (lambda: validators.validate_year(2101, "x"), {"x": ["year"]}),
        (lambda: validators.validate_year_order(2021, 2018), {"end_year": ["year_order"]}),
        (lambda: validators.validate_share(Decimal("1.01"), "x"), {"x": ["share"]}),
        (lambda: validators.validate_share(Decimal("-0.01"), "x"), {"x": ["share"]}),
        (lambda: validators.validate_sector("magic"), {"sector": ["sector"]}),
        (lambda: validators.validate_scope(4), {"scope": ["scope"]}),
        (lambda: validators.validate_notation_key("XX"), {"notation_key": ["notation_key"]}),
        (lambda: validators.validate_target_share(Decimal("1.2")), {"target_reduction_share": ["target"]}),
        (
            lambda: validators.validate_target_reduction(Decimal(11), Decimal(10)),
            {"target_reduction_tco2e": ["target"]},
        ),
        (lambda: validators.validate_lifetime(0), {"lifetime_years": ["lifetime"]}),
        (lambda: validators.validate_lifetime(101), {"lifetime_years": ["lifetime"]}),
        (lambda: validators.validate_cut_share(Decimal(2), "cars"), {"cut_share": ["share"]}),
        (lambda: validators.validate_cut_share(Decimal(0), ""), {"source_group": ["no_source_group"]}),
        (lambda: validators.validate_effect_share(Decimal(-1), object()), {"effect_share": ["share"]}),
        (lambda: validators.validate_effect_share(Decimal(0), None), {"action": ["no_action"]}),
        (lambda: validators.validate_proxy_unit("magic", "t"), {"kind": ["kind"]}),
        (lambda: validators.validate_proxy_unit("waste_collected", "MWh"), {"unit": ["unit"]}),
        (
            lambda: validators.validate_field_visibility({"cost_eur": "friends"}),
            {"field_visibility": ["visibility"]},
        ),
        (lambda: validators.validate_month(0), {"month": ["month"]}),
        (lambda: validators.validate_month(13), {"month": ["month"]}),
        (
            lambda: validators.validate_assumptions_note({}, [None, Decimal(0)]),
            {"assumptions_note": ["no_source"]},
        ),
        (lambda: validators.validate_line(Decimal(1), "NE"), {"value_tco2e": ["value_and_key"]}),
        (lambda: validators.validate_line(None, ""), {"value_tco2e": ["no_value"]}),
        (lambda: validators.validate_line(Decimal(-1), "", field="x"), {"x": ["negative"]}),
        (
            lambda: validators.validate_quantification("quantified", None, None),
            {"reduction_tco2e": ["no_tonnes"]},
        ),
        (
            lambda: validators.validate_quantification("not_estimated", Decimal(1), None),
            {"reduction_tco2e": ["tonnes"]},
        ),
        (
            lambda: validators.validate_quantification("included_in", None, None),
            {"included_in": ["included_in"]},
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(
    call: Callable[[], Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(call) == refused


def test_validate_action_tells_all_errors_at_once() -> None:
    wrong = ACTION | {
        "sector": "magic",
        "start_year": 2021,
        "end_year": 2018,
        "reduction_tco2e": Decimal(-1),
        "cost_eur": Decimal(-1),
        "funding_secured_eur": Decimal(-1),
        "running_cost_eur": Decimal(-1),
        "saving_eur": Decimal(-1),
        "lifetime_years": 0,
        "cut_share": Decimal(1),
    }
    assert refusals(lambda: validators.validate_action(wrong)) == {
        "sector": ["sector"],
        "end_year": ["year_order"],
        "reduction_tco2e": ["negative"],
        "cost_eur": ["negative"],
        "funding_secured_eur": ["negative"],
        "running_cost_eur": ["negative"],
        "saving_eur": ["negative"],
        "lifetime_years": ["lifetime"],
        "source_group": ["no_source_group"],
    }

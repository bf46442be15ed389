"""What each check proposes to do, in one sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CHECK_UNIT = _("Look up the unit of both tables and write the figures in the unit of the column.")
_SCOPE_ONE = _(
    "Move the amount to scope 1, or say in the text of the section why the city books it this way."
)
_EXPLAIN = _(
    "Nothing needs to be mended: the Mission accepts this. Say in an explanation how the city deals with it."
)

MENDS: dict[str, Promise] = {
    "correct_row": _("Compare the row with its source and correct the part or the total that was mistyped."),
    "correct_column": _("Compare the column with its source and correct the row or the total that was mistyped."),
    "correct_scope_total": _("Compare the column with its source: correct the row or the printed total."),
    "move_scope": _(
        "Move %(moved_tco2e)s of the row “%(sector)s” from scope %(from_scope)s to scope %(to_scope)s, "
        "or correct the printed totals of both scopes."
    ),
    "correct_cell": _(
        "The column “%(column)s” is off by the same tonnes: write %(proposed_tco2e)s instead of %(found_tco2e)s in "
        "this row, and both agree."
    ),
    "fill_unknown_rows": _(
        "Some rows have no number: fill them in, or write a notation key, and the total can be checked."
    ),
    "inventory_total_differs": _("Correct the line or the printed total, and publish the inventory again."),
    "inventory_detail_sum": _("Correct the sub-sector or the sector, or mark which lines count toward the total."),
    "inventory_activity_product": _("Look up quantity, unit and emission factor of the line, or correct its tonnes."),
    "inventory_total_only": _("Publish the inventory by sector as soon as it is there."),
    "inventory_stale": _("Publish a newer inventory, or say when the next one is due."),
    "scope_fuel_as_two": _SCOPE_ONE,
    "scope_electricity_as_one": _("Move the amount to scope 2, or say that the electricity is made on the spot."),
    "scope_process_as_three": _SCOPE_ONE,
    "scope_land_as_three": _SCOPE_ONE,
    "energy_factor_product": _("Look up the energy, the emission factors and the printed emissions of this sector."),
    "energy_unit_slip": _CHECK_UNIT,
    "factor_unit_slip": _("Write the unit that the factor has (kg/MWh, t/MWh, kg/GJ), or correct the number."),
    "gap_sink_row": _("Nothing needs to be mended. Say in the text that the row is a sink."),
    "gap_target_above_baseline": _("Correct the target or the baseline: no sector can save more than it emits."),
    "gap_negative_residual": _("Correct the target of the row, so that it does not exceed the baseline."),
    "gap_negative_gap": _("Look up what the existing plans bring: it is more than the target asks for."),
    "gap_unit_slip": _("Write the figure in tonnes, that is a thousand times as large or small."),
    "gap_baseline_differs": _("Use the figure of the inventory in the emissions-gap table."),
    "gap_unknown_residual": _("Enter the residual emissions, or a target that leaves what cannot be avoided."),
    "coverage_below_gap": _EXPLAIN,
    "portfolio_above_gap": _("Take actions of existing plans out of the portfolio, or explain the difference."),
    "residual_above_fifth": _EXPLAIN,
    "target_below_four_fifths": _EXPLAIN,
    "target_differs_from_gap": _("Use one figure in the target of the contract and in the emissions-gap table."),
    "baseline_year_old": _("Use a newer inventory as baseline, or say why this year was chosen."),
    "baseline_year_covid": _("Say why this year was chosen, and show a year before the pandemic beside it."),
    "action_rows_incomplete": _("Add the missing actions, or correct the number of actions that the contract counts."),
    "signatory_count_differs": _("Complete the list of signatories, or correct the number that the city gives."),
    "boundary_without_reason": _("Write in the note of the row why the scope is not included."),
    "residual_sink_outside_boundary": _("Include land use in the boundary of the target, or plan another way."),
    "sinks_outside_boundary": _(
        "Include land use in the boundary of the target, or say that the absorption is shown apart and not counted."
    ),
    "duplicate_code": _("Give one of the actions another code, or take out the one that is there twice."),
    "same_title": _("Join what is one action, or give each a title that tells them apart."),
    "title_differs": _("Use one title in all tables, or correct the code if two actions are meant."),
    "tonnes_differ": _("Use one figure in all tables."),
    "action_end_before_start": _("Correct the start or the end of the action."),
    "action_before_baseline": _("Leave its tonnes out of the portfolio: they are part of the baseline."),
    "action_begun_before_baseline": _("Claim only the tonnes that come after the baseline year."),
    "action_in_existing_plan": _(
        "Count it among the existing plans in the emissions-gap table and leave its tonnes out of the portfolio, "
        "or correct the mark “already in an existing plan”."
    ),
    "included_in_unknown": _("Write the code of the action that includes it."),
    "included_in_missing": _("Write the code of the action that includes it."),
    "action_above_baseline": _("Look up the unit: kilograms were probably written as tonnes."),
    "action_zero_tonnes": _(
        "Choose “not estimated” or “no direct effect on emissions” where nothing was computed; zero is a result."
    ),
    "actions_above_gap": _("Name the source that actions share, so that they are not simply added up."),
    "action_negative_cost": _("Nothing needs to be mended if it is a saving; such an action has no cost per tonne."),
    "money_above_cost": _("Correct the cost, or the money that is secured and requested."),
    "money_totals_differ": _("Bring both tables to one total, or say what one of them leaves out."),
    "money_unit_slip": _("Write all amounts in euros, not in thousands or millions."),
    "money_per_tonne_without_period": _(
        "Say in the text of the section whether tonnes are counted a year or over the lifetime."
    ),
    "indicator_without_number": _("Enter a number as target, or say how the indicator will be judged."),
    "indicator_rises": _("Correct baseline or targets, or change the direction to “should rise”."),
    "indicator_falls": _("Correct baseline or targets, or change the direction to “should fall”."),
    "indicator_not_monotone": _("Correct the target that was mistyped, or choose “should stay in a range”."),
    "milestone_effect_falls": _("Correct the share: it is the share of the full effect reached by then."),
    "mixed_number_format": _("Choose the number format of the file and confirm the cells that can be read both ways."),
    "zero_row": _("Leave unknown cells empty, or write a notation key (NE, NO, IE, C)."),
    "shares_above_whole": _("Correct the shares, so that together they are at most 100%%."),
    "unit_words": _("Correct the unit in the text: kilotonnes (kt) are thousands of tonnes."),
}  # fmt: skip
"""One proposal for each name that a check gives; a test holds that none is missing."""

"""What each check says, in one sentence; the numbers come from the finding."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "table_row_sum": _(
        "In the table “%(table)s” the row “%(row)s” prints %(printed)s as its total, but its parts add up to "
        "%(computed)s: a difference of %(difference)s."
    ),
    "table_column_sum": _(
        "In the table “%(table)s” the column “%(column)s” prints %(printed)s as its total, but its rows add up to "
        "%(computed)s: a difference of %(difference)s."
    ),
    "inventory_scope_sum": _(
        "%(inventory)s: the printed total of scope %(scope)s (%(printed_tco2e)s) is not the sum of its column "
        "(%(computed_tco2e)s): a difference of %(difference_tco2e)s."
    ),
    "inventory_total_differs": _(
        "The printed total of %(reported_tco2e)s is not the sum of the lines (%(lines_tco2e)s): "
        "the difference is %(difference_tco2e)s."
    ),
    "inventory_detail_sum": _(
        "%(inventory)s: the sub-sectors of “%(sector)s” add up to %(computed_tco2e)s, "
        "the sector is printed with %(printed_tco2e)s."
    ),
    "inventory_activity_product": _(
        "%(inventory)s: “%(sector)s” is printed with %(printed_tco2e)s, but its activity times its emission factor "
        "is %(computed_tco2e)s: a difference of %(difference_tco2e)s."
    ),
    "inventory_total_only": _("The inventory of %(year)s is published as a total only, not by sector."),
    "inventory_stale": _(
        "The newest inventory is that of %(year)s, which ended %(months)s months ago: more than the 24 months after "
        "which a new one is due."
    ),
    "scope_fuel_as_two": _(
        "“%(carrier)s” (%(sector)s, %(amount_mwh)s) is booked as scope 2, but a fuel that is burned on the spot is "
        "scope 1: scope 2 is energy from a network."
    ),
    "scope_electricity_as_one": _(
        "“%(carrier)s” of vehicles (%(amount_mwh)s) is booked as scope 1, but electricity from the grid is scope 2."
    ),
    "scope_process_as_three": _(
        "Emissions of industrial processes (%(amount_tco2e)s) are booked as scope 3, but they happen inside the city "
        "and are scope 1."
    ),
    "scope_land_as_three": _(
        "Emissions of farming and land use (%(amount_tco2e)s) are booked as scope 3, but they happen inside the city "
        "and are scope 1."
    ),
    "energy_factor_product": _(
        "“%(sector)s”, scope %(scope)s, is printed with %(printed_tco2e)s, but its energy times the emission factors "
        "is %(computed_tco2e)s: a difference of %(difference_tco2e)s."
    ),
    "energy_unit_slip": _(
        "“%(sector)s”, scope %(scope)s, is printed with %(printed_tco2e)s, but its energy times the emission factors "
        "is %(computed_tco2e)s: a thousand times off, so one of the tables probably uses another unit."
    ),
    "factor_unit_slip": _(
        "The emission factor of “%(carrier)s” (%(factor)s %(unit)s) is far outside what any fuel emits."
    ),
    "gap_sink_row": _(
        "The row “%(sector)s” of the emissions-gap table starts from a sink (%(baseline_tco2e)s): "
        "its figures are absorption, not emissions."
    ),
    "gap_target_above_baseline": _(
        "In the row “%(sector)s” of the emissions-gap table the target reduction (%(target_tco2e)s) "
        "is larger than the baseline (%(baseline_tco2e)s)."
    ),
    "gap_negative_residual": _(
        "In the row “%(sector)s” of the emissions-gap table the residual emissions are negative "
        "(%(residual_tco2e)s)."
    ),
    "gap_negative_gap": _(
        "In the row “%(sector)s” of the emissions-gap table the gap is negative (%(gap_tco2e)s)."
    ),
    "gap_not_target_minus_existing": _(
        "In the row “%(sector)s” the printed gap of %(printed_tco2e)s is not the target less the existing plans "
        "(%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "gap_residual_not_baseline_minus_target": _(
        "In the row “%(sector)s” the printed residual of %(printed_tco2e)s is not the baseline less the target "
        "(%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "gap_unit_slip": _(
        "In the row “%(sector)s” the column “%(column)s” says %(printed_tco2e)s where %(computed_tco2e)s is expected: "
        "a thousand times off, as if it were in kilotonnes."
    ),
    "gap_column_sum": _(
        "In the column “%(column)s” of the emissions-gap table the printed total of %(printed_tco2e)s "
        "is not the sum of its rows (%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "gap_baseline_differs": _(
        "For “%(sector)s” the emissions-gap table prints a baseline of %(printed_tco2e)s, "
        "the inventory %(inventory_tco2e)s."
    ),
    "gap_unknown_residual": _(
        "In the row “%(sector)s” the residual emissions are not known, yet the whole baseline counts as reduction "
        "(%(target_tco2e)s)."
    ),
    "coverage_below_gap": _(
        "The portfolio brings %(portfolio_tco2e)s, which closes %(coverage_share)s of the gap of %(gap_tco2e)s."
    ),
    "portfolio_above_gap": _(
        "The portfolio claims %(portfolio_tco2e)s, more than the gap of %(gap_tco2e)s: part of it may belong to "
        "existing plans."
    ),
    "residual_above_fifth": _(
        "The target leaves %(residual_tco2e)s in the target year, %(residual_share)s of the baseline: "
        "more than the 20%% that the Mission expects."
    ),
    "target_below_four_fifths": _(
        "The target takes %(target_tco2e)s off the baseline, %(target_share)s of it: "
        "less than the 80%% that the Mission expects."
    ),
    "target_differs_from_gap": _(
        "The target of the contract says %(target_tco2e)s for “%(column)s”, the total of the emissions-gap table "
        "%(printed_tco2e)s."
    ),
    "baseline_year_old": _("The baseline is of %(year)s: it should not be older than 2018."),
    "baseline_year_covid": _(
        "The baseline is of %(year)s, a year of the pandemic, when people moved and consumed less than usual."
    ),
    "action_rows_incomplete": _(
        "The contract counts %(printed)s actions, %(listed)s of them could be listed one by one: "
        "sums of their tonnes are incomplete."
    ),
    "signatory_count_differs": _(
        "The city counts %(printed)s signatories, the contract lists %(listed)s."
    ),
    "boundary_without_reason": _(
        "“%(sector)s” leaves scope %(scopes)s out of the target without saying why."
    ),
    "residual_sink_outside_boundary": _(
        "The residual emissions are to be balanced by a natural sink (“%(source)s”, %(volume_tco2e)s), but land use is "
        "not part of the target."
    ),
    "sinks_outside_boundary": _(
        "Actions that absorb carbon (%(actions)s, together %(removed_tco2e)s) do not count toward the target, because "
        "land use is not part of it."
    ),
    "duplicate_code": _("The code %(code)s is there twice (also as “%(other)s”)."),
    "same_title": _("The actions %(codes)s of one promoter all have the title “%(title)s”."),
    "title_differs": _(
        "Action %(code)s is called “%(title)s” in the portfolio and “%(other)s” in another table."
    ),
    "tonnes_differ": _(
        "Action %(code)s is printed with %(printed_tco2e)s here and with %(listed_tco2e)s in the portfolio."
    ),
    "action_end_before_start": _(
        "The timeline of action %(code)s is printed as %(start_year)s–%(end_year)s: it ends before it starts."
    ),
    "action_before_baseline": _(
        "Action %(code)s ended in %(end_year)s, by the baseline year %(baseline_year)s: its effect is in the baseline "
        "already and cannot count again."
    ),
    "action_begun_before_baseline": _(
        "Action %(code)s began in %(start_year)s, before the baseline year %(baseline_year)s: only what it brings "
        "after that year counts."
    ),
    "action_in_existing_plan": _(
        "Action %(code)s belongs to an existing plan, yet it stands in the portfolio with %(reduction_tco2e)s."
    ),
    "included_in_unknown": _(
        "Action %(code)s says that it is included in “%(included_in)s”, which is no other action of the portfolio."
    ),
    "included_in_missing": _("Action %(code)s says that it is included in another one, but not in which."),
    "action_above_baseline": _(
        "Action %(code)s claims %(reduction_tco2e)s a year, more than the whole baseline of %(baseline_tco2e)s."
    ),
    "action_zero_tonnes": _("Action %(code)s is printed with a reduction of zero."),
    "actions_above_gap": _(
        "Added up, the actions claim %(claimed_tco2e)s, more than the gap of %(gap_tco2e)s: several of them cut the "
        "same emissions, or belong to existing plans."
    ),
    "action_negative_cost": _(
        "Action %(code)s is printed with a negative cost of %(cost_eur)s, that is a saving."
    ),
    "money_above_cost": _(
        "Action %(code)s costs %(cost_eur)s, but %(money_eur)s are secured or requested for it."
    ),
    "money_totals_differ": _(
        "The table “%(table)s” adds up to %(printed_eur)s, the table “%(other_table)s” to %(other_eur)s."
    ),
    "money_unit_slip": _(
        "The table “%(table)s” adds up to %(printed_eur)s, the table “%(other_table)s” to %(other_eur)s: a thousand "
        "or a million times off, so one of them probably uses another unit."
    ),
    "money_per_tonne_without_period": _(
        "%(rows)s rows print euros per tonne, but nothing says over which years the tonnes are counted."
    ),
    "indicator_without_number": _("The indicator %(code)s “%(name)s” has no target that is a number."),
    "indicator_rises": _(
        "The indicator %(code)s “%(name)s” should fall, but its target (%(target)s) is above its baseline "
        "(%(baseline)s)."
    ),
    "indicator_falls": _(
        "The indicator %(code)s “%(name)s” should rise, but its target (%(target)s) is below its baseline "
        "(%(baseline)s)."
    ),
    "indicator_not_monotone": _(
        "The indicator %(code)s “%(name)s” goes up and down: %(values)s."
    ),
    "milestone_effect_falls": _(
        "The milestone “%(title)s” of action %(code)s reaches %(effect_share)s of its effect, less than an earlier "
        "one (%(before_share)s)."
    ),
    "mixed_number_format": _(
        "In the table “%(table)s” the column “%(column)s” writes numbers in two ways (“%(one)s” and “%(other)s”): "
        "thousands may have been read as decimals."
    ),
    "zero_row": _(
        "In the table “%(table)s” every number of the row “%(row)s” is zero: where nothing is known the cells stay "
        "empty."
    ),
    "shares_above_whole": _(
        "In the table “%(table)s” the shares of the column “%(column)s” add up to %(sum_share)s."
    ),
    "unit_words": _(
        "The text “%(section)s” says “%(text)s”, but “%(column)s” is %(printed_tco2e)s: a thousand times off."
    ),
}  # fmt: skip
"""One sentence for each check; a test holds that none is missing."""

WRONG_COLUMN = _(
    "The row “%(sector)s” is as large as the difference: its value probably stands in the wrong column."
)
DATED_INVENTORY = _("Inventory of %(year)s")
UNDATED_INVENTORY = _("Table of emissions")

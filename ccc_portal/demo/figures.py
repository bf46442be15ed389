"""What holds between figures: factors and inventories are there, and products and shares come out right."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ccc_portal.demo.factors import factors_by_code, to_tonnes
from ccc_portal.demo.reading import Reader, Row
from ccc_portal.demo.sources import Dataset

ROUNDING = Decimal("0.01")
"""A value may be printed this far (t CO2e) from its activity times its factor."""
Refuse = Callable[[Row, str, str], None]


def check_figures(reader: Reader, data: Dataset) -> None:
    """Refuse names of series, inventories and factors that are not there, and figures that contradict each other."""
    factors = factors_by_code(data)
    for name in ("detailed_lines", "reports"):
        if table := data.source.tables.get(name):
            reader.check_reference(table, data.rows(name), "factor", factors, _("factor"))
    _check_series(reader, data)
    _check_inventories(data, _refuser(reader, data, "detailed_lines"))
    for row in data.rows("detailed_lines"):
        _check_line(_refuser(reader, data, "detailed_lines"), row, factors.get(row["factor"]))
    for row in data.rows("reports"):
        _check_report(_refuser(reader, data, "reports"), row, factors.get(row["factor"]))
    _check_shares(data, _refuser(reader, data, "action_parties"))


def _refuser(reader: Reader, data: Dataset, table: str) -> Refuse:
    """What refuses a row of a table, by column and reason."""

    def refuse(row: Row, column: str, reason: str) -> None:
        reader.refuse(data.source.tables[table].file, row.line, column, reason)

    return refuse


def _check_series(reader: Reader, data: Dataset) -> None:
    """What is told of a series belongs to one that has inventories."""
    known = {row["series_id"] for row in data.rows("series")}
    table = data.source.tables["series_metadata"]
    reader.check_reference(table, data.rows("series_metadata"), "series_id", known, _("series"))


def _check_inventories(data: Dataset, refuse: Refuse) -> None:
    """A line belongs to an inventory."""
    inventories = {(row["city_id"], row["year"], row.get("state")) for row in data.rows("series")}
    for row in data.rows("detailed_lines"):
        if (row["city_id"], row["year"], row["state"]) not in inventories:
            reason = _("there is no inventory of %(year)s that is “%(state)s”.")
            refuse(row, "year", reason % {"year": row["year"], "state": row["state"]})


def _check_line(refuse: Refuse, row: Row, factor: Row | None) -> None:
    """A line has a value or a key; with a factor the value is activity times factor."""
    value, activity = row["value_tco2e"], row["activity"]
    if (value is None) == (row["notation_key"] == ""):
        refuse(row, "value_tco2e", _("a line has a value or a notation key, never both and never neither."))
    elif factor and (activity is None or factor["unit"] != f"t/{row['activity_unit']}"):
        reason = _("the factor is per unit of an activity: its unit is %(unit)s.")
        refuse(row, "activity_unit", reason % {"unit": factor["unit"]})
    elif factor and abs(to_tonnes(activity, factor) - (value or 0)) > ROUNDING:
        reason = _("activity times factor is %(computed)s, not %(printed)s.")
        refuse(row, "value_tco2e", reason % {"computed": to_tonnes(activity, factor), "printed": value})


def _check_report(refuse: Refuse, row: Row, factor: Row | None) -> None:
    """A measured quantity has a factor per its unit, and then no tonnes of its own."""
    if (row["measured_quantity"] is None) != (row["factor"] == ""):
        refuse(row, "measured_quantity", _("a measured quantity needs a factor, and a factor a quantity."))
    elif factor and factor["unit"] != f"t/{row['measured_unit']}":
        reason = _("the factor is in %(factor)s, the quantity in %(unit)s.")
        refuse(row, "measured_unit", reason % {"factor": factor["unit"], "unit": row["measured_unit"]})
    elif factor and row["reduction_tco2e"] is not None:
        reason = _("the tonnes follow from the quantity and the factor: leave the cell empty.")
        refuse(row, "reduction_tco2e", reason)


def _check_shares(data: Dataset, refuse: Refuse) -> None:
    """The shares of those who carry one project together make the whole of it."""
    projects: dict[Any, list[Row]] = {}
    for row in data.rows("action_parties"):
        if row["share_percent"] is not None:
            projects.setdefault((row["city_id"], row["action_id"]), []).append(row)
    for rows in projects.values():
        share = sum((row["share_percent"] for row in rows), Decimal(0))
        if share != 1:
            reason = _("the shares of this action add up to %(percent)s %%, not to 100 %%.")
            refuse(rows[-1], "share_percent", reason % {"percent": f"{share * 100:f}"})

"""What holds between the files of the spread: whoever is named is there, and every range can be."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from ccc_portal.demo.reading import Reader, Row
from ccc_portal.demo.sources import Dataset
from molecules.enums import EmissionBasis, PackageParameterName
from molecules.services.packages import LIMITS


def check_spread(reader: Reader, data: Dataset) -> None:
    """Refuse names of packages, molecules and neighbourhoods that are not there, and ranges out of order or reach."""
    known = {
        "package": ({row["code"] for row in data.rows("packages")}, _("package")),
        "molecule_id": ({one["properties"].get("molecule_id") for one in data.molecules}, _("molecule")),
        "nil_id": ({one["properties"].get("nil_id") for one in data.neighbourhoods}, _("neighbourhood")),
    }
    for name in ("package_parameters", "spread_starts", "adoption", "local_emissions", "molecule_targets"):
        table = data.source.tables.get(name)
        for column, (names, what) in known.items():
            if table and column in table.columns:
                reader.check_reference(table, data.rows(name), column, names, what)
    for row in data.rows("package_parameters"):
        _check_range(reader, data, row)
    _check_places(reader, data, known["molecule_id"][0])
    for row in data.rows("local_emissions"):
        _check_emission(reader, data, row)
    for row in data.rows("spread_starts"):
        if not row["earliest"] <= row["spread_from"] <= row["latest"]:
            _refuse_order(reader, data, "spread_starts", row, "spread_from")


def _check_places(reader: Reader, data: Dataset, molecules: Collection[str]) -> None:
    """Where instruments hold."""
    for row in data.rows("instruments"):
        for code in row["molecules"].split():
            if code not in molecules:
                reason = _("there is no %(what)s “%(value)s”.") % {"what": _("molecule"), "value": code}
                reader.refuse(data.source.tables["instruments"].file, row.line, "molecules", reason)


def _check_range(reader: Reader, data: Dataset, row: Row) -> None:
    least, most = LIMITS[PackageParameterName(row["parameter"])]
    if not least <= row["low"] <= row["likely"] <= row["high"] <= most:
        _refuse_order(reader, data, "package_parameters", row, "likely")


def _check_emission(reader: Reader, data: Dataset, row: Row) -> None:
    file = data.source.tables["local_emissions"].file
    if bool(row["molecule_id"]) == bool(row["nil_id"]):
        reader.refuse(
            file, row.line, "molecule_id", _("a row tells of one molecule or of one neighbourhood.")
        )
    if (row["basis"] == EmissionBasis.APPORTIONED) != bool(row["key"]):
        reader.refuse(file, row.line, "key", _("say by which figure the city was shared out, and only then."))


def _refuse_order(reader: Reader, data: Dataset, table: str, row: Row, column: str) -> None:
    reason = _("least, likeliest and greatest value are not in order, or not possible.")
    reader.refuse(data.source.tables[table].file, row.line, column, reason)

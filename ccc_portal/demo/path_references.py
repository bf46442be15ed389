"""What holds between the files of the staged path: milestones, indicators and molecules that are named are there."""

from django.utils.translation import gettext as _

from ccc_portal.demo.reading import Reader, Row
from ccc_portal.demo.sources import Dataset


def check_path(reader: Reader, data: Dataset) -> None:
    """Refuse names of milestones, indicators and molecules that are not there."""
    table = data.source.tables["milestone_dependencies"]
    codes = {
        row["code"] for row in [*data.rows("milestones"), *data.rows("planned_milestones")] if row.get("code")
    }
    for column in ("before", "after"):
        reader.check_reference(table, data.rows("milestone_dependencies"), column, codes, _("milestone"))
    for name in ("milestones", "planned_milestones"):
        for row in data.rows(name):
            _check_proof(reader, data, name, row)


def _check_proof(reader: Reader, data: Dataset, name: str, row: Row) -> None:
    paper = data.papers.get(row["city_id"])
    indicators = {one["code"] for one in paper.content.get("indicators", ())} if paper else set()
    molecules = {one["properties"].get("molecule_id") for one in data.molecules}
    known = {"indicator": (indicators, _("indicator")), "molecules": (molecules, _("molecule"))}
    for column, (names, what) in known.items():
        for word in row.get(column, "").split():
            if word not in names:
                reason = _("there is no %(what)s “%(value)s”.") % {"what": what, "value": word}
                reader.refuse(data.source.tables[name].file, row.line, column, reason)

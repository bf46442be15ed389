"""The first step of the sheet: what the project is, where and when."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import FieldOfAction
from contracts.tables import ColumnKind
from contracts.tables.columns import FIRST_YEAR, LAST_YEAR
from stakeholders.sheets.spec import SheetField
from stakeholders.sheets.words import InterventionType, ProjectCategory, ProjectScale

CONTEXT = (
    SheetField(
        "contact", _("Contact for questions"), can_be_confidential=True, hint=_("Office, not a name.")
    ),
    SheetField("category", _("Category"), ColumnKind.CHOICE, choices=ProjectCategory, needed=True),
    SheetField("scale", _("Scale"), ColumnKind.CHOICE, choices=ProjectScale, needed=True),
    SheetField("address", _("Place in words"), hint=_("Street, district or area; a map may be attached.")),
    SheetField("fields", _("Fields involved"), ColumnKind.CHOICES, choices=FieldOfAction, needed=True),
    SheetField("interventions", _("Type of intervention"), ColumnKind.CHOICES, choices=InterventionType),
    SheetField("description", _("Description of the project"), needed=True),
    SheetField("start_year", _("Start year"), ColumnKind.YEAR, low=FIRST_YEAR, high=LAST_YEAR, needed=True),
    SheetField(
        "end_year",
        _("End year"),
        ColumnKind.YEAR,
        low=FIRST_YEAR,
        high=LAST_YEAR,
        hint=_("Finished projects count only if they were finished after the baseline year."),
    ),
    SheetField("milestones", _("Milestones"), hint=_("Day and what is done then, one a line.")),
)

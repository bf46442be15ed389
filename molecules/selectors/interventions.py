"""What happens in a molecule, and what its shares add up to."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from contracts.models import Action
from core.quantities import format_share
from molecules.models import Intervention, Molecule


def list_interventions(molecule: Molecule) -> QuerySet[Intervention]:
    """The actions placed in a molecule by their codes, archived ones too, in one query."""
    return molecule.interventions.select_related("action").order_by("action__code_key")


def told_share(action: Action) -> str:
    """One sentence where the known shares of an action add up to more than the whole, else nothing."""
    rows = action.interventions.filter(molecule__archived_at=None)
    total = rows.aggregate(total=Sum("share"))["total"]
    if total is None or total <= 1:
        return ""
    return _(
        "The shares of the action %(code)s in all molecules add up to %(share)s. "
        "That holds only where molecules overlap: each tonne counts once."
    ) % {"code": action.code, "share": format_share(total, 0)}

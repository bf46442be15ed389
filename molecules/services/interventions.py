"""Actions of the contract placed in a molecule, each with its share."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Action
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from molecules.models import Intervention
from molecules.services.molecules import lock_molecule, tell_part


@transaction.atomic
def place_action(*, molecule_id: UUID, action: Action, share: Decimal | None, by: User) -> Intervention:
    """Place an action in a molecule, or change the share (0-1, None where nobody knows) of one that is there.

    The shares of one action may add up to more than the whole only where molecules overlap; the page says so.
    """
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if action.contract.city_id != molecule.city_id:
        raise refusal("action", _("Choose an action of this city's contract."), "other_city")
    if action.is_archived:
        raise refusal("action", _("The action %(code)s is archived.") % {"code": action.code}, "archived")
    if share is not None and not 0 <= share <= 1:
        raise refusal("share", _("A share lies between 0 and 100 percent."), "share")
    intervention = Intervention.objects.filter(molecule=molecule, action=action).first()
    verb = ChangeVerb.CHANGED if intervention else ChangeVerb.CREATED
    intervention = intervention or Intervention(molecule=molecule, action=action)
    intervention.share = share
    intervention.full_clean()
    intervention.save()
    tell_part(part=intervention, molecule=molecule, verb=verb, by=by)
    return intervention


@transaction.atomic
def remove_intervention(*, molecule_id: UUID, intervention_id: UUID, by: User) -> None:
    """Take an action out of a molecule; the action itself stays in the contract. Twice changes nothing."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    rows = molecule.interventions.select_related("action", "molecule")
    intervention = rows.filter(pk=intervention_id).first()
    if intervention is not None:
        tell_part(part=intervention, molecule=molecule, verb=ChangeVerb.REMOVED, by=by)
        intervention.delete()

"""What is odd about a figure and yet accepted, in words."""

from django.utils.translation import gettext as _

from contracts.models import Action
from core.quantities import format_money


def action_warnings(action: Action) -> list[str]:
    """Sentences about an action's figures that an officer should look at again."""
    cost, secured, requested = action.cost_eur, action.funding_secured_eur, action.funding_requested_eur
    if cost is None or secured is None:
        return []
    said = {"cost": format_money(cost), "funding": format_money(secured)}
    if secured > cost:
        return [
            _("The funding secured (%(funding)s) is more than the cost (%(cost)s): check both figures.")
            % said
        ]
    if requested is not None and secured + requested > cost:
        said["funding"] = format_money(secured + requested)
        return [
            _(
                "The funding secured and requested (%(funding)s) is more than the cost (%(cost)s): check the figures."
            )
            % said
        ]
    return []

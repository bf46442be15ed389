"""What is odd about a figure and yet accepted, in words."""

from django.utils.translation import gettext as _

from contracts.models import Action
from core.quantities import format_money


def action_warnings(action: Action) -> list[str]:
    """Sentences about an action's figures that an officer should look at again."""
    cost, funding = action.cost_eur, action.funding_secured_eur
    if cost is None or funding is None or funding <= cost:
        return []
    return [
        _("The funding secured (%(funding)s) is more than the cost (%(cost)s): check both figures.")
        % {"funding": format_money(funding), "cost": format_money(cost)}
    ]

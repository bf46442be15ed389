"""Why a snapshot says something else than the one before it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeReason(TextChoices):
    """What was new when a verdict was computed again."""

    FIRST = "first", _("first computation")
    NEW_INVENTORY = "new_inventory", _("new inventory")
    RESTATED = "restated", _("restated inventory")
    NEW_TARGET = "new_target", _("other baseline or target")
    NEW_PLAN = "new_plan", _("actions or milestones changed")
    NEW_FACTORS = "new_factors", _("other emission factors")
    OTHER_ENGINE = "other_engine", _("other version of the computation")
    NOT_KNOWN = "not_known", _("reason not recorded")

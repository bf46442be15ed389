"""Words that progress stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rung(models.TextChoices):
    """How much stands behind an action, from an idea to tonnes that someone has verified."""

    IDEA = "idea", pgettext_lazy("rung", "idea")
    PLANNED = "planned", pgettext_lazy("rung", "planned")
    COMMITTED = "committed", pgettext_lazy("rung", "committed (signed)")
    FUNDED = "funded", pgettext_lazy("rung", "funded")
    UNDER_WAY = "under_way", pgettext_lazy("rung", "under way")
    DELIVERED = "delivered", pgettext_lazy("rung", "delivered (reported)")
    VERIFIED = "verified", pgettext_lazy("rung", "verified")


class Verdict(models.TextChoices):
    """Whether the last comparable inventory lies on the trajectory (F18)."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    NOT_MEASURED = "not_measured", _("not measured")

"""Words that progress stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """Whether the last comparable inventory lies on the trajectory (F18)."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    NOT_MEASURED = "not_measured", _("not measured")

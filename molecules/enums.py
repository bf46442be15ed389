"""Words that molecules store."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MoleculeKind(models.TextChoices):
    """Kind of urban nucleus."""

    MOLECULE = "molecule", _("molecule")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood (NIL)")
    CARBON_NEUTRAL_AREA = "carbon_neutral_area", _("carbon-neutral area")

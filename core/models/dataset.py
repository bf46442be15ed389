"""Which data sets were loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import WithId


class DatasetLoad(WithId):
    """The last load of a data set; the same files are not loaded twice."""

    name = models.CharField(_("data set"), max_length=60, unique=True)
    sha256 = models.CharField(_("SHA-256 of its files"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    class Meta:
        verbose_name = _("loaded data set")
        verbose_name_plural = _("loaded data sets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

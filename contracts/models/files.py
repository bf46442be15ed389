"""What every file has that people add to something."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import Visibility
from core.models.base import WithId


class AddedFile(WithId):
    """A file beside something; kept under a name of our own, served only as a download.

    Each kind says by its own `file` in which folder it is kept.
    """

    title = models.CharField(_("title"), max_length=200, blank=True)
    file = models.FileField(_("file"))
    original_name = models.CharField(_("name of the file"), max_length=200)
    size_bytes = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField(max_length=64)
    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility, default=Visibility.INTERNAL
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or self.original_name

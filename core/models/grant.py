"""Rights given across rooms."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import GrantRole
from core.models.base import WithId


class AccessGrant(WithId):
    """One person's right on one thing of any room, for example a reviewer of one contract version."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=GrantRole)
    subject_kind = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.UUIDField(_("id of the thing"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("access grant")
        verbose_name_plural = _("access grants")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "subject_kind", "subject_id"], name="grant_once_per_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} ({self.subject_kind})"

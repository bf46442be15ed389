"""Mail that is to be sent or was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import WithId


class Mail(WithId):
    """One e-mail, written in the transaction that causes it and sent by a job."""

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

"""Mail that is to be sent or was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import MailState
from core.models.base import WithId


class Mail(WithId):
    """One e-mail, written in the transaction that causes it and sent by a job.

    `claimed_at` is when a worker took it to hand it over; once it is sent, its text is no longer kept.
    """

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    html = models.TextField(_("text with its look"), blank=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    message_id = models.CharField("Message-ID", max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken by a worker"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

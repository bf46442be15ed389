"""Background work: the row is the truth, the broker only carries news of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import JobName, JobState
from core.models.base import WithId


class Job(WithId):
    """One piece of background work, written in the transaction whose effect needs it (the outbox).

    A worker claims it by a conditional UPDATE that sets `claim` and `lease_until`; whoever no longer holds
    the claim can write nothing. `key` names what the work is about: waiting jobs of one name and key are
    done together.
    """

    name = models.CharField(_("kind of work"), max_length=60, choices=[(n.value, n.value) for n in JobName])
    key = models.CharField(_("about"), max_length=80, blank=True)
    payload = models.JSONField(_("input"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.PENDING)
    step = models.CharField(_("step"), max_length=120, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    claim = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    run_after = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="job_sweep"),
            models.Index(fields=["name", "key", "state"], name="job_merge"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}".strip()

    @property
    def is_open(self) -> bool:
        """Whether the work is still to be done."""
        return self.state in JobState.open()

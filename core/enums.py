"""Words that core stores."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobName(StrEnum):
    """Every kind of background work; the value is the name of its Celery task (tests/house proves it)."""

    SEND_MAIL = "core.send_mail"
    RECOMPUTE_CONTRACT = "progress.recompute_contract"
    RECOMPUTE_CHUNK = "progress.recompute_chunk"
    RECOMPUTE_ALL = "progress.recompute_all"
    RECOMPUTE_SCENARIO = "progress.recompute_scenario"


class JobState(models.TextChoices):
    """Where a job stands in its life."""

    PENDING = "pending", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    MERGED = "merged", _("done together with a later job")
    FAILED = "failed", _("failed")

    @classmethod
    def open(cls) -> list["JobState"]:
        """The states in which work is still to be done."""
        return [cls.PENDING, cls.RUNNING]


class ChangeVerb(models.TextChoices):
    """What happened to a public thing."""

    CREATED = "created", pgettext_lazy("change", "created")
    CHANGED = "changed", pgettext_lazy("change", "changed")
    PUBLISHED = "published", pgettext_lazy("change", "published")
    ARCHIVED = "archived", pgettext_lazy("change", "archived")
    RESTORED = "restored", pgettext_lazy("change", "restored")


class GrantRole(models.TextChoices):
    """A right given to one person on one thing, across rooms."""

    REVIEWER = "reviewer", _("reviewer")

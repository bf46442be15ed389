"""Which rows a person may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from contracts.querysets import of_own
from stakeholders.enums import CommitmentState


class CommitmentQuerySet(QuerySet):
    """Commitments."""

    def visible_to(self, user: Any) -> CommitmentQuerySet:
        """Signed ones, and all of the user's own organisations and cities (`rules.can_see_commitment`)."""
        public = Q(state__in=CommitmentState.public())
        if not user.is_authenticated or not user.is_active:
            return self.filter(public)
        if user.is_superuser:
            return self
        own = of_own(user, "organisation__") | of_own(user, "contract__city__")
        return self.filter(public | own).distinct()


class AttachmentQuerySet(QuerySet):
    """Files beside commitments."""

    def present(self) -> AttachmentQuerySet:
        """Those that were not taken out."""
        return self.filter(removed_at=None)

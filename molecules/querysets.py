"""Questions that are asked of many rows at once."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from contracts.querysets import of_own


class PublishableQuerySet(QuerySet):
    """Rows of a city that its team works on before everyone sees them: molecules, policy instruments."""

    def published(self) -> PublishableQuerySet:
        """What everyone sees: published and not archived."""
        return self.filter(published_at__isnull=False, archived_at=None)

    def visible_to(self, user: Any) -> PublishableQuerySet:
        """The same, and what is not published yet in the user's own cities; never what is archived."""
        if not user.is_authenticated or not user.is_active:
            return self.published()
        rows = self.filter(archived_at=None)
        if user.is_superuser:
            return rows
        return rows.filter(Q(published_at__isnull=False) | of_own(user, "city__")).distinct()

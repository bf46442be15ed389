"""Which rows a person may see, and the pieces that lists are built from."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from contracts.enums import CityRole, VersionState


def of_own(user: Any, owner: str = "") -> Q:
    """Rows of the cities or organisations that `user` belongs to; `owner` leads to them, for example `city__`.

    Whoever acts through an API credential belongs to the credential's city or organisation alone.
    """
    own = Q(**{f"{owner}memberships__user": user})
    return own & Q(**{f"{owner}pk": user.delegation.within}) if user.delegation else own


class CityQuerySet(QuerySet):
    """Cities."""

    def visible_to(self, user: Any) -> CityQuerySet:
        """Every city is public."""
        return self

    def editable_by(self, user: Any) -> CityQuerySet:
        """Cities whose contract `user` may change (`rules.can_edit_city` for one)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(of_own(user), memberships__role__in=[CityRole.LEAD, CityRole.OFFICER])

    def with_office_for(self, user: Any) -> CityQuerySet:
        """Cities whose officers' pages `user` may enter (`rules.can_enter_office` for one)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_superuser else self.filter(of_own(user))

    def with_contract(self) -> CityQuerySet:
        """Only cities whose contract is in the portal."""
        return self.filter(contract__isnull=False)


class ContractQuerySet(QuerySet):
    """Contracts."""

    def visible_to(self, user: Any) -> ContractQuerySet:
        """Contracts with a public current version, and those of the user's own cities (`rules.can_see_contract`)."""
        public = Q(versions__is_current=True, versions__state__in=VersionState.public())
        if not user.is_authenticated or not user.is_active:
            return self.filter(public).distinct()
        if user.is_superuser:
            return self
        return self.filter(public | of_own(user, "city__")).distinct()


class MilestoneQuerySet(QuerySet):
    """Milestones."""

    def visible_to(self, user: Any) -> MilestoneQuerySet:
        """The Mission's, those of public contracts, all of the user's own cities (`rules.can_see_milestone`)."""
        of_mission = Q(city=None, action=None)
        of_contract = Q(
            city__contract__versions__is_current=True,
            city__contract__versions__state__in=VersionState.public(),
        ) & (Q(action=None) | Q(action__archived_at=None))
        if not user.is_authenticated or not user.is_active:
            return self.filter(of_mission | of_contract).distinct()
        if user.is_superuser:
            return self
        own = of_own(user, "city__")
        return self.filter(of_mission | of_contract | own).distinct()


class ActionQuerySet(QuerySet):
    """Actions."""

    def visible_to(self, user: Any) -> ActionQuerySet:
        """Actions of public contracts, not archived, and all of the user's own cities (`rules.can_see_action`)."""
        public = Q(
            archived_at=None,
            contract__versions__is_current=True,
            contract__versions__state__in=VersionState.public(),
        )
        if not user.is_authenticated or not user.is_active:
            return self.filter(public).distinct()
        if user.is_superuser:
            return self
        return self.filter(public | of_own(user, "contract__city__")).distinct()

    def active(self) -> ActionQuerySet:
        """Actions that were not archived."""
        return self.filter(archived_at=None)

    def largest_first(self) -> ActionQuerySet:
        """By tonnes, unknown last."""
        return self.order_by(F("reduction_tco2e").desc(nulls_last=True), "code_key")

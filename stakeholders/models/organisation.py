"""Organisations under all the names they are known by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, ContractParty
from core.fields import TextsField, share_field
from core.models import Revised, Sourced, WithId
from stakeholders.enums import ActionPartyRole, Cluster, OrganisationRole


class Organisation(Revised, Sourced):
    """A legal or informal body that takes part in one or more contracts."""

    name = models.CharField(_("name"), max_length=300)
    cluster = models.CharField(_("cluster"), max_length=24, choices=Cluster, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True)
    tax_code = models.CharField(_("tax code or VAT number"), max_length=20, blank=True)
    is_public_body = models.BooleanField(_("public body"), default=False)
    sector = models.CharField(_("sector"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    about = TextsField(_("about the organisation"), blank=True)
    logo = models.FileField(_("logo"), upload_to="logos/", blank=True)
    listings = models.ManyToManyField(
        ContractParty, related_name="organisations", blank=True, verbose_name=_("listed in contracts as")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(WithId):
    """A name an organisation is known by ("A2A" is "A2A S.p.A."); `key` is the name without case and punctuation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, unique=True, editable=False)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationMembership(WithId):
    """What a person may do for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation_memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=OrganisationRole)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisation membership")
        verbose_name_plural = _("organisation memberships")
        ordering = ["organisation", "user"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user", "role"], name="member_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.organisation})"


class ActionParty(WithId):
    """An organisation's part in an action; shares of one action add up to at most 1."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="action_parts")
    role = models.CharField(
        _("role"), max_length=10, choices=ActionPartyRole, default=ActionPartyRole.PROMOTER
    )
    share = share_field(_("share"))

    class Meta:
        verbose_name = _("part in an action")
        verbose_name_plural = _("parts in actions")
        ordering = ["action", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["action", "organisation", "role"], name="action_party_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(0, 1)),
                name="action_party_share_0_to_1",
                violation_error_message=_("A share lies between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.action.code}"

"""Keys by which machines call the API."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from core.models import WithId
from exchange.enums import ApiScope, CredentialStanding
from stakeholders.models import Organisation

USE_TOLD_AFTER = timedelta(minutes=1)
"""The last use is written no more often than this."""


class ApiCredential(WithId):
    """A key for one machine, which acts in the name of the person who answers for it.

    It is good for its scopes, its city or organisation and its addresses, until its end. Of its token the portal keeps
    the id and the digest of the secret; `ip_ranges` are written like 192.0.2.0/24, none means from anywhere.
    `warned_days` is the last warning before the end that was mailed.
    """

    public_id = models.CharField(_("id in the token"), max_length=8, unique=True, editable=False)
    secret_sha256 = models.CharField(max_length=64, editable=False)
    label = models.CharField(_("name"), max_length=100)
    city = models.ForeignKey(
        City, models.CASCADE, null=True, blank=True, related_name="api_credentials", verbose_name=_("city")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="api_credentials",
        verbose_name=_("organisation"),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who answers for it"),
    )
    scopes = models.JSONField(_("what it may do"), default=list)
    ip_ranges = models.JSONField(_("addresses it may be used from"), default=list, blank=True)
    expires_at = models.DateTimeField(_("end"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    warned_days = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("API credential")
        verbose_name_plural = _("API credentials")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(city__isnull=True) ^ Q(organisation__isnull=True),
                name="credential_of_city_or_organisation",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def owner(self) -> City | Organisation:
        """Whose rows it opens."""
        owner = self.city or self.organisation
        if owner is None:
            raise ValueError("an API credential belongs to a city or to an organisation")
        return owner

    def allows(self, scope: ApiScope) -> bool:
        """Whether it may be used for this."""
        return scope.value in self.scopes

    def admits(self, address: str | None) -> bool:
        """Whether it may be used from this address of the net; an address of IPv4 told as one of IPv6 is the same."""
        if not self.ip_ranges:
            return True
        if address is None:
            return False
        caller = ip_address(address)
        caller = getattr(caller, "ipv4_mapped", None) or caller
        return any(caller in ip_network(one) for one in self.ip_ranges)

    def standing(self, now: datetime, *, is_answered: bool) -> CredentialStanding:
        """Whether it works now; `is_answered` tells whether its person still belongs to the city or organisation."""
        if self.revoked_at is not None:
            return CredentialStanding.REVOKED
        if self.expires_at <= now:
            return CredentialStanding.EXPIRED
        if not is_answered:
            return CredentialStanding.UNANSWERED
        return CredentialStanding.REPLACED if self.replaced_by_id else CredentialStanding.ACTIVE

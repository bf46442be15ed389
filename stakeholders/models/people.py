"""How organisations and their people come in, and why a person may sign for them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from core.models import WithId
from stakeholders.enums import (
    ApplicationState,
    AuthorityBasis,
    Cluster,
    InvitationState,
    OrganisationRole,
)
from stakeholders.models.organisation import Organisation


class Invitation(WithId):
    """A link that lets a person read, and join an organisation after signing in; only its digest is kept."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    contact_name = models.CharField(_("name of the contact"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    role = models.CharField(
        _("role"), max_length=10, choices=OrganisationRole, default=OrganisationRole.EDITOR
    )
    message = models.TextField(_("message"), blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=InvitationState, default=InvitationState.SENT)
    expires_at = models.DateTimeField(_("open until"))
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    next_reminder_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of an organisation")
        verbose_name_plural = _("invitations of organisations")
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.email}"


class Application(WithId):
    """An organisation asks by itself to take part in a city's contract."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="applications")
    organisation_name = models.CharField(_("organisation"), max_length=300)
    cluster = models.CharField(_("cluster"), max_length=24, choices=Cluster, blank=True)
    contact_name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    text = models.TextField(_("what you would like to do"))
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState, default=ApplicationState.RECEIVED
    )
    answer = models.TextField(_("answer"), blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    invitation = models.OneToOneField(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="application"
    )

    class Meta:
        verbose_name = _("application of an organisation")
        verbose_name_plural = _("applications of organisations")
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.organisation_name


class Mandate(WithId):
    """Why a person may sign for an organisation, with its proof; counts once an officer has seen it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    basis = models.CharField(_("basis"), max_length=20, choices=AuthorityBasis)
    title = models.CharField(_("office held"), max_length=200)
    tax_code = models.CharField(_("tax code of the person"), max_length=16, blank=True)
    file = models.FileField(_("proof"), upload_to="mandates/%Y/%m/", blank=True)
    original_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("seen by the city"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["organisation", "-declared_at"]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_basis_display()} ({self.organisation})"

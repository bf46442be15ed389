"""Words that stakeholders store."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Cluster(models.TextChoices):
    """Cluster of organisations; the first five are Milan's."""

    URBAN_REGENERATION = "urban_regeneration", _("Urban-regeneration operators")
    CITY_OWNED = "city_owned", _("City-owned companies")
    UNIVERSITY = "university", _("Universities and research")
    HOUSING_COOPERATIVE = "housing_cooperative", _("Housing cooperatives")
    ENABLING = "enabling", _("Enabling actors")
    PUBLIC_BODY = "public_body", _("Public bodies")
    COMPANY = "company", _("Companies and utilities")
    ASSOCIATION = "association", _("Associations")
    OTHER = "", _("not stated")


class OrganisationRole(models.TextChoices):
    """What a person may do for an organisation."""

    EDITOR = "editor", _("editor")
    SIGNATORY = "signatory", _("authorised signatory")
    READER = "reader", _("reader")


class ActionPartyRole(models.TextChoices):
    """How an organisation takes part in an action."""

    PROMOTER = "promoter", _("promoter")
    PARTNER = "partner", _("partner")
    FUNDER = "funder", _("funder")


class CommitmentState(models.TextChoices):
    """Where a commitment stands in its life (domain reference 4.3)."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    ACCEPTED = "accepted", _("accepted")
    READY_TO_SIGN = "ready_to_sign", _("ready to sign")
    SIGNED = "signed", _("signed")
    ACTIVE = "active", _("active")
    FULFILLED = "fulfilled", _("fulfilled")
    PARTIALLY_FULFILLED = "partially_fulfilled", _("partially fulfilled")
    NOT_FULFILLED = "not_fulfilled", _("not fulfilled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")

    @classmethod
    def public(cls) -> list["CommitmentState"]:
        """States in which citizens see the commitment."""
        return [
            cls.SIGNED,
            cls.ACTIVE,
            cls.FULFILLED,
            cls.PARTIALLY_FULFILLED,
            cls.NOT_FULFILLED,
        ]


class InvitationState(models.TextChoices):
    """Where an invitation stands; a link that is not open any more says so."""

    SENT = "sent", pgettext_lazy("invitation", "sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    REVOKED = "revoked", pgettext_lazy("invitation", "revoked")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")


class ApplicationState(models.TextChoices):
    """What became of an organisation's own request to take part."""

    RECEIVED = "received", pgettext_lazy("application", "received")
    ACCEPTED = "accepted", pgettext_lazy("application", "accepted")
    REFUSED = "refused", pgettext_lazy("application", "refused")


class AuthorityBasis(models.TextChoices):
    """Why a person may bind an organisation."""

    LEGAL_REPRESENTATIVE = "legal_representative", _("legal representative")
    PROXY = "proxy", _("power of attorney")
    RESOLUTION = "resolution", _("resolution of a body")
    OFFICE = "office", _("public office")


class Side(models.TextChoices):
    """Who speaks or signs: the organisation or the city."""

    ORGANISATION = "organisation", _("the organisation")
    CITY = "city", _("the city")


class NoteKind(models.TextChoices):
    """What an entry of a negotiation is."""

    COMMENT = "comment", pgettext_lazy("negotiation", "comment")
    CHANGE_REQUEST = "change_request", pgettext_lazy("negotiation", "requested change")
    SUBMISSION = "submission", pgettext_lazy("negotiation", "submission")
    ACCEPTANCE = "acceptance", pgettext_lazy("negotiation", "acceptance")
    REFUSAL = "refusal", pgettext_lazy("negotiation", "refusal of an amendment")


class SignatureRoute(models.TextChoices):
    """How a signature came about (signing reference D1); never named better than it is."""

    PORTAL = "portal", _("electronic signature recorded and sealed by the portal")
    EXTERNAL = "external", _("signed outside, checked here")
    PAPER = "paper", _("signed on paper, recorded by the city")


class RequestKind(models.TextChoices):
    """What a signature is asked for."""

    SIGN = "sign", _("signature")
    AMEND = "amend", _("signature of an amendment")
    ACKNOWLEDGE = "acknowledge", _("acknowledgement of changed clauses")
    WITHDRAW = "withdraw", _("withdrawal")


class RequestState(models.TextChoices):
    """Where a request for signatures stands."""

    COLLECTING = "collecting", pgettext_lazy("request", "collecting signatures")
    SEALING = "sealing", pgettext_lazy("request", "being sealed")
    IN_FORCE = "in_force", pgettext_lazy("request", "in force")
    DECLINED = "declined", pgettext_lazy("request", "declined")
    EXPIRED = "expired", pgettext_lazy("request", "expired")
    CANCELLED = "cancelled", pgettext_lazy("request", "cancelled")
    SUPERSEDED = "superseded", pgettext_lazy("request", "superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")


class SignerState(models.TextChoices):
    """Where one person's slot stands."""

    WAITING = "waiting", pgettext_lazy("signer", "waiting for others")
    READY = "ready", pgettext_lazy("signer", "asked")
    SIGNED = "signed", pgettext_lazy("signer", "signed")
    DECLINED = "declined", pgettext_lazy("signer", "declined")
    HANDED_OVER = "handed_over", pgettext_lazy("signer", "handed to a colleague")
    CLOSED = "closed", pgettext_lazy("signer", "no longer asked")


class ProofMethod(models.TextChoices):
    """How a person proved who they are, beside the fresh sign-in."""

    EMAIL_CODE = "email_code", _("code by e-mail")
    TOTP = "totp", _("code of an authenticator app")
    PASSKEY = "passkey", _("passkey")
    OIDC = "oidc", _("identity provider")
    CERTIFICATE = "certificate", _("certificate of the signed file")
    OFFICER = "officer", _("told by an officer of the city")


class Verdict(models.TextChoices):
    """What the check of a file signed outside came to."""

    PASSED = "passed", pgettext_lazy("verdict", "passed")
    INDETERMINATE = "indeterminate", pgettext_lazy("verdict", "cannot be told")
    FAILED = "failed", pgettext_lazy("verdict", "failed")


class ReportState(models.TextChoices):
    """What the city says to an organisation's report."""

    SUBMITTED = "submitted", pgettext_lazy("report", "submitted")
    QUESTIONED = "questioned", pgettext_lazy("report", "asked about")
    ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
    REJECTED = "rejected", pgettext_lazy("report", "rejected")

"""Words that stakeholders store."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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

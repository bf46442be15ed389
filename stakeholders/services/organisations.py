"""Writing what organisations are called and what they tell of themselves."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.rules import can_edit_city
from contracts.validators import collect_errors
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from stakeholders import rules
from stakeholders.enums import Cluster
from stakeholders.models import Organisation, OrganisationAlias
from stakeholders.selectors.people import contracts_of, organisation_known_as
from stakeholders.services.logos import draw_logo
from stakeholders.validators import name_key

PROFILE = ("name", "legal_form", "tax_code", "sector", "website", "about")
FACTS = ("cluster", "legal_form", "tax_code", "is_public_body")
"""What the city settles, since the strength of signatures and the signed text depend on it."""


def find_or_create_organisation(
    *, name: str, cluster: str = "", is_public_body: bool = False
) -> Organisation:
    """The organisation known by a name, made where there is none; call it inside a transaction.

    One that is made is a public body if it is said to be, or by its cluster.
    """
    shown = " ".join(name.split())
    if not shown:
        raise refusal("name", _("Write the name of the organisation."), "required")
    known = organisation_known_as(shown)
    if known is not None:
        return known
    is_public = is_public_body or cluster == Cluster.PUBLIC_BODY
    organisation = Organisation(name=shown, cluster=cluster, is_public_body=is_public)
    organisation.full_clean()
    organisation.save(force_insert=True)
    _remember_name(organisation)
    return organisation


@transaction.atomic
def update_profile(
    *,
    organisation_id: UUID,
    by: User,
    revision: int | None = None,
    logo: UploadedFile | None = None,
    without_logo: bool = False,
    **fields: Any,
) -> Organisation:
    """Change what an organisation tells of itself; raises `Conflict` when it changed since `revision`."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    require(rules.can_manage_people, by, organisation)
    check_revision(organisation, revision)
    for name in PROFILE:
        if name in fields:
            setattr(organisation, name, fields[name])
    organisation.name = " ".join(organisation.name.split())
    collect_errors([(_validate_name, organisation), (_validate_website, organisation)])
    if without_logo:
        organisation.logo = ""
    organisation.revision += 1
    organisation.full_clean(exclude=["logo"])
    if logo is not None:
        drawn = draw_logo(logo)
        organisation.logo.save(str(drawn.name), drawn, save=False)
    organisation.save()
    _remember_name(organisation)
    _tell(organisation, by)
    return organisation


@transaction.atomic
def settle_facts(
    *, contract: Contract, organisation_id: UUID, by: User, revision: int | None = None, **fields: Any
) -> Organisation:
    """Say, as the city, of which cluster and legal form an organisation is, and whether it is a public body.

    Raises `Conflict` when it changed since `revision`. Public bodies sign outside only; a request that is open keeps
    the route it was opened with.
    """
    require(can_edit_city, by, contract.city)
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not contracts_of(organisation).filter(pk=contract.pk).exists():
        raise ValidationError(_("The organisation does not take part in this contract."), code="contract")
    check_revision(organisation, revision)
    for name in FACTS:
        if name in fields:
            setattr(organisation, name, fields[name])
    organisation.revision += 1
    organisation.full_clean(exclude=["logo"])
    organisation.save()
    _tell(organisation, by)
    return organisation


def _tell(organisation: Organisation, by: User) -> None:
    for contract in contracts_of(organisation):
        record_change(ChangeVerb.CHANGED, organisation, city_slug=contract.city.slug, made_by=by)


def _validate_name(organisation: Organisation) -> None:
    if not organisation.name:
        raise refusal("name", _("Write the name of the organisation."), "required")
    known = organisation_known_as(organisation.name)
    if known is not None and known.pk != organisation.pk:
        raise refusal("name", _("Another organisation is known by this name already."), "unique")


def _validate_website(organisation: Organisation) -> None:
    if organisation.website and not organisation.website.startswith(("https://", "http://")):
        raise refusal("website", _("Write the whole address, beginning with https://."), "scheme")


def _remember_name(organisation: Organisation) -> None:
    """Keep every name that an organisation ever had, so that it is found by each of them."""
    key = name_key(organisation.name)
    if key:
        OrganisationAlias.objects.get_or_create(
            key=key, defaults={"organisation": organisation, "name": organisation.name}
        )

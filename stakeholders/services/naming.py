"""Who is named in public: organisations choose it for each promise, cities for the persons who sign."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from contracts.models import ActionReport, City
from contracts.rules import can_edit_city
from core.access import require
from core.changes import record_change
from core.clock import database_now
from core.enums import ChangeVerb
from core.models import Change, User
from stakeholders import rules
from stakeholders.models import Commitment, CommitmentReport, Organisation
from stakeholders.services.reports import evidence_address


@transaction.atomic
def choose_naming(*, organisation_id: UUID, named: Collection[UUID], by: User) -> int:
    """Name an organisation in public beside the promises in `named` and beside no other; how many changed.

    What the portal itself made public follows: the feed of changes and the reports on actions. Copies outside and the
    printed lists of the contract do not.
    """
    organisation = Organisation.objects.get(pk=organisation_id)
    require(rules.can_manage_people, by, organisation)
    rows = Commitment.objects.select_for_update(of=("self",)).filter(organisation=organisation)
    ordered = rows.select_related("contract__city", "organisation").order_by("pk")
    return sum(name_promise(commitment=one, is_named=one.pk in named, by=by) for one in ordered)


def name_promise(*, commitment: Commitment, is_named: bool, by: User) -> bool:
    """Name the organisation of a locked commitment in public or not, with a change row; whether that is new."""
    if commitment.is_named == is_named:
        return False
    commitment.is_named = is_named
    commitment.revision += 1
    commitment.save(update_fields=["is_named", "revision", "changed_at"])
    record_change(
        ChangeVerb.CHANGED,
        commitment,
        city_slug=commitment.contract.city.slug,
        made_by=by,
        is_public=False,
    )
    name_traces(commitment)
    return True


def name_traces(commitment: Commitment) -> None:
    """Let what the portal published of a promise name its organisation or not, as the promise says now."""
    organisation = commitment.organisation
    named = commitment.is_named
    if not named:
        Change.objects.filter(
            subject_kind=commitment._meta.label_lower, subject_id=commitment.pk, is_public=True
        ).update(is_public=False)
    reports = CommitmentReport.objects.filter(commitment=commitment, action_report__isnull=False)
    for report in reports.select_related("commitment__contract__city"):
        told = ActionReport.objects.filter(commitment_report=report)
        told.update(
            organisation_id=organisation.pk if named else None,
            organisation_name=organisation.name if named else "",
        )
        told.exclude(evidence_url="").update(evidence_url=evidence_address(report))


@transaction.atomic
def choose_signer_naming(*, city_id: UUID, is_on: bool, by: User) -> City:
    """Let a city name in public the persons who sign from now on, or nobody; who signed before was told otherwise."""
    city = City.objects.select_for_update().get(pk=city_id)
    require(can_edit_city, by, city)
    if is_on == (city.signers_named_from is not None):
        return city
    city.signers_named_from = database_now() if is_on else None
    city.revision += 1
    city.save()
    record_change(ChangeVerb.CHANGED, city, city_slug=city.slug, made_by=by, is_public=False)
    return city

"""Work in progress for the training city: a revision, comments, a review, campaigns, a reader's hint.

Everything goes through the services that officers use, once, when the demonstration accounts are there.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from contracts.enums import CityRole, CommentKind, VersionState
from contracts.models import CityMembership, Contract, ContractVersion, MonitoringCampaign, Section
from contracts.services import campaigns
from contracts.services.campaign_answers import answer_for_owner
from contracts.services.clauses import save_clause
from contracts.services.corrections import send_correction
from contracts.services.lifecycle import move_version, start_revision
from contracts.services.sections import (
    add_comment,
    assign_section,
    ensure_sections,
    reopen_section,
    request_review,
    save_section,
)
from contracts.services.table_rows import save_row
from core.fields import Texts
from core.models import User

CITY = "valdoria"
ANSWERS = 4
"""So many signatories answer the past campaign; reports of actions would move the city's figures."""

SUMMARY = {
    "it": ("un responsabile e un costo", "un responsabile, un anno e un costo"),
    "en": ("somebody responsible and a cost", "somebody responsible, a year and a cost"),
}
"""What the second version says otherwise in its summary; the figures are those of the first."""


@transaction.atomic
def give_first_work(*, officer: User, colleague: User) -> None:
    """Begin the second version and both campaigns of the training city, unless that was done before."""
    contract = Contract.objects.filter(city__slug=CITY).select_related("city").first()
    if contract is None or MonitoringCampaign.objects.filter(contract=contract).exists():
        return
    CityMembership.objects.get_or_create(
        city=contract.city, user=colleague, defaults={"role": CityRole.READER}
    )
    today = timezone.localdate()
    _run_campaigns(contract, officer, today)
    _revise(contract, officer, colleague, today)
    send_correction(
        contract=contract,
        page=f"/it/c/{CITY}/",
        figure="Emissioni misurate nel 2024",
        message="Il totale del 2024 è cambiato da un mese all'altro: perché?",
        email="lettrice@posta.example",
    )


def _run_campaigns(contract: Contract, officer: User, today: date) -> None:
    """One campaign of last year, answered in part and published, and one that is open."""
    past = _plan(contract, officer, "2024", today - timedelta(days=400), today - timedelta(days=340))
    campaigns.open_campaign(campaign_id=past.pk, by=officer)
    for item in past.items.filter(action=None).order_by("party__position")[:ANSWERS]:
        answer_for_owner(item_id=item.pk, by=officer, statement="Avanza come previsto (inventato).")
    campaigns.close_campaign(campaign_id=past.pk, by=officer)
    campaigns.publish_campaign(campaign_id=past.pk, by=officer)
    now = _plan(contract, officer, "2026", today - timedelta(days=7), today + timedelta(days=24))
    campaigns.open_campaign(campaign_id=now.pk, by=officer)


def _plan(
    contract: Contract, officer: User, year: str, opens_on: date, closes_on: date
) -> MonitoringCampaign:
    return campaigns.schedule_campaign(
        contract=contract,
        by=officer,
        title=Texts(it=f"Monitoraggio {year}", en=f"Monitoring {year}"),
        reference_year=int(year),
        opens_on=opens_on,
        closes_on=closes_on,
    )


def _revise(contract: Contract, officer: User, colleague: User, today: date) -> None:
    """A second version in which a few things differ, with work for two people."""
    first = contract.versions.get(number=1)
    move_version(version_id=first.pk, to=VersionState.IN_REVISION, by=officer)
    second = start_revision(version_id=first.pk, by=officer)
    ContractVersion.objects.filter(pk=second.pk).update(state=VersionState.CO_CREATION)
    sections = ensure_sections(second)
    _write_differences(second, sections, officer)
    late, soon = sections["plan.outlook"], sections["plan.barriers"]
    for section in (late, soon):
        reopen_section(section_id=section.pk, by=officer)
    assign_section(section_id=late.pk, person=officer, due_on=today, by=officer)
    Section.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=9))
    assign_section(section_id=soon.pk, person=officer, due_on=today + timedelta(days=12), by=officer)
    request_review(
        section_id=sections["plan.summary"].pk,
        reviewer=colleague,
        by=officer,
        due_on=today + timedelta(days=5),
        note="Tornano le cifre?",
    )
    add_comment(
        version=second, section_key="plan.barriers", text="Manca la barriera dei porti.", by=colleague
    )
    add_comment(
        version=second,
        section_key="plan.gap",
        text="Il portafoglio supera il divario negli edifici: spiegare perché.",
        by=colleague,
        kind=CommentKind.CHANGE_REQUEST,
    )


def _write_differences(second: ContractVersion, sections: dict[str, Section], officer: User) -> None:
    """What the comparison of the two versions has to show: a text, a clause, a row."""
    summary = sections["plan.summary"]
    for language, text in summary.body.items():
        was, now = SUMMARY[language]
        changed = text.replace(was, now)
        save_section(section_id=summary.pk, body=changed, language=language, revision=None, by=officer)
    clause = second.clauses.get(key="5")
    text = Texts(
        it=clause.text["it"].replace("a ogni monitoraggio", "ogni anno"),
        en=clause.text["en"].replace("at each monitoring", "every year"),
    )
    save_clause(
        version_id=second.pk, by=officer, key="5", text=text, clause_id=clause.pk, position=clause.position
    )
    cells = {
        "policy_type": "regulation",
        "level": "local",
        "name": {"it": "Regola per il calore di recupero", "en": "Rule for recovered heat"},
    }
    save_row(version_id=second.pk, table="policies", cells=cells, by=officer)

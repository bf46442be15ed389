"""Rows of the demonstration that the addresses of a city name; made where the demonstration has none."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from contracts.enums import CampaignState
from contracts.models import (
    Action,
    CityMembership,
    Comment,
    Contract,
    ContractParty,
    ContractVersion,
    CorrectionRequest,
    Finding,
    Indicator,
    IndicatorValue,
    InventorySeries,
    Milestone,
    MonitoringCampaign,
    PaperSignature,
    ProxyValue,
    ReviewRequest,
    Section,
    TableRow,
    VersionFile,
)
from contracts.selectors.versions import working_version
from contracts.tokens import make_campaign_token
from core.models import FieldChange, Job, User
from core.services.checkpoints import make_checkpoint
from exchange.models import ApiCredential, ExportFile, ImportedRows, ImportedTable, ImportRun
from molecules.models import (
    InstrumentScenario,
    Intervention,
    LocalEmission,
    Molecule,
    MoleculeIndicator,
    MoleculeMilestone,
    MoleculePhoto,
    MoleculeTarget,
    ObservedAdoption,
    Package,
    PolicyInstrument,
)
from progress.models import Scenario, ScenarioChange
from stakeholders.models import Commitment, CommitmentReport, Mandate, Organisation, SigningRequest
from stakeholders.selectors.people import organisations_of
from stakeholders.selectors.signing import holds_now
from tests.factories import (
    ApiCredentialFactory,
    ApplicationFactory,
    CampaignItemFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    CorrectionRequestFactory,
    IndicatorFactory,
    InvitationFactory,
    MandateFactory,
    MonitoringCampaignFactory,
    OrganisationMembershipFactory,
    PolicyInstrumentFactory,
)
from tests.factories.sheets import ActionSheetFactory, AttachmentFactory
from tests.factories.signing import CommitmentVersionFactory, RequestSignerFactory, SigningRequestFactory

SECTION = "plan.policies"
READ = {
    "number": 1,
    "place": "tabelle!2",
    "cells": {"name": {"it": "Piano aria"}},
    "errors": {},
    "places": {},
}
PACKAGE = {"names": {"it": "Pacchetto di prova"}, "sector": "buildings", "stock_figure": "dwellings"}
HEADER = [{"key": "0", "text": "Nome", "column": "name", "letter": "A"}]


def make_samples(city: str, officer: str, signatory: str) -> dict[str, str]:
    """The primary key of a row of each kind, and the keys that stand in addresses."""
    contract = Contract.objects.get(city__slug=city)
    version = working_version(contract)
    make_checkpoint()
    rows = (
        rows_of_plan(contract)
        | rows_of_version(version, officer)
        | rows_of_exchange(version)
        | rows_of_campaigns(contract)
        | rows_of_people(contract, signatory)
    )
    rows |= rows_of_sheets(contract, rows["own"]) | rows_of_signing(contract)
    return {name: str(row.pk) for name, row in rows.items() if row is not None} | {
        "token": make_campaign_token(rows["item"].pk)
    }


def rows_of_plan(contract: Contract) -> dict[str, Any]:
    """Actions, milestones, inventories, scenarios, indicators and who works on them."""
    city, actions = contract.city, Action.objects.filter(contract=contract, archived_at=None)
    scenario = got(Scenario.objects, contract=contract, title="What if")
    indicator = Indicator.objects.filter(contract=contract).first() or IndicatorFactory(contract=contract)
    package = got(Package.objects, city=city, code="prova", defaults=PACKAGE)
    placed = Intervention.objects.filter(molecule__city=city).select_related("molecule").first()
    return rows_of_molecule(placed.molecule if placed else None) | {
        "package": package,
        "instrument": PolicyInstrument.objects.filter(city=city, archived_at=None)
        .exclude(published_at=None)
        .first()
        or PolicyInstrumentFactory(city=city, code="prova"),
        "choice": got(InstrumentScenario.objects, city=city, name="Prova", until_year=2035),
        "observation": got(
            ObservedAdoption.objects,
            package=package,
            year=2020,
            neighbourhood=None,
            defaults={"share": "0.1"},
        ),
        "organisation": Organisation.objects.filter(listings__contract=contract).first(),
        "intervention": placed,
        "action": actions.first(),
        "milestone": first_of(
            Milestone.objects.filter(city=city, state="planned"), Milestone.objects.filter(city=city)
        ),
        "series": InventorySeries.objects.filter(city=city).first(),
        "proxy": first_of(ProxyValue.objects.filter(city=city), ProxyValue.objects.all()),
        "scenario": scenario,
        "change": got(ScenarioChange.objects, scenario=scenario, action=actions.first(), end_year=2032),
        "colleague": CityMembership.objects.filter(city=city).first(),
        "credential": ApiCredential.objects.filter(city=city).first() or ApiCredentialFactory(city=city),
        "indicator": indicator,
        "value": got(IndicatorValue.objects, indicator=indicator, year=2024, defaults={"value": 1}),
        "finding": Finding.objects.filter(city=city).first(),
        "job": first_of(Job.objects.filter(key=str(contract.pk)), Job.objects.all()),
    }


def rows_of_molecule(molecule: Molecule | None) -> dict[str, Any]:
    """A molecule with a figure, a target, an indicator, a milestone and a photo whose file is not there."""
    if molecule is None:
        return {}
    measured = {"emissions_tco2e": 1, "basis": "measured", "source": "X"}
    photo = {"alternative": {"it": "La piazza"}, "source": "X"}
    contract = molecule.city.contract
    indicator = Indicator.objects.filter(contract=contract).first() or IndicatorFactory(contract=contract)
    milestone = got(
        Milestone.objects, city=molecule.city, title={"it": "Tappa di prova"}, due_on="2029-06-30"
    )
    return {
        "molecule": molecule,
        "emission": got(
            LocalEmission.objects, molecule=molecule, year=2019, sector="waste", defaults=measured
        ),
        "target": got(MoleculeTarget.objects, molecule=molecule, year=2049, defaults={"emissions_tco2e": 1}),
        "measured": got(MoleculeIndicator.objects, molecule=molecule, indicator=indicator),
        "reached": got(MoleculeMilestone.objects, molecule=molecule, milestone=milestone),
        "photo": got(MoleculePhoto.objects, molecule=molecule, position=11, defaults=photo),
    }


def rows_of_version(version: ContractVersion, officer: str) -> dict[str, Any]:
    """What stands in a version and beside its sections."""
    party = ContractParty.objects.filter(contract=version.contract).first()
    file = {"file": "lettera.pdf", "size_bytes": 8, "sha256": ""}
    return {
        "version": got(VersionFile.objects, version=version, original_name="lettera.pdf", defaults=file),
        "signature": got(
            PaperSignature.objects, version=version, person="X", party=party, signed_on="2026-06-01"
        ),
        "row": got(
            TableRow.objects, version=version, table="policies", cells={"name": {"it": "Piano aria e clima"}}
        ),
        "comment": got(Comment.objects, version=version, section_key=SECTION, text="Manca la fonte."),
        "review": got(
            ReviewRequest.objects,
            section=got(Section.objects, version=version, key=SECTION),
            reviewer=User.objects.get(email=officer),
        ),
    }


def rows_of_exchange(version: ContractVersion) -> dict[str, Any]:
    """An import with a table that was read, and an export."""
    file = {"file": "tabelle.bin", "size_bytes": 8, "sha256": "", "state": "recognised"}
    run = got(ImportRun.objects, version=version, original_name="tabelle.csv", defaults=file)
    read = {"place": "tabelle!A1:B2", "table": "policies", "row_count": 1, "header": HEADER}
    table = got(ImportedTable.objects, run=run, position=0, defaults=read)
    got(ImportedRows.objects, table=table, number=0, defaults={"rows": [READ]})
    export = {"kind": "json", "language": "it", "visibility": "internal", "state": "failed"}
    return {"import": run, "imported": table, "export": got(ExportFile.objects, version=version, **export)}


def rows_of_campaigns(contract: Contract) -> dict[str, Any]:
    """A campaign that asks, one that is told, a hint of a reader, and a change of a field."""
    campaigns = MonitoringCampaign.objects.filter(contract=contract)
    asking = campaigns.filter(state=CampaignState.OPEN).first()
    told = campaigns.filter(state=CampaignState.PUBLISHED).first()
    asking = asking or MonitoringCampaignFactory(contract=contract, state=CampaignState.OPEN)
    return {
        "campaign": asking,
        "report": told or MonitoringCampaignFactory(contract=contract, state=CampaignState.PUBLISHED),
        "item": asking.items.first() or CampaignItemFactory(campaign=asking),
        "correction": CorrectionRequest.objects.filter(contract=contract).first()
        or CorrectionRequestFactory(contract=contract),
        "field": FieldChange.objects.filter(change__city_slug=contract.city.slug).first()
        or FieldChange.objects.first(),
    }


def rows_of_people(contract: Contract, signatory: str) -> dict[str, Any]:
    """The organisation of someone who signs, with its people, an invitation and a request to take part."""
    invitation = contract.invitations.first() or InvitationFactory(contract=contract)
    mandates = Mandate.objects.filter(organisation__in=organisations_of(contract), ended_at=None)
    theirs = mandates.filter(organisation__memberships__user__email=signatory)
    mandate = theirs.first() or mandates.first() or MandateFactory(organisation=invitation.organisation)
    own = mandate.organisation
    member = own.memberships.first() or OrganisationMembershipFactory(organisation=own)
    told = CommitmentReport.objects.filter(
        commitment__contract=contract, commitment__organisation=own
    ).first()
    told = told or CommitmentReportFactory(commitment__contract=contract, commitment__organisation=own)
    put_in_force(told.commitment)
    application = contract.applications.first() or ApplicationFactory(contract=contract)
    return {
        "invitation": invitation,
        "mandate": mandate,
        "own": own,
        "member": member,
        "application": application,
        "told": told,
        "reported": told.commitment,
    }


def rows_of_signing(contract: Contract) -> dict[str, Any]:
    """A request for signatures with one who is asked."""
    asked = SigningRequest.objects.filter(version__commitment__contract=contract, state="collecting")
    request = asked.first() or SigningRequestFactory(
        version__commitment__contract=contract, version__commitment__number=None
    )
    return {"request": request, "signer": request.signers.first() or RequestSignerFactory(request=request)}


def put_in_force(commitment: Commitment) -> None:
    """Let a commitment be amended and withdrawn: its text is signed and sealed."""
    if not holds_now(commitment):
        version = commitment.versions.order_by("-number").first()
        version = version or CommitmentVersionFactory(commitment=commitment)
        SigningRequestFactory(version=version, state="in_force")


def rows_of_sheets(contract: Contract, own: Organisation) -> dict[str, Any]:
    """A commitment that is still being written, with a sheet and a file."""
    promise = CommitmentFactory(contract=contract, organisation=own, state="draft")
    sheet = ActionSheetFactory(commitment=promise)
    file = AttachmentFactory(sheet=sheet)
    negotiated = Commitment.objects.filter(contract=contract, organisation=own, versions__number=2).first()
    return {"promise": promise, "negotiated": negotiated or promise, "sheet": sheet, "attachment": file}


def first_of(*choices: QuerySet[Any]) -> Model | None:
    """The first row of the first choice that has one."""
    found: Iterable[Model] = (row for choice in choices if (row := choice.first()) is not None)
    return next(iter(found), None)


def got(rows: Any, **values: Any) -> Any:
    """The row with these values, made where there is none."""
    return rows.get_or_create(**values)[0]

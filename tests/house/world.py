"""A small world for the questions who may see and do what: two cities, every role, every state that matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from contracts.enums import CampaignState, CityRole, VersionState
from contracts.models import Contract
from contracts.tokens import make_campaign_token
from core.changes import record_change
from core.enums import ChangeVerb, JobName
from core.jobs import defer
from core.models import FieldChange
from molecules.models import ObservedAdoption
from stakeholders.enums import CommitmentState, OrganisationRole
from stakeholders.models import Organisation
from tests.factories import (
    ActionFactory,
    ApiCredentialFactory,
    CampaignItemFactory,
    CityFactory,
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    ContractVersionFactory,
    CorrectionRequestFactory,
    ExportFileFactory,
    FindingFactory,
    ImportedRowsFactory,
    IndicatorValueFactory,
    InstrumentScenarioFactory,
    InterventionFactory,
    InventorySeriesFactory,
    MilestoneFactory,
    MoleculeFactory,
    MonitoringCampaignFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PackageFactory,
    PaperSignatureFactory,
    PolicyInstrumentFactory,
    ProxyValueFactory,
    ScenarioChangeFactory,
    UserFactory,
    VersionFileFactory,
)
from tests.house.molecule_samples import make_figure_samples
from tests.house.stakeholder_samples import (
    make_negotiation_samples,
    make_people_samples,
    make_sheet_samples,
    make_signing_samples,
)


def make_people(contract: Contract, organisation: Organisation) -> dict[str, Any]:
    """One person of every kind that the rules know, and those they must turn away."""
    people: dict[str, Any] = {
        "signed out": AnonymousUser(),
        "stranger": UserFactory(),
        "administrator": UserFactory(is_superuser=True, is_staff=True),
    }
    for role in CityRole.values:
        people[f"city {role}"] = CityMembershipFactory(city=contract.city, role=role).user
    for role in OrganisationRole.values:
        people[f"organisation {role}"] = OrganisationMembershipFactory(
            organisation=organisation, role=role
        ).user
    people["left the city"] = CityMembershipFactory(
        city=contract.city, role=CityRole.LEAD, user__is_active=False
    ).user
    people["officer elsewhere"] = CityMembershipFactory().user
    return people | make_machines(contract, organisation)


def make_machines(contract: Contract, organisation: Organisation) -> dict[str, Any]:
    """People with roles in this city, in another and in the organisation, whose machines act for one of them."""
    machines, other = {}, CityFactory()
    for name, within in (
        ("city", contract.city.pk),
        ("other city", other.pk),
        ("organisation", organisation.pk),
    ):
        person = CityMembershipFactory(city=contract.city, role=CityRole.LEAD, user__is_superuser=True).user
        CityMembershipFactory(city=other, user=person)
        OrganisationMembershipFactory(organisation=organisation, user=person)
        person.delegate_to("System", within=within)
        machines[f"machine of the {name}"] = person
    return machines


def make_contracts() -> Iterator[Contract]:
    """A city without a contract, a contract without a version, and one in every state."""
    CityFactory()
    yield ContractFactory(version=None)
    for state in VersionState.values:
        contract = ContractFactory(version=None)
        ContractVersionFactory(contract=contract, state=state)
        yield contract


@dataclass(frozen=True)
class World:
    """What there is to be seen, and who looks."""

    contracts: list[Contract]
    people: dict[str, Any]


def make_world() -> World:
    """Contracts in every state with an active and an archived action and commitments of two organisations."""
    contracts = list(make_contracts())
    organisation, other = OrganisationFactory(), OrganisationFactory()
    for made in (MoleculeFactory, PolicyInstrumentFactory):
        city = contracts[1].city
        made(city=city)
        made(city=city, published_at=None)
        made(city=city, archived_at=contracts[1].created_at)
    for contract in contracts:
        MilestoneFactory(city=contract.city)
        ActionFactory(contract=contract)
        archived = ActionFactory(contract=contract, archived_at=contract.created_at)
        MilestoneFactory(city=contract.city, action=archived)
    MilestoneFactory(city=None)
    for state in CommitmentState.values:
        CommitmentFactory(contract=contracts[1], organisation=organisation, state=state)
        CommitmentFactory(contract=contracts[2], organisation=other, state=state)
    return World(contracts, make_people(contracts[1], organisation))


def make_samples(contract: Contract) -> dict[str, Any]:
    """One row of each kind that an address of a city's contract names."""
    action = ActionFactory(contract=contract)
    commitment = CommitmentFactory(contract=contract, actions=[action])
    member = CityMembershipFactory(city=contract.city, role=CityRole.OFFICER)
    instrument = PolicyInstrumentFactory(city=contract.city)
    credential = ApiCredentialFactory(city=contract.city)
    milestone, molecule = MilestoneFactory(city=contract.city), MoleculeFactory(city=contract.city)
    job = defer(JobName.RECOMPUTE_CONTRACT, key=str(contract.pk))
    samples = {
        "city": contract.city.slug,
        "name": "trajectory",
        "figure": "gap_tco2e",
        "uidb64": "MQ",
        "token": "x-y",
    }
    change = ScenarioChangeFactory(scenario__contract=contract, action=action)
    observed = make_observation(contract)
    samples |= {f"{name}:pk": molecule.pk for name in MOLECULE_PAGES}
    samples["intervention"] = InterventionFactory(molecule=molecule, action=action).pk
    samples |= make_figure_samples(contract)
    samples |= {f"{name}:pk": observed.package_id for name in PACKAGE_PAGES} | {"observation": observed.pk}
    defer(JobName.RECOMPUTE_SCENARIO, key=str(change.scenario_id))
    for prefix, row in {
        "action": action,
        "milestone": milestone,
        "molecule": molecule,
        "organisation": commitment.organisation,
        "job": job,
        "colleague": member,
        "credential": credential,
        "proxy": ProxyValueFactory(city=contract.city),
        "series": InventorySeriesFactory(city=contract.city),
        "package": observed.package,
        "instrument": instrument,
        "instrument-scenario": InstrumentScenarioFactory(city=contract.city),
        "scenario": change.scenario,
        "scenario-change": change,
    }.items():
        samples |= {f"{prefix}-{view}:pk": row.pk for view in VIEWS}
    return (
        samples
        | make_workspace_samples(contract)
        | {
            "scenario-change-create:pk": change.scenario_id,
            "city-instrument:pk": instrument.pk,
        }
    )


def make_observation(contract: Contract) -> ObservedAdoption:
    """A package of the city with one year of what was observed of it."""
    package = PackageFactory(city=contract.city)
    return ObservedAdoption.objects.create(package=package, year=2020, share="0.1", source="Register.")


def make_workspace_samples(contract: Contract) -> dict[str, Any]:
    """The same for the officers' workspace."""
    campaign = MonitoringCampaignFactory(contract=contract, state=CampaignState.OPEN)
    item = CampaignItemFactory(campaign=campaign)
    closed = MonitoringCampaignFactory(contract=contract, state=CampaignState.PUBLISHED)
    hint = CorrectionRequestFactory(contract=contract)
    value = IndicatorValueFactory(indicator__contract=contract)
    change = record_change(ChangeVerb.CHANGED, contract, city_slug=contract.city.slug)
    kept = FieldChange.objects.create(
        change=change, subject_kind="contracts.contract", subject_id=contract.pk, field="title"
    )
    return (
        {
            "campaign-detail:pk": campaign.pk,
            "campaign-days:pk": campaign.pk,
            "campaign-step:pk": campaign.pk,
            "campaign-step:step": "ricorda",
            "campaign-item:pk": campaign.pk,
            "campaign-item:item": item.pk,
            "campaign-report:pk": closed.pk,
            "campaign-answer:token": make_campaign_token(item.pk),
            "correction-answer:pk": hint.pk,
            **{f"indicator-{view}:pk": value.indicator_id for view in (*VIEWS, "values", "value-move")},
            "indicator-value-move:value": value.pk,
            "indicator-value-move:step": "submitted",
            "city-indicator:pk": value.indicator_id,
            "field-restore:pk": kept.pk,
            "calendar-feed:key": "none",
            "finding-explain:pk": FindingFactory(city=contract.city).pk,
        }
        | make_export_samples(contract)
        | make_version_samples(contract)
        | make_section_samples(contract)
        | make_import_samples(contract)
        | make_people_samples(contract)
        | make_signing_samples(contract)
        | make_sheet_samples(contract)
        | make_negotiation_samples(contract)
    )


def make_export_samples(contract: Contract) -> dict[str, Any]:
    """The same for exports and published versions."""
    export = ExportFileFactory(version=contract.versions.get())
    return {
        "number": export.version.number,
        "code": "it",
        "table": "action_portfolio",
        "export-file:pk": export.pk,
        "export-row:pk": export.pk,
    }


def make_version_samples(contract: Contract) -> dict[str, Any]:
    """The same for the life of versions."""
    version = contract.versions.get()
    file, signature = VersionFileFactory(version=version), PaperSignatureFactory(version=version)
    return {
        "a": version.number,
        "b": version.number,
        "to": VersionState.IN_IMPLEMENTATION,
        "version-file:pk": file.pk,
        "version-file-remove:pk": file.pk,
        "signature-remove:pk": signature.pk,
    }


def make_section_samples(contract: Contract) -> dict[str, Any]:
    """The same for sections and rows; no review and no comment is needed to turn people away."""
    tables = {f"row-{view}:table": "policies" for view in ("create", "edit", "delete")}
    below = ("comment-resolve", "review-answer", "review-withdraw", "row-edit", "row-delete")
    return {"section": "plan.policies"} | tables | {f"{name}:pk": contract.pk for name in below}


def make_import_samples(contract: Contract) -> dict[str, Any]:
    """The same for imports."""
    rows = ImportedRowsFactory(table__run__version=contract.versions.get())
    run, table = rows.table.run, rows.table
    defer(JobName.READ_IMPORT, key=str(run.pk), payload={"run": str(run.pk)})
    of_run = {f"import-{view}:pk": run.pk for view in ("detail", "row", "apply", "undo")}
    names = ("import-table", "import-table-reading", "import-table-doubts", "import-table-rows")
    return of_run | {f"{name}:pk": table.pk for name in names}


MOLECULE_PAGES = (
    "office-molecule", "molecule-outline", "molecule-interventions", "intervention-remove", "molecule-publish",
    "molecule-withdraw",
)  # fmt: skip
PACKAGE_PAGES = ("package-fit", "adoption-csv", "adoption-import", "adoption-remove")
VIEWS = (
    "archive", "close", "csv", "delete", "detail", "edit", "move", "plan", "publish", "remove", "report", "restore",
    "revoke", "rotate", "row", "take-over",
)  # fmt: skip

"""One small city with a row of everything, and what a page looks like from outside."""

import re
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

import pytest

from contracts.enums import Flow, Maturity, Quantification, Sector, Typology
from core.fields import Texts
from progress.services.snapshots import record_progress
from tests import factories


@dataclass(frozen=True)
class SeenPage:
    """What a reader gets."""

    status: int
    language: str
    title: str
    headings: list[str]
    text: str
    html: str


def read_page(client, url: str) -> SeenPage:
    """Fetch a page and take it apart."""
    response = client.get(url)
    html = response.content.decode()
    words = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return SeenPage(
        status=response.status_code,
        language=re.search(r'<html lang="(\w+)"', html).group(1),
        title=re.sub(r"\s+", " ", title.group(1)).strip(),
        headings=re.findall(r"<h1[^>]*>", html),
        text=" ".join(words.replace("&nbsp;", " ").split()),
        html=html,
    )


@pytest.fixture
def milano(db):
    """Milano in small: a project, an included action, a strategy, a sink, and everything around them."""
    city = factories.CityFactory(slug="milano", names=Texts({"it": "Milano", "en": "Milan"}))
    contract = factories.ContractFactory(city=city)
    series = factories.InventorySeriesFactory(city=city)
    version = contract.versions.get()
    version.baseline_series = series
    version.save()
    factories.InventoryFactory(series=series)
    factories.EmissionsGapRowFactory(version=version)
    project = factories.ActionFactory(contract=contract, code="EB1", reduction_tco2e=Decimal(304_597))
    included = factories.ActionFactory(
        contract=contract,
        code="EB2",
        reduction_tco2e=None,
        quantification=Quantification.INCLUDED_IN,
        included_in=project,
    )
    factories.ActionFactory(
        contract=contract,
        code="TR1",
        title=Texts({"en": "A tram, a bike"}),
        sector=Sector.TRANSPORT,
        typology=Typology.STRATEGY,
        maturity=Maturity.STRATEGY,
        reduction_tco2e=Decimal(1_568_000),
    )
    factories.ActionFactory(contract=contract, code="GR1", flow=Flow.SINK, reduction_tco2e=Decimal(9_005))
    party = factories.ContractPartyFactory(contract=contract, organisation_name="A2A S.p.A.")
    organisation = factories.OrganisationFactory(name="A2A S.p.A.")
    organisation.listings.add(party)
    factories.OrganisationAliasFactory(organisation=organisation, name="A2A")
    factories.ActionPartyFactory(action=project, organisation=organisation)
    commitment = factories.CommitmentFactory(contract=contract, organisation=organisation, actions=[project])
    molecule = factories.InterventionFactory(molecule__city=city, action=project).molecule
    factories.MilestoneFactory(city=city, action=project)
    factories.ActionReportFactory(action=project)
    factories.FundingLineFactory(contract=contract)
    factories.FindingFactory(city=city, subject_id=included.pk)
    record_progress(contract_ids=[contract.pk])
    return SimpleNamespace(
        city=city,
        contract=contract,
        project=project,
        included=included,
        organisation=organisation,
        commitment=commitment,
        molecule=molecule,
    )

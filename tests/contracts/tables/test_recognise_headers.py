"""Printed headers of both generations and both languages are recognised."""

from decimal import Decimal

import pytest
from django.utils import translation

from contracts.tables import TABLES, find_table
from contracts.tables.recognise import recognise_columns
from contracts.tables.units import header_factor


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.key)
def test_own_labels_are_recognised_as_headers(spec, language):
    with translation.override(language):
        headers = [str(column.label) for column in spec.columns]
    assert recognise_columns(spec, headers) == {
        index: column.key for index, column in enumerate(spec.columns)
    }


@pytest.mark.parametrize(
    ("table", "headers", "keys"),
    [
        (
            "emissions",
            "Settore | Scope 1 | Scope 2 | Scope 3 | Totale",
            "sector scope_1 scope_2 scope_3 total",
        ),
        ("emissions", " | Ambito 1 | Ambito 2 | Ambito 3 | Totale", "sector scope_1 scope_2 scope_3 total"),
        (
            "emissions",
            "Base year: 2019 | Scope1 | Scope2 | Scope3 | Total | % of total",
            "sector scope_1 scope_2 scope_3 total -",
        ),
        (
            "emissions",
            "Settori | Scopo 1 (tCO2eq) | Scopo 2\n(t CO₂e)¹ | Scope 1+2 | TOTALE tCO2eq",
            "sector scope_1 scope_2 - total",
        ),
        (
            "emissions",
            "Sectors | GHG emissions Scope 1 [t] | GHG emissions Scope 2 | Total (Scope 1+2+3)",
            "sector scope_1 scope_2 total",
        ),
        (
            "emissions_gap",
            (
                " | (1) Baseline emissions | (2) Emissions reduction target | "
                "(3) Emissions reduction in other Action Plans | "
                "(4) Emissions gap (to be covered by CCC action plan) | "
                "(5) Emissions reduction through CCC action plan to address the gap | (6) Residual emissions"
            ),
            (
                "sector baseline_tco2e target_reduction_tco2e existing_plan_tco2e gap_tco2e "
                "portfolio_tco2e residual_tco2e"
            ),
        ),
        (
            "emissions_gap",
            (
                "Sector | Baseline Emissions (2019) t CO2e | Baseline emissions (percentage) | "
                "Residual emissions / offsetting | Baseline emissions reduction target | "
                "Emissions reduction in existing strategies | Emissions gap"
            ),
            ("sector baseline_tco2e - residual_tco2e target_reduction_tco2e existing_plan_tco2e gap_tco2e"),
        ),
        (
            "emissions_gap",
            (
                "Settore | Emissioni di base [tCO2e] | Riduzione delle emissioni target | "
                "Riduzione da strategie esistenti | Divario emissivo | "
                "Riduzione delle emissioni da portafoglio CCC | Emissioni residue (20%)"
            ),
            (
                "sector baseline_tco2e target_reduction_tco2e existing_plan_tco2e gap_tco2e "
                "portfolio_tco2e residual_tco2e"
            ),
        ),
        (
            "signatories",
            (
                "N. | Nome dell'istituzione | Settore/Area | Forma giuridica | Nome del responsabile | "
                "Posizione"
            ),
            "position organisation_name scope_of_action legal_form person_names person_positions",
        ),
        (
            "signatories",
            (
                "Name of the institution | Sector/Area | Legal form | Name of the responsible person | "
                "Position"
            ),
            "organisation_name scope_of_action legal_form person_names person_positions",
        ),
        (
            "action_portfolio",
            (
                "Action domain | Sub-category | Typology | Code | Action | Description | "
                "Emission reduction [tCO2e/y] | Timeline | Owner type"
            ),
            (
                "field_of_action subcategory typology code title description reduction_tco2e timeline_note "
                "promoter_type"
            ),
        ),
        (
            "action_portfolio",
            "Codice | Elenco azioni | Campi d'azione | Riduzione CO2 | Tempistiche | Soggetto attuatore",
            "code title field_of_action reduction_tco2e timeline_note promoter",
        ),
        (
            "action_outlines",
            (
                "Nome dell'azione | Leva sistemica | Enti/persone responsabili dell'attuazione | "
                "Scala dell'azione e soggetti destinatari | Energia rinnovabile generata | "
                "Stima della riduzione delle emissioni di gas serra | Costi totali"
            ),
            "title levers responsible addressed renewable_mwh reduction_tco2e cost_eur",
        ),
        (
            "action_outlines",
            (
                "Action name | Systemic lever | Outcome (according to module B-1.1) | "
                "Responsible bodies/person for implementation | Action scale & addressed entities | "
                "Removed/substituted energy, volume or fuel type | "
                "GHG emissions reduction estimate (total) per emission source sector | "
                "GHG emissions compensated (natural or technological sinks) | "
                "Total costs and costs by CO2e unit"
            ),
            (
                "title levers outcome responsible addressed removed_energy_mwh reduction_tco2e "
                "compensated_tco2e cost_eur"
            ),
        ),
        (
            "indicators",
            (
                "Outcomes/impacts addressed | Action/project | Indicator No. | Indicator name | 2025 | 2027 | "
                "2030"
            ),
            "outcome actions code name target_2025 target_2027 target_2030",
        ),
        (
            "indicators",
            "Indicatore | Unità di misura | Anno base | Baseline | Obiettivo 2030",
            "name unit baseline_year baseline_value target_2030",
        ),
        (
            "emission_factors",
            (
                "Primary energy/ energy source | Carbon Dioxide (CO2) | Methane (CH4) | Nitrous oxide (N2O) | "
                "Unit"
            ),
            "carrier co2 ch4 n2o unit",
        ),
        (
            "emission_factors",
            "Vettore energetico | Fattore di emissione (tCO2eq/MWh) | Unità | Fonte | Anno",
            "carrier total unit data_source year",
        ),
        (
            "policies",
            "Tipo | Livello | Nome e titolo | Descrizione | Rilevanza | Necessità di azione",
            "policy_type level name description relevance need_for_action",
        ),
        (
            "impact_pathways",
            (
                "Field of action | Systemic levers | Early changes (1-2 years) | Late outcomes (3-4 years) | "
                "Direct impacts (Emission reductions) | Indirect impacts (co-benefits)"
            ),
            "field_of_action lever early_changes late_outcomes direct_impact_tco2e co_benefits",
        ),
        (
            "impact_pathways",
            "Campo d'azione | Leva sistemica | Impatti diretti | Impatti indiretti (co-benefici)",
            "field_of_action lever direct_impact_tco2e co_benefits",
        ),
        (
            "cost_interventions",
            (
                "Action/intervention name | Responsible entity and person | Start/end date | Impact | "
                "Total cost"
            ),
            "title responsible timeline_note reduction_tco2e cost_eur",
        ),
        (
            "governance",
            (
                "Nome intervento | Ente responsabile | Stakeholder coinvolti | Impatto abilitante | "
                "Co-benefici"
            ),
            "name responsible stakeholders enabling_impact co_benefits",
        ),
        (
            "ip_capital_planning",
            "Intervention | Form of finance | Cost to municipality | Cost to others | % covered",
            "intervention form cost_municipality_eur cost_others_eur covered_percent",
        ),
    ],
)
def test_printed_headers_are_recognised(table, headers, keys):
    expected = {index: key for index, key in enumerate(keys.split()) if key != "-"}
    assert (
        recognise_columns(find_table(table), [header.strip(" ") for header in headers.split("|")]) == expected
    )


@pytest.mark.parametrize(
    ("table", "column", "header", "factor"),
    [
        ("emissions", "scope_1", "Scope 1 (kt CO₂e)", 1000),
        ("emissions", "scope_1", "Scope 1 [ktCO2eq/anno]", 1000),
        ("emissions", "scope_1", "Scope 1 (t CO2e)", 1),
        ("emissions", "scope_1", "Scope 1", 1),
        ("emissions", "scope_1", "Emissioni (Mt)", 1_000_000),
        ("energy_use", "total", "Totale GWh", 1000),
        ("action_outlines", "cost_eur", "Costo totale (mln €)", 1_000_000),
        ("action_outlines", "cost_eur", "Total cost (M€)", 1_000_000),
        ("action_outlines", "cost_eur", "Costo in migliaia di euro", 1000),
        ("ip_cost_scenarios", "reduction_ktco2e", "Reduction (t CO2e)", Decimal("0.001")),
        ("indicators", "target_2030", "2030 (km)", 1),
    ],
)
def test_unit_of_a_header_gives_the_factor_to_the_columns_unit(table, column, header, factor):
    assert header_factor(find_table(table).column(column), header) == factor


def test_headers_may_come_with_their_own_indices():
    assert recognise_columns(find_table("emissions"), {4: "Sector", 7: "Scope 2"}) == {
        4: "sector",
        7: "scope_2",
    }


def test_corner_without_a_header_needs_another_column_to_be_known():
    assert recognise_columns(find_table("emissions"), ["", "Something"]) == {}
    assert recognise_columns(find_table("emissions"), ["Something", "Scope 1"]) == {1: "scope_1"}
    assert recognise_columns(find_table("policies"), ["", "Name"]) == {1: "name"}
    assert recognise_columns(find_table("emissions"), []) == {}

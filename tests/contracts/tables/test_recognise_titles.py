"""Printed titles of both generations and both languages are recognised."""

import pytest
from django.utils import translation

from contracts.tables import TABLES, Generation
from contracts.tables.recognise import recognise_title

V1, V2 = Generation.V1, Generation.V2


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.key)
def test_own_title_is_recognised_first(spec, language):
    with translation.override(language):
        candidates = recognise_title(str(spec.title))
    assert candidates[0] == (spec.key, None, 1.0)
    assert [key for key, _generation, score in candidates[1:] if score > 0.65] == []


@pytest.mark.parametrize(
    ("title", "key", "generation"),
    [
        ("Table A-1.4: GHG emissions by source sectors", "emissions", V1),
        ("A-1.3: GHG emissions by source sectors", "emissions", V2),
        ("Tabella A-1.3 – Emissioni di GHG per settore", "emissions", V2),
        ("Emissioni di gas serra per settore di origine", "emissions", None),
        ("A-1.4 GHG-emissions by source sectors¹²", "emissions", V1),
        ("Inventario delle emissioni 2019", "emissions", None),
        ("A-1.3: Activity by source sectors", "activity", V1),
        ("A-1.4 Attività per settore", "activity", V2),
        ("Table A-2.1 – Emissions gap", "emissions_gap", V2),
        ("A-2.3: Emissions gap", "emissions_gap", V1),
        ("A-2.3 Divario emissivo", "emissions_gap", V1),
        ("Gap emissivo al 2030", "emissions_gap", None),
        ("Divario di emissioni", "emissions_gap", None),
        ("A-2.1: List of relevant policies, strategies & regulations", "policies", None),
        ("A-2.1 Elenco delle politiche, strategie e regolamenti rilevanti", "policies", None),
        ("A-3.1: Systems & stakeholder mapping", "systems", V1),
        ("A-3.2 Mappatura degli stakeholder", "systems", V2),
        ("A-3.1 Barriere sistemiche e opportunità", "barriers", V2),
        ("A-3.2: Systemic barriers", "barriers", V1),
        ("I-1.1: Climate Neutrality Target by 2030", "target_boundary", V2),
        ("I-1.1 Obiettivo di neutralità climatica al 2030", "target_boundary", V2),
        ("A-1.1 Consumi finali di energia per settore", "energy_use", None),
        ("A-1.1: Final energy use by source sectors", "energy_use", None),
        ("A-1.2 Fattori di emissione applicati", "emission_factors", None),
        (
            "A-1.2: Emission factors applied (please specify for primary energy, energy carriers or GHG emissions)",
            "emission_factors",
            None,
        ),
        ("B-1.1: Impact Pathways", "impact_pathways", None),
        ("B-1.1 Percorsi d'impatto", "impact_pathways", None),
        ("B-3.1: Impact Pathways", "indicators", None),
        ("B-3.1 Indicatori di monitoraggio", "indicators", None),
        ("B-3.2: Indicator Metadata", "indicator_cards", None),
        ("B-2.1: Description of action portfolios - textual or visual", "action_portfolio", None),
        ("B-2.1 Portafoglio di azioni", "action_portfolio", None),
        ("Elenco delle azioni", "action_portfolio", None),
        ("B-2.2: Individual action outlines", "action_outlines", None),
        ("Schede delle azioni", "action_outlines", None),
        ("B-2.3: Summary strategy for residual emissions", "residual_emissions", None),
        ("C-1.1: Enabling organisational and governance interventions", "governance", None),
        ("C-2.1 Interventi di innovazione sociale", "social_innovation", None),
        ("C-3.1: Summary of interventions with cost implication", "cost_interventions", None),
        ("C-3.1 Sintesi degli interventi con implicazioni di costo", "cost_interventions", None),
        ("Soggetti firmatari", "signatories", None),
        ("5. Signatories", "signatories", None),
        ("Module IP-A1: Existing Climate Action Funding and Financing", "ip_existing_finance", None),
        ("IP-B1 Cost scenarios", "ip_cost_scenarios", None),
        ("IP-B2 Pianificazione finanziaria", "ip_capital_planning", None),
        ("IP-C1: Climate Policies for Capital Formation and Deployment", "ip_policies", None),
        ("IP-C2 Rischi e mitigazione", "ip_risks", None),
    ],
)
def test_printed_title_is_recognised(title, key, generation):
    assert recognise_title(title)[0][:2] == (key, generation)


def test_number_alone_is_a_weak_hint():
    assert recognise_title("Table A-1.3") == [("activity", V1, 0.2), ("emissions", V2, 0.2)]


@pytest.mark.parametrize("text", ["", "Introduction", "Milano 2030", "Grafici"])
def test_other_words_are_no_title(text):
    assert recognise_title(text) == []


def test_sentence_that_names_a_table_scores_low():
    sentence = (
        "The city has committed to close its emissions gap by 2030 with the actions described in this plan."
    )
    assert [score < 0.5 for _key, _generation, score in recognise_title(sentence)] == [True]

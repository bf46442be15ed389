"""The words are stored values: changing one is a migration."""

import pytest

from emissions import version
from emissions.words import (
    ActionState,
    CreditMethod,
    CreditReason,
    EvidenceLevel,
    Flow,
    Maturity,
    NotationKey,
    Quantification,
    Rung,
    Scope,
    Sector,
    Verdict,
)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (
            Sector,
            [
                "buildings",
                "transport",
                "waste",
                "ippu",
                "afolu",
                "energy_systems",
                "cross_cutting",
                "behavioural",
            ],
        ),
        (Scope, [1, 2, 3]),
        (Flow, ["source", "sink"]),
        (NotationKey, ["IE", "NE", "NO", "C", "NA"]),
        (Maturity, ["project", "strategy", "enabling", "not_stated"]),
        (
            Quantification,
            ["quantified", "not_estimated", "not_quantifiable", "enabling", "included_in", "confidential"],
        ),
        (Verdict, ["on_track", "at_risk", "off_track", "not_measured"]),
        (
            ActionState,
            [
                "idea",
                "proposed",
                "accepted",
                "planned",
                "in_progress",
                "completed",
                "on_hold",
                "cancelled",
                "",
            ],
        ),
        (EvidenceLevel, ["declared", "documented", "verified"]),
        (Rung, ["idea", "planned", "committed", "funded", "under_way", "delivered", "verified"]),
        (CreditMethod, ["additive", "alone", "proportional", "shapley", "uncapped"]),
        (
            CreditReason,
            [
                "in_full",
                "no_cap_known",
                "source_cap",
                "shared_proportional",
                "shared_shapley",
                "sector_cap",
                "contract_cap",
                "cancelled",
                "included_in",
                "existing_plan",
                "sink",
                "enabling",
                "not_estimated",
                "not_quantifiable",
                "confidential",
                "contradictory",
            ],
        ),
    ],
)
def test_words_keep_their_stored_values(words, values):
    assert [word.value for word in words] == values


def test_sector_reads_the_alias_of_some_contracts():
    assert Sector("cross_sector") is Sector.CROSS_CUTTING


def test_sector_refuses_an_unknown_word():
    with pytest.raises(ValueError, match="'heating' is not a valid Sector"):
        Sector("heating")


def test_notation_key_hides_emissions_only_when_not_estimated_or_confidential():
    assert [key.value for key in NotationKey if key.hides_emissions] == ["NE", "C"]


def test_credit_reason_is_unknown_where_tonnes_are_not_known():
    unknown = [reason.value for reason in CreditReason if reason.is_unknown]
    assert unknown == ["not_estimated", "not_quantifiable", "confidential", "contradictory"]


def test_engine_version_is_semantic():
    assert [part.isdigit() for part in version.ENGINE_VERSION.split(".")] == [True, True, True]

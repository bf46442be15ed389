"""The words are stored values: changing one is a migration."""

import pytest

from emissions import version
from emissions.words import Flow, Maturity, NotationKey, Quantification, Scope, Sector, Verdict


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


def test_engine_version_is_semantic():
    assert [part.isdigit() for part in version.ENGINE_VERSION.split(".")] == [True, True, True]

"""The words that progress shows are those that the science uses."""

import pytest
from django.db.models import TextChoices

from emissions import nowcast, probability, words
from progress import enums
from progress.services.foresight import ROWS_INCOMPLETE


@pytest.mark.parametrize(
    ("shown", "computed"),
    [
        (enums.CreditReason, list(words.CreditReason)),
        (enums.NowcastBasis, list(nowcast.NowcastBasis)),
        (enums.NoChance, [*probability.NoChance, ROWS_INCOMPLETE]),
        (enums.Rung, list(words.Rung)),
        (enums.Verdict, list(words.Verdict)),
    ],
)
def test_every_word_of_the_science_has_a_label(shown: type[TextChoices], computed: list[str]) -> None:
    assert shown.values == [str(word) for word in computed]

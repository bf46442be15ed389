"""Printed timelines become years and states only where the words leave no doubt."""

import pytest

from ccc_portal.demo.actions import promoter_type
from ccc_portal.demo.timing import read_timing


@pytest.mark.parametrize(
    ("printed", "timing"),
    [
        ("2024-2030", (2024, 2030, "")),
        ("2019- 2030", (2019, 2030, "")),
        ("2021-2018", (2021, 2018, "")),
        ("2024-2030 - In progress", (2024, 2030, "in_progress")),
        ("2023", (2023, 2023, "")),
        ("By 2024", (None, 2024, "")),
        ("completed in 2023", (None, 2023, "completed")),
        ("completed", (None, None, "completed")),
        ("completed, except for ongoing work at Parco Ticinello", (None, None, "in_progress")),
        ("2020-continued", (2020, None, "in_progress")),
        ("2019 - ongoing", (2019, None, "in_progress")),
        ("Permanent (launched in 2022)", (2022, None, "in_progress")),
        ("permanent", (None, None, "")),
        ("2023-20325", (None, None, "")),
        ("0", (None, None, "")),
        ("Not provided because still in the planning phase", (None, None, "")),
        ("", (None, None, "")),
    ],
)
def test_timeline_is_read_as_printed(printed: str, timing: tuple[int | None, int | None, str]) -> None:
    assert tuple(read_timing(printed)) == timing


@pytest.mark.parametrize(
    ("promoter", "kind"),
    [
        ("Comune di Milano", "municipality"),
        ("Comune di Parma - Public works sector", "municipality"),
        ("Comune di Prato and partners", ""),
        ("Department of Social Policies and Health", "municipality"),
        ("Waste department", "municipality"),
        ("Padova Municipality", "municipality"),
        ("Stakeholder 11 (anonymised in the CCC)", "stakeholder"),
        ("Educational services", ""),
        ("", ""),
    ],
)
def test_promoter_is_a_municipality_only_where_the_words_say_so(promoter: str, kind: str) -> None:
    assert promoter_type(promoter) == kind

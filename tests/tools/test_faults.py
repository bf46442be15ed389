"""The frame of the proofs of faults: every fault that is promised has its case, and nothing holds that saw nothing."""

from argparse import Namespace
from typing import Any

import pytest

from tools.faults import cases_evidence, cases_sealing, cases_servers, cases_signing
from tools.faults.__main__ import EXPECTED, OF_SERVERS, as_table, find_missing
from tools.faults.case import CASES, POSTGRESQL, Outcome

MODULES = (cases_evidence, cases_sealing, cases_servers, cases_signing)


def test_every_fault_that_is_promised_has_its_case() -> None:
    played = {case.play.__module__ for case in CASES.values()}
    assert (set(CASES), played) == (EXPECTED, {module.__name__ for module in MODULES})


def test_a_case_that_was_not_played_is_missed_on_its_database() -> None:
    assert {number for number, case in CASES.items() if case.databases == POSTGRESQL} == OF_SERVERS
    asked = Namespace(only=[1, 16], on=["PostgreSQL", "SQLite"])
    played = [{"number": number, "database": "PostgreSQL"} for number in (1, 16)]
    assert find_missing(played, asked) == ["1 on SQLite"]


@pytest.mark.parametrize(
    ("seen", "broken", "verdict"), [(["a: 1"], [], "holds"), ([], [], "BROKEN"), (["a: 1"], ["a"], "BROKEN")]
)
def test_a_case_holds_only_where_it_saw_something_and_nothing_broke(
    seen: list[str], broken: list[str], verdict: str
) -> None:
    outcome = Outcome(1, "t", "SQLite", "p", "i", observation=seen, broken=broken, seconds=0.1)
    assert outcome.verdict == verdict


def test_the_table_says_where_a_fault_does_not_apply() -> None:
    one: dict[str, Any] = {"number": 17, "title": "crash", "promise": "kept", "injection": "SIGKILL"}
    row = as_table([one | {"database": "PostgreSQL", "verdict": "holds"}]).splitlines()[-1]
    assert row == "| 17 crash (SIGKILL) | kept | holds | does not apply |"

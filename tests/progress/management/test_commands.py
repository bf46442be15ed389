"""The commands `snapshot` and `recompute`."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contracts.models import Contract
from progress.enums import Rung
from progress.models import ProgressSnapshot, SnapshotForesight


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_snapshot_prints_one_json_object(milano: Contract) -> None:
    run("recompute", "milano", "--inline")
    told: dict[str, Any] = json.loads(run("snapshot", "milano", "--json"))
    assert (told["city"], told["gap_tco2e"], told["verdict"]) == ("milano", 2_080_303.0, "not_measured")
    assert told["inventory_age_months"] >= 58


def test_snapshot_carries_rungs_estimate_and_chance(borgo: Contract) -> None:
    run("recompute", "borgo", "--inline")
    told: dict[str, Any] = json.loads(run("snapshot", "borgo", "--json"))
    assert set(told["coverage_by_rung"]) == set(Rung.values)
    assert {frozenset(part) for part in told["coverage_by_rung"].values()} == {
        frozenset({"tco2e", "share_of_gap", "actions"})
    }
    assert sorted(told["nowcast"]) == ["p10", "p50", "p90", "year"]
    assert 0 <= told["probability_2030"] <= 1


def test_snapshot_of_an_older_engine_tells_what_it_lacks_as_unknown(milano: Contract) -> None:
    run("recompute", "milano", "--inline")
    ProgressSnapshot.objects.update(results={"city": "milano", "inventory_year": 2021})
    SnapshotForesight.objects.all().delete()
    told = json.loads(run("snapshot", "milano", "--json"))
    assert (told["coverage_by_rung"], told["nowcast"], told["probability_2030"]) == (None, None, None)


def test_snapshot_prints_unknown_in_words(milano: Contract) -> None:
    run("recompute", "milano", "--inline")
    lines = dict(line.split(maxsplit=1) for line in run("snapshot", "milano").splitlines())
    assert lines["progress_share"] == "unknown"


def test_snapshot_of_an_unknown_city_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="no snapshot of “atlantis”"):
        run("snapshot", "atlantis")


def test_recompute_all_inline_computes_every_contract(milano: Contract, padova: Contract) -> None:
    printed = run("recompute", "--all", "--inline")
    assert ProgressSnapshot.objects.filter(is_current=True).count() == 2
    assert printed.split("\r")[-1].split()[:3] == ["7", "of", "7"]


@pytest.mark.parametrize("arguments", [[], ["milano", "--all"]])
def test_recompute_wants_cities_or_all(milano: Contract, arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="name one or more cities, or --all"):
        run("recompute", *arguments)


def test_recompute_of_an_unknown_city_is_refused(milano: Contract) -> None:
    with pytest.raises(CommandError, match="no contract of: atlantis"):
        run("recompute", "atlantis", "milano")

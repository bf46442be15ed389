"""Score, reasons of survivors, and what makes the proof fail."""

import pytest

from tools.mutants.mutations import mutants_of
from tools.mutants.report import Outcome, find_faults, find_stale, read_reasons, write_body, write_entry
from tools.mutants.results import Judgement, Results

MUTANTS = mutants_of("emissions/sums.py", "def f(a, b):\n    return a + b | (a < 1)\n")


def judge(*survivors, mutants=MUTANTS, reasons=None):
    """An outcome in which the mutants at some places survive."""
    judgements = {
        mutant.key: Judgement("", mutant.key, place not in survivors, "test", 6.0)
        for place, mutant in enumerate(mutants)
    }
    return Outcome(7, mutants, judgements, reasons or {}, 100, 1.5)


def test_score_counts_survivors_with_a_reason_too():
    outcome = judge(0, 2, reasons={MUTANTS[0].key: "Equivalent."})
    assert (outcome.killed, len(MUTANTS), outcome.score) == (5, 7, 5 / 7)
    assert outcome.survivors == [MUTANTS[0], MUTANTS[2]]
    assert outcome.unexplained == [MUTANTS[2]]


def test_find_faults_wants_a_reason_for_every_survivor():
    many = mutants_of("emissions/sums.py", "\n".join(f"a = b + {number}" for number in range(2, 12)))
    line = f"emissions/sums.py:2 survives without a reason in survivors.toml:\n{write_entry(many[3])}"
    assert find_faults(judge(3, mutants=many), is_whole=True) == [line]
    assert find_faults(judge(3, mutants=many, reasons={many[3].key: "Why."}), is_whole=True) == []


def test_find_faults_judges_the_score_of_whole_runs_only():
    outcome = judge(0, reasons={MUTANTS[0].key: "Equivalent."})
    assert find_faults(outcome, is_whole=False) == []
    assert find_faults(outcome, is_whole=True) == ["The score 85.7% is below 90%."]


def test_find_faults_accepts_a_score_at_its_floor():
    ten = mutants_of("emissions/sums.py", "\n".join(f"a{number} = b + c" for number in range(10)))
    assert find_faults(judge(0, mutants=ten, reasons={ten[0].key: "Why."}), is_whole=True) == []


def test_find_stale_names_reasons_that_explain_nothing():
    reasons = {MUTANTS[0].key: "Why.", MUTANTS[1].key: "Why.", "a\nb": "Why."}
    stale = find_stale(judge(0, reasons=reasons), {mutant.key for mutant in MUTANTS})
    assert [line.split(":")[0] for line in stale] == [
        "survivors.toml explains a mutant that is killed now",
        "survivors.toml explains a mutant that is gone",
    ]


def test_read_reasons_reads_what_write_entry_writes(tmp_path):
    twice = mutants_of("emissions/sums.py", "a = b['\"'] + c\na = b['\"'] + c\n")
    entries = [write_entry(mutant).replace('reason = ""', f'reason = "{mutant.nth}"') for mutant in twice]
    path = tmp_path / "survivors.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    assert read_reasons(path) == {mutant.key: str(mutant.nth) for mutant in twice}


@pytest.mark.parametrize(
    "entries",
    [[write_entry(MUTANTS[0])], [write_entry(MUTANTS[0]).replace('""', '"Why."')] * 2],
    ids=["empty", "twice"],
)
def test_read_reasons_refuses_empty_and_repeated_reasons(tmp_path, entries):
    path = tmp_path / "survivors.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    with pytest.raises(ValueError, match="one reason for each survivor"):
        read_reasons(path)


def test_write_body_shows_figures_and_survivors():
    lines = write_body(judge(1, 2, reasons={MUTANTS[1].key: "A | b."})).splitlines()
    assert "| 7 | 100 | 7 | 5 | 0 | 2 | 71.4 % | 1.5 min |" in lines
    assert lines[-2:] == [
        "| `emissions/sums.py:2 f` | `return a + b \\| (a < 1)` → `return a + b & (a < 1)` | A \\| b. |",
        "| `emissions/sums.py:2 f` | `return a + b \\| (a < 1)` → `return a - b \\| (a < 1)` | **none yet** |",
    ]


def test_results_go_on_after_a_run_that_was_broken_off(tmp_path):
    path = tmp_path / "long" / "mutants.jsonl"
    before = Results("one", path)
    killed = before.add("k", is_killed=True, killed_by="test_k", seconds=0.12345)
    before.add("s", is_killed=False, killed_by="", seconds=1.0)
    path.write_text(path.read_text("utf-8") + '{"sources": "one", "ke', encoding="utf-8")
    assert Results("one", path).judged == before.judged
    assert before.judged["k"] == killed == Judgement("one", "k", True, "test_k", 0.123)


def test_results_of_other_sources_only_tell_the_killer(tmp_path):
    path = tmp_path / "mutants.jsonl"
    Results("one", path).add("k", is_killed=True, killed_by="test_k", seconds=0.1)
    later = Results("two", path)
    assert (later.judged, later.killers) == ({}, {"k": "test_k"})

"""What is mutated and what is left alone; the same seed draws the same sample."""

from typing import Any

import pytest

from tests.house.sources import ROOT
from tools.mutants.mutations import all_mutants, draw_sample, mutants_of, mutated_tree

LEFT_ALONE = '''
"""Says 1 + 1."""
from dataclasses import dataclass
from typing import Literal, TypeAlias

Row: TypeAlias = "tuple[1 + 1]"

@dataclass(frozen=True)
class Pair:
    """Two, not 3."""
    kind: Literal[1] = None

def refuse(row: Literal[1, 2]) -> Literal[3]:
    """Not 1."""
    raise ValueError("below 0", 1, not row)

words = {"left": "right"} | {"a": f"{1 + 1}"}
pairs = zip(words, words, strict=True)
'''


def changes_of(source):
    return [(mutant.operator, mutant.code, mutant.change) for mutant in mutants_of("science.py", source)]


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a + b", [("arithmetic", "a + b", "a - b")]),
        ("a ** b", [("arithmetic", "a ** b", "a * b")]),
        ("a -= b", [("arithmetic", "a -= b", "a += b")]),
        ("a < b", [("boundary", "a < b", "a <= b"), ("comparison", "a < b", "a >= b")]),
        ("a >= b", [("boundary", "a >= b", "a > b"), ("comparison", "a >= b", "a < b")]),
        ("a == b", [("comparison", "a == b", "a != b")]),
        ("a is b", [("comparison", "a is b", "a is not b")]),
        ("a in b", [("comparison", "a in b", "a not in b")]),
        ("a and b", [("boolean", "a and b", "a or b")]),
        ("not a", [("sign or not removed", "not a", "a")]),
        ("~a", [("sign or not removed", "~a", "a")]),
        ("a = 0", [("constant", "a = 0", "a = 1"), ("constant", "a = 0", "a = -1")]),
        ("a = 0.5", [("constant", "a = 0.5", "a = 1.5"), ("constant", "a = 0.5", "a = -0.5")]),
        ("a = True", [("constant", "a = True", "a = False")]),
        ("b if a else c", [("condition", "b if a else c", "b if not a else c")]),
        ("np.where(a, b, c)", [
            ("statement removed", "np.where(a, b, c)", "pass"),
            ("where branches", "np.where(a, b, c)", "np.where(a, c, b)"),
        ]),
        ("x = np.minimum(a, b)", [("function", "x = np.minimum(a, b)", "x = np.maximum(a, b)")]),
        ("x = max(a, b)", [("function", "x = max(a, b)", "x = min(a, b)")]),
        ("x = f(a, labels=b)", [("argument left out", "x = f(a, labels=b)", "x = f(a)")]),
        ("a[b] = c", [("statement removed", "a[b] = c", "pass")]),
        ("def f(): return a", [("return None", "return a", "return None")]),
        ("def f(*, a=np.nan, b='raise'): pass", [("default", "np.nan", "0.0"), ("default", "'raise'", "'mask'")]),
    ],
)  # fmt: skip
def test_mutants_change_one_thing(source, changes):
    assert changes_of(source) == changes


def test_mutants_leave_words_hints_and_guards_alone():
    assert changes_of(LEFT_ALONE) == []


def test_mutants_of_the_science_are_valid_code():
    mutants = draw_sample(all_mutants(ROOT, "emissions"), seed=1, size=30)
    for mutant in mutants:
        tree = mutated_tree(mutant.module, (ROOT / mutant.module).read_text("utf-8"), mutant.number)
        assert compile(tree, mutant.module, "exec").co_filename == mutant.module
    assert len(mutants) == 30


def test_mutated_tree_carries_the_change():
    source = "def f(a):\n    return a + 1\n"
    by_change = {mutant.change: mutant.number for mutant in mutants_of("science.py", source)}
    names: dict[str, Any] = {}
    exec(compile(mutated_tree("science.py", source, by_change["return a - 1"]), "science.py", "exec"), names)
    assert (names["f"](5), list(by_change)) == (
        4,
        ["return None", "return a - 1", "return a + 2", "return a + 0"],
    )


def test_mutated_tree_refuses_a_number_that_no_mutant_has():
    with pytest.raises(LookupError, match=r"science\.py has no mutant 7"):
        mutated_tree("science.py", "a = b", 7)


def test_keys_are_unique_and_free_of_line_numbers():
    source = "def f(a):\n    b = a < 1\n    b = a < 1\n    return b\n"
    moved = mutants_of("science.py", f"# A word before.\n\n{source}")
    keys = [mutant.key for mutant in mutants_of("science.py", source)]
    assert [mutant.key for mutant in moved] == keys
    assert len(set(keys)) == len(keys)
    assert [mutant.nth for mutant in moved if mutant.change == "a <= 1"] == []
    assert [mutant.nth for mutant in moved if mutant.change == "b = a <= 1"] == [1, 2]


def test_draw_sample_draws_the_same_by_the_same_seed():
    mutants = mutants_of("science.py", "\n".join(f"a = b + {number}" for number in range(50)))
    drawn = draw_sample(mutants, seed=1, size=20)
    assert draw_sample(mutants[::-1], seed=1, size=20) == drawn
    assert draw_sample(mutants, seed=1, size=5) == drawn[:5]
    assert draw_sample(mutants, seed=2, size=20) != drawn


def test_draw_sample_keeps_its_mutants_when_other_code_changes():
    mutants = mutants_of("science.py", "\n".join(f"a = b + {number}" for number in range(50)))
    (other,) = mutants_of("other.py", "a = b + c")
    drawn = draw_sample([*mutants, other], seed=1, size=20)
    assert [one for one in drawn if one != other] == draw_sample(mutants, seed=1, size=20)[
        : 20 - drawn.count(other)
    ]

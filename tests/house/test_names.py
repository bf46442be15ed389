"""Names that say what is in the box, and words that agree between the rooms."""

import ast
from enum import Enum
from pathlib import Path

import pytest

from contracts import enums as stored
from emissions import words
from progress import enums as judged
from tests.house.sources import ROOMS, parse, public_functions, python_files

JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}
DOMAIN_VERBS = {"sign", "decline"}
"""What a signer does needs no noun: there is one thing to sign."""
VAGUE_VERBS = {"process", "handle", "manage", "do", "perform", "run"}
SERVICES = [path for path in python_files(*ROOMS) if "services" in path.parts or path.stem == "services"]
SCIENCE = python_files("emissions")


def is_act(node: ast.FunctionDef) -> bool:
    """Whether a function of a service changes something: it opens a transaction or is done `by` someone."""
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    given = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    return "transaction.atomic" in decorators or bool(given & {"by", "created_by"})


def acts() -> list[tuple[Path, ast.FunctionDef]]:
    """Every function of the services that writes; the work of a job (`run`) is called by the outbox alone."""
    found = [(path, node) for path in SERVICES for node in public_functions(path) if is_act(node)]
    return [(path, node) for path, node in found if [one.arg for one in node.args.args] != ["run"]]


def values_of(kind: type[Enum]) -> set[object]:
    """The stored values of an enumeration."""
    return {member.value for member in kind}


def test_no_module_is_a_junk_drawer() -> None:
    modules = python_files(*ROOMS, "tests", "tools", "bench")
    assert [str(path) for path in modules if path.stem in JUNK_DRAWERS] == []


def test_services_that_write_take_keywords_only() -> None:
    loose = [f"{path}: {node.name}" for path, node in acts() if node.args.args or node.args.vararg]
    assert loose == []
    assert len(acts()) > 10


def test_services_that_write_are_called_verb_noun() -> None:
    odd = [
        f"{path}: {node.name}"
        for path, node in acts()
        if node.name not in DOMAIN_VERBS and ("_" not in node.name or node.name.split("_")[0] in VAGUE_VERBS)
    ]
    assert odd == []


@pytest.mark.parametrize("path", [*SERVICES, *SCIENCE], ids=str)
def test_public_things_tell_what_they_are(path: Path) -> None:
    silent = [
        node.name
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
    assert ast.get_docstring(parse(path)) or not parse(path).body


@pytest.mark.parametrize("name", ["Sector", "Scope", "Flow", "NotationKey", "Maturity"])
def test_stored_words_are_those_of_the_science(name: str) -> None:
    assert values_of(getattr(stored, name)) == values_of(getattr(words, name))


def test_stored_quantifications_are_known_to_the_science() -> None:
    assert values_of(stored.Quantification) - values_of(words.Quantification) == set()


def test_verdicts_are_those_of_the_science() -> None:
    assert values_of(judged.Verdict) == values_of(words.Verdict)

"""Which mutants a module has, in a fixed order, and the syntax tree of each; what is never mutated is decided here."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.operators import changes_of

CONTEXT_FROM, CONTEXT_UP_TO = 24, 130
NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
GUARDS = {"strict", "dtype", "copy"}
"""Arguments that guard against mistakes of programmers or save memory: no result depends on them."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module: `number` finds it again, `key` names it whatever lines stand above it."""

    module: str
    number: int
    function: str
    line: int
    operator: str
    code: str
    change: str
    nth: int

    @property
    def key(self) -> str:
        """Module, function, code, change, and which of several equal ones; free of line numbers."""
        return "\n".join((self.module, self.function, self.code, self.change, str(self.nth)))


@dataclass(slots=True)
class Place:
    """Where a node stands in its tree: it can be exchanged there, and put back."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    above: list[ast.AST]
    function: str

    def put(self, node: ast.AST) -> None:
        """Let this node stand in the place."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def places(node: ast.AST, above: list[ast.AST], function: str = "") -> Iterator[Place]:
    """Every place that may be mutated, in the order of the source.

    Never mutated: docstrings and other strings, type hints, decorators, imports, what stands in a `raise` (messages),
    and arguments that only guard against mistakes of programmers.
    """
    above = [*above, node]
    for field, value in ast.iter_fields(node):
        if _is_left_alone(node, field):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(
                child, ast.expr_context | ast.operator | ast.cmpop
            ):
                continue
            inside = f"{function}.{child.name}".lstrip(".") if isinstance(child, NAMED) else function
            yield Place(node, field, index, child, above, inside)
            yield from places(child, above, inside)


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module, numbered in the order of the source."""
    return [mutant for mutant, _ in _mutate(module, source)]


def mutated_tree(module: str, source: str, number: int) -> ast.Module:
    """The syntax tree of one mutant, ready to be compiled."""
    for mutant, tree in _mutate(module, source):
        if mutant.number == number:
            return ast.fix_missing_locations(tree)
    raise LookupError(f"{module} has no mutant {number}")


def all_mutants(root: Path, package: str) -> list[Mutant]:
    """Every mutant of a package."""
    paths = sorted((root / package).rglob("*.py"))
    return [
        mutant
        for path in paths
        for mutant in mutants_of(str(path.relative_to(root)), path.read_text("utf-8"))
    ]


def draw_sample(mutants: list[Mutant], *, seed: int, size: int) -> list[Mutant]:
    """The first `size` mutants by a seeded hash of their keys: other code can change and they stay in the sample."""
    return sorted(mutants, key=lambda one: hashlib.sha256(f"{seed}\n{one.key}".encode()).digest())[:size]


def _mutate(module: str, source: str) -> Iterator[tuple[Mutant, ast.Module]]:
    """Each mutant with the tree in which, until the next is asked for, its change stands."""
    tree = ast.parse(source)
    number, seen = 0, Counter[tuple[str, str, str]]()
    for place in places(tree, []):
        code_node = _context(place)
        code = ast.unparse(code_node)
        for operator, node in changes_of(place.node, field=place.field):
            place.put(node)
            change = ast.unparse(node if code_node is place.node else code_node)
            if change != code:
                seen[place.function, code, change] += 1
                nth = seen[place.function, code, change]
                line = getattr(place.node, "lineno", 0)
                yield Mutant(module, number, place.function, line, operator, code, change, nth), tree
                number += 1
            place.put(place.node)


def _context(place: Place) -> ast.AST:
    """The node whose code tells a reader what is changed: the smallest around the place that is not terse."""
    best = place.node
    for node in reversed(place.above):
        is_told = isinstance(
            node, ast.expr | ast.keyword | ast.Assign | ast.AnnAssign | ast.Return | ast.AugAssign
        )
        if not is_told or len(ast.unparse(best)) >= CONTEXT_FROM or len(ast.unparse(node)) > CONTEXT_UP_TO:
            break
        best = node
    return best


def _is_left_alone(node: ast.AST, field: str) -> bool:
    """Whether nothing below this field of a node is mutated."""
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom | ast.JoinedStr):
        return True
    if isinstance(node, ast.keyword) and node.arg in GUARDS:
        return True
    is_alias = isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation)
    return is_alias or field in {
        "decorator_list",
        "annotation",
        "returns",
        "type_params",
        "bases",
        "type_comment",
    }

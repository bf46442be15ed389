"""What is changed in a mutant: for one node of a syntax tree, the nodes that may stand in its place."""

import ast
from collections.abc import Callable, Iterator

Change = tuple[str, ast.AST]
"""The name of the operator, and the node that replaces the original."""

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
PAIRS = (
    ("minimum", "maximum"), ("fmin", "fmax"), ("min", "max"), ("nanmin", "nanmax"), ("argmin", "argmax"),
    ("floor", "ceil"), ("all", "any"), ("zeros", "ones"), ("zeros_like", "ones_like"),
    ("logical_and", "logical_or"), ("isnan", "isfinite"), ("isna", "notna"), ("exp", "expm1"), ("log", "log1p"),
    ("cumsum", "cumprod"), ("sum", "mean"), ("nansum", "sum"), ("quantile", "nanquantile"), ("head", "tail"),
)  # fmt: skip
SWAPPED_NAMES = dict(PAIRS) | {second: first for first, second in PAIRS if second != "sum"}
BUILTINS = {"min": "max", "max": "min", "all": "any", "any": "all"}
SWAPPED_WORDS = {"raise": "mask", "mask": "raise", "left": "right", "right": "left"}
OPTIONAL_ARGUMENTS = {
    "errors", "labels", "axis", "side", "minlength", "weights", "required", "default", "initial", "ascending",
}  # fmt: skip


def change_arithmetic(node: ast.AST) -> Iterator[Change]:
    """Another operator between the same operands; merging of dictionaries by `|` is left alone."""
    if (
        isinstance(node, ast.BinOp)
        and not isinstance(node.left, ast.Dict)
        and not isinstance(node.right, ast.Dict)
    ):
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.AugAssign):
        yield "arithmetic", ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def change_comparison(node: ast.AST) -> Iterator[Change]:
    """Each comparison moved by its boundary, and turned into its opposite."""
    if not isinstance(node, ast.Compare):
        return
    for place, old in enumerate(node.ops):
        for name, table in (("boundary", BOUNDARY), ("comparison", OPPOSITE)):
            if type(old) in table:
                changed: list[ast.cmpop] = [*node.ops[:place], table[type(old)](), *node.ops[place + 1 :]]
                yield name, ast.Compare(node.left, changed, node.comparators)


def change_boolean(node: ast.AST) -> Iterator[Change]:
    """`and` for `or`, and the reverse; a `not`, `-` or `~` removed."""
    if isinstance(node, ast.BoolOp):
        yield "boolean", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp):
        yield "sign or not removed", node.operand


def change_number(node: ast.AST) -> Iterator[Change]:
    """A number one up and one down, yes for no."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "constant", ast.Constant(node.value + 1)
        yield "constant", ast.Constant(node.value - 1)


def change_condition(node: ast.AST) -> Iterator[Change]:
    """A condition of `if`, `while` or a comprehension negated, where no other operator does that already."""
    if isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield "condition", ast.UnaryOp(ast.Not(), node)


def change_default(node: ast.AST) -> Iterator[Change]:
    """The default of a parameter: an unknown number known, another way to treat errors. Numbers are changed anyway."""
    if isinstance(node, ast.Constant) and node.value in SWAPPED_WORDS:
        yield "default", ast.Constant(SWAPPED_WORDS[node.value])
    if isinstance(node, ast.Attribute) and node.attr == "nan":
        yield "default", ast.Constant(0.0)


def change_call(node: ast.AST) -> Iterator[Change]:
    """The branches of `where` exchanged; an argument that has a default left out."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr == "where" and len(node.args) == 3:
        condition, yes, no = node.args
        yield "where branches", ast.Call(node.func, [condition, no, yes], node.keywords)
    for place, keyword in enumerate(node.keywords):
        if keyword.arg in OPTIONAL_ARGUMENTS:
            others = [*node.keywords[:place], *node.keywords[place + 1 :]]
            yield "argument left out", ast.Call(node.func, node.args, others)


def change_name(node: ast.AST) -> Iterator[Change]:
    """A function of numpy, pandas or Python for its sibling (minimum and maximum, floor and ceil, all and any ...)."""
    if isinstance(node, ast.Attribute) and node.attr in SWAPPED_NAMES:
        yield "function", ast.Attribute(node.value, SWAPPED_NAMES[node.attr], node.ctx)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILTINS:
        yield "function", ast.Call(ast.Name(BUILTINS[node.func.id], ast.Load()), node.args, node.keywords)


def change_statement(node: ast.AST) -> Iterator[Change]:
    """Nothing returned; a call or a write into an array not made; `break` for `continue`."""
    if isinstance(node, ast.Return) and not _is_none(node.value):
        yield "return None", ast.Return(ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "statement removed", ast.Pass()
    if isinstance(node, ast.Assign) and all(isinstance(target, ast.Subscript) for target in node.targets):
        yield "statement removed", ast.Pass()
    if isinstance(node, ast.Break | ast.Continue):
        yield "break or continue", ast.Continue() if isinstance(node, ast.Break) else ast.Break()


OPERATORS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    change_arithmetic, change_comparison, change_boolean, change_number, change_call, change_name,
    change_statement,
)  # fmt: skip


AT_FIELD = {
    "test": change_condition, "ifs": change_condition, "defaults": change_default, "kw_defaults": change_default,
}  # fmt: skip


def changes_of(node: ast.AST, *, field: str) -> Iterator[Change]:
    """Everything that may stand in the place of a node, which is a field of another; always in the same order."""
    for operator in OPERATORS:
        yield from operator(node)
    if field in AT_FIELD:
        yield from AT_FIELD[field](node)


def _is_none(node: ast.expr | None) -> bool:
    """Whether an expression is left out or says None."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)

"""The figures of benchmarks as text for a terminal and as tables for the documentation."""

from collections.abc import Iterator
from typing import Any

from bench.sizes import Figures


def as_text(told: dict[str, Figures]) -> str:
    """Every figure on a line of its own; what was asked comes last."""
    return "".join(f"{line}\n" for name, figures in told.items() for line in _text_lines(name, figures))


def as_markdown(told: dict[str, Figures]) -> str:
    """One table of what was asked and what was measured, then one table of figures for each benchmark."""
    lines = ["| Benchmark | Asked | Measured | Holds |", "|---|---|---|---|"]
    lines += [
        f"| `{name}`: {one['what']} | {one['asked']} | {one['measured']} | {_word(holds=one['holds'])} |"
        for name, figures in told.items()
        for one in figures["targets"]
    ]
    for name, figures in told.items():
        lines += ["", f"### `{name}`", "", "| Figure | Value |", "|---|---|"]
        lines += [f"| {key.replace('_', ' ')} | {value} |" for key, value in _flat(figures)]
    return "".join(f"{line}\n" for line in lines)


def _text_lines(name: str, figures: Figures) -> Iterator[str]:
    yield name
    for key, value in _flat(figures):
        yield f"  {key:48} {value}"
    for one in figures["targets"]:
        yield f"  {one['what']}: {one['measured']} (asked: {one['asked']}; holds: {_word(holds=one['holds'])})"


def _flat(figures: Figures, path: str = "") -> Iterator[tuple[str, Any]]:
    """The figures of all depths by the names that lead to them."""
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{key} ")
        elif key != "targets":
            yield f"{path}{key}", value


def _word(*, holds: bool) -> str:
    return "yes" if holds else "**no**"

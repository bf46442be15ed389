"""Typeset one paper: JSON on standard input, PDF on standard output.

Run as `python -m core.typesetter` by `core.limited_process`, without Django and without our secrets. The words
of a paper reach the typesetter as data, never as source; what no font can show is written as its code point, because
PDF/A refuses a paper with a hole in it.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from typst import PDFStandard

FONTS = Path(__file__).resolve().parents[1] / "static" / "vendor" / "paper_fonts"
STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
COMMON = re.compile(r"[\n\u0020-\u007e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f–—‘’“”•…₂€−\u200b\u202f]+")
"""What the fonts are known to have; the other characters of a paper are tried first."""
DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
UNSHOWN = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
TRIES = 4
PROBE = b"""
#let asked = json(bytes(sys.inputs.paper))
#set document(title: [-])
#set text(font: asked.fonts)
#for one in asked.characters [#one #parbreak()]
"""
"""Nothing but the characters that a paper has and its faces may lack: what cannot be shown is refused here, at once."""


def typeset(request: dict[str, Any]) -> bytes:
    """The PDF of a paper.

    `request` has `folder` (of the templates), `main` (the template), `paper`, `fonts` and `timestamp` (seconds since
    1970).
    """
    folder, main, timestamp = (
        request["folder"],
        str(Path(request["folder"]) / request["main"]),
        request["timestamp"],
    )
    fonts, paper = request["fonts"], _map_texts(request["paper"], _clean)
    strange = sorted({one for text in _texts(paper) for one in COMMON.sub("", text)})
    unshown: set[str] = set()
    compiler = _Compiler(folder=folder, timestamp=timestamp)
    _compile_shown(compiler, PROBE, {"fonts": fonts, "characters": strange}, unshown)
    return _compile_shown(compiler, main, paper, unshown)


@dataclass(frozen=True, slots=True)
class _Compiler:
    """The typesetter, bound to a folder outside of which it reads nothing but the portal's own faces."""

    folder: str
    timestamp: int

    def compile(self, template: str | bytes, paper: dict[str, Any]) -> bytes:
        made: bytes = typst.compile(  # type: ignore[misc]  # the stubs know no paths and bytes side by side
            template,
            root=self.folder,
            font_paths=[str(FONTS)] if FONTS.is_dir() else [],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=self.timestamp,
            # No packages: both places where they could lie hold none.
            package_path=self.folder,
            package_cache_path=self.folder,
        )
        return made


def _compile_shown(
    compiler: _Compiler, template: str | bytes, paper: dict[str, Any], unshown: set[str]
) -> bytes:
    """Compile with code points in place of `unshown`, to which is added what the typesetter cannot show besides."""
    for _ in range(TRIES):
        codes = {ord(one): f"[U+{ord(one):04X}]" for one in unshown}
        shown = _map_texts(paper, lambda text, codes=codes: text.translate(codes)) if codes else paper
        try:
            return compiler.compile(template, shown)
        except typst.TypstError as error:
            if not (found := _name_unshown(error) - unshown):
                raise
            unshown |= found
    return compiler.compile(template, shown)


def _name_unshown(error: typst.TypstError) -> set[str]:
    """The characters that the typesetter names as those it cannot show; of a cluster only the uncommon ones."""
    named = "".join(UNSHOWN.findall(error.diagnostic or str(error)))
    return set(COMMON.sub("", ESCAPED.sub(lambda found: chr(int(found[1], 16)), named)))


def _clean(text: str) -> str:
    """Without control characters and broken halves of characters."""
    return DROPPED.sub("", text).encode("utf-8", "replace").decode("utf-8")


def _texts(value: Any) -> list[str]:
    """All texts of plain data, but for drawings."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, one in value.items() if key != "svg" for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []


def _map_texts(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _map_texts(one, change) for key, one in value.items()}
    return [_map_texts(one, change) for one in value] if isinstance(value, list) else value


def main() -> int:
    """Typeset what stands on standard input; say on standard error why it cannot be done."""
    request = json.load(sys.stdin.buffer)
    try:
        sys.stdout.buffer.write(typeset(request))
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

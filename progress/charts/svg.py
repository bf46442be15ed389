"""A small SVG writer: escaped, one number format, classes and presentation attributes, never inline style."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from progress.charts import palette

FONT_FAMILY = "Titillium Web, Arial, sans-serif"
TEXT_SIZE = 14

STYLES: dict[str, dict[str, Any]] = {
    "c-grid": {"stroke": palette.GRID},
    "c-zero": {"stroke": palette.HEADING, "stroke-width": 1.5},
    "c-now": {"stroke": palette.HEADING, "stroke-width": 1.5, "stroke-dasharray": "2 3"},
    "c-lead": {"stroke": palette.LEAD},
    "c-target": {"stroke": palette.TARGET, "stroke-width": 2.5, "stroke-dasharray": "7 5", "fill": "none"},
    "c-halo": {"stroke": palette.WHITE, "stroke-width": 6, "stroke-opacity": 0.85, "fill": "none"},
    "c-target-dot": {"fill": palette.WHITE, "stroke": palette.TARGET, "stroke-width": 3},
    "c-distance": {"stroke": palette.TARGET, "stroke-width": 2},
    "c-measured": {"stroke": palette.HEADING, "stroke-width": 3, "stroke-linejoin": "round", "fill": "none"},
    "c-measured-dot": {"fill": palette.HEADING, "stroke": palette.WHITE, "stroke-width": 1.5},
    "c-other": {"stroke": palette.LEAD, "stroke-width": 1.5, "fill": "none"},
    "c-other-dot": {"fill": palette.WHITE, "stroke": palette.LEAD, "stroke-width": 2},
    "c-nowcast": {"stroke": palette.HEADING, "stroke-width": 2.5, "stroke-dasharray": "2 4", "fill": "none"},
    "c-nowcast-dot": {"fill": palette.WHITE, "stroke": palette.HEADING, "stroke-width": 2.5},
    "c-projected": {
        "stroke": palette.HEADING,
        "stroke-width": 2.5,
        "stroke-dasharray": "9 3 2 3",
        "fill": "none",
    },
    "c-projected-dot": {"fill": palette.WHITE, "stroke": palette.HEADING, "stroke-width": 2.5},
    "c-scenario": {
        "stroke": palette.SCENARIO,
        "stroke-width": 3,
        "stroke-dasharray": "12 4",
        "fill": "none",
    },
    "c-scenario-dot": {"fill": palette.SCENARIO, "stroke": palette.WHITE, "stroke-width": 1.5},
    "c-nothing_more": {"stroke": palette.LEAD, "stroke-width": 2, "fill": "none"},
    "c-nothing_more-dot": {"fill": palette.WHITE, "stroke": palette.LEAD, "stroke-width": 2},
    "c-edge": {"stroke": palette.HEADING, "stroke-width": 1.5, "stroke-dasharray": "1 3", "fill": "none"},
    "c-budget": {"stroke": palette.MUTED, "stroke-width": 1.5, "stroke-dasharray": "14 6", "fill": "none"},
    "c-budget-dot": {"fill": palette.WHITE, "stroke": palette.MUTED, "stroke-width": 2},
    "c-ghost": {"fill": palette.WHITE, "stroke": palette.LEAD, "stroke-width": 2, "stroke-dasharray": "3 2"},
    "c-axis": {"font-size": TEXT_SIZE, "fill": palette.MUTED},
    "c-label": {"font-size": TEXT_SIZE, "fill": palette.TEXT},
    "c-strong": {"font-size": TEXT_SIZE, "font-weight": 700, "fill": palette.HEADING},
    "c-strong-target": {"font-size": TEXT_SIZE, "font-weight": 700, "fill": palette.TARGET},
    "c-ground": {"fill": palette.GROUND, "rx": 4},
    "c-sea": {"fill": palette.SEA, "rx": 4},
    "c-land": {"fill": palette.WHITE, "stroke": palette.COAST, "stroke-linejoin": "round"},
    "c-outline": {
        "fill": palette.GROUND,
        "stroke": palette.LEAD,
        "stroke-width": 1.5,
        "stroke-linejoin": "round",
    },
}
"""Presentation attributes of each class: print, PDF and a downloaded file do not see the page's style sheet."""

HALO: dict[str, Any] = {
    "paint_order": "stroke",
    "stroke": palette.WHITE,
    "stroke_width": 4,
    "stroke_linejoin": "round",
}
"""A white edge that keeps a text readable where a line passes behind it."""


HATCH_SIZE = 6.0
HATCHES: dict[palette.Hatch, tuple[str, int]] = {
    "diagonal": ("M3,0v6", 45),
    "back": ("M3,0v6", -45),
    "dots": ("M1.7,3h2.6", 0),
    "cross": ("M3,0v6M0,3h6", 45),
}
"""Path of each hatch within its tile and the angle that the tile is turned by."""


def number(value: float) -> str:
    """Return a number with one decimal (two below one), without trailing zeros or a negative zero."""
    text = f"{value:.{1 if abs(value) >= 1 else 2}f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(pairs: list[tuple[float, float]]) -> str:
    """Return pairs of coordinates as the value of a `points` attribute."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)


class Drawing:
    """An SVG picture under construction; every method adds one element."""

    def __init__(self, *, uid: str, width: float, height: float, title: str, description: str) -> None:
        self.width, self.height = width, height
        self._uid, self._title, self._description = uid, title, description
        self._parts: list[str] = []
        self._hatches: dict[str, palette.Paint] = {}

    def add(self, tag: str, *, class_: str = "", content: str = "", **attributes: Any) -> None:
        """Add an element; underscores in attribute names become hyphens, `content` is escaped."""
        named = {name.replace("_", "-"): value for name, value in attributes.items() if value is not None}
        merged = {**STYLES.get(class_, {}), **named}
        if class_:
            merged = {"class": class_, **merged}
        body = f">{escape(content)}</{tag}>" if content else "/>"
        self._parts.append(f"<{tag}{_attributes(merged)}{body}")

    def line(self, x1: float, y1: float, x2: float, y2: float, class_: str) -> None:
        """Add a straight line."""
        self.add("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)

    def polyline(self, pairs: list[tuple[float, float]], class_: str) -> None:
        """Add a line through several points."""
        self.add("polyline", class_=class_, points=points(pairs))

    def circle(self, x: float, y: float, radius: float, class_: str) -> None:
        """Add a circle."""
        self.add("circle", class_=class_, cx=x, cy=y, r=radius)

    def rect(self, x: float, y: float, width: float, height: float, paint: palette.Paint) -> None:
        """Add a filled rectangle."""
        self.add("rect", x=x, y=y, width=max(width, 0), height=height, rx=1.5, **self.painted(paint))

    def polygon(self, pairs: list[tuple[float, float]], paint: palette.Paint) -> None:
        """Add a filled area through several points."""
        self.add("polygon", points=points(pairs), **self.painted(paint))

    def painted(self, paint: palette.Paint) -> dict[str, Any]:
        """Return the presentation attributes of a paint; a hatch becomes a pattern of this drawing."""
        attributes = paint_attributes(paint)
        if paint.hatch:
            hatch_id = f"{self._uid}-{paint.hatch}-{paint.fill[1:]}{'-open' if paint.is_open else ''}"
            self._hatches[hatch_id] = paint
            attributes["fill"] = f"url(#{hatch_id})"
        return attributes

    def text(
        self, x: float, y: float, content: str, class_: str = "c-label", anchor: str = "start", **more: Any
    ) -> None:
        """Add a line of text with its baseline at y."""
        self.add("text", class_=class_, x=x, y=y, text_anchor=anchor, content=content, **more)

    def render_key(self) -> str:
        """Return the picture without title or description, for a place where its words stand beside it."""
        width, height = number(self.width), number(self.height)
        head = _attributes(
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width} {height}",
                "width": width,
                "height": height,
                "aria-hidden": "true",
                "focusable": "false",
            }
        )
        return f"<svg{head}>{''.join(self._parts)}</svg>"

    def render(self) -> str:
        """Return the picture as one SVG element with role, title and description."""
        width, height, uid = number(self.width), number(self.height), self._uid
        head = _attributes(
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "chart-svg",
                "viewBox": f"0 0 {width} {height}",
                "width": width,
                "height": height,
                "font-family": FONT_FAMILY,
                "role": "img",
                "aria-labelledby": f"{uid}-title {uid}-desc",
            }
        )
        title = f'<title id="{uid}-title">{escape(self._title)}</title>'
        description = f'<desc id="{uid}-desc">{escape(self._description)}</desc>'
        return f"<svg{head}>{title}{description}{self._definitions()}{''.join(self._parts)}</svg>"

    def _definitions(self) -> str:
        """Return the patterns that the areas of this drawing use."""
        patterns = [_pattern(hatch_id, paint) for hatch_id, paint in self._hatches.items()]
        return f"<defs>{''.join(patterns)}</defs>" if patterns else ""


def paint_attributes(paint: palette.Paint) -> dict[str, Any]:
    """Return the presentation attributes of a paint."""
    opacity = paint.opacity if paint.opacity < 1 else None
    return {
        "fill": paint.fill,
        "fill_opacity": opacity,
        "stroke": paint.stroke,
        "stroke_width": 1.2 if paint.stroke else None,
        "stroke_dasharray": paint.dash,
    }


def _pattern(hatch_id: str, paint: palette.Paint) -> str:
    """Return the definition of the hatch of a paint."""
    hatch = paint.hatch or "diagonal"
    path, turn = HATCHES[hatch]
    size = number(HATCH_SIZE)
    head = _attributes(
        {
            "id": hatch_id,
            "patternUnits": "userSpaceOnUse",
            "width": size,
            "height": size,
            **({"patternTransform": f"rotate({turn})"} if turn else {}),
        }
    )
    white = _attributes({"width": size, "height": size, "fill": palette.WHITE})
    ground = "" if paint.is_open else f"<rect{white}/>"
    width = 2.6 if hatch == "dots" else 1.6
    sign = _attributes({"d": path, "stroke": paint.fill, "stroke-width": width, "fill": "none"})
    return f"<pattern{head}>{ground}<path{sign}/></pattern>"


def _attributes(values: dict[str, Any]) -> str:
    return "".join(f" {name}={quoteattr(_value(value))}" for name, value in values.items())


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)

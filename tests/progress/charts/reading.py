"""Reads an SVG back: its elements, the rectangles of its texts and every coordinate."""

import re
import xml.etree.ElementTree as ET

from progress.charts.measure import Anchor, Box, text_box

NAMESPACE = "{http://www.w3.org/2000/svg}"
ANCHORS: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}
NUMBER = re.compile(r"-?\d*\.?\d+")


def parse(svg: str) -> ET.Element:
    """Return the root element; malformed XML raises."""
    return ET.fromstring(svg)


def size_of(root: ET.Element) -> Box:
    """Return the viewBox."""
    left, top, width, height = (float(value) for value in root.attrib["viewBox"].split())
    return Box(left, top, left + width, top + height)


def texts(root: ET.Element) -> list[tuple[str, Box]]:
    """Return each text with the rectangle it is estimated to take."""
    return [(element.text or "", _box(element)) for element in root.iter(f"{NAMESPACE}text")]


def _box(element: ET.Element) -> Box:
    attributes = element.attrib
    return text_box(
        element.text or "",
        float(attributes["x"]),
        float(attributes["y"]),
        size=float(attributes["font-size"]),
        bold=attributes.get("font-weight") == "700",
        anchor=ANCHORS[attributes["text-anchor"]],
    )


def coordinates(root: ET.Element) -> list[tuple[float, float]]:
    """Return the absolute coordinates of lines, rectangles, circles, polylines and the starts of paths."""
    found = []
    for element in root.iter():
        values = element.attrib
        if "x1" in values:
            found += [(float(values["x1"]), float(values["y1"])), (float(values["x2"]), float(values["y2"]))]
        if "width" in values and "x" in values:
            x, y = float(values["x"]), float(values["y"])
            found += [(x, y), (x + float(values["width"]), y + float(values["height"]))]
        if "cx" in values:
            x, y, radius = float(values["cx"]), float(values["cy"]), float(values["r"])
            found += [(x - radius, y - radius), (x + radius, y + radius)]
        if "points" in values:
            found += _pairs(values["points"])
        if "d" in values:
            found += _pairs(re.split("[a-z]", values["d"].replace("L", " ").lstrip("M"))[0])
    return found


def _pairs(text: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in NUMBER.findall(text)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))

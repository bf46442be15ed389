"""Page parts as template tags; each renders one file of templates/components/, which names its parameters."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context, RequestContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.quantities import NO_BREAK_SPACE
from core.templatetags.form_fields import describe_field, list_errors
from core.templatetags.status_kinds import MESSAGE_KINDS, STATUS_ICONS, status_kind

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite, hidden from screen readers: a word must stand beside it."""
    classes = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("vendor/sprite.svg"),
        name,
    )


@register.inclusion_tag("components/status_badge.html")
def status_badge(state: str, label: str = "") -> dict[str, str]:
    """Show a state as icon, word and tint; the tint follows from the state's word."""
    kind = status_kind(state)
    return {"kind": kind, "icon_name": STATUS_ICONS[kind], "label": label or str(state)}


@register.inclusion_tag("components/tile.html")
def tile(label: str, value: object, note: str = "", unit: str = "") -> dict[str, Any]:
    """Show one figure; a value such as `538 kt CO₂e` is split at its first no-break space."""
    number, _, unit_of_value = str(value).partition(NO_BREAK_SPACE)
    is_number = any(character.isdigit() for character in number)
    return {
        "label": label,
        "number": number if is_number else str(value),
        "unit": (unit or unit_of_value) if is_number else "",
        "in_words": not is_number,
        "note": note,
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", *, mark_optional: bool = True) -> dict[str, Any]:
    """Render a form field with label, hint, errors and unit, all told to assistive technology."""
    described = describe_field(bound, unit=unit)
    return described | {"optional": described["optional"] and mark_optional}


@register.inclusion_tag("components/error_summary.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """List the errors of a form above it, each with a link to its field."""
    return {"errors": list_errors(form)}


@register.inclusion_tag("components/chart_figure.html", takes_context=True)
def chart_figure(context: Context, chart: Any, figure_url: str = "", csv_url: str = "") -> dict[str, Any]:
    """Show a rendered chart: finding, drawing, source, table and CSV; live where `figure_url` is given."""
    shown = chart if isinstance(chart, Mapping) else chart.as_dict()
    numeric = shown["table_numeric"]
    return {
        "chart": shown,
        "headers": list(zip(shown["table_headers"], numeric, strict=True)),
        "rows": [list(zip(row, numeric, strict=True)) for row in shown["table_rows"]],
        "figure_url": figure_url,
        "csv_url": csv_url,
        "correction_url": context.get("correction_url", ""),
    }


@register.inclusion_tag("components/job.html")
def job(work: Any, label: str, url: str) -> dict[str, Any]:
    """Show background work; while it is open the part at `url` replaces it every two seconds."""
    return {"job": work, "label": label, "url": url}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page) -> dict[str, Any]:
    """Link the pages of a list, keeping the filters of the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": [str(number) for number in numbers], "request": context.get("request")}


@register.inclusion_tag("components/_sort_head.html", takes_context=True)
def sort_head(context: RequestContext, key: str, label: str, kind: str = "") -> dict[str, Any]:
    """Head a column that sorts by `?sort=key`, or `-key` when it is sorted upwards already."""
    current = context["request"].GET.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    target = f"-{key}" if direction == "ascending" else key
    return {
        "label": label,
        "kind": kind,
        "direction": direction,
        "target": target,
        "request": context["request"],
    }


@register.simple_tag
def text(content: object) -> str:
    """Write a text, naming its language where that is not the language of the page."""
    language = getattr(content, "language", "")
    if not language or language == get_language():
        return str(content)
    return format_html('<span lang="{}">{}</span>', language, content)


@register.filter
def message_kind(level: str) -> str:
    """Return the look of a message of django.contrib.messages, by its level."""
    return MESSAGE_KINDS.get(level, "sign")


@register.filter
def notice_icon(kind: str) -> str:
    """Return the icon of an alert or message; plain information has its own."""
    return "it-info-circle" if kind in ("", "sign", None) else STATUS_ICONS[kind]


@register.filter
def drawing(svg: str) -> SafeString:
    """Put a drawing of our own SVG writer, which escapes every text, into the page as it is."""
    return mark_safe(svg)  # noqa: S308 - see the docstring

"""The part of the page's frame that depends on the page's own context."""

from typing import Any

from django import template
from django.template import Context

from ccc_portal.page_frame import (
    TRAINING_NOTICE,
    find_correction,
    find_search,
    is_alarm_shown,
    list_menu,
    list_tabs,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> str:
    """Set `menu`, `tabs`, `strip`, `evidence_alarm`, `crumbs` for the frame, from the page's `city` and `crumbs`.

    A page outside the pages of a city that tells of one gives it as `about_city`: its strip says what it is.
    A page that says something that holds for all of it gives `strip_note`; it stands in the strip too.
    A page that says `has_contract=False` has no menu: the city has nothing that it could lead to.
    """
    city, request = context.get("city"), context.get("request")
    if city is not None and request is not None:
        has_menu = context.get("has_contract", True)
        context["menu"] = list_menu(city.slug, request.path) if has_menu else []
        context["tabs"] = list_tabs(city.slug, request.path) if has_menu else []
        context["search_url"] = find_search(city.slug, request.path)
        context["correction_url"] = find_correction(city.slug, request.path) if has_menu else ""
    about = city if city is not None else context.get("about_city")
    if about is not None and request is not None:
        notices = [TRAINING_NOTICE if about.is_training else "", context.get("strip_note", "")]
        context["strip"] = " ".join(str(notice) for notice in notices if notice)
    context["evidence_alarm"] = request is not None and is_alarm_shown(request.path)
    context["crumbs"] = [_crumb(crumb) for crumb in context.get("crumbs") or ()]
    return ""


def _crumb(crumb: Any) -> Any:
    """A crumb given as `(label, url)` under its names."""
    return {"label": crumb[0], "url": crumb[1]} if isinstance(crumb, tuple) else crumb

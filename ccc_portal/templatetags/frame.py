"""The part of the page's frame that depends on the page's own context."""

from typing import Any

from django import template
from django.template import Context

from ccc_portal.page_frame import TRAINING_NOTICE, list_menu

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> str:
    """Set `menu`, `strip` and `crumbs` for the parts of the frame, from the page's `city` and `crumbs`.

    A page that says something that holds for all of it gives `strip_note`; it stands in the strip too.
    A page that says `has_contract=False` has no menu: the city has nothing that it could lead to.
    """
    city, request = context.get("city"), context.get("request")
    if city is not None and request is not None:
        context["menu"] = list_menu(city.slug, request.path) if context.get("has_contract", True) else []
        notices = [TRAINING_NOTICE if city.is_training else "", context.get("strip_note", "")]
        context["strip"] = " ".join(str(notice) for notice in notices if notice)
    context["crumbs"] = [_crumb(crumb) for crumb in context.get("crumbs") or ()]
    return ""


def _crumb(crumb: Any) -> Any:
    """A crumb given as `(label, url)` under its names."""
    return {"label": crumb[0], "url": crumb[1]} if isinstance(crumb, tuple) else crumb

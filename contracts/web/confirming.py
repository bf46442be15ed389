"""Ask before something that is hard to undo, do it, and tell what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from contracts.web.pages import show_office


def confirm_first(
    request: HttpRequest,
    *,
    question: str,
    text: str,
    confirm_label: str,
    keep_label: str,
    act: Callable[[], object],
    told: str,
    back: str,
    then: str | Callable[[], str] = "",
    show: Callable[..., HttpResponse] = show_office,
    **frame: Any,
) -> HttpResponse:
    """Show the question; once it is sent back, act, tell what became of it and lead on.

    `back` is the address for who would rather not, or is refused. `then` is the one after the act where that is
    another: a function is asked once the act is done. `show` renders the page; it is given `frame`: its city or
    organisation, its crumbs, and what else components/confirm.html may show.
    """
    if request.method == "POST":
        if not act_and_tell(request, act, told):
            return redirect(back)
        return redirect(then() if callable(then) else then or back)
    return show(
        request,
        "contracts/confirm_page.html",
        title=question,
        question=question,
        text=text,
        confirm_label=confirm_label,
        keep_label=keep_label,
        keep_url=back,
        **frame,
    )


def act_and_tell(request: HttpRequest, act: Callable[[], object], told: str) -> bool:
    """Whether `act` was done; the next page says `told`, or each reason why it was refused."""
    try:
        act()
    except ValidationError as error:
        for reason in error.messages:
            messages.error(request, reason)
        return False
    messages.success(request, told)
    return True

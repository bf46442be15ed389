"""What the pages of a signature share: no menu, the four steps, who signs what for whom."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from stakeholders.enums import RequestKind, Side
from stakeholders.models import RequestSigner

STEPS = (
    ("read", pgettext_lazy("step of a signature", "Read")),
    ("check", pgettext_lazy("step of a signature", "Check")),
    ("code", gettext_lazy("Confirm and sign")),
    ("receipt", gettext_lazy("Receipt")),
)
HEADINGS = {
    RequestKind.SIGN: gettext_lazy("Sign the commitment of %(organisation)s"),
    RequestKind.AMEND: gettext_lazy("Sign the amended commitment of %(organisation)s"),
    RequestKind.ACKNOWLEDGE: gettext_lazy("Acknowledge the changed clauses for %(organisation)s"),
    RequestKind.WITHDRAW: gettext_lazy("Sign the withdrawal of the commitment of %(organisation)s"),
}
COUNTERSIGN = gettext_lazy("Countersign for the city: %(organisation)s")
PAGES = {
    "read": "stakeholders/signing/read.html",
    "check": "stakeholders/signing/check.html",
    "code": "stakeholders/signing/code.html",
    "receipt": "stakeholders/signing/receipt.html",
}
SHORT_DIGEST = 16


def show_step(
    request: HttpRequest, step: str, slot: RequestSigner, *, token: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render one of the four pages."""
    number = [name for name, _label in STEPS].index(step) + 1
    label = dict(STEPS)[step]
    title = _("Step %(number)s of %(total)s: %(step)s") % {
        "number": number,
        "total": len(STEPS),
        "step": str(label).lower(),
    }
    shown = frame_of(slot, token) | {"title": title, "steps": _steps(number)} | context
    return render(request, PAGES[step], shown, status=status)


def show_aside(
    request: HttpRequest, template: str, slot: RequestSigner, *, token: str, title: str, **context: Any
) -> HttpResponse:
    """Render a page beside the four: declining, handing over."""
    return render(request, template, frame_of(slot, token) | {"title": title} | context)


def show_standing(
    request: HttpRequest, standing: str, slot: RequestSigner | None, *, token: str, status: int
) -> HttpResponse:
    """Say why nothing can be signed here, and what to do now."""
    shown = {"standing": standing, "token": token, "slot": slot}
    if slot is not None:
        shown |= frame_of(slot, token)
        shown["login_url"] = f"{reverse('account_login')}?next={reverse('signing-receipt', args=[token])}"
    return render(request, "stakeholders/signing/standing.html", shown, status=status)


def frame_of(slot: RequestSigner, token: str) -> dict[str, Any]:
    """Who signs what for whom."""
    version = slot.request.version
    commitment = version.commitment
    return {
        "city": commitment.contract.city,
        "has_contract": False,  # no menu: nothing leads away from what is being signed
        "heading": heading_of(slot),
        "slot": slot,
        "signing": slot.request,
        "version": version,
        "commitment": commitment,
        "token": token,
        "is_city": slot.side == Side.CITY,
        "digest": short_digest(version.sha256),
        "address": masked(slot.person.email),
    }


def heading_of(slot: RequestSigner) -> str:
    """The name of what is to be signed."""
    organisation = slot.request.version.commitment.organisation
    words = COUNTERSIGN if slot.side == Side.CITY else HEADINGS[RequestKind(slot.request.kind)]
    return str(words % {"organisation": organisation})


def short_digest(sha256: str) -> str:
    """The beginning and the end of a digest, in groups of four: enough to compare by eye."""
    groups = [sha256[start : start + 4] for start in range(0, len(sha256), 4)]
    half = SHORT_DIGEST // 8
    return " ".join([*groups[: half + 2], "…", *groups[-half:]])


def masked(email: str) -> str:
    """An address of which only its owner recognises the first part."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"


def _steps(number: int) -> list[dict[str, Any]]:
    states = ["done"] * (number - 1) + ["now"] + ["next"] * (len(STEPS) - number)
    return [{"name": label, "state": state} for (_name, label), state in zip(STEPS, states, strict=True)]


def optional_url(name: str, *arguments: Any) -> str:
    """The address of a page that this installation may not have; empty then."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""

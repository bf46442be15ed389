"""Which look belongs to which state word: one small set of looks for all rooms."""

STATUS_ICONS = {
    "done": "it-check-circle",
    "on-track": "it-check",
    "risk": "ccc-triangle",
    "late": "it-error",
    "review": "it-clock",
    "sign": "it-file-signed",
    "draft": "it-pencil",
    "plan": "ccc-diamond",
    "unknown": "it-minus-circle",
}
"""Icon of each look; the word beside it carries the meaning."""

_STATES_BY_KIND = {
    "done": "reached completed fulfilled signed submitted labelled published done verified sealed sent merged active "
    "passed",
    "on-track": "on_track on_time accepted in_implementation in_progress documented in_force",
    "risk": "at_risk partially_fulfilled changes_requested questioned on_hold moved in_revision stale expired warning "
    "replaced",
    "late": "off_track late unanswered missed not_fulfilled failed rejected refused cancelled declined revoked error",
    "review": "internal_review under_review council_approval co_creation pending running in_review sealing waiting "
    "indeterminate",
    "sign": "open_for_signature ready_to_sign to_sign invited collecting ready",
    "draft": "draft idea proposed withdrawn superseded restated archived closed handed_over",
    "plan": "planned",
}

_KIND_BY_STATE = {state: kind for kind, states in _STATES_BY_KIND.items() for state in states.split()}

MESSAGE_KINDS = {"success": "done", "warning": "risk", "error": "late"}
"""Look of each level of django.contrib.messages; the others are plain information."""


def status_kind(state: str) -> str:
    """Return the look of a state: a look itself, a state word of any room, else `unknown`."""
    word = str(getattr(state, "value", state))
    return word if word in STATUS_ICONS else _KIND_BY_STATE.get(word, "unknown")

"""Writing the sections of a version: texts, drafts, states, assignments, reviews, comments."""

from contracts.services.sections.comments import add_comment, resolve_comment
from contracts.services.sections.drafts import discard_draft, save_draft, touch_presence
from contracts.services.sections.reviews import answer_review, request_review, withdraw_review
from contracts.services.sections.states import assign_section, complete_section, reopen_section
from contracts.services.sections.texts import ensure_sections, save_section

__all__ = [
    "add_comment",
    "answer_review",
    "assign_section",
    "complete_section",
    "discard_draft",
    "ensure_sections",
    "reopen_section",
    "request_review",
    "resolve_comment",
    "save_draft",
    "save_section",
    "touch_presence",
    "withdraw_review",
]

"""Remarks on a section; they stay possible when the text does not change any more."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules
from contracts.enums import CommentKind
from contracts.models import Comment, ContractVersion
from contracts.tables import SECTIONS
from core.access import require
from core.models import User
from core.validators import refusal

LONGEST_COMMENT = 5_000
FROM_OUTSIDE = (CommentKind.PRE_VALIDATION, CommentKind.FORMAL_REVIEW)
"""Comments of the Mission's reviewers, which the city's officers write down."""


@transaction.atomic
def add_comment(
    *, version: ContractVersion, section_key: str, text: str, by: User, kind: str = CommentKind.COMMENT
) -> Comment:
    """Write a remark on a section; every member of the team may, comments of reviewers only who edits."""
    city = version.contract.city
    require(rules.can_edit_city if kind in FROM_OUTSIDE else rules.can_enter_office, by, city)
    if section_key not in {spec.key for spec in SECTIONS}:
        raise refusal("section_key", _("The contract has no such section."), "section")
    text = text.replace("\x00", "").strip()
    if not text:
        raise refusal("text", _("Write the comment."), "required")
    if len(text) > LONGEST_COMMENT:
        raise refusal(
            "text", _("Write at most %(limit)s characters.") % {"limit": LONGEST_COMMENT}, "too_long"
        )
    comment = Comment(version=version, section_key=section_key, kind=kind, text=text, author=by)
    comment.full_clean()
    comment.save()
    return comment


@transaction.atomic
def resolve_comment(*, comment_id: UUID, by: User) -> Comment:
    """Close a comment; it stays to be read."""
    comment = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("version__contract__city")
        .get(pk=comment_id)
    )
    require(rules.can_resolve_comment, by, comment)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), by
        comment.save()
    return comment

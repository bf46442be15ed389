"""Sections and tables of a version: what the editor writes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import CommentKind, ReviewState, SectionState, Visibility
from contracts.models.contract import ContractVersion
from core.fields import TextsField
from core.models import Revised, Sourced, WithId


class Section(Revised):
    """One section of a version; `key` names its description in `contracts.tables`, `body` is Markdown."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="sections")
    key = models.CharField(_("section"), max_length=60)
    body = TextsField(_("text"))
    text_revisions = models.JSONField(
        _("revision at which the text of each language was saved last"), default=dict, editable=False
    )
    state = models.CharField(_("state"), max_length=12, choices=SectionState, default=SectionState.TODO)
    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_sections",
        verbose_name=_("assigned to"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["version", "key"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="section_once_per_version")]

    def __str__(self) -> str:
        return f"{self.version}: {self.key}"


class SectionDraft(WithId):
    """What one person has typed and not saved yet; `base_revision` is the section's revision it began from."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="section_drafts")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    body = models.TextField(_("text"), blank=True)
    base_revision = models.PositiveIntegerField(_("begun from revision"))
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        verbose_name = _("draft of a section")
        verbose_name_plural = _("drafts of sections")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["section", "author", "language"], name="draft_once_per_author")
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.language})"


class SectionPresence(WithId):
    """Who has a section open in the editor, and when last seen."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence in a section")
        verbose_name_plural = _("presences in sections")
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["section", "person"], name="presence_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.section}"


class TableRow(Revised, Sourced):
    """One row of a described table that has no model of its own; `cells` as `contracts.tables.spec` says."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="table_rows")
    table = models.CharField(_("table"), max_length=60)
    position = models.PositiveIntegerField(_("position"), default=0)
    cells = models.JSONField(_("cells"), default=dict)

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of tables")
        ordering = ["version", "table", "position", "id"]
        indexes = [models.Index(fields=["version", "table", "position"], name="row_in_table")]

    def __str__(self) -> str:
        return f"{self.version}: {self.table} {self.position}"


class Comment(WithId):
    """A remark on a section, of a colleague or of those who review the contract from outside."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="comments")
    section_key = models.CharField(_("section"), max_length=60)
    kind = models.CharField(_("kind"), max_length=16, choices=CommentKind, default=CommentKind.COMMENT)
    text = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["version", "section_key"], name="comment_on_section")]

    def __str__(self) -> str:
        return f"{self.section_key}: {self.text[:60]}"


class ReviewRequest(WithId):
    """One person asks another to review a section by a day."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="requested_reviews"
    )
    requested_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=18, choices=ReviewState, default=ReviewState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    section_revision = models.PositiveIntegerField(_("revision that was reviewed"), null=True, blank=True)

    class Meta:
        verbose_name = _("review request")
        verbose_name_plural = _("review requests")
        ordering = ["requested_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "reviewer"],
                condition=models.Q(state=ReviewState.OPEN),
                name="review_one_open_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.reviewer}"

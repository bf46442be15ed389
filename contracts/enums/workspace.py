"""Words of the officers' workspace: sections, reviews, files, campaigns, visibility."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Visibility(models.TextChoices):
    """Who reads a document or a field."""

    PUBLIC = "public", _("public")
    PARTNERS = "partners", _("partners of the contract")
    INTERNAL = "internal", _("the city's team")


class SectionState(models.TextChoices):
    """How far a section of the contract is."""

    TODO = "todo", _("not begun")
    IN_PROGRESS = "in_progress", pgettext_lazy("section", "in progress")
    IN_REVIEW = "in_review", pgettext_lazy("section", "in review")
    COMPLETE = "complete", pgettext_lazy("section", "complete")


class CommentKind(models.TextChoices):
    """Where a comment on a section comes from."""

    COMMENT = "comment", _("comment")
    CHANGE_REQUEST = "change_request", _("change asked for")
    PRE_VALIDATION = "pre_validation", _("from pre-validation")
    FORMAL_REVIEW = "formal_review", _("from the formal review")


class ReviewState(models.TextChoices):
    """What became of a review that was asked for."""

    OPEN = "open", pgettext_lazy("review", "open")
    APPROVED = "approved", pgettext_lazy("review", "approved")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("review", "changes asked for")
    WITHDRAWN = "withdrawn", pgettext_lazy("review", "withdrawn")


class FileKind(models.TextChoices):
    """What a file of a version is."""

    COUNCIL_DECISION = "council_decision", _("council decision")
    PAPER_SIGNATURE = "paper_signature", _("signature on paper")
    REVIEW_REPORT = "review_report", _("report of the reviewers")
    LABEL_LETTER = "label_letter", _("letter of the Mission Label")
    ANNEX = "annex", _("annex")


class CampaignState(models.TextChoices):
    """Where a monitoring campaign stands."""

    SCHEDULED = "scheduled", pgettext_lazy("campaign", "scheduled")
    OPEN = "open", pgettext_lazy("campaign", "open")
    CLOSED = "closed", pgettext_lazy("campaign", "closed")
    PUBLISHED = "published", pgettext_lazy("campaign", "published")


class CampaignItemState(models.TextChoices):
    """What became of one request for a report."""

    WAITING = "waiting", pgettext_lazy("campaign item", "waiting")
    ANSWERED = "answered", pgettext_lazy("campaign item", "answered")
    MISSED = "missed", pgettext_lazy("campaign item", "not answered in time")


class CorrectionState(models.TextChoices):
    """What became of a reader's hint that a public figure is wrong."""

    OPEN = "open", pgettext_lazy("correction", "open")
    CORRECTED = "corrected", pgettext_lazy("correction", "corrected")
    DECLINED = "declined", pgettext_lazy("correction", "figure confirmed")


class IndicatorDirection(models.TextChoices):
    """Which way an indicator should move."""

    INCREASE = "increase", _("should rise")
    DECREASE = "decrease", _("should fall")
    RANGE = "range", _("should stay in a range")
    NOT_STATED = "", _("not stated")


class IndicatorAggregation(models.TextChoices):
    """How several values of an indicator become one."""

    LATEST = "latest", _("the latest value")
    SUM = "sum", _("sum")
    MEAN = "mean", _("mean")
    CUMULATIVE = "cumulative", _("counts up from the beginning")


class IndicatorValueState(models.TextChoices):
    """Where a value of an indicator stands."""

    DRAFT = "draft", pgettext_lazy("indicator value", "draft")
    SUBMITTED = "submitted", pgettext_lazy("indicator value", "submitted")
    VALIDATED = "validated", pgettext_lazy("indicator value", "validated")
    PUBLISHED = "published", pgettext_lazy("indicator value", "published")


class GapReference(models.TextChoices):
    """What the gap table measures against."""

    BASELINE_YEAR = "baseline_year", _("the baseline year")
    BAU_2030 = "bau_2030", _("business as usual in 2030")


class GeographicBoundary(models.TextChoices):
    """The target's area against the administrative boundary."""

    SAME = "same", _("same as the administrative boundary")
    SMALLER = "smaller", _("smaller than the administrative boundary")
    LARGER = "larger", _("larger than the administrative boundary")
    NOT_STATED = "", _("not stated")


class ActionScale(models.TextChoices):
    """How far an action reaches in space."""

    BUILDING = "building", _("building")
    DISTRICT = "district", _("district")
    NETWORK = "network", pgettext_lazy("scale", "network")
    CITY = "city", _("whole city")
    NOT_STATED = "", _("not stated")


class CostBasis(models.TextChoices):
    """What money counts: all of it, or what comes on top of business as usual."""

    TOTAL = "total", _("total cost")
    INCREMENTAL = "incremental", _("cost on top of business as usual")
    NOT_STATED = "", _("not stated")


class PriceBasis(models.TextChoices):
    """Whether money is counted when it is paid or discounted to today."""

    CASH = "cash", _("cash")
    NPV = "NPV", _("net present value")
    NOT_STATED = "", _("not stated")

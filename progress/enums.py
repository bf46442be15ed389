"""Words that progress stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rung(models.TextChoices):
    """How much stands behind an action, from an idea to tonnes that someone has verified."""

    IDEA = "idea", pgettext_lazy("rung", "idea")
    PLANNED = "planned", pgettext_lazy("rung", "planned")
    COMMITTED = "committed", pgettext_lazy("rung", "committed (signed)")
    FUNDED = "funded", pgettext_lazy("rung", "funded")
    UNDER_WAY = "under_way", pgettext_lazy("rung", "under way")
    DELIVERED = "delivered", pgettext_lazy("rung", "delivered (reported)")
    VERIFIED = "verified", pgettext_lazy("rung", "verified")


class Verdict(models.TextChoices):
    """Whether the last comparable inventory lies on the trajectory (F18)."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    NOT_MEASURED = "not_measured", _("not measured")


class CreditReason(models.TextChoices):
    """Why an action is credited what it is (`emissions.words.CreditReason`); the label ends a sentence."""

    IN_FULL = "in_full", pgettext_lazy("credit", "in full: nothing else claims the same emissions")
    NO_CAP_KNOWN = (
        "no_cap_known",
        pgettext_lazy("credit", "in full: no inventory says how much there is to cut"),
    )
    SOURCE_CAP = "source_cap", pgettext_lazy("credit", "in part: its source emits less than is claimed of it")
    SHARED_PROPORTIONAL = (
        "shared_proportional",
        pgettext_lazy(
            "credit", "in part: other actions cut the same source, and each is credited in proportion"
        ),
    )
    SHARED_SHAPLEY = (
        "shared_shapley",
        pgettext_lazy(
            "credit",
            "in part: other actions cut the same source, and each is credited what it adds on average",
        ),
    )
    SECTOR_CAP = "sector_cap", pgettext_lazy("credit", "in part: the sector emits less than is claimed of it")
    CONTRACT_CAP = (
        "contract_cap",
        pgettext_lazy("credit", "in part: the city emits less than is claimed in all"),
    )
    CANCELLED = "cancelled", pgettext_lazy("credit", "nothing: the action is cancelled")
    INCLUDED_IN = (
        "included_in",
        pgettext_lazy("credit", "nothing of its own: it is included in another action"),
    )
    EXISTING_PLAN = "existing_plan", pgettext_lazy("credit", "nothing here: it belongs to an existing plan")
    SINK = "sink", pgettext_lazy("credit", "nothing here: removals by sinks are shown apart")
    ENABLING = "enabling", pgettext_lazy("credit", "nothing: it prepares other actions")
    NOT_ESTIMATED = "not_estimated", pgettext_lazy("credit", "not known: its effect is not estimated")
    NOT_QUANTIFIABLE = (
        "not_quantifiable",
        pgettext_lazy("credit", "not known: its effect cannot be put in tonnes"),
    )
    CONFIDENTIAL = "confidential", pgettext_lazy("credit", "not known: its tonnes are confidential")
    CONTRADICTORY = (
        "contradictory",
        pgettext_lazy("credit", "not known: its published figures contradict each other"),
    )


class NowcastBasis(models.TextChoices):
    """What the estimate of today rests on, or why there is none (`emissions.nowcast.NowcastBasis`)."""

    NO_INVENTORY = "no_inventory", _("No comparable inventory is published, so today cannot be estimated.")
    NO_YEAR = "no_year", _("The year of the last inventory is not known, so today cannot be estimated.")
    MEASURED = "measured", _("This year has an inventory of its own, so nothing is estimated.")
    LAST_VALUE = "last_value", _("The last inventory carried forward: nothing newer is known.")
    DRIFT = "drift", _("The last inventory carried forward, with the drift of a long series.")
    DELIVERED = "delivered", _("The last inventory, less what dated reports say was delivered since.")
    PROXIES = "proxies", _("The last inventory, moved by yearly indicators such as energy sold.")
    DELIVERED_AND_PROXIES = (
        "delivered_and_proxies",
        _(
            "The last inventory, moved by yearly indicators and less what dated reports say was delivered since."
        ),
    )


class NoChance(models.TextChoices):
    """Why no chance of the target is told (`emissions.probability.NoChance`); the label ends a sentence."""

    NO_LEVEL = "no_level", pgettext_lazy("no chance", "no inventory says where the city stands today")
    NO_TARGET = "no_target", pgettext_lazy("no chance", "the target or the baseline is not published")
    TARGET_YEAR_PAST = "target_year_past", pgettext_lazy("no chance", "the target year is over")
    NO_DATED_ACTION = (
        "no_dated_action",
        pgettext_lazy("no chance", "no action declares both its tonnes and its years"),
    )
    ROWS_INCOMPLETE = (
        "rows_incomplete",
        pgettext_lazy(
            "no chance",
            "the contract does not publish how mature its actions are, so their tonnes are incomplete",
        ),
    )

"""Milestones of cities, of their actions and of the whole Mission."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import MilestoneState
from contracts.models import Milestone
from exchange.api import fields
from exchange.api.filters import by_day, by_id, by_word, by_words
from exchange.api.resources import Embed, Resource
from exchange.api.shared_fields import bookkeeping, source

MILESTONES = Resource(
    name="milestones",
    noun="Milestone",
    scope="actions",
    title=_("milestones"),
    description=_("Dated steps on the way to the target year."),
    model=Milestone,
    city="city_id",
    public=(
        fields.identifier("id", _("Identifier of the milestone, the same in every portal."), column="pk"),
        fields.words("title", _("Title."), example="Primi 100 autobus"),
        fields.reference("city", _("The city; null for the whole Mission."), "cities", column="city_id"),
        fields.reference("action", _("The action whose step it is."), "actions", column="action_id"),
        fields.day("due_on", _("Day it is due."), example="2027-12-31"),
        fields.text(
            "due_as_printed", _("Date in the words of the contract."), column="due_note", example="2027"
        ),
        fields.choice("state", _("Where it stands."), MilestoneState),
        fields.day("reached_on", _("Day it was reached."), example="2027-11-30"),
        fields.day("expected_on", _("Day its owner expects it now."), example="2027-12-01"),
        fields.share(
            "effect_share", _("Share of the action's full effect once it is reached."), example="0.25"
        ),
        *source(),
        *bookkeeping(),
    ),
    filters={
        "city": by_id("city_id", _("Identifier of the city."), example=fields.SAMPLE_ID),
        "action": by_id("action_id", _("Identifier of the action."), example=fields.SAMPLE_ID),
        "state": by_word("state", _("Where it stands."), MilestoneState),
        "state__in": by_words(
            "state", _("Where it stands, several with commas between them."), MilestoneState
        ),
        "due_on__gte": by_day("due_on", _("Due on that day or later."), "gte"),
        "due_on__lte": by_day("due_on", _("Due on that day or earlier."), "lte"),
    },
    sorts={"due_on": "due_on", "updated_at": "changed_at"},
    default_sort="due_on",
    searched=("title__it", "title__en"),
    embeds={
        "city": Embed("cities", _("The city."), column="city_id"),
        "action": Embed("actions", _("The action whose step it is."), column="action_id"),
    },
)

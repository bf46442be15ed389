"""What the pages say before and after each move of a commitment."""

from django.utils.translation import gettext_lazy as _

from stakeholders.enums import CommitmentState

State = CommitmentState
HINTS = {
    State.SUBMITTED: _(
        "The text is frozen as a version, and the city reads it. It can be changed again when the city asks for "
        "changes."
    ),
    State.CHANGES_REQUESTED: _(
        "The organisation gets an e-mail with all requested changes that are open, and can write in its commitment "
        "again."
    ),
    State.ACCEPTED: _(
        "You agree with the text as it was submitted. The next step is to ask for signatures; until then changes "
        "can still be requested."
    ),
    State.WITHDRAWN: _(
        "The commitment stays here to be read, and nobody signs it any more. The other side gets an e-mail with your "
        "words."
    ),
    State.ACTIVE: _("The organisation is at work; reports are asked for."),
    State.FULFILLED: _("What was promised is done. Citizens see it, with your words."),
    State.PARTIALLY_FULFILLED: _("A part of what was promised is done. Citizens see it, with your words."),
    State.NOT_FULFILLED: _("What was promised was not done. Citizens see it, with your words."),
}
"""Before."""
DONE = {
    State.SUBMITTED: _("The commitment is submitted; the city has an e-mail."),
    State.CHANGES_REQUESTED: _("The changes are requested; the organisation has an e-mail."),
    State.ACCEPTED: _("The commitment is accepted; the organisation has an e-mail."),
    State.WITHDRAWN: _("The commitment is given up; the other side has an e-mail."),
    State.ACTIVE: _("The commitment is under way."),
    State.FULFILLED: _("The commitment is recorded as fulfilled."),
    State.PARTIALLY_FULFILLED: _("The commitment is recorded as partially fulfilled."),
    State.NOT_FULFILLED: _("The commitment is recorded as not fulfilled."),
}
"""After."""
DONE_BY_CITY = {State.WITHDRAWN: _("The negotiation is ended; the organisation has an e-mail.")}
"""After, where the city says it in words of its own."""

"""The four answers of the verification page in words, each with its look; none says more than is proved."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.enums import KeyStanding
from core.quantities import format_date, format_instant, format_number
from core.sealing import SealReport, SealState
from stakeholders.selectors.verification import FileAnswer, KeyAnswer, Light, Status, StatusNow


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, how its answer looks (a look of core.templatetags.status_kinds), a word for it, and the words."""

    question: str
    look: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Headline:
    """What the page says first about a file."""

    look: str
    title: str
    text: str


def headline(answer: FileAnswer) -> Headline:
    """The traffic light in words; without one, why there is none."""
    if answer.light is Light.GREEN:
        return Headline(
            "done",
            _("This is the document that the portal issued"),
            _("Not one byte differs, and its seal is whole. Whether it is still in force stands below."),
        )
    if answer.light is Light.YELLOW:
        return Headline(
            "risk",
            _("The seal is intact, but the file was added to after sealing"),
            _(
                "This is not the file as it was issued. What was added is not covered by the seal: do not rely on it."
            ),
        )
    if answer.light is Light.RED:
        return Headline(
            "late",
            _("This is not a document that the portal issued"),
            _("The file is not in the register, and no whole seal of the portal is on it."),
        )
    if answer.report.state is SealState.UNREADABLE and answer.document is None:
        return Headline(
            "unknown",
            _("The file cannot be read as a PDF"),
            _("It is not in the register. It may be broken, encrypted or no PDF at all."),
        )
    return Headline(
        "risk",
        _("The answers contradict each other"),
        _("Register and seal do not say the same. Ask the city before you rely on this file."),
    )


def answer_issued(answer: FileAnswer | None, *, is_of_code: bool = True) -> Answer:
    """Question 1: whether the file is byte for byte one that was issued."""
    question = _("Is this file, byte for byte, one that the portal issued?")
    if answer is None:
        words = _("No file was given. Choose it below, or compare its digest with the one in the register.")
        return Answer(question, "unknown", _("not asked"), words)
    if answer.document is not None and is_of_code:
        return Answer(question, "done", _("yes"), _("Its digest is in the register of issued documents."))
    if answer.document is not None:
        words = _("It was issued, but under another code than the one that was given.")
        return Answer(question, "risk", _("yes, another document"), words)
    if answer.original is not None:
        words = _("It begins with a document that the portal issued; something was added to it afterwards.")
        return Answer(question, "risk", _("no"), words)
    return Answer(question, "late", _("no"), _("Its digest is not in the register of issued documents."))


def answer_seal(report: SealReport | None) -> Answer:
    """Question 2: whether the seal is intact over the whole file."""
    question = _("Is the seal intact, over the whole file?")
    if report is None:
        return Answer(question, "unknown", _("not asked"), _("Only the file itself can tell."))
    if report.state in (SealState.INTACT_WHOLE, SealState.ADDED_AFTER) and not report.trusted_by_us:
        words = _("The file carries a signature, but not by a key of this portal.")
        return Answer(question, "late", _("not our seal"), words)
    looks = {
        SealState.INTACT_WHOLE: ("done", _("yes"), _("Nothing changed, and nothing was added after it.")),
        SealState.ADDED_AFTER: (
            "risk",
            _("intact, but added to"),
            _("What was sealed is unchanged; something was added to the file after sealing."),
        ),
        SealState.BROKEN: ("late", _("no"), _("The file was changed after it was sealed.")),
        SealState.NO_SEAL: ("late", _("no seal"), _("The file carries no signature at all.")),
        SealState.UNREADABLE: ("unknown", _("unreadable"), _("The file cannot be read as a PDF.")),
    }
    return Answer(question, *looks[report.state])


def answer_key(answer: KeyAnswer, report: SealReport | None, *, level: str) -> Answer:
    """Question 3: whose key it is, who trusts it, and when it was valid."""
    question = _("Whose key is it, and who trusts it?")
    if report is not None and report.state is SealState.BROKEN:
        changed = _("Cannot be said: the file was changed after sealing.")
        return Answer(question, "unknown", _("unknown"), changed)
    if (
        answer.key is None
        and report is not None
        and report.state in (SealState.NO_SEAL, SealState.UNREADABLE)
    ):
        return Answer(question, "unknown", _("unknown"), _("No seal can be read, so no key is named."))
    if answer.key is None:
        return Answer(question, "unknown", _("unknown"), _("It is not a key that this portal ever had."))
    looks = {
        KeyStanding.GOOD: ("done", _("key of this portal")),
        KeyStanding.SIGNED_BEFORE_REVOCATION: ("done", _("sealed before the key was revoked")),
        KeyStanding.NEEDS_REVIEW: ("risk", _("key revoked")),
        KeyStanding.UNKNOWN: ("unknown", _("unknown")),
    }
    words = [
        _("Key %(key)s, valid from %(begin)s to %(end)s.")
        % {
            "key": answer.key.key_id,
            "begin": format_date(answer.key.not_before),
            "end": format_date(answer.key.not_after),
        }
    ]
    if answer.key.revoked_at:
        day = format_date(answer.key.revoked_at)
        words.append(_("It was revoked on %(day)s.") % {"day": day})
    if answer.proven_at:
        moment = format_instant(answer.proven_at)
        words.append(
            _("A published checkpoint or time stamp shows that the seal was there on %(moment)s.")
            % {"moment": moment}
        )
    words.append(_stamp_words(level, report))
    return Answer(question, *looks[answer.standing], " ".join(words))


def _stamp_words(level: str, report: SealReport | None) -> str:
    """What the level of the seal means for its time."""
    if level != "B-T":
        return _("The seal has no time stamp of an outside authority (level B-B).")
    if report is not None and not report.is_stamp_trusted:
        return _("The seal has a time stamp, by an authority that this portal does not know.")
    return _("The seal has a time stamp of an outside authority (level B-T); it is not called qualified.")


def answer_status(now: StatusNow | None) -> Answer:
    """Question 4: whether what the document says still holds."""
    question = _("Is it still in force?")
    if now is None:
        return Answer(question, "unknown", _("not known"), _("The portal knows no such document."))
    day = format_date(now.on)
    if now.status is Status.SUPERSEDED:
        number = format_number(now.by_version)
        words = _("Superseded on %(day)s by version %(number)s.") % {"day": day, "number": number}
        return Answer(question, "risk", _("superseded"), words)
    looks = {
        Status.IN_FORCE: ("done", _("in force"), _("In force since %(day)s.")),
        Status.WITHDRAWN: ("late", _("withdrawn"), _("Withdrawn from %(day)s.")),
        Status.TO_BE_WITHDRAWN: (
            "risk",
            _("in force until its withdrawal"),
            _("In force; withdrawn from %(day)s."),
        ),
        Status.WITHDRAWAL: (
            "done",
            _("a withdrawal"),
            _("This document withdraws a commitment from %(day)s."),
        ),
        Status.ACKNOWLEDGEMENT: (
            "done",
            _("an acknowledgement"),
            _("This document acknowledges changed clauses of the contract, on %(day)s."),
        ),
    }
    look, label, words = looks[now.status]
    return Answer(question, look, label, words % {"day": day})

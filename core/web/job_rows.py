"""Background work as pages show it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from core.enums import JobState
from core.selectors import JobProgress

STOP_POLLING = 286
"""The status with which htmx stops asking."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """What the component `job` shows of a piece of work."""

    pk: UUID
    label: str
    url: str
    page_url: str
    work: JobProgress

    @property
    def state(self) -> str:
        """Where the work stands."""
        return self.work.state

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.work.is_open

    @property
    def is_done(self) -> bool:
        """Whether the work ended well."""
        return self.work.state == JobState.DONE

    @property
    def step(self) -> str:
        """What is being done, in the reader's language; nothing once it is over."""
        return _(self.work.step) if self.work.step and self.is_open else ""

    @property
    def done(self) -> int:
        """Units done."""
        return self.work.done

    @property
    def total(self) -> int:
        """Units in all."""
        return self.work.total

    def get_state_display(self) -> str:
        """The state in words."""
        return str(JobState(self.work.state).label)

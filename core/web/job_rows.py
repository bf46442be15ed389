"""Background work as pages show it."""

from dataclasses import dataclass
from uuid import UUID

from core.enums import JobState
from core.selectors import JobProgress, ShownWork

STOP_POLLING = 286
"""The status with which htmx stops asking."""


@dataclass(frozen=True, slots=True)
class JobRow(ShownWork):
    """A piece of work as the component `job` shows it."""

    pk: UUID
    label: str
    url: str
    page_url: str
    work: JobProgress

    @property
    def is_done(self) -> bool:
        """Whether the work ended well."""
        return self.work.state == JobState.DONE

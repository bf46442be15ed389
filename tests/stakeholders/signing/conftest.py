"""The stage on which signatures are played."""

import pytest

from tests.stakeholders.signing.stage import Stage, make_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()

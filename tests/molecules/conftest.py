"""What several tests of molecules begin with; a file that needs another officer or package makes its own."""

import pytest

from contracts.models import CityMembership
from molecules.models import Package
from tests.molecules.replication_samples import make_officer, make_package


@pytest.fixture
def officer(db: None) -> CityMembership:
    """An officer of a city with an inventory and three neighbourhoods."""
    return make_officer()


@pytest.fixture
def package(officer: CityMembership) -> Package:
    """A package that a molecule of the officer's city tries out."""
    return make_package(officer)

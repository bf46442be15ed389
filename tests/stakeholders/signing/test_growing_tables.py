"""What a test that commits leaves of signatures can be emptied, and the tables guard their rows again."""

import pytest
from django.db import DatabaseError

from stakeholders.models import CommitmentVersion, SignatureRecord
from tests.append_only import empty_growing_tables
from tests.factories.signing import CommitmentVersionFactory, signed_request


@pytest.mark.django_db(transaction=True)  # the point is the commit
def test_committed_signatures_are_emptied_and_guarded_again(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    signed_request()
    assert SignatureRecord.objects.count() == 2
    empty_growing_tables()
    assert [SignatureRecord.objects.count(), CommitmentVersion.objects.count()] == [0, 0]
    CommitmentVersionFactory()
    with pytest.raises(DatabaseError):
        CommitmentVersion.objects.update(number=2)

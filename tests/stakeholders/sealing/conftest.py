"""Sealing in a store and with keys of each test's own."""

import pytest


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    """Files on the disk, as sealing needs them, and keys that no other test uses."""
    settings.MEDIA_ROOT, settings.KEY_DIR = tmp_path / "media", tmp_path / "keys"
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": disk}

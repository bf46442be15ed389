"""The Celery application; tasks live in the rooms' `tasks.py`."""

import os

from celery import Celery

from ccc_portal.file_broker import use_whole_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccc_portal.settings.embedded")
use_whole_files()
app = Celery("ccc_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

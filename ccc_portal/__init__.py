"""The portal put together: settings, addresses, the Celery application, pages that join several rooms."""

from ccc_portal.celery import app as celery_app

__all__ = ["celery_app"]

"""News that travels upwards, sent inside the transaction."""

from django.dispatch import Signal

molecule_changed = Signal()
"""Arguments: `city_id`, `molecule_id`."""

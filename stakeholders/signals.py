"""News that travels upwards, sent inside the transaction."""

from django.dispatch import Signal

commitment_changed = Signal()
"""Arguments: `contract_id`, `commitment_id`."""

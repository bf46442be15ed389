"""News that travels upwards, sent inside the transaction: receivers only write a job row."""

from django.dispatch import Signal

contract_changed = Signal()
"""Arguments: `contract_id`. Something that progress depends on has changed."""

version_published = Signal()
"""Arguments: `contract_id`, `version_id`."""

inventory_published = Signal()
"""Arguments: `city_id`, `inventory_id`."""

campaign_asks = Signal()
"""Arguments: `campaign_id`, `contract_id`, `today`. A campaign has opened or reminds: upper rooms ask their people."""

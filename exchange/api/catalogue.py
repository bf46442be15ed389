"""Every resource of the API; a new one is a description and a line here."""

from exchange.api.actions import ACTIONS
from exchange.api.cities import CITIES
from exchange.api.contracts import CONTRACTS
from exchange.api.milestones import MILESTONES
from exchange.api.molecules import MOLECULES
from exchange.api.resources import RESOURCES

CATALOGUE = (CITIES, CONTRACTS, ACTIONS, MOLECULES, MILESTONES)
RESOURCES.update({resource.name: resource for resource in CATALOGUE})

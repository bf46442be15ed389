"""Keys, seals and time stamps. Without a password of the keys nothing is sealed; pages are served all the same."""

from pathlib import Path

import environ

env = environ.Env()
DATA_FOLDER = Path(env("CCC_DATA", default=str(Path(__file__).resolve().parents[2] / "var"))).resolve()

KEY_DIR = Path(env("CCC_KEY_DIR", default=str(DATA_FOLDER / "keys"))).resolve()
KEY_PASSWORD = env("CCC_KEY_PASSWORD", default="")
# Whether `migrate` makes keys where there are none; a production portal makes them once, by `manage.py seal_pki init`.
KEYS_AT_MIGRATE = False

# The address of an authority that stamps times (RFC 3161), and a PEM file of the roots its certificate must lead to.
TSA_URL = env("TSA_URL", default="")
TSA_ROOTS = env("TSA_ROOTS", default="")
# When the authority does not answer: seal without a time stamp, and say so, instead of waiting for it.
SEAL_WITHOUT_TIMESTAMP = env.bool("SEAL_WITHOUT_TIMESTAMP", default=False)

# A PEM file of the roots that signatures made outside must lead to; its first line says of which day it is.
SIGNATURE_ROOTS = env("SIGNATURE_ROOTS", default="")

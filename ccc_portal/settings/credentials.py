"""Keys of machines. The word stands in every token, so that one of a trial is never taken for one that opens a city."""

import environ

env = environ.Env()

API_ENVIRONMENT = env("CCC_API_ENVIRONMENT", default="prod")

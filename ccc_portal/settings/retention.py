"""How many days rows of people are kept (core.services.retention); what is signed is in none of these."""

import environ

env = environ.Env()

RETENTION_DAYS = {
    name: env.int(f"CCC_KEEP_{name.upper()}_DAYS", default=days)
    for name, days in {
        "session": 0,  # after its end
        "sign_in": 30,  # addresses and browsers of those who signed in, or tried to
        "proof": 30,  # proofs of identity that led to no signature
        "mail": 365,
        "contact": 730,  # after the invitation ran out, the application or the question was answered
    }.items()
}

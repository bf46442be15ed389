"""What other tools were measured at, elsewhere, on other data: order of magnitude, not a race."""

KAUSAL_WATCH_CPU_MILLISECONDS_AN_ACTION = 31
KAUSAL_WATCH_QUERIES_AN_ACTION = "21-32"
KAUSAL_PATHS_SECONDS = 5.05

WATCH = "Kausal Watch's recalculation of statuses, measured elsewhere"
PATHS = (
    "Kausal Paths' engine, measured elsewhere; it runs a whole model of the city once more for each action, ours "
    "only takes the action out of a closed form: simpler, not better"
)

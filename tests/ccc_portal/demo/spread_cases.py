"""What may be broken in the files of the spread and of the staged path: file, old, new, line, column, reason."""

STARTS, RANGES = "training/spread_starts.csv", "training/package_parameters.csv"
EMISSIONS, INSTRUMENTS = "training/local_emissions.csv", "training/instruments.csv"
STEPS, WAITS = "training/milestones.csv", "training/milestone_dependencies.csv"
PLACES = "training/neighbourhoods.geojson"
NOT_IN_ORDER = "least, likeliest and greatest value are not in order, or not possible."
SPREAD_CASES = {
    "no package": (STARTS, "UFFICI", "NULLA", 3, "package", "there is no package “NULLA”."),
    "no molecule": (STARTS, "val-04", "val-09", 5, "molecule_id", "there is no molecule “val-09”."),
    "start out of order": (STARTS, ",2025,2024.5,", ",2025,2025.5,", 3, "spread_from", NOT_IN_ORDER),
    "range out of order": (RANGES, ",0.006,0.01,", ",0.02,0.01,", 11, "likely", NOT_IN_ORDER),
    "share above one": (RANGES, ",0.3,0.5,0.7,", ",0.3,0.5,1.7,", 7, "likely", NOT_IN_ORDER),
    "emissions of two areas": (
        EMISSIONS,
        "val-01,,2018,buildings",
        "val-01,3,2018,buildings",
        2,
        "molecule_id",
        "a row tells of one molecule or of one neighbourhood.",
    ),
    "apportioned by nothing": (
        EMISSIONS,
        ",2487.9,apportioned,residents,",
        ",2487.9,apportioned,,",
        44,
        "key",
        "say by which figure the city was shared out, and only then.",
    ),
    "instrument elsewhere": (
        INSTRUMENTS,
        ",val-04,VALMOBI5,",
        ",val-99,VALMOBI5,",
        4,
        "molecules",
        "there is no molecule “val-99”.",
    ),
    "instrument of no action": (INSTRUMENTS, ",VALMOBI5,", ",X5,", 4, "actions", "there is no action “X5”."),
    "no milestone": (WAITS, "berth,neutral", "ferry,neutral", 7, "before", "there is no milestone “ferry”."),
    "no indicator": (
        STEPS,
        ",indicator,6,50,",
        ",indicator,66,50,",
        6,
        "indicator",
        "there is no indicator “66”.",
    ),
    "neighbourhood that crosses itself": (
        PLACES,
        "[[[14.5877, 43.54955],",
        "[[[24.5877, 43.54955],",
        1,
        "feature 1, geometry",
        "The line of the polygon crosses itself near",
    ),
}

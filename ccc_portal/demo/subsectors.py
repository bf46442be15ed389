"""GPC 1.1 sub-sectors of the names that contracts print, where the name leaves no doubt.

Mixed names ("industry and agriculture", "public transport" of buses and trams, "waste") have none, nor has industry's
energy that Prato books under industrial processes.
"""

_NAMES = {
    ("buildings", "I.1"): ["residential", "residential electricity"],
    ("buildings", "I.2"): [
        "public",
        "tertiary",
        "tertiary incl. municipal",
        "tertiary electricity",
        "public lighting",
        "public buildings",
        "municipal buildings",
    ],
    ("buildings", "I.3"): ["industry", "industry (non-ETS)"],
    ("buildings", "I.4"): ["waste-to-energy"],
    ("buildings", "I.8"): ["other (methane distribution losses)"],
    ("transport", "II.1"): [
        "road",
        "municipal fleet",
        "municipal vehicles",
        "private cars",
        "private motorcycles",
        "industrial vehicles",
        "buses (other than GTT city buses)",
        "GTT urban buses",
        "private mobility",
    ],
    ("transport", "II.2"): ["rail", "tramway", "metro", "rail (GTT + Trenitalia)"],
    ("transport", "II.4"): ["aviation"],
    ("waste", "III.1"): ["landfill"],
    ("waste", "III.4"): ["wastewater", "waste water treatment"],
    ("ippu", "IV.1"): ["industrial processes"],
    ("afolu", "V.1"): ["livestock"],
    ("afolu", "V.2"): ["green intake", "trees (sink)", "urban green (sink)"],
    ("afolu", "V.3"): ["fertilizers"],
}

GPC_CODES = {(sector, name): code for (sector, code), names in _NAMES.items() for name in names}
"""The code of a sub-sector, by sector and printed name."""

"""Plain data for the charts: two cities as published, and the cases that need a branch of their own."""

from dataclasses import replace
from datetime import date

from progress.charts.builders.actions_summary import ActionsSummary, SectorActions
from progress.charts.builders.cities_map import CitiesMap, CityPlace
from progress.charts.builders.gap_steps import GapWaterfall
from progress.charts.builders.milestones import MilestoneDate, MilestonesTimeline
from progress.charts.builders.molecules_map import MoleculeArea, MoleculesMap
from progress.charts.builders.promise_coverage import PromisedPart, PromisedSectors
from progress.charts.builders.sectors import SectorRow, SectorsBars
from progress.charts.builders.trajectory import InventorySeries, Trajectory
from progress.charts.render import ChartData

SOURCE = "Climate City Contract, Table A-2.1"

MILANO_TRAJECTORY = Trajectory(
    city="Milano",
    source=SOURCE,
    baseline_year=2021,
    baseline_tco2e=4_567_402,
    target_year=2030,
    residual_tco2e=913_000,
    verdict="not_measured",
    series=(
        InventorySeries(
            name="CDP",
            totals_tco2e=(
                (2013, 5_976_779),
                (2015, 5_965_717.96),
                (2017, 5_266_149),
                (2019, 4_885_052),
                (2021, 4_567_402),
            ),
            is_comparable=True,
        ),
        InventorySeries(
            name="Piano Aria e Clima (CO₂)",
            totals_tco2e=((2005, 7_492_727), (2023, 5_027_620)),
            is_comparable=False,
        ),
    ),
)

PADOVA_TRAJECTORY = Trajectory(
    city="Padova",
    source=SOURCE,
    baseline_year=2021,
    baseline_tco2e=1_283_174,
    target_year=2030,
    residual_tco2e=256_635,
    verdict="off_track",
    observed_year=2023,
    observed_tco2e=1_147_952,
    trajectory_tco2e=1_055_054,
    series=(
        InventorySeries(
            name="PAESC",
            totals_tco2e=((2005, 1_881_235), (2021, 1_283_174), (2023, 1_147_952)),
            is_comparable=True,
        ),
    ),
)

MILANO_GAP = GapWaterfall(
    city="Milano",
    source=SOURCE,
    baseline_year=2021,
    target_year=2030,
    baseline_tco2e=4_567_402,
    target_reduction_tco2e=3_654_402,
    existing_plan_tco2e=1_574_099,
    gap_tco2e=2_080_303,
    residual_tco2e=913_000,
    covered_tco2e=(("project", 304_597), ("strategy", 1_568_000), ("enabling", None)),
    sinks_tco2e=9_005,
    not_estimated_actions=48,
    included_actions=1,
)

PADOVA_GAP = GapWaterfall(
    city="Padova",
    source=SOURCE,
    baseline_year=2021,
    target_year=2030,
    baseline_tco2e=1_283_174,
    target_reduction_tco2e=1_026_540,
    existing_plan_tco2e=168_017,
    gap_tco2e=858_522,
    residual_tco2e=256_635,
    printed_portfolio_tco2e=857_006,
)

MILANO_SECTORS = SectorsBars(
    city="Milano",
    source=SOURCE,
    baseline_year=2021,
    target_year=2030,
    rows=(
        SectorRow(
            sector="buildings",
            baseline_tco2e=3_885_239,
            target_reduction_tco2e=3_232_999,
            residual_tco2e=652_240,
        ),
        SectorRow(
            sector="transport", baseline_tco2e=674_403, target_reduction_tco2e=421_403, residual_tco2e=253_000
        ),
        SectorRow(sector="waste", baseline_tco2e=7_760, target_reduction_tco2e=0, residual_tco2e=7_760),
    ),
    total_baseline_tco2e=4_567_402,
    total_target_reduction_tco2e=3_654_402,
    total_residual_tco2e=913_000,
)

TORINO_SECTORS = SectorsBars(
    city="Torino",
    source=SOURCE,
    baseline_year=2019,
    target_year=2030,
    rows=(
        SectorRow(
            sector="buildings",
            baseline_tco2e=1_734_424,
            target_reduction_tco2e=665_055,
            residual_tco2e=1_069_369,
        ),
        SectorRow(
            sector="transport", baseline_tco2e=636_277, target_reduction_tco2e=381_089, residual_tco2e=255_187
        ),
        SectorRow(
            sector="waste", baseline_tco2e=61_323, target_reduction_tco2e=72_471, residual_tco2e=-11_148
        ),
        SectorRow(sector="afolu", baseline_tco2e=-35_117, residual_tco2e=-35_117),
        SectorRow(
            sector="energy_systems", baseline_tco2e=0, target_reduction_tco2e=480_530, residual_tco2e=-480_530
        ),
    ),
    total_baseline_tco2e=2_396_907,
    total_target_reduction_tco2e=1_599_146,
    total_residual_tco2e=797_761,
)

NAMES_ONLY_SECTORS = replace(
    MILANO_SECTORS, city="Parma", rows=(SectorRow(sector="buildings"), SectorRow(sector="waste"))
)

MILESTONES = MilestonesTimeline(
    city="Valdoria",
    source="Valdoria, register of milestones",
    as_of=date(2026, 11, 22),
    milestones=(
        MilestoneDate(
            name="Contract approved by the council", date=date(2022, 1, 1), state="reached", precision="year"
        ),
        MilestoneDate(name="Label awarded", date=date(2024, 10, 1), state="reached", precision="month"),
        MilestoneDate(name="District heating of the north <opens>", date=date(2026, 5, 1), state="missed"),
        MilestoneDate(
            name='120 electric buses in service on lines "3" & "7", with the new depot and its own photovoltaic roof',
            date=date(2027, 6, 30),
            state="moved",
            old_date=date(2026, 3, 31),
        ),
        MilestoneDate(name="86 MW of photovoltaics", date=date(2029, 12, 31), state="planned"),
    ),
)

ACTIONS = ActionsSummary(
    city="Milano",
    source="Climate City Contract, portfolio",
    rows=(
        SectorActions(sector="transport", counts=(("quantified", 6), ("not_estimated", 6))),
        SectorActions(
            sector="buildings",
            counts=(("quantified", 62), ("included_in", 2), ("not_quantifiable", 3), ("not_estimated", 2)),
        ),
        SectorActions(sector="waste", counts=()),
    ),
)


def square(longitude: float, latitude: float, side: float = 0.01) -> dict[str, object]:
    """Return the GeoJSON of a square with its south-western corner at a place."""
    east, north = longitude + side, latitude + side
    ring = [[longitude, latitude], [east, latitude], [east, north], [longitude, north], [longitude, latitude]]
    return {"type": "Polygon", "coordinates": [ring]}


MOLECULES = MoleculesMap(
    city="Milano",
    source="NIL polygons",
    boundary=square(9.05, 45.4, 0.2),
    city_area_km2=180.9,
    molecules=tuple(
        MoleculeArea(
            name=f"Molecule {index} & Co",
            geometry=square(9.06 + 0.03 * index, 45.42 + 0.02 * index),
            area_km2=2.0 + index,
            population=1_000 * index,
            reduction_tco2e=float(500 * index) if index else None,
        )
        for index in range(6)
    ),
)

CITIES = CitiesMap(
    source="EU Mission",
    cities=(
        CityPlace(
            name="Milano", longitude=9.19, latitude=45.46, verdict="not_measured", population=1_354_196
        ),
        CityPlace(name="Padova", longitude=11.87, latitude=45.41, verdict="off_track"),
        CityPlace(name="Prato", longitude=11.1, latitude=43.88, verdict="not_measured"),
        CityPlace(name="Firenze", longitude=11.25, latitude=43.77, verdict="not_measured"),
        CityPlace(name="Roma", longitude=12.5, latitude=41.9, verdict="not_measured"),
    ),
)

PROMISES = PromisedSectors(
    city="Valdoria",
    source=SOURCE,
    sectors=("buildings", "transport", "waste", "afolu"),
    parts=(
        PromisedPart(sector="buildings", area="Scalo", tonnes=1_200.0, share_of_cut=0.2, organisations=2),
        PromisedPart(sector="buildings", area="", tonnes=300.0, share_of_cut=0.05, not_stated=1),
        PromisedPart(sector="transport", area="Porto", tonnes=80.0),
        PromisedPart(sector="waste", area="Porto", tonnes=None, not_stated=1),
    ),
)

DRAWN: dict[str, ChartData] = {
    "milano-trajectory": MILANO_TRAJECTORY,
    "padova-trajectory": PADOVA_TRAJECTORY,
    "milano-gap": MILANO_GAP,
    "padova-gap": PADOVA_GAP,
    "surplus-gap": replace(MILANO_GAP, covered_tco2e=(("project", 2_500_000),)),
    "milano-sectors": MILANO_SECTORS,
    "torino-sectors": TORINO_SECTORS,
    "milestones": MILESTONES,
    "actions": ACTIONS,
    "molecules": MOLECULES,
    "cities": CITIES,
    "promises": PROMISES,
}
"""Every chart that has something to draw."""

NOT_DRAWN: dict[str, ChartData] = {
    "trajectory": replace(MILANO_TRAJECTORY, baseline_tco2e=None, residual_tco2e=None, series=()),
    "gap": replace(
        PADOVA_GAP,
        baseline_tco2e=None,
        target_reduction_tco2e=None,
        existing_plan_tco2e=None,
        gap_tco2e=None,
        residual_tco2e=None,
        printed_portfolio_tco2e=None,
    ),
    "sectors": NAMES_ONLY_SECTORS,
    "milestones": replace(MILESTONES, milestones=()),
    "actions": replace(ACTIONS, rows=()),
    "molecules": replace(MOLECULES, molecules=()),
    "cities": replace(CITIES, cities=()),
    "promises": replace(PROMISES, parts=()),
}
"""Every kind of chart without anything to draw: only words are left."""

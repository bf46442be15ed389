"""F8: waste that is burnt, and the methane that a landfill commits to."""

from emissions.columns import Floats, Numbers, to_floats, without_faults
from emissions.errors import Bools, ErrorMode, Labels

CO2_PER_CARBON = 44.0 / 12.0
CH4_PER_CARBON = 16.0 / 12.0


def incineration_emissions(
    *,
    waste_tonnes: Numbers,
    dry_matter_share: Numbers,
    carbon_share: Numbers,
    fossil_carbon_share: Numbers,
    oxidised_share: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Compute the fossil CO2 of burnt waste from its carbon (F8).

    Formula: `E = m x dm x CF x FCF x OF x 44/12`. A published factor per tonne of waste (633 kg/t) is used with
    `emissions.activity.activity_emissions`. Energy recovered from waste belongs to stationary energy, not to waste.

    Inputs (n,): t of wet waste a year; shares 0-1 (dry matter of wet, carbon of dry, fossil of carbon,
    oxidised of fossil); NaN where unknown. Output (n,): t CO2 a year, NaN where an input is unknown.
    Errors: a negative or infinite mass, a share outside 0-1: `EmissionsError` with the row, or NaN with
    `errors="mask"`.
    Source: IPCC 2006, volume 5 (the parameters of the worked example are unverified); GPC.

    >>> incineration_emissions(waste_tonnes=[1_000], dry_matter_share=1, carbon_share=0.75, fossil_carbon_share=1,
    ...                        oxidised_share=1).round(6).tolist()
    [2750.0]
    """
    shares = {
        "dry_matter_share": to_floats(dry_matter_share),
        "carbon_share": to_floats(carbon_share),
        "fossil_carbon_share": to_floats(fossil_carbon_share),
        "oxidised_share": to_floats(oxidised_share),
    }
    mass = to_floats(waste_tonnes)
    faults = {"waste_tonnes is negative": mass < 0} | _share_faults(shares)
    clean = without_faults({"waste_tonnes": mass} | shares, faults, labels=labels, errors=errors)
    mass, dry, carbon, fossil, oxidised = clean.values()
    return mass * dry * carbon * fossil * oxidised * CO2_PER_CARBON


def methane_potential(
    *,
    methane_correction_share: Numbers,
    degradable_carbon_share: Numbers,
    dissimilated_share: Numbers,
    methane_share: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Compute how much methane a tonne of landfilled waste can give in the end (F8).

    Formula: `L0 = MCF x DOC x DOCf x F x 16/12`.

    Inputs (n,): shares 0-1 (methane correction factor MCF, degradable organic carbon DOC, its part that decays
    DOCf, methane in the gas F); NaN where unknown. Output (n,): t CH4 per t of waste, NaN where unknown.
    Errors: a share outside 0-1: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: GPC, methane commitment (from general knowledge; domain reference F8).

    >>> methane_potential(methane_correction_share=[1], degradable_carbon_share=0.15, dissimilated_share=0.5,
    ...                   methane_share=0.5).round(6).tolist()
    [0.05]
    """
    shares = {
        "methane_correction_share": to_floats(methane_correction_share),
        "degradable_carbon_share": to_floats(degradable_carbon_share),
        "dissimilated_share": to_floats(dissimilated_share),
        "methane_share": to_floats(methane_share),
    }
    clean = without_faults(shares, _share_faults(shares), labels=labels, errors=errors)
    correction, degradable, dissimilated, methane = clean.values()
    return correction * degradable * dissimilated * methane * CH4_PER_CARBON


def landfill_methane(
    *,
    waste_tonnes: Numbers,
    methane_potential: Numbers,
    recovered_share: Numbers,
    oxidised_share: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Compute the methane that one year's landfilled waste commits to, over all years (F8).

    Formula: `CH4 = MSW x L0 x (1 - f_rec) x (1 - OX)`. To have CO2e, weigh it with
    `emissions.gases.co2e_tonnes`.

    Inputs (n,): t of waste landfilled in the year; t CH4 per t of waste; share of the gas recovered and share
    of the rest oxidised (0-1); NaN where unknown. Output (n,): t CH4, NaN where an input is unknown.
    Errors: a negative or infinite input, a share outside 0-1: `EmissionsError` with the row, or NaN with
    `errors="mask"`.
    Source: GPC, methane commitment (from general knowledge; domain reference F8).

    >>> landfill_methane(waste_tonnes=[10_000], methane_potential=[0.05], recovered_share=[0.2], oxidised_share=[0.1]
    ... ).round(6).tolist()
    [360.0]
    """
    masses = {
        "waste_tonnes": to_floats(waste_tonnes),
        "methane_potential": to_floats(methane_potential),
    }
    shares = {"recovered_share": to_floats(recovered_share), "oxidised_share": to_floats(oxidised_share)}
    faults = {f"{name} is negative": values < 0 for name, values in masses.items()} | _share_faults(shares)
    clean = without_faults(masses | shares, faults, labels=labels, errors=errors)
    mass, potential, recovered, oxidised = clean.values()
    return mass * potential * (1.0 - recovered) * (1.0 - oxidised)


def _share_faults(shares: dict[str, Floats]) -> dict[str, Bools]:
    """Name the rows where a share is not one."""
    return {f"{name} is not between 0 and 1": (values < 0) | (values > 1) for name, values in shares.items()}

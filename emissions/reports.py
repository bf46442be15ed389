"""What is reported as delivered: dated statements on each action, never the calendar."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, infinite_values, to_codes, to_floats, to_years
from emissions.errors import Bools, ErrorMode, faulty_rows
from emissions.words import EvidenceLevel

_LEVELS: Final = list(EvidenceLevel)
_DECLARED, _VERIFIED = _LEVELS.index(EvidenceLevel.DECLARED), _LEVELS.index(EvidenceLevel.VERIFIED)
_MILESTONE, _SHARE_DONE, _MEASURED = range(3)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What is reported of each action at the end of each year; all arrays (n_actions, n_years).

    share: of the full effect, 0 where nothing is reported as delivered. verified_share: the part of it that verified
    evidence covers. evidence: position in `EvidenceLevel` of the statement that counts, -1 for none. last_day: day
    of the newest report or milestone, NaN where there is none. exceeds_claim: the statement says more than the whole
    effect, and is cut to it.
    """

    share: Floats
    verified_share: Floats
    evidence: Codes
    last_day: Floats
    exceeds_claim: Bools


@dataclass(frozen=True, slots=True)
class _Statements:
    """Dated statements, all arrays (k,); share is NaN for a report that says nothing of the effect."""

    action: Codes
    day: Floats
    share: Floats
    kind: Codes
    evidence: Codes


def delivered_shares(
    reports: pd.DataFrame,
    milestones: pd.DataFrame,
    actions: pd.DataFrame,
    *,
    years: npt.ArrayLike,
    errors: ErrorMode = "raise",
) -> Delivered:
    """Say what share of each action's full effect its newest dated statement reports, year by year.

    Formula: the share is measured tonnes / isolated tonnes; where nothing was measured, or the isolated tonnes are
    unknown or 0, the share done; of a milestone reached, its effect share. The newest statement up to the end of the
    year wins, even where it says less than an older one. Of one day: measured tonnes before share done before
    milestone, then the stronger evidence, then the smaller share. The verified share is that of the newest
    verified statement, never more than the share. Time alone delivers nothing.

    Inputs: reports, one row each: `action`, `day` (decimal year, 2025.45), `share_done` (0-1), `reduction_tco2e` (t
    CO2e a year reached), NaN where not said, `evidence` (EvidenceLevel); milestones that were reached: `action`,
    `day`, `effect_share` (0-1, NaN where not said; counts as declared); actions: `action` (unique labels, n),
    `isolated_tco2e` (NaN unknown); years (m,), strictly increasing.
    Output: `Delivered`, in the order of `actions`.
    Errors: an unknown word, an unknown action, an action twice or a day that is not finite raise `EmissionsError`
    with the row; so do negative or infinite tonnes and shares outside 0-1, unless `errors="mask"`: such a
    statement says nothing of the effect.
    Source: issue of the ladder; Kausal Watch keeps dated status reports in the same way.

    >>> reports = pd.DataFrame({"action": ["tram"], "day": [2024.9], "share_done": [0.9], "reduction_tco2e": [120.0],
    ...                         "evidence": ["documented"]})
    >>> milestones = pd.DataFrame({"action": ["tram"], "day": [2023.5], "effect_share": [0.25]})
    >>> actions = pd.DataFrame({"action": ["tram"], "isolated_tco2e": [200.0]})
    >>> delivered_shares(reports, milestones, actions, years=[2022, 2023, 2024, 2030]).share.tolist()
    [[0.0, 0.25, 0.6, 0.6]]
    """
    calendar = to_years(years)
    said = _read_statements(reports, milestones, actions, errors)
    shape = (len(actions), len(calendar))
    counts = ~np.isnan(said.share)
    # A last entry is what an action without a statement reads.
    share = np.append(np.minimum(said.share, 1.0), 0.0)
    newest = _newest(said, counts, calendar, shape)
    verified = _newest(said, counts & (said.evidence == _VERIFIED), calendar, shape)
    any_row = _newest(said, np.ones_like(counts), calendar, shape)
    return Delivered(
        share=share[newest],
        verified_share=np.minimum(share[verified], share[newest]),
        evidence=np.append(said.evidence, MISSING)[newest],
        last_day=np.append(said.day, np.nan)[any_row],
        exceeds_claim=np.append(said.share > 1.0, False)[newest],
    )


def _read_statements(
    reports: pd.DataFrame, milestones: pd.DataFrame, actions: pd.DataFrame, errors: ErrorMode
) -> _Statements:
    """Reports and milestones as statements on the actions, the one that counts of each action last."""
    labels = pd.Index(actions["action"])
    faulty_rows({"action is there twice": labels.duplicated()}, labels=actions.index)
    isolated = to_floats(actions["isolated_tco2e"])
    return _in_order(
        _read_reports(reports, labels, isolated, errors), _read_milestones(milestones, labels, errors)
    )


def _read_reports(
    reports: pd.DataFrame, labels: "pd.Index[Any]", isolated: Floats, errors: ErrorMode
) -> _Statements:
    """Reports as statements: measured tonnes where they can be compared, else the share done."""
    action, day = _read_days(reports, labels)
    done, tonnes = to_floats(reports["share_done"]), to_floats(reports["reduction_tco2e"])
    faults: dict[str, Bools] = infinite_values(reduction_tco2e=tonnes) | {
        "reduction_tco2e is negative": tonnes < 0,
        "share_done is not between 0 and 1": (done < 0) | (done > 1),
    }
    faulty = faulty_rows(faults, labels=reports.index, errors=errors)
    whole = isolated[action]
    measured = tonnes / np.where(whole > 0, whole, np.nan)
    is_measured = ~np.isnan(measured)
    return _Statements(
        action=action,
        day=day,
        share=np.where(faulty, np.nan, np.where(is_measured, measured, done)),
        kind=np.where(is_measured, _MEASURED, _SHARE_DONE),
        evidence=to_codes(reports["evidence"], EvidenceLevel),
    )


def _read_milestones(milestones: pd.DataFrame, labels: "pd.Index[Any]", errors: ErrorMode) -> _Statements:
    """Milestones that were reached as statements: nobody has checked them, so they are declared."""
    action, day = _read_days(milestones, labels)
    share = to_floats(milestones["effect_share"])
    faults = {"effect_share is not between 0 and 1": (share < 0) | (share > 1)}
    faulty = faulty_rows(faults, labels=milestones.index, errors=errors)
    return _Statements(
        action=action,
        day=day,
        share=np.where(faulty, np.nan, share),
        kind=np.full_like(action, _MILESTONE),
        evidence=np.full_like(action, _DECLARED),
    )


def _read_days(rows: pd.DataFrame, labels: "pd.Index[Any]") -> tuple[Codes, Floats]:
    """The action and the day of each row."""
    action, day = labels.get_indexer(pd.Index(rows["action"])), to_floats(rows["day"])
    faults = {"action is unknown": action == MISSING, "day is not a finite number": ~np.isfinite(day)}
    faulty_rows(faults, labels=rows.index)
    return action, day


def _in_order(*statements: _Statements) -> _Statements:
    """All statements, the one that counts of each action last."""
    action, day, share, kind, evidence = (
        np.concatenate([getattr(some, name) for some in statements])
        for name in ("action", "day", "share", "kind", "evidence")
    )
    order = np.lexsort((-share, evidence, kind, day, action))
    return _Statements(action[order], day[order], share[order], kind[order], evidence[order])


def _newest(said: _Statements, chosen: Bools, calendar: Floats, shape: tuple[int, int]) -> Codes:
    """The place of the chosen statement that counts at the end of each year (n, m), -1 where there is none."""
    place = np.flatnonzero(chosen)
    # A year ends where the next begins; one column more takes what is reported after the calendar.
    year = np.searchsorted(calendar + 1.0, said.day[place], side="right")
    newest = np.full((shape[0], shape[1] + 1), MISSING, dtype=np.intp)
    np.maximum.at(newest, (said.action[place], year), place)
    return np.maximum.accumulate(newest, axis=1)[:, :-1]

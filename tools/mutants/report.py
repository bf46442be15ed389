"""What a run came to: score, survivors with their reasons, the section of the quality page."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.judge import TIME_LIMIT
from tools.mutants.mutations import Mutant
from tools.mutants.results import Judgement

REASONS_FILE = Path(__file__).with_name("survivors.toml")
SCORE_FLOOR = 0.9
BODY = """\
`./check --long mutants` changes one thing in `emissions` (an operator, a boundary, a constant, a condition, a default,
a function, a branch, a call) and asks whether a test of `tests/emissions` fails. A seed draws the sample from all
possible changes. Never changed: strings (docstrings, messages and names of columns among them), type hints,
decorators, and guards against mistakes of programmers. Doctests do not count as tests here. Why it is made this way:
[0016](adr/0016-mutants-of-our-own.md).

| Seed | Possible | Sample | Killed | of these by the time limit | Survived | Score | CPU time |
|---|---|---|---|---|---|---|---|
| {figures} |

At least {floor} % must be killed, and every survivor needs a reason in `tools/mutants/survivors.toml`. Survivors:

| Place | Changed | Reason |
|---|---|---|
{rows}"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged sample: its mutants in the order of the source; judgements, and reasons of survivors, by key."""

    seed: int
    mutants: Sequence[Mutant]
    judgements: Mapping[str, Judgement]
    reasons: Mapping[str, str]
    n_possible: int
    minutes: float

    @property
    def survivors(self) -> list[Mutant]:
        """The mutants that no test noticed."""
        return [mutant for mutant in self.mutants if not self.judgements[mutant.key].is_killed]

    @property
    def unexplained(self) -> list[Mutant]:
        """The survivors without a reason."""
        return [mutant for mutant in self.survivors if not self.reasons.get(mutant.key)]

    @property
    def killed(self) -> int:
        """How many mutants were noticed."""
        return len(self.mutants) - len(self.survivors)

    @property
    def score(self) -> float:
        """The share that was killed, 0-1; equivalent mutants count as survivors."""
        return self.killed / len(self.mutants)


def read_reasons(path: Path = REASONS_FILE) -> dict[str, str]:
    """The reasons of survivors by the key of their mutant; `ValueError` for one that is empty or said twice."""
    reasons: dict[str, str] = {}
    for entry in tomllib.loads(path.read_text("utf-8")).get("survivor", []):
        names = ("module", "function", "code", "change")
        key = "\n".join([*(entry[name] for name in names), str(entry.get("nth", 1))])
        if key in reasons or not entry["reason"].strip():
            raise ValueError(f"{path.name}: one reason for each survivor, please: {entry['code']}")
        reasons[key] = entry["reason"]
    return reasons


def write_entry(mutant: Mutant) -> str:
    """The entry of survivors.toml that waits for a reason; a JSON string is a TOML string."""
    fields = {name: getattr(mutant, name) for name in ("module", "function", "code", "change", "nth")}
    if mutant.nth == 1:
        del fields["nth"]
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["[[survivor]]", *lines, 'reason = ""'])


def find_faults(outcome: Outcome, *, is_whole: bool) -> list[str]:
    """Why the proof fails: a survivor without a reason, and for a whole run a score below its floor."""
    faults = [
        f"{mutant.module}:{mutant.line} survives without a reason in survivors.toml:\n{write_entry(mutant)}"
        for mutant in outcome.unexplained
    ]
    if is_whole and outcome.score < SCORE_FLOOR:
        faults.append(f"The score {outcome.score:.1%} is below {SCORE_FLOOR:.0%}.")
    return faults


def find_stale(outcome: Outcome, possible: set[str]) -> list[str]:
    """Reasons that explain nothing any more: their mutant is gone, or is killed now."""
    alive = {mutant.key for mutant in outcome.survivors}
    killed = {mutant.key for mutant in outcome.mutants} - alive
    states = dict.fromkeys(set(outcome.reasons) - possible, "gone") | dict.fromkeys(killed, "killed now")
    return [
        f"survivors.toml explains a mutant that is {states[key]}: {key.replace(chr(10), ' / ')}"
        for key in outcome.reasons
        if key in states
    ]


def write_body(outcome: Outcome) -> str:
    """The section of the quality page, in Markdown."""
    hung = sum(judgement.killed_by == TIME_LIMIT for judgement in outcome.judgements.values())
    figures = (
        outcome.seed, outcome.n_possible, len(outcome.mutants), outcome.killed, hung, len(outcome.survivors),
        f"{100 * outcome.score:.1f} %", f"{outcome.minutes:.1f} min",
    )  # fmt: skip
    rows = "\n".join(_write_row(mutant, outcome.reasons.get(mutant.key, "")) for mutant in outcome.survivors)
    return BODY.format(figures=" | ".join(map(str, figures)), floor=f"{100 * SCORE_FLOOR:.0f}", rows=rows)


def _write_row(mutant: Mutant, reason: str) -> str:
    """One survivor as a row of the table."""
    code, change = (" ".join(text.split()).replace("|", "\\|") for text in (mutant.code, mutant.change))
    where = f"{mutant.module}:{mutant.line} {mutant.function}".strip()
    return f"| `{where}` | `{code}` → `{change}` | {reason.replace('|', chr(92) + '|') or '**none yet**'} |"

"""What was judged before, kept in var/: a run that was broken off goes on, and a killer is asked first again."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.mutants.sandbox import SCIENCE, TESTS
from tools.prepare import ROOT

RESULTS_FILE = ROOT / "var" / "long" / "mutants.jsonl"
JUDGED_BY = ("operators.py", "mutations.py", "sandbox.py", "judge.py")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a mutant was killed, by which test, and the CPU seconds that took; `sources` says against what."""

    sources: str
    key: str
    is_killed: bool
    killed_by: str
    seconds: float


def hash_sources(folder: Path) -> str:
    """One hash over science, tests, the judge and the version of Python: the same sources give the same judgements."""
    digest = hashlib.sha256(platform.python_version().encode())
    paths = [path for name in (SCIENCE, TESTS) for path in sorted((folder / name).rglob("*"))]
    for path in [*paths, *(Path(__file__).with_name(name) for name in JUDGED_BY)]:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


class Results:
    """The judgements of these sources so far, and the test that killed each mutant last time, whatever the sources."""

    def __init__(self, sources: str, path: Path = RESULTS_FILE) -> None:
        self.sources, self.path = sources, path
        self.judged: dict[str, Judgement] = {}
        self.killers: dict[str, str] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        for line in path.read_text("utf-8").splitlines() if path.exists() else []:
            if line.endswith("}"):  # the last line may have been broken off
                self._take(Judgement(**json.loads(line)))

    def add(self, key: str, *, is_killed: bool, killed_by: str, seconds: float) -> Judgement:
        """Keep a judgement, on disk at once."""
        judgement = Judgement(self.sources, key, is_killed, killed_by, round(seconds, 3))
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(judgement)) + "\n")
        self._take(judgement)
        return judgement

    def _take(self, judgement: Judgement) -> None:
        """Remember one line."""
        if judgement.sources == self.sources:
            self.judged[judgement.key] = judgement
        if judgement.is_killed:
            self.killers[judgement.key] = judgement.killed_by

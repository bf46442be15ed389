"""The rules that no ready-made tool checks: pins, licences of what we ship, secrets. Each returns its findings."""

import json
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.prepare import ROOT

PIN_FILES = ("requirements", "requirements-dev", "tools/requirements-uv", "tools/requirements-node")
ALLOWED_LICENCES = re.compile(
    r"(MIT(-0|-CMU)?|BSD(-[23]-Clause)?|0BSD|ISC|Zlib|CC0-1\.0|Apache(-2\.0| Software)?|PSF-2\.0|OFL-1\.1"
    r"|Python Software Foundation|Mozilla Public.*|MPL-2\.0|GNU Library or Lesser General Public.*|LGPL-.*|EUPL-1\.2)"
    r"( License| Licence)?( \(.*\))?"
)
TOLD_ELSEWHERE = {"dom-walk": "MIT"}  # its package.json uses an old form that the lock file does not repeat
NO_GUESSING = (
    "Base64HighEntropyString",
    "HexHighEntropyString",
    "IPPublicDetector",
)  # these guess, and cry wolf
NO_SECRETS_IN = (
    r"(^|/)(package-lock\.json|requirements[a-z-]*\.txt|demo/.*|locale/.*\.po|tests/.*|settings/test\.py)$"
)


def read_pins(path: Path) -> dict[str, list[tuple[Requirement, bool]]]:
    """For each package of a requirements file: its lines, and whether each has a hash."""
    pins: dict[str, list[tuple[Requirement, bool]]] = {}
    for line in path.read_text().replace("\\\n", " ").splitlines():
        text = line.split(" #")[0].split("--hash")[0].strip()
        if text and not text.startswith(("#", "-")):
            requirement = Requirement(text)
            pins.setdefault(canonicalize_name(requirement.name), []).append((requirement, "--hash=" in line))
    return pins


def check_pins() -> list[str]:
    """Every wish of an .in file is pinned in its .txt, fits the wish, and every pin has a hash."""
    findings = []
    for name in PIN_FILES:
        wishes, pins = read_pins(ROOT / f"{name}.in"), read_pins(ROOT / f"{name}.txt")
        for package, lines in pins.items():
            findings += [f"{name}.txt: {package} has no hash" for _, hashed in lines if not hashed]
        for package, [(wish, _), *_more] in wishes.items():
            versions = [str(pin.specifier).removeprefix("==") for pin, _ in pins.get(package, [])]
            if not versions or not all(
                wish.specifier.contains(version, prereleases=True) for version in versions
            ):
                findings.append(
                    f"{name}.txt: {wish} is pinned to {versions}; run ./in-env python -m tools.pin"
                )
    return findings


def is_allowed(licence: str) -> bool:
    """Whether one of the alternatives of a licence expression consists of allowed licences only."""
    alternatives = re.split(r"; | OR ", licence.replace("(MPL 2.0)", "").replace("(LGPL)", ""))
    return any(
        all(ALLOWED_LICENCES.fullmatch(part.strip(" ()")) for part in alternative.split(" AND "))
        for alternative in alternatives
    )


def read_licence(package: str) -> str:
    """A Python package's licence: the expression, else the classifiers, else the free text."""
    about = distribution(package).metadata.json
    classifiers = [entry.split(" :: ")[-1] for entry in about.get("classifier", []) if "License ::" in entry]
    named = "; ".join(entry for entry in classifiers if entry != "OSI Approved")
    return str(about.get("license_expression") or named or about.get("license") or "unknown")


def check_licences() -> list[str]:
    """What we ship (runtime packages, front-end packages) may be shipped with an EUPL work. Tools are only run."""
    shipped = {}
    for package, [(pin, _), *_more] in read_pins(ROOT / "requirements.txt").items():
        if pin.marker is None or pin.marker.evaluate():
            shipped[package] = read_licence(package)
    for place, entry in json.loads((ROOT / "package-lock.json").read_text())["packages"].items():
        if place and not (entry.get("dev") or entry.get("optional") or entry.get("devOptional")):
            name = place.split("node_modules/")[-1]
            shipped[name] = entry.get("license") or TOLD_ELSEWHERE.get(name, "unknown")
    return [f"{name}: {licence}" for name, licence in shipped.items() if not is_allowed(licence)]


def check_secrets() -> list[str]:
    """No file that git holds contains a key, a token or a password (detect-secrets, without its guessing detectors)."""
    command = [sys.executable, "-m", "detect_secrets", "scan", "--exclude-files", NO_SECRETS_IN]
    for detector in NO_GUESSING:
        command += ["--disable-plugin", detector]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)["results"]
    return [f"{path}:{hit['line_number']}: {hit['type']}" for path, hits in found.items() for hit in hits]

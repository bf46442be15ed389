"""`./check --long protocol`: the machine of the signing protocol plays longer than in the daily run.

The test is the same (tests/stakeholders/signing/test_protocol_machine.py): people act at random, and after every act
all its invariants hold; the plays are the same in every run.
"""

import argparse
import os
import subprocess
import sys

from tools.prepare import ROOT
from tools.proofs import write_section

EXAMPLES, STEPS = 200, 60
TEST = "tests/stakeholders/signing/test_protocol_machine.py"


def main() -> int:
    """Play a share of the examples; a whole run is written into docs/quality.md. Status 1 when not all hold."""
    parser = argparse.ArgumentParser(prog="python -m tools.protocol", description=__doc__)
    parser.add_argument("--sample", type=float, default=1.0, metavar="SHARE", help="share of the plays, 0-1")
    share = parser.parse_args().sample
    examples = max(1, round(share * EXAMPLES))
    told = f"{examples} plays of {STEPS} acts, every invariant looked at after each act"
    print(f"{told} ...", flush=True)
    environment = os.environ | {"CCC_PROTOCOL_EXAMPLES": str(examples), "CCC_PROTOCOL_STEPS": str(STEPS)}
    command = [sys.executable, "-m", "pytest", "-q", "--nomigrations", TEST]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    if share == 1 and done.returncode == 0:
        write_section("The protocol of signing at random", f"{told}: all hold.")
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())

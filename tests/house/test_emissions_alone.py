"""The science needs no framework: it imports and computes where Django, Celery and REST framework cannot be had."""

from tests.house.sources import python_files, run_python

CODE = """
import importlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {{"django", "celery", "rest_framework", "kombu"}}:
            raise ImportError(name + " cannot be had here")

sys.meta_path.insert(0, Absent())
for name in {modules}:
    importlib.import_module(name)

import pandas as pd
from emissions.verdict import EVALUATE_COLUMNS, evaluate

padova = pd.DataFrame(
    [[2021, 2030, 1_283_174, 1_026_540, 256_635, 168_017, 858_522, 2023, 1_147_952]], columns=list(EVALUATE_COLUMNS)
)
print(*evaluate(padova).round(3).loc[0, ["trajectory_tco2e", "progress_share", "verdict"]])
"""


def test_emissions_computes_without_any_framework() -> None:
    modules = [".".join(path.with_suffix("").parts) for path in python_files("emissions")]
    done = run_python(CODE.format(modules=modules))
    assert (done.stdout.strip(), done.stderr) == ("1055054.0 0.593 off_track", "")

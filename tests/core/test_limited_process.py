"""Work on strangers' bytes ends in time, within its memory, and knows no secret of ours."""

import json
import time

import pytest

from core.limited_process import LimitedProcessError, Reason, run_limited

CHILD = "tests.core.limited_child"


def run(order: str, *, seconds: int = 10) -> bytes:
    return run_limited(CHILD, order.encode(), memory_bytes=512 * 2**20, seconds=seconds)


def test_run_limited_gives_what_the_module_writes():
    assert run("echo") == b"heard: echo"


def test_run_limited_hides_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "very secret")
    assert "SECRET_KEY" not in json.loads(run("environment"))


@pytest.mark.parametrize(
    ("order", "seconds", "reason"),
    [
        ("memory", 10, Reason.MEMORY),
        ("spin", 1, Reason.TIME),
        ("sleep", 1, Reason.TIME),
        ("flood", 10, Reason.FAILED),
    ],
)
def test_run_limited_stops_what_takes_too_much(order, seconds, reason):
    started = time.monotonic()
    with pytest.raises(LimitedProcessError) as caught:
        run(order, seconds=seconds)
    assert caught.value.reason == reason
    assert time.monotonic() - started < seconds + 5


def test_run_limited_tells_why_a_module_failed():
    with pytest.raises(LimitedProcessError) as caught:
        run("juggle")
    assert (caught.value.reason, caught.value.detail) == (Reason.FAILED, "cannot juggle")
    assert str(caught.value) == "failed: cannot juggle"


@pytest.mark.parametrize(("order", "is_busy"), [("spin", True), ("sleep", False)])
def test_run_limited_tells_how_much_processor_time_was_used(order, is_busy):
    with pytest.raises(LimitedProcessError) as caught:
        run(order, seconds=1)
    assert (caught.value.cpu_seconds > 0.3) == is_busy

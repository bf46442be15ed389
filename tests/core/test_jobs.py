from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery import Celery
from django.db import connection, transaction
from django.utils import timezone

from core.enums import JobName, JobState
from core.jobs import MAX_ATTEMPTS, JobRun, LeaseLost, claim_job, defer, max_attempts, run_job, sweep_jobs
from core.models import Job

pytestmark = pytest.mark.django_db

NAME = JobName.RECOMPUTE_CONTRACT


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What was handed to the broker."""
    messages: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(Celery, "send_task", lambda _app, name, args: messages.append((name, args)))
    return messages


@pytest.fixture
def broken_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_app: Celery, name: str, args: list[str]) -> None:
        raise ConnectionError(name)

    monkeypatch.setattr(Celery, "send_task", refuse)


def make_job(**changes: Any) -> Job:
    job = defer(NAME, key=changes.pop("key", "city"))
    Job.objects.filter(pk=job.pk).update(**changes)
    job.refresh_from_db()
    return job


def claim(job: Job) -> JobRun:
    run = claim_job(job.pk)
    assert run is not None
    return run


def run_out(job: Job) -> None:
    """The worker that held the job is gone."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_defer_pokes_a_worker_only_after_the_commit(
    sent: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = defer(NAME, key="city", payload={"contracts": []})
        assert sent == []
    assert sent == [(NAME, [str(job.pk)])]
    assert (job.state, job.payload) == (JobState.PENDING, {"contracts": []})


@pytest.mark.django_db(transaction=True)
def test_defer_leaves_nothing_behind_when_its_cause_is_rolled_back(sent: list[Any]) -> None:
    with transaction.atomic():
        defer(NAME, key="city")
        transaction.set_rollback(True)
    assert (Job.objects.count(), sent) == (0, [])


@pytest.mark.usefixtures("broken_broker")
def test_defer_survives_a_broker_that_is_away(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = defer(NAME, key="city")
    assert Job.objects.get(pk=job.pk).state == JobState.PENDING


def test_claim_job_sets_lease_and_counts_the_attempt() -> None:
    job = make_job()
    run = claim(job)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.claim) == (JobState.RUNNING, 1, run.claim)
    assert job.lease_until is not None
    assert job.lease_until > timezone.now()


def test_claim_job_gives_a_job_to_one_worker_only() -> None:
    job = make_job()
    claim(job)
    assert claim_job(job.pk) is None


@pytest.mark.parametrize("state", [JobState.DONE, JobState.MERGED, JobState.FAILED])
def test_claim_job_leaves_ended_jobs_alone(state: JobState) -> None:
    assert claim_job(make_job(state=state).pk) is None


def test_claim_job_waits_for_the_pause_after_a_failure() -> None:
    job = make_job(run_after=timezone.now() + timedelta(minutes=1))
    assert claim_job(job.pk) is None


def test_claim_job_takes_over_when_the_lease_ran_out() -> None:
    job = make_job()
    first = claim(job)
    run_out(job)
    second = claim(job)
    job.refresh_from_db()
    assert second.claim != first.claim
    assert (job.claim, job.attempts) == (second.claim, 2)


def test_claim_job_gives_up_a_job_whose_workers_are_always_killed() -> None:
    job = make_job()
    for _ in range(MAX_ATTEMPTS):
        claim(job)
        run_out(job)
    assert claim_job(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Its worker was killed every time.")


def test_claim_job_merges_waiting_jobs_of_the_same_key() -> None:
    job, same, other = make_job(), make_job(), make_job(key="other city")
    claim(job)
    same.refresh_from_db()
    other.refresh_from_db()
    assert (same.state, same.merged_into) == (JobState.MERGED, job)
    assert other.state == JobState.PENDING


def test_claim_job_merges_nothing_into_a_job_without_a_key() -> None:
    job, other = make_job(key=""), make_job(key="")
    claim(job)
    other.refresh_from_db()
    assert other.state == JobState.PENDING


def test_report_tells_progress_and_extends_the_lease() -> None:
    job = make_job()
    run = claim(job)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() + timedelta(seconds=1))
    run.report(3, 5, "drawing")
    job.refresh_from_db()
    assert (job.done, job.total, job.step) == (3, 5, "drawing")
    assert job.lease_until is not None
    assert job.lease_until > timezone.now() + timedelta(seconds=10)


@pytest.mark.parametrize("ending", ["report", "finish", "fail"])
def test_who_lost_the_lease_can_write_nothing(ending: str) -> None:
    job = make_job()
    first = claim(job)
    run_out(job)
    claim(job)
    calls = {
        "report": lambda: first.report(1, 1, "late"),
        "finish": first.finish,
        "fail": lambda: first.fail(ValueError("late")),
    }
    with pytest.raises(LeaseLost):
        calls[ending]()
    job.refresh_from_db()
    assert (job.state, job.step, job.error) == (JobState.RUNNING, "", "")


def test_finish_ends_the_job_as_done() -> None:
    job = make_job()
    run = claim(job)
    run.report(1, 4, "computing")
    run.finish()
    job.refresh_from_db()
    assert (job.state, job.done, job.lease_until) == (JobState.DONE, 4, None)
    assert job.finished_at is not None


def test_fail_gives_the_job_back_with_a_longer_pause_each_time() -> None:
    job, pauses = make_job(), []
    for _attempt in range(2):
        Job.objects.filter(pk=job.pk).update(run_after=None)
        claim(job).fail(ValueError("no figures"))
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.PENDING, "ValueError: no figures")
        assert job.run_after is not None
        pauses.append(round((job.run_after - timezone.now()).total_seconds()))
    assert pauses == [10, 20]


def test_fail_ends_the_job_after_the_last_attempt() -> None:
    job = make_job(attempts=MAX_ATTEMPTS - 1)
    claim(job).fail(ValueError("no figures"))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, MAX_ATTEMPTS)
    assert job.finished_at is not None


def test_run_job_carries_out_the_work_once() -> None:
    job, seen = make_job(), []
    assert run_job(job.pk, lambda run: seen.append(run.key)) is True
    assert run_job(job.pk, lambda run: seen.append(run.key)) is False
    assert seen == ["city"]
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_run_job_stores_an_error_for_a_later_attempt() -> None:
    def stumble(_run: JobRun) -> None:
        raise ValueError("no figures")

    job = make_job()
    assert run_job(job.pk, stumble) is False
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.PENDING, "ValueError: no figures")


@pytest.mark.parametrize("stumbles", [False, True])
def test_run_job_writes_nothing_when_another_worker_took_over(stumbles: bool) -> None:
    def lose(_run: JobRun) -> None:
        run_out(job)
        claim(job)
        if stumbles:
            raise ValueError("too late")

    job = make_job()
    assert run_job(job.pk, lose) is False
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.RUNNING, "", 2)


@pytest.fixture
def long_ago() -> datetime:
    return timezone.now() - timedelta(minutes=5)


def test_sweep_jobs_sends_what_waits_too_long(sent: list[Any], long_ago: datetime) -> None:
    lost, fresh = make_job(sent_at=long_ago), make_job(key="fresh")
    assert sweep_jobs() == 1
    assert sent == [(NAME, [str(lost.pk)])]
    lost.refresh_from_db()
    assert lost.sent_at is not None
    assert lost.sent_at > long_ago
    assert fresh.state == JobState.PENDING


def test_sweep_jobs_has_no_upper_age(sent: list[Any]) -> None:
    job = make_job(sent_at=timezone.now() - timedelta(days=400))
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=400))
    assert sweep_jobs() == 1
    assert sent == [(NAME, [str(job.pk)])]


def test_sweep_jobs_sends_the_job_of_a_killed_worker(sent: list[Any], long_ago: datetime) -> None:
    job = make_job()
    claim(job)
    Job.objects.filter(pk=job.pk).update(lease_until=long_ago, sent_at=long_ago - timedelta(minutes=1))
    assert sweep_jobs() == 1
    assert sent == [(NAME, [str(job.pk)])]


def test_sweep_jobs_leaves_running_paused_and_ended_jobs_alone(sent: list[Any], long_ago: datetime) -> None:
    running = make_job(key="running", sent_at=long_ago)
    claim(running)
    make_job(key="paused", sent_at=long_ago, run_after=timezone.now() + timedelta(minutes=1))
    for state in (JobState.DONE, JobState.MERGED, JobState.FAILED):
        make_job(key=state, sent_at=long_ago, state=state)
    assert (sweep_jobs(), sent) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_progress_is_told_from_within_a_transaction(sent: list[tuple[str, list[str]]]) -> None:
    run = claim(make_job())
    with transaction.atomic():
        run.report_aside(3, 10, "Writing")
    assert Job.objects.values_list("done", "total", "step").get(pk=run.id) == (3, 10, "Writing")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_progress_is_seen_before_the_commit(sent: list[tuple[str, list[str]]]) -> None:
    run = claim(make_job())
    with suppress(InterruptedError), transaction.atomic():
        run.report_aside(3, 10, "Writing")
        raise InterruptedError
    assert Job.objects.values_list("done", flat=True).get(pk=run.id) == 3


def test_mails_are_tried_longer_than_other_work_with_pauses_of_an_hour_at_most() -> None:
    assert (max_attempts(NAME), max_attempts(JobName.SEND_MAIL)) == (MAX_ATTEMPTS, 45)
    job = defer(JobName.SEND_MAIL, key="mail")
    Job.objects.filter(pk=job.pk).update(attempts=20)
    claim(job).fail(ConnectionError())
    job.refresh_from_db()
    assert job.state == JobState.PENDING
    assert job.run_after is not None
    assert timedelta(minutes=59) < job.run_after - timezone.now() <= timedelta(hours=1)

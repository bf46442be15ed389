"""News becomes a job, a job becomes snapshots and charts, once."""

from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from contracts.models import Contract
from contracts.signals import contract_changed, inventory_published
from core.enums import JobName, JobState
from core.jobs import run_job
from core.models import Job
from core.selectors import job_progress
from molecules.signals import molecule_changed
from progress.models import ProgressSnapshot, SnapshotChart
from progress.services.recomputation import WORK
from progress.services.requests import defer_recompute, defer_recompute_all
from progress.tasks import recompute_nightly
from stakeholders.signals import commitment_changed
from tests.factories import ContractFactory, UserFactory


def run_all_jobs() -> None:
    while job := Job.objects.filter(state=JobState.PENDING).order_by("created_at").first():
        assert run_job(job.pk, WORK[JobName(job.name)])


@pytest.mark.parametrize("signal", [contract_changed, commitment_changed])
def test_news_of_a_contract_writes_its_job(milano: Contract, signal: Any) -> None:
    user = UserFactory()
    signal.send(None, contract_id=milano.pk, by=user)
    assert list(Job.objects.values_list("name", "key", "created_by")) == [
        (JobName.RECOMPUTE_CONTRACT, str(milano.pk), user.pk)
    ]


@pytest.mark.parametrize("signal", [inventory_published, molecule_changed])
def test_news_of_a_city_writes_the_job_of_its_contract(milano: Contract, signal: Any) -> None:
    ContractFactory()
    signal.send(None, city_id=milano.city_id)
    assert list(Job.objects.values_list("key", flat=True)) == [str(milano.pk)]


def test_news_of_a_change_that_is_rolled_back_leaves_no_job(milano: Contract) -> None:
    with transaction.atomic():
        contract_changed.send(None, contract_id=milano.pk)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_a_job_computes_and_draws_in_every_language(milano: Contract) -> None:
    job = defer_recompute(contract_id=milano.pk)
    run_all_jobs()
    assert ProgressSnapshot.objects.filter(contract=milano, is_current=True).count() == 1
    drawn = set(SnapshotChart.objects.values_list("language", flat=True))
    assert drawn == {code for code, _ in settings.LANGUAGES}
    told = job_progress(job.pk)
    assert (told.state, told.done, told.total) == (JobState.DONE, 4, 4)


def test_changes_that_wait_together_are_computed_once(milano: Contract) -> None:
    jobs = [defer_recompute(contract_id=milano.pk) for _ in range(3)]
    run_all_jobs()
    assert [Job.objects.get(pk=job.pk).state for job in jobs] == [
        JobState.DONE,
        JobState.MERGED,
        JobState.MERGED,
    ]
    assert job_progress(jobs[2].pk).state == JobState.DONE


def test_recompute_all_is_shared_out_in_chunks(milano: Contract, padova: Contract, settings: Any) -> None:
    settings.RECOMPUTE_CHUNK_SIZE = 1
    job = defer_recompute_all()
    assert run_job(job.pk, WORK[JobName.RECOMPUTE_ALL])
    assert job_progress(job.pk).is_open
    run_all_jobs()
    assert ProgressSnapshot.objects.filter(is_current=True).count() == 2
    assert Job.objects.filter(parent=job).count() == 2
    assert (job_progress(job.pk).state, job_progress(job.pk).done) == (JobState.DONE, 8)


def test_sharing_out_twice_makes_no_second_set(milano: Contract) -> None:
    job = defer_recompute_all()
    run_job(job.pk, WORK[JobName.RECOMPUTE_ALL])
    Job.objects.filter(pk=job.pk).update(state=JobState.PENDING)
    run_job(job.pk, WORK[JobName.RECOMPUTE_ALL])
    assert Job.objects.filter(parent=job).count() == 1


def test_every_night_everything_is_asked_for(db: None) -> None:
    recompute_nightly()
    assert Job.objects.get().name == JobName.RECOMPUTE_ALL

"""Every file of the hostile corpus goes through the page: a clear sentence, no error of ours, in time."""

import resource
import time

import pytest
from django.utils import translation

from core.enums import JobName, JobState
from core.models import Job
from exchange.enums import ImportState
from exchange.models import ImportRun
from exchange.recognition.refusal_words import SENTENCES, tell_refusal
from exchange.recognition.refusals import Refusal
from exchange.selectors.imports import tell_run_refusal
from tests.exchange.imports.conftest import post_file, work
from tools.hostile_files import CORPUS, HostileFile, make_corpus

SECONDS = 20


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_hostile_file_is_refused_in_words(hostile: HostileFile, office, list_url):
    content = hostile.make()
    started = time.monotonic()
    response = post_file(office, list_url, hostile.name, content)
    if response.status_code == 302:
        work(JobName.READ_IMPORT)
        run = ImportRun.objects.get()
        assert Job.objects.get().state == JobState.DONE
        assert run.state == (ImportState.REFUSED if hostile.refusal else ImportState.RECOGNISED)
        assert run.refusal.get("refused", "") == hostile.refusal
        told = tell_run_refusal(run)
        page = office.get(response.url)
        assert page.status_code == 200
    else:
        (error,) = response.context["form"].errors.as_data()["file"]
        assert (response.status_code, error.code) == (200, hostile.refusal)
        told = error.message
    assert time.monotonic() - started < SECONDS
    assert bool(told) == bool(hostile.refusal)


def test_reading_processes_stayed_under_a_gigabyte(office, list_url):
    post_file(office, list_url, "cells.csv", b"10;20;30\n" * 100_000)
    work(JobName.READ_IMPORT)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 2**30


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_sentence_in_both_languages(refusal):
    numbers = {"megabytes": 30, "limit": 20, "extension": ".py", "columns": 9, "entries": 3}
    for language in ("it", "en"):
        with translation.override(language):
            told = tell_refusal({"refused": refusal.value, "numbers": numbers})
        assert told.endswith(".")
        assert "%(" not in told
    assert set(SENTENCES) == set(Refusal)


def test_corpus_is_written_inside_its_folder(tmp_path):
    made = make_corpus(tmp_path / "corpus")
    assert sorted(path.name for path in made) == sorted(hostile.name.replace("/", "_") for hostile in CORPUS)

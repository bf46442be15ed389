"""The rounds of `tools.races` on the database of DATABASE_URL, which must be new: they write what cannot be deleted."""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ccc_portal.settings.test"
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402 - Django comes first
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from core.clock import database_now  # noqa: E402
from core.models import EvidenceEvent, Mail  # noqa: E402
from core.services.evidence import check_evidence  # noqa: E402
from stakeholders.enums import RequestState  # noqa: E402
from stakeholders.models import SignatureRecord, SigningRequest  # noqa: E402
from stakeholders.services.requests import Signer, cancel_request, expire_requests  # noqa: E402
from stakeholders.services.signatures import sign  # noqa: E402
from stakeholders.services.slots import decline  # noqa: E402
from tests.stakeholders.signing.stage import make_stage  # noqa: E402

REASON = "The second sheet is wrong."
LATE = timedelta(milliseconds=400)
"""A request that is to run out is given so much time more when its race begins."""
PATIENCE_SECONDS = 120
Act = tuple[Callable[..., Any], dict[str, Any]]
SIGNED = RequestState.SEALING
TIMES = {"sign": 20}
"""How often a contest is played for one round of the others: the identical signatures are the promise."""
CONTESTS = {
    "sign": SIGNED,
    "decline": RequestState.DECLINED,
    "cancel": RequestState.CANCELLED,
    "expire": RequestState.EXPIRED,
}
"""What signing races against, and how the request ends when signing loses."""


class Player:
    """A process that waits for an act, does it together with all others, and tells what it was told."""

    def __init__(self, context: Any, barrier: Any) -> None:
        self.end, far = context.Pipe()
        self.process = context.Process(target=_play, args=(far, barrier), daemon=True)
        self.process.start()

    def answer(self) -> str:
        """What came of the act; a player who hangs is a fault."""
        return str(self.end.recv()) if self.end.poll(PATIENCE_SECONDS) else "hung"


def _play(end: Connection, barrier: Any) -> None:
    while True:
        act, arguments = end.recv()
        connection.ensure_connection()
        barrier.wait()
        try:
            done = act(**arguments)
        except ValidationError as refused:
            codes = [error.code for errors in refused.error_dict.values() for error in errors]
            end.send(f"refused: {','.join(map(str, codes))}")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told as a fault
            end.send(f"failed: {type(error).__name__}: {error}")
        else:
            end.send(f"record {done.pk}" if isinstance(done, SignatureRecord) else "done")


def sweep_until_over(*, request_id: Any) -> None:
    """Sweep again and again until the request is over, one way or the other."""
    end = time.monotonic() + PATIENCE_SECONDS / 4
    waiting = SigningRequest.objects.filter(pk=request_id, state=RequestState.COLLECTING)
    while waiting.exists() and time.monotonic() < end:
        expire_requests()


def prepare(contest: str) -> tuple[SigningRequest, Act, Act]:
    """A request with one signer, who is ready; what signing sends, and what it races against."""
    stage = make_stage()
    request = stage.open(signers=[Signer(person=stage.first)])
    slot = stage.slot(request, stage.first)
    signing: Act = (sign, stage.prepare(slot))
    others: dict[str, Act] = {
        "sign": signing,
        "decline": (decline, {"signer_id": slot.pk, "by": stage.first, "reason": REASON}),
        "cancel": (cancel_request, {"request_id": request.pk, "by": stage.officer}),
        "expire": (sweep_until_over, {"request_id": request.pk}),
    }
    if contest == "expire":
        SigningRequest.objects.filter(pk=request.pk).update(expires_at=database_now() + LATE)
    return request, signing, others[contest]


def play_round(players: list[Player], contest: str, number: int) -> tuple[str, list[str]]:
    """One round: who won, and what is not as it should be."""
    request, signing, other = prepare(contest)
    connections.close_all()
    acts = [signing if place % 2 else other for place in range(len(players))]
    if contest == "expire":  # every other round begins after the end
        time.sleep(LATE.total_seconds() * (number % 3) / 2)
    for player, act in zip(players, acts, strict=True):
        player.end.send(act)
    told = [player.answer() for player in players]
    request.refresh_from_db()
    return request.state, list(find_faults(request, contest, told))


def find_faults(request: SigningRequest, contest: str, told: list[str]) -> list[str]:
    """What the database and the answers say against one winner."""
    faults = [answer for answer in told if answer.startswith(("failed", "hung"))]
    records = list(SignatureRecord.objects.filter(signer__request=request))
    events = Counter(
        EvidenceEvent.objects.filter(
            stream=request.version.commitment.contract_id, payload__contains=str(request.pk)
        ).values_list("kind", flat=True)
    )
    is_signed = request.state == SIGNED
    if request.state not in {SIGNED, CONTESTS[contest]}:
        faults.append(f"the request ended as {request.state}")
    if [len(records), events["signature.recorded"]] != [is_signed] * 2:
        faults.append(f"{len(records)} records, {events['signature.recorded']} events, {request.state}")
    ends = sum(events[f"request.{state}"] for state in ("declined", "cancelled", "expired"))
    if ends > 1 or (ends and is_signed):
        faults.append(f"{ends} ends of one request, {request.state}")
    answers = {answer for answer in told if answer.startswith("record")}
    if answers != {f"record {record.pk}" for record in records}:
        faults.append(f"answers {sorted(answers)}, records {[str(one.pk) for one in records]}")
    if any(record.signed_at >= request.expires_at for record in records):
        faults.append("signed after the end")
    if (
        is_signed
        and Mail.objects.filter(kind="signing_signed", to=records[0].signer.person.email).count() != 1
    ):
        faults.append("the news of the signature was not sent once")
    if contest == "sign" and len(answers) != 1:
        faults.append("twenty identical signatures were not answered alike")
    return faults


def main() -> int:
    """Play all rounds of all contests; one line of counts, and every fault. Status 1 when there is one."""
    parser = argparse.ArgumentParser(prog="python -m tools.race_rounds", description=__doc__)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--players", type=int, required=True)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(options.players)
    players = [Player(context, barrier) for _each in range(options.players)]
    wins: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    played = 0
    for contest in CONTESTS:
        for number in range(options.rounds * TIMES.get(contest, 1)):
            played += 1
            state, found = play_round(players, contest, number)
            wins[contest, state] += 1
            faults += [f"{contest}, round {number}: {fault}" for fault in found]
        print(f"  {contest}: played", flush=True)
    for player in players:
        player.process.terminate()
    faults += [f"the log: {fault.kind} {fault.fault}" for fault in check_evidence().faults]
    print("\n".join(faults))
    told = "; ".join(
        f"sign against {contest} ended {state} {count}×" for (contest, state), count in wins.items()
    )
    print(f"{played} rounds of {options.players} processes, {len(faults)} faults. {told}.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())

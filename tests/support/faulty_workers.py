"""Ways for a worker to fail, chosen by the end of the job's path. Workers import this module."""

from __future__ import annotations

import os
import signal
import time

from flows.workers.job import Job, Limits, Outcome


def misbehave(job: Job, limits: Limits) -> Outcome:
    match job.path.rpartition("-")[2]:
        case "hang":
            time.sleep(600)
        case "hang_in_c":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            time.sleep(600)
        case "grow":
            hoard = [bytearray(2**24) for _ in range(2**12)]
            return fine(job, str(len(hoard)))
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise ValueError("a secret from the document")
        case "exit":
            raise SystemExit(3)
        case "slow":
            time.sleep(0.3)
    return fine(job, str(os.getpid()))


def fine(job: Job, reason: str) -> Outcome:
    return Outcome(path=job.path, uri=job.path, status="skipped", code="not_a_document", reason=reason)

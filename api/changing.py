"""Routes that change the store: a file taken in, a header put right, a report removed or back; and what goes on.

What erases for good has none: that is done at the machine itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from ..index.records import ID_LENGTH
from ..service.changes import Changes, Outcome
from ..service.incoming import Incoming
from ..service.jobs import Job
from ..service.objects import corrected_field
from ..service.readers import Reader
from ..words import both
from . import told
from .asked import Correct
from .faults import JobUnknownError, fault, fault_of
from .reports import ReportId
from .routing import Asker, described
from .sending import SENT, one_file


def job_told(job: Job[Outcome], reader: Reader) -> dict[str, Any]:
    """A change that goes on or is done, in JSON."""
    step, why = job.step(), job.fault()
    running = job.running()
    outcome = None if running or why else job.outcome()
    return {
        "id": job.id,
        "state": "running" if running else "failed" if why else "done",
        "stage": step.stage,
        "done": step.done,
        "total": step.total,
        "seconds_left": step.left if running else None,
        "outcome": outcome and {
            "did": outcome.did,
            "names": list(outcome.names),
            "failures": [{"file": one.file, "error": fault("file_unreadable", one.reason)} for one in outcome.failures],
            "withheld": list(outcome.withheld),
            "reports": outcome.reports,
            "passages": outcome.passages,
        },
        "error": fault_of(why, reader) if why else None,
    }  # fmt: skip


def file_told(one: Incoming) -> dict[str, Any]:
    """A file that was sent, in JSON: what was read of it, or why it is not kept."""
    return {
        "file": one.name,
        "id": one.digest[:ID_LENGTH] if one.report else None,
        "header": one.report.header.to_json() if one.report else None,
        "error": fault("file_refused", one.fault) if one.fault else None,
    }


def take(changes: Changes, reader: Reader, sent: BinaryIO, name: str) -> JSONResponse:
    """Read a file and begin to take it into the store.

    Raises:
        NotAllowedError: the reader may not.
        StoreBusyError: somebody here is at work already.
        DiskFullError, StoreUnwritableError: there is no room for it.
    """
    with changes.waiting.arriving(sent) as place:
        taken = [changes.waiting.take(place, name)]
    looked: list[Incoming] = []
    try:
        files, refused = changes.opened(reader, taken)
        taken += files
        looked += refused
        looked += changes.look(reader, files, ())
        if not any(one.report for one in looked):
            return nothing_kept(looked)
        kept = [one.token for one in looked if one.report]
        job = changes.keep(reader, kept)
        job.if_it_fails(lambda: changes.waiting.drop(kept))  # whoever sent them sends them again
    except BaseException:
        changes.waiting.drop(one for one, _ in taken)
        raise
    finally:
        changes.waiting.drop(one.token for one in looked if not one.report)
    return JSONResponse({"files": [file_told(one) for one in looked], "job": job_told(job, reader)}, 202)


def nothing_kept(looked: Iterable[Incoming]) -> JSONResponse:
    """That none of the files can be kept: why the first cannot, and why each."""
    told_of = [file_told(one) for one in looked]
    first = next((one["error"] for one in told_of if one["error"]), fault("file_refused", both("api.nothing_in_it")))
    return JSONResponse({"error": first, "files": told_of}, 422)


def corrections(changes: Changes, reader: Reader, report: str, asked: Correct) -> dict[str, Any]:
    """Put a header right; what `tracuu correct --json` prints then, and of which report."""
    job = changes.correct(reader, report, asked.values)
    if job is not None:
        job.outcome()
    _, made = changes.header(reader, report)
    return {"id": report, "corrections": [corrected_field(one) for one in made]}


def routes(changes: Changes) -> APIRouter:
    """The addresses at which the store is changed."""
    router = APIRouter()

    @router.post("/api/v1/reports", openapi_extra=SENT, **described("add_report", told.Taken, 202))
    async def add_report(reader: Asker, request: Request) -> JSONResponse:
        reader.must_be("editor", whole=True)  # before anything that was sent is read
        async with one_file(request) as sent:
            return await run_in_threadpool(take, changes, reader, sent.file, sent.filename or "")

    @router.patch("/api/v1/reports/{report}", **described("correct_report", told.Corrections))
    def correct_report(reader: Asker, report: ReportId, asked: Correct) -> JSONResponse:
        return JSONResponse(corrections(changes, reader, report, asked))

    @router.delete("/api/v1/reports/{report}", **described("remove_report", told.Changed))
    def remove_report(reader: Asker, report: ReportId) -> JSONResponse:
        return JSONResponse({"id": report, "did": changes.remove(reader, report).did})

    @router.post("/api/v1/reports/{report}/restore", **described("restore_report", told.Changed))
    def restore_report(reader: Asker, report: ReportId) -> JSONResponse:
        return JSONResponse({"id": report, "did": changes.restore(reader, report).did})

    @router.get("/api/v1/jobs", **described("list_jobs", told.Jobs))
    def list_jobs(reader: Asker) -> JSONResponse:
        return JSONResponse({"jobs": [job_told(job, reader) for job in changes.jobs(reader)]})

    @router.get("/api/v1/jobs/{job}", **described("job", told.Job))
    def one_job(reader: Asker, job: str) -> JSONResponse:
        found = next((one for one in changes.jobs(reader) if one.id == job), None)
        if found is None:
            raise JobUnknownError(job)
        return JSONResponse(job_told(found, reader))

    return router

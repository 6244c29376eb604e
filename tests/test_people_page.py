"""What each may do at the page: every event of the running application, asked for as a browser does, by each role."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.test_door import OWN
from tests.test_people import HOME, tried
from tracuu.api.auditing import TAKEN, Audited
from tracuu.api.running import Running
from tracuu.door import Accounts, Audit
from tracuu.door.streams import OwnStreams
from tracuu.index.opening import open_store
from tracuu.service.house import House, open_house
from tracuu.serving import STREAMS, behind, by_signing_in, doored, signing
from tracuu.words import say

PASSWORD = "mưa phùn tháng giêng"
ROLES: dict[str, tuple[str, list[str] | None]] = {
    "người đọc": ("reader", None),
    "văn thư": ("editor", None),
    "phòng A": ("editor", ["phòng A"]),
    "quản trị": ("admin", None),
}
REFUSED = say("errors.NotAllowedError", "vi")

Sent = Callable[[str], dict[str, Any]]
"""What a browser sends with an event about a report."""

READING: dict[str, Sent] = {
    "masthead load": lambda _: {},
    "search-answer submit": lambda _: {"address": "q=kinh+phí", "form": True},
    "ask-answer submit": lambda _: {"address": "tab=ask&q=Ai+ký?", "form": True},
    "wording-answer submit": lambda _: {"address": "tab=wording&q=kinh+phí", "form": True},
    "check-answer submit": lambda _: {"draft": "Kinh phí còn hạn chế.", "form": True},
    "overview-answer submit": lambda _: {"address": "tab=overview", "form": False},
    "holdings-answer submit": lambda _: {"address": "tab=holdings", "form": True},
    "holdings-add load": lambda _: {},
    "holdings-work input": lambda _: {},
    "report click": lambda report: {"passage": report},
    "basket input": lambda report: {"picks": [f"{report}-1:0:10"]},
}
CHANGING: dict[str, Sent] = {
    "holdings-incoming upload": lambda _: {"files": [], "tokens": [], "dropped": [], "refused": []},
    "holdings-work submit": lambda _: {"do": "keep", "tokens": ["x" * 22]},
    "holdings-change submit": lambda report: {"do": "remove", "report": report},
    "holdings-dialog edit": lambda report: {"dialog": "correct", "report": report},
    "holdings-dialog submit": lambda report: {"report": report, "values": {"agency": ["Sở Khác"]}},
}
"""Every event of the page, by the part that it is of, and what is sent with it here."""


@pytest.fixture(scope="module")
def data(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("người") / "kho"
    shutil.copytree(sample_store, data)
    for name, (role, collections) in ROLES.items():
        Accounts(data).add(name, PASSWORD, role, collections)  # type: ignore[arg-type]
    return data


@pytest.fixture(scope="module")
def house(data: Path) -> Iterator[House]:
    house = open_house(data)
    yield house
    house.store.close()


@pytest.fixture(scope="module")
def service(house: House, data: Path) -> Iterator[TestClient]:
    """The whole service as `tracuu serve` makes it, running."""
    ways, audit = signing(data, 7860), Audit(data)
    page = OwnStreams(behind(Running.over(house, False, audit), ways.routes()), STREAMS, ways.sessions.lives)
    door = doored(Audited(page, audit), ("127.0.0.1",), by_signing_in(ways))
    with TestClient(door, base_url=HOME, headers=OWN, follow_redirects=False) as client:
        yield client


@pytest.fixture
def signed_in(service: TestClient) -> Callable[[str], TestClient]:
    def client(name: str) -> TestClient:
        service.cookies.clear()
        assert tried(service, name, PASSWORD).status_code == 303
        return service

    return client


@pytest.fixture
def report(house: House) -> str:
    """A report that everybody may see who sees all."""
    with house.store.view() as view:
        return view.reports()[0].id


def events(client: TestClient) -> dict[str, int]:
    """The number of every event of the page that is served, by the part that it is of."""
    config = re.search(r"window\.gradio_config = (\{.*?\});?</script>", client.get("/").text, re.DOTALL)
    assert config
    said = json.loads(config[1])
    parts = {one["id"]: one["props"].get("elem_id") or one["type"] for one in said["components"]}
    found = {}
    for one in said["dependencies"]:
        if one["backend_fn"]:
            (target, event), *_ = one["targets"]
            # what is asked for when the page is loaded is of the part that it fills
            found[f"{parts[target if event != 'load' else one['outputs'][0]]} {event}"] = one["id"]
    return found


def said_to(client: TestClient, event: int, sent: dict[str, Any]) -> str:
    """What comes of an event, as a browser asks for it."""
    body = {"data": [], "event_data": sent, "fn_index": event, "trigger_id": None, "session_hash": f"phien{event}"}
    joined = client.post("/gradio_api/queue/join", json=body)
    assert joined.status_code == 200, joined.text
    streamed = client.get("/gradio_api/queue/data", params={"session_hash": f"phien{event}"})
    assert streamed.status_code == 200
    messages = [json.loads(line[6:]) for line in streamed.text.splitlines() if line.startswith("data: ")]
    assert "process_completed" in {one["msg"] for one in messages}
    return "\n".join(json.dumps(one.get("output", {}).get("data", ""), ensure_ascii=False) for one in messages)


def version(data: Path) -> Any:
    """What tells a change to the store."""
    store = open_store(data)
    with store.view() as view:
        there = view.moment, [record.header for record in view.reports()], view.removed()
    store.close()
    return there


def test_every_event_of_the_running_page_is_tried_here(signed_in: Callable[[str], TestClient]) -> None:
    there = {name for name in events(signed_in("người đọc")) if not name.endswith(" clear")}
    assert there == READING.keys() | CHANGING.keys()


def test_a_reader_changes_nothing_whatever_they_send(
    signed_in: Callable[[str], TestClient], report: str, data: Path
) -> None:
    client = signed_in("người đọc")
    there, before = events(client), version(data)
    for name, sent in CHANGING.items():
        assert REFUSED in said_to(client, there[name], sent(report)), name
    for name, sent in READING.items():
        said = said_to(client, there[name], sent(report))
        assert REFUSED not in said, name
        assert say("page.unexpected", "vi") not in said, name
    assert version(data) == before
    zone = said_to(client, there["holdings-add load"], {})
    held = said_to(client, there["holdings-answer submit"], {"address": "tab=holdings", "form": False})
    assert "dropzone" not in zone
    assert "data-do=" not in held.replace("\\", "")
    assert "data-passage" in held


def test_who_has_a_collection_is_told_nothing_of_another_and_changes_nothing_in_it(
    signed_in: Callable[[str], TestClient], report: str, data: Path, house: House
) -> None:
    with house.store.view() as view:
        told = {one for record in view.reports() for one in (record.file, record.header.agency, record.header.title)}
    client = signed_in("phòng A")
    there, before = events(client), version(data)
    for name, sent in (READING | CHANGING).items():
        said = said_to(client, there[name], sent(report))
        assert [one for one in told if one and one in said] == [], name
        assert say("page.unexpected", "vi") not in said, name
    assert version(data) == before
    assert "dropzone" in said_to(client, there["holdings-add load"], {})
    assert client.get("/export.json?q=kinh+phí").json()["results"] == []
    assert client.get(f"/originals/{report}").status_code == 404


@pytest.mark.parametrize("name", ["văn thư", "quản trị"])
def test_an_editor_is_let_do_it(
    signed_in: Callable[[str], TestClient], report: str, data: Path, house: House, name: str
) -> None:
    client = signed_in(name)
    there, before = events(client), version(data)
    assert REFUSED not in said_to(client, there["holdings-dialog edit"], CHANGING["holdings-dialog edit"](report))
    assert "data-do" in said_to(client, there["holdings-change submit"], {"do": "remove", "report": report})
    assert version(data) != before
    said_to(client, there["holdings-change submit"], {"do": "restore", "report": report})
    with house.store.view() as view:
        assert view.report(report) is not None
    assert [(one.did, one.who, one.reports) for one in Audit(data).listed(2)] == [
        ("removed", name, report), ("restored", name, report),
    ]  # fmt: skip


def test_nobody_erases_or_names_folders_over_the_network(
    signed_in: Callable[[str], TestClient], report: str, data: Path
) -> None:
    client = signed_in("quản trị")
    there, before = events(client), version(data)
    erased = said_to(client, there["holdings-change submit"], {"do": "erase", "report": report})
    assert say("errors.NotHereError", "vi") in erased
    synced = said_to(client, there["holdings-work submit"], {"do": "folder", "folder": str(data)})
    assert say("errors.NotHereError", "vi") in synced
    assert "holdings-folder" not in said_to(client, there["holdings-add load"], {})
    assert version(data) == before


def test_what_is_taken_along_is_written_down(
    signed_in: Callable[[str], TestClient], report: str, data: Path, service: TestClient
) -> None:
    client = signed_in("người đọc")
    assert client.get("/export.json?q=kinh+phí").status_code == 200
    assert client.get(f"/originals/{report}").status_code == 200
    assert client.get("/originals/0123456789ab").status_code == 404
    assert client.get("/ui.js").status_code == 200
    done = [(one.did, one.who, one.reports) for one in Audit(data).listed(2)]
    assert done == [("exported", "người đọc", ""), ("exported", "người đọc", report)]
    assert "kinh" not in str(Audit(data).listed(50))
    from tracuu.page.downloads import routes
    from tracuu.service.readers import OWNER

    looked_at = {"/originals/{report}/pages/{page}"}  # as the report's own text is: nothing is taken along
    assert {one.path for one in routes(open_house(data), lambda _: OWNER)} <= {*TAKEN} | looked_at


def test_who_came_past_the_door_is_nobody(house: House) -> None:
    from types import SimpleNamespace

    import gradio as gr
    from starlette.requests import Request

    from tracuu.service.readers import NotAllowedError
    from tracuu.serving import desk_of

    running = Running.over(house, False)
    bare = Request({"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""})
    for request in (SimpleNamespace(headers={}), gr.Request(bare), gr.Request(), [gr.Request(bare)], None):
        with pytest.raises(NotAllowedError):
            desk_of(request, running)  # type: ignore[arg-type]

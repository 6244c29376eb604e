"""The API against its own description: whatever that allows, or nearly allows, no answer is a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.programs import Service, copy_of, serving
from tests.test_door import routes_of
from tracuu.api import told
from tracuu.api.application import DESCRIPTION, application
from tracuu.api.running import Running
from tracuu.index.opening import open_store
from tracuu.service.engines import Engines
from tracuu.service.house import House

pytestmark = pytest.mark.slow

EXAMPLES = 25
"""Requests to each route: those that fit the description and those that nearly do."""

MANY = {GenerationMode.POSITIVE: 200, GenerationMode.NEGATIVE: 200}
"""Requests in all: fewer, and most of the description would have been passed over."""

PATIENCE = 120
"""Seconds for an answer: the machine may be busy."""

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def service(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(copy_of(sample_store, tmp_path_factory.mktemp("mô tả") / "kho")) as running:
        yield running
        log = running.log.read_text("utf-8")
        assert "Traceback" not in log, log


def shown(service: Service) -> dict[str, str]:
    return {"Authorization": f"Bearer {service.keys['admin']}"}


@pytest.mark.parametrize("mode", GenerationMode)
def test_no_request_is_answered_otherwise_than_it_is_described(service: Service, mode: GenerationMode) -> None:
    schema: Any = schemathesis.openapi.from_url(f"{service.address}{DESCRIPTION}", headers=shown(service))
    answered = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def tried(case: Any) -> None:
            nonlocal answered
            case.call_and_validate(headers=shown(service), checks=CHECKS, timeout=PATIENCE)
            answered += 1

        with suppress(Unsatisfiable):  # what takes nothing cannot be asked wrongly
            tried()
    assert answered > MANY[mode]


def test_every_route_is_described_in_both_languages_with_examples(service: Service) -> None:
    client: httpx.Client = service.client()
    description = client.get(DESCRIPTION).json()
    store = open_store(service.data)
    app = application(Running.over(House(store, Engines(store)), local=False))
    there = {(method.lower(), path) for method, path in routes_of(app.routes) if method != "HEAD"}
    said = {(method, path) for path, one in description["paths"].items() for method in one}
    assert there - {("get", DESCRIPTION), ("post", "/mcp")} == said
    for path, methods in description["paths"].items():
        for method, one in methods.items():
            assert one["summary"] and one["description"], (method, path)
            assert one["summary"] != one["description"]
            assert "422" in one["responses"]
            refused = {
                one["responses"][status]["content"]["application/json"]["schema"]["$ref"] for status in ("401", "422")
            }
            assert refused == {"#/components/schemas/Refused"}
    for model in (told.Hit, told.Answer, told.Refused):
        assert description["components"]["schemas"][model.__name__]["examples"]
        config: Any = model.model_config
        (example,) = config["json_schema_extra"]["examples"]
        assert model.model_validate(example).model_dump(mode="json", exclude_unset=True) == example
    searched = description["components"]["schemas"]["Search"]["properties"]
    assert searched["query"]["examples"] == ["kinh phí hạn chế"]
    assert all(" / " in one["description"] for one in searched.values())
    (scheme,) = description["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    unasked = {
        path for path, methods in description["paths"].items() for one in methods.values() if "security" not in one
    }
    assert unasked == {"/healthz"}

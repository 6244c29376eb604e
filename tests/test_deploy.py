"""What is offered to run beside Milvus: valid, closed to the world, without a password that everyone knows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - it registers every command
from tracuu.commands.application import app
from tracuu.settings import Settings

DEPLOY = Path(__file__).parents[1] / "deploy" / "milvus"
COMPOSE = DEPLOY / "compose.yaml"
VARIABLE = re.compile(r"\$\{(\w+)(:[?-])?([^}]*)\}")
PINNED = re.compile(r":v?\d+\.\d+\.\d+[\w.-]*$|:RELEASE\.\d{4}-\d\d-\d\dT[\d-]+Z$")
BUILT_HERE = "tracuu:local"
SERVERS = ("etcd", "minio", "milvus")
KNOWN_TO_ALL = ("minioadmin", "Milvus", "milvus", "admin", "password", "root")
"""Passwords that these come with."""

OF_A_PART = {"replicas": None, "extraEnv": None, "resources": None}
CHART: dict[str, Any] = {
    "cluster": {"enabled": None},
    "image": {"all": {"repository": None, "tag": None}},
    "service": {"type": None, "port": None},
    "ingress": {"enabled": None},
    "attu": {"enabled": None},
    "extraConfigFiles": {"user.yaml": None},
    "volumes": None,
    "volumeMounts": None,
    **{part: {"enabled": None} for part in ("streaming", "woodpecker", "pulsar", "pulsarv3", "kafka", "indexNode")},
    "minio": {"enabled": None},
    "mixCoordinator": {**OF_A_PART, "activeStandby": {"enabled": None}},
    "proxy": OF_A_PART,
    "queryNode": {**OF_A_PART, "disk": {"enabled": None}},
    "streamingNode": OF_A_PART,
    "dataNode": OF_A_PART,
    "etcd": {"replicaCount": None, "persistence": {"enabled": None, "size": None}},
    "externalS3": dict.fromkeys(("enabled", "host", "port", "useSSL", "bucketName", "accessKey", "secretKey")),
}
"""Of the keys that the chart's own values and templates have, those that are used: Helm says nothing of one that is
misspelt. Read in zilliztech/milvus-helm, charts/milvus; None where anything may stand."""


def loaded(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))
    return read


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = loaded("compose.yaml")["services"]
    return found


def strangers(values: Mapping[str, Any], known: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The keys, with those above them, that are not known."""
    for key, value in values.items():
        if key not in known:
            yield f"{above}{key}"
        elif known[key] is not None:
            yield from strangers(value, known[key], f"{above}{key}.")


def test_the_compose_file_is_one() -> None:
    """By the schema of the Compose specification, which `check-jsonschema` brings along."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_docker_compose_reads_it(tmp_path: Path) -> None:
    """With every value given it is complete, and without them it refuses; no engine is asked."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed")
    given = tmp_path / "given.env"
    given.write_text("".join(f"{name}=x\n" for name in demanded()))
    asked = [docker, "compose", "--file", str(COMPOSE), "--profile", "write", "config", "--quiet"]
    environment = {name: value for name, value in os.environ.items() if name not in demanded()}
    for env_file, expected in ((given, True), (DEPLOY / "example.env", False)):
        command = [*asked[:2], "--env-file", str(env_file), *asked[2:]]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) is expected, done.stderr


def demanded() -> set[str]:
    return {name for name, how, _ in VARIABLE.findall(COMPOSE.read_text(encoding="utf-8")) if how == ":?"}


def test_no_password_comes_along() -> None:
    lines = [line for line in (DEPLOY / "example.env").read_text(encoding="utf-8").splitlines() if line]
    example = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert set(example) == demanded()
    assert not any(example.values())
    for name, how, default in VARIABLE.findall(COMPOSE.read_text(encoding="utf-8")):
        if re.search("PASSWORD|TOKEN|SECRET|USER", name):
            assert how == ":?", f"{name} may be left out, and is {default!r} then"


def test_every_secret_of_the_compose_file_is_a_variable(services: dict[str, dict[str, Any]]) -> None:
    secrets = [
        value
        for service in services.values()
        for name, value in service.get("environment", {}).items()
        if re.search("PASSWORD|TOKEN|SECRET|ACCESS_KEY|ROOT_USER", name)
    ]
    assert len(secrets) >= 6
    assert all(VARIABLE.search(value) for value in secrets)
    assert not set(KNOWN_TO_ALL) & {VARIABLE.sub("", value) for value in secrets}


def test_who_comes_to_milvus_is_asked_who_he_is(services: dict[str, dict[str, Any]]) -> None:
    assert services["milvus"]["environment"]["COMMON_SECURITY_AUTHORIZATIONENABLED"] == "true"
    own = yaml.safe_load(loaded("values.yaml")["extraConfigFiles"]["user.yaml"])
    assert own["common"]["security"] == {"authorizationEnabled": True, "tlsMode": 1}


def test_nothing_listens_beyond_this_machine(services: dict[str, dict[str, Any]]) -> None:
    assert [port for service in services.values() for port in service.get("ports", [])] == ["127.0.0.1:7860:7860"]
    for name in SERVERS:
        assert "ports" not in services[name]
        assert services[name]["networks"] == ["inside"]
    assert loaded("compose.yaml")["networks"]["inside"] == {"internal": True}
    values = loaded("values.yaml")
    assert values["service"]["type"] == "ClusterIP"
    assert not values["ingress"]["enabled"]
    assert not values["attu"]["enabled"]


def test_every_image_is_pinned(services: dict[str, dict[str, Any]]) -> None:
    for service in services.values():
        assert service["image"] == BUILT_HERE or PINNED.search(service["image"]), service["image"]
        assert (service["image"] == BUILT_HERE) == ("build" in service)
    (base,) = re.findall(r"^FROM (\S+)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert PINNED.search(base)
    image = loaded("values.yaml")["image"]["all"]
    assert f"{image['repository']}:{image['tag']}" == services["milvus"]["image"]


def test_the_nodes_are_set_and_started_as_there_is_a_way_to(services: dict[str, dict[str, Any]]) -> None:
    for name in ("page", "writer"):
        for setting in services[name]["environment"]:
            assert setting.removeprefix("TRACUU_").lower() in Settings.model_fields
    command, *options = services["page"]["command"]
    told = CliRunner().invoke(app, [command, "--help"]).output
    assert all(option in told for option in options if option.startswith("--"))


def test_the_values_are_of_keys_that_the_chart_has() -> None:
    assert list(strangers(loaded("values.yaml"), CHART)) == []
    assert list(strangers({"proxy": {"replica": 2}}, CHART)) == ["proxy.replica"]


def test_the_values_hold_no_secret() -> None:
    values = loaded("values.yaml")
    assert values["externalS3"]["accessKey"] == values["externalS3"]["secretKey"] == ""
    for part in ("mixCoordinator", "proxy", "queryNode", "streamingNode", "dataNode"):
        for variable in values[part]["extraEnv"]:
            assert "value" not in variable
            assert "secretKeyRef" in variable["valueFrom"]

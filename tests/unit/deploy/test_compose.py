"""docker-compose.yml, held to the schema and to what the schema cannot know; no engine is needed."""

import copy
import hashlib
import ipaddress
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from service.queues import ROLES
from service.settings import Settings, load_settings
from tests.unit.deploy.command_line import taken
from tests.unit.deploy.composition import complaints

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
DESK = "beian-desk:"
SETTINGS = ("beian.toml", "beian-demo.toml")


@pytest.fixture
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return copy.deepcopy(loaded)  # anchors make shared parts


def _desk(compose: dict[str, Any]) -> dict[str, Any]:
    return {name: s for name, s in compose["services"].items() if s["image"].startswith(DESK)}


def _roles(service: dict[str, Any]) -> set[str]:
    command = service["command"]
    return set(command[command.index("--roles") + 1].split(",")) if command[0] == "worker" else set()


def test_the_schema_is_the_one_that_its_notice_tells_of() -> None:
    mark = hashlib.sha256((HERE / "compose-spec.json").read_bytes()).hexdigest()

    assert mark in (HERE / "NOTICE.md").read_text(encoding="utf-8")


def test_it_is_a_compose_file(compose: dict[str, Any]) -> None:
    schema = json.loads((HERE / "compose-spec.json").read_text(encoding="utf-8"))

    jsonschema.Draft7Validator(schema).validate(compose)


def test_the_commands_are_those_of_the_command_line(compose: dict[str, Any]) -> None:
    assert all(taken(service["command"]) for service in _desk(compose).values())


def test_nothing_dangles_and_every_service_is_hardened(compose: dict[str, Any]) -> None:
    assert complaints(compose) == []


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "is not defined": lambda c: c["services"]["web"]["secrets"].append("nobody"),
    "is used by nobody": lambda c: c["volumes"].update(left={}),
    "which is not defined": lambda c: c["services"]["web"]["depends_on"].update(
        nobody={"condition": "service_started"}
    ),
    "which has no healthcheck": lambda c: c["services"]["db"].pop("healthcheck"),
    "started again and again": lambda c: c["services"]["migrate"].update(restart="unless-stopped"),
    "privileged is not allowed": lambda c: c["services"]["ocr"].update(privileged=True),
    "network_mode host": lambda c: c["services"]["demo-mail"].update(network_mode="host"),
    "engine's socket": lambda c: c["services"]["proxy"]["volumes"].append("/run/docker.sock:/run/docker.sock"),
    "not pinned": lambda c: c["services"]["store"].update(image="registry:5000/seaweedfs:latest"),
    "opens ports": lambda c: c["services"]["db"].update(ports=["5432:5432"]),
    "in plain sight": lambda c: c["services"]["db"]["environment"].update(POSTGRES_PASSWORD="x"),
    "has a way out: mail": lambda c: c["services"]["ocr"]["networks"].append("mail"),
    "has a way out: default": lambda c: c["services"]["checker"].pop("networks"),
    "lacks limits": lambda c: c["services"]["ocr"]["deploy"]["resources"].pop("limits"),
    "lacks read_only": lambda c: c["services"]["web"].update(read_only=False),
}


@pytest.mark.parametrize("said", BREAKS)
def test_each_of_the_checks_sees_what_it_is_for(compose: dict[str, Any], said: str) -> None:
    broken = json.loads(json.dumps(compose))
    BREAKS[said](broken)

    assert any(said in complaint for complaint in complaints(broken))


def test_the_workers_have_every_role_once(compose: dict[str, Any]) -> None:
    given = [role for service in _desk(compose).values() for role in sorted(_roles(service))]

    assert sorted(given) == sorted(ROLES)


def test_only_the_mailer_has_the_mailboxes_passwords_and_the_backup_lacks_the_master_key(
    compose: dict[str, Any],
) -> None:
    holders = {
        secret: {n for n, s in compose["services"].items() if secret in s.get("secrets", ())}
        for secret in compose["secrets"]
    }

    assert {
        n for s, names in holders.items() if s.endswith("_password") for n in names if s != "database_password"
    } == {"mailer"}
    assert holders["master_key"] == {"web", "mailer", "checker", "ocr"}


def test_the_image_bears_the_projects_version(compose: dict[str, Any]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert {s["image"] for s in _desk(compose).values()} == {f"{DESK}{version}"}


def test_files_that_are_mounted_are_there(compose: dict[str, Any]) -> None:
    mounts = [str(v) for s in compose["services"].values() for v in s.get("volumes", ())]
    sources = [re.sub(r"^\$\{\w+:-(.+?)\}", r"\1", mount).split(":", 1)[0] for mount in mounts]
    files = {source for source in sources if source.startswith("./deploy")}

    assert files == {"./deploy/beian.toml", "./deploy/Caddyfile"}
    assert not [source for source in files if not (ROOT / source).is_file()]


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_are_accepted_and_hold_no_secret(name: str) -> None:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")

    assert load_settings(ROOT / "deploy" / name).mailbox
    assert not re.search(r"(?m)^\s*(password|secret|password_env)\s*=", text)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_speak_of_what_the_compose_file_has(name: str, compose: dict[str, Any]) -> None:
    settings = load_settings(ROOT / "deploy" / name)
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    proxy = compose["services"]["proxy"]["networks"]["pages"]["ipv4_address"]
    subnet = compose["networks"]["pages"]["ipam"]["config"][0]["subnet"]

    assert set(re.findall(r"/run/secrets/(\w+)", text)) <= set(compose["secrets"])
    assert [str(address) for address in settings.web.proxies] == [proxy]
    assert ipaddress.ip_address(proxy) in ipaddress.ip_network(subnet)
    assert f"web:{settings.web.port}" in (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert _check_port(compose["services"]["web"]) == settings.metrics.port
    assert _told_hosts(settings) <= set(compose["services"])


def _check_port(service: dict[str, Any]) -> int:
    found = re.search(r"127\.0\.0\.1:(\d+)/metrics", service["healthcheck"]["test"][-1])
    assert found
    return int(found[1])


def _told_hosts(settings: Settings) -> set[str]:
    addresses = f"{settings.database.url} {settings.blobs.endpoint}"
    return set(re.findall(r"(?:@|//)(\w+)(?=[:/])(?!@)", addresses)) - {"beian"}


def test_a_container_gets_more_time_to_stop_than_the_service_takes(compose: dict[str, Any]) -> None:
    grace = {int(s["stop_grace_period"].removesuffix("s")) for s in _desk(compose).values()}

    assert min(grace) >= load_settings(ROOT / "deploy" / "beian.toml").stop_seconds + 10

"""What a compose file must not say, and what the schema cannot know: each check yields complaints."""

from collections.abc import Iterator, Mapping
from typing import Any

Compose = Mapping[str, Any]

DANGEROUS = ("privileged", "pid", "ipc", "userns_mode", "devices")
SECRET_WORDS = ("PASSWORD", "SECRET", "TOKEN", "KEY", "CREDENTIAL")
WAYS_OUT = {"proxy", "mailer"}


def complaints(compose: Compose) -> list[str]:
    """All of them, in words for whoever changed the file."""
    checks = (_names, _dependencies, _isolation, _images, _ports, _environment, _ways_out, _hardening)
    return [f"{name}: {said}" for check in checks for name, said in check(compose)]


def _services(compose: Compose) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from compose["services"].items()


def _names(compose: Compose) -> Iterator[tuple[str, str]]:
    """Every secret, config, network and volume that a service names is there, and every one that is there is named."""
    for kind in ("secrets", "configs", "networks"):
        used = {(name, n) for name, s in _services(compose) for n in _listed(s.get(kind, ()))}
        yield from _differences(kind, used, compose)
    mounts = {
        (name, source)
        for name, service in _services(compose)
        for source in (str(v).split(":", 1)[0] for v in service.get("volumes", ()))
        if not source.startswith((".", "/", "$"))
    }
    yield from _differences("volumes", mounts, compose)


def _listed(names: Any) -> list[str]:
    return [n["source"] if isinstance(n, dict) else n for n in names] if isinstance(names, list) else list(names)


def _differences(kind: str, used: set[tuple[str, str]], compose: Compose) -> Iterator[tuple[str, str]]:
    there = set(compose.get(kind, {}))
    yield from ((name, f"{kind}: {n} is not defined") for name, n in sorted(used) if n not in there)
    yield from ((kind, f"{n} is used by nobody") for n in sorted(there - {n for _, n in used}))


def _dependencies(compose: Compose) -> Iterator[tuple[str, str]]:
    services = compose["services"]
    for name, service in _services(compose):
        for other, how in service.get("depends_on", {}).items():
            if other not in services:
                yield name, f"depends on {other}, which is not defined"
            elif how["condition"] == "service_healthy" and "test" not in services[other].get("healthcheck", {}):
                yield name, f"waits for the health of {other}, which has no healthcheck"
            elif (
                how["condition"] == "service_completed_successfully" and services[other]["restart"] == "unless-stopped"
            ):
                yield name, f"waits for the end of {other}, which is started again and again"


def _isolation(compose: Compose) -> Iterator[tuple[str, str]]:
    for name, service in _services(compose):
        yield from ((name, f"{word} is not allowed") for word in DANGEROUS if service.get(word))
        mode = str(service.get("network_mode", "none"))
        if mode != "none" and mode.removeprefix("service:") not in compose["services"]:
            yield name, f"network_mode {mode}"
        if any("docker.sock" in str(volume) for volume in service.get("volumes", ())):
            yield name, "has the engine's socket"


def _images(compose: Compose) -> Iterator[tuple[str, str]]:
    for name, service in _services(compose):
        _, _, tag = str(service.get("image", "")).rpartition("/")[2].partition(":")
        if not any(sign.isdigit() for sign in tag):
            yield name, "the image is not pinned by a version"


def _ports(compose: Compose) -> Iterator[tuple[str, str]]:
    yield from ((name, "opens ports") for name, s in _services(compose) if s.get("ports") and name != "proxy")


def _environment(compose: Compose) -> Iterator[tuple[str, str]]:
    for name, service in _services(compose):
        for key, value in service.get("environment", {}).items():
            if any(word in key.upper() for word in SECRET_WORDS) and not str(value).startswith("/run/secrets/"):
                yield name, f"{key} is a secret in plain sight"
        if service.get("environment", {}).get("TZ") != "Asia/Shanghai":
            yield name, "has another time zone"


def _ways_out(compose: Compose) -> Iterator[tuple[str, str]]:
    """A network that is not internal leads out; without any, a service gets the default one, which does as well."""
    for name, service in _services(compose):
        if "network_mode" in service:
            continue
        joined = _listed(service.get("networks", ()))
        out = [n for n in joined if not (compose["networks"].get(n) or {}).get("internal")]
        if (out or not joined) and name not in WAYS_OUT:
            yield name, f"has a way out: {', '.join(out) or 'default'}"


def _hardening(compose: Compose) -> Iterator[tuple[str, str]]:
    for name, service in _services(compose):
        wanted = {
            "read_only": service.get("read_only") is True,
            "cap_drop ALL": service.get("cap_drop") == ["ALL"],
            "no-new-privileges": "no-new-privileges:true" in service.get("security_opt", ()),
            "init": service.get("init") is True,
            "restart": "restart" in service,
            "stop_grace_period": "stop_grace_period" in service,
            "log rotation": {"max-size", "max-file"} <= set(service.get("logging", {}).get("options", {})),
            "limits": {"memory", "pids"} <= set(service.get("deploy", {}).get("resources", {}).get("limits", {})),
            "a healthcheck or an end": _watched(service),
            "no added rights": not service.get("cap_add") or name == "proxy",
        }
        yield from ((name, f"lacks {what}") for what, holds in wanted.items() if not holds)


def _watched(service: Mapping[str, Any]) -> bool:
    """By a healthcheck; or it ends by itself; or it is only for a demo."""
    return bool(service.get("healthcheck")) or service["restart"].startswith("on-failure") or "profiles" in service

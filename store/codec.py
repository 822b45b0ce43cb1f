"""The nouns ⇄ JSON: stable, readable in ten years, no pickle.

Driven by the type hints of the dataclasses: a field that an older version did not know takes its default, one that this
version no longer knows is dropped. Bytes are base64; what is read back compares equal to what was written.
"""

import base64
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from filing.errors import DeskError

VERSION = 1
T = TypeVar("T")


class UnknownFormat(DeskError):
    """Stored JSON of a format that this version does not know."""


def dump(value: object) -> bytes:
    """A noun as JSON in ASCII; lone surrogates of broken mails survive as escapes."""
    return json.dumps({"version": VERSION, "value": _plain(value)}, separators=(",", ":"), sort_keys=True).encode(
        "ascii"
    )


def load(kind: type[T], stored: bytes) -> T:
    """The noun of `kind` that `dump` wrote. Raises UnknownFormat."""
    document = json.loads(stored)
    if document.get("version") != VERSION:
        raise UnknownFormat(f"存档格式版本 {document.get('version')} 无法识别。", "请改用写入该存档的程序版本。")
    built: T = _build(kind, document["value"])
    return built


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, StrEnum) else value


def _build(hint: Any, value: Any) -> Any:
    """`value` as the hint asks. Unions take the first member that fits."""
    if get_origin(hint) in (Union, types.UnionType):
        return _build(_member(get_args(hint), value), value)
    if get_origin(hint) is tuple:
        return _build_tuple(get_args(hint), value)
    if isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping):
        return {k: _build(get_args(hint)[1], v) for k, v in value.items()}
    return _build_plain(hint, value)


def _build_plain(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _build_noun(hint, value)
    if hint is bytes:
        return base64.b64decode(value)
    if isinstance(hint, type) and issubclass(hint, datetime | date):
        return hint.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value


def _member(members: tuple[Any, ...], value: object) -> Any:
    """Which member of a union a JSON value stands for: null, a list for a tuple, an object for a noun, else itself."""
    if value is None:
        return type(None)
    present = [m for m in members if m is not type(None)]
    if isinstance(value, list):
        return next((m for m in present if get_origin(m) is tuple), Any)
    return next((m for m in present if get_origin(m) is not tuple), Any)


def _build_tuple(members: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if len(members) == 2 and members[1] is Ellipsis:
        return tuple(_build(members[0], v) for v in value)
    return tuple(_build(m, v) for m, v in zip(members, value, strict=True))


def _build_noun(kind: Any, value: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    missing = [f.name for f in fields(kind) if f.name not in value and not _has_default(f)]
    if missing:
        raise UnknownFormat(f"存档缺少字段 {'、'.join(missing)}。", "请从备份恢复该存档。")
    return kind(**{f.name: _build(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})


def _has_default(field: "Field[Any]") -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

"""`beian authority shells notify`: what a check found, as one act of a person: listed first, done when they say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from desk.shell_letters import BY_PERSON
from desk.shells import filed_domains, ping_results
from filing.errors import DeskError, UnreadableInput
from filing.shells import OUTCOME_CHINESE, ShellOutcome
from policy.shell_check import back_by
from reports.shell_looks import Addresses, FiledDomain, Look, Where, looks
from reports.shells import NO_RANGES, NO_RESULTS, letter_state
from service.case_hand import Seat
from service.clock import SHANGHAI
from service.domain_lookup import lookup
from service.progress import working
from service.results import content_of
from store.worksheets import Worksheets


@dataclass(frozen=True, slots=True)
class Check:
    """The filed domains of somebody's provinces, and where they were found."""

    filed: Sequence[FiledDomain]
    found: Addresses


@dataclass(frozen=True, slots=True)
class Planned:
    """`told`: what became of an earlier notice; None: its owner is to be told."""

    look: Look
    told: ShellOutcome | None = None


def checked(seat: Seat, results: Path | None) -> Check:
    """By a tool's results, else by the host's resolver. Raises UnreadableInput if there is neither."""
    given, ask = ping_results(content_of(results)) if results else None, lookup(seat.settings)
    if not seat.service.policy.ranges:
        return Check((), {})
    if given is None and ask is None:
        raise UnreadableInput("没有检查结果。", f"{NO_RESULTS}。")
    store = Worksheets(seat.service.database, seat.service.blobs)
    filed = filed_domains(store.filed(seat.person.scope))
    return Check(filed, ask(one.domain for one in filed) if given is None and ask else given or {})


def notify_all(config: Path, login: str, results: Path | None, *, yes: bool, release: bool) -> int:
    """List what is to be done; do it if that was said. 1 if something could not be done."""
    if release and not yes:
        raise UnreadableInput("--release 要与 --yes 同用。", "请先不加这两项，看过清单再执行。")
    with Seat(config, login) as seat:
        if not seat.service.policy.ranges:
            raise UnreadableInput(f"{NO_RANGES}。", "请先在设置中配置机房IP段。")
        with working("检查域名", alone=True):
            check = checked(seat, results)
        now = datetime.now(SHANGHAI)
        until = back_by(seat.desk.calendar, now.date())
        seen = list(looks(check.filed, check.found, seat.service.policy.ranges))
        plan = list(_plan(seen, until, now))
        for line in _listed(seen, plan, until, now):
            typer.echo(line)
        if not yes or not plan:
            typer.echo("没有要处理的。" if not plan else "以上只是清单，没有执行。核对后加 --yes 执行。")
            return 0
        refused = sum(not _done(seat, one, release=release) for one in plan)
    typer.echo(f"共 {len(plan)} 项，完成 {len(plan) - refused} 项，未完成 {refused} 项。")
    return 1 if refused else 0


def outcome_of(said: str) -> ShellOutcome:
    """What a person typed. Raises UnreadableInput."""
    known = {OUTCOME_CHINESE[one]: one for one in BY_PERSON}
    if said not in known:
        raise UnreadableInput(f"没有处理结果“{said[:20]}”。", "可选：" + "、".join(known))
    return known[said]


def _plan(seen: Sequence[Look], until: datetime, now: datetime) -> Iterator[Planned]:
    """What this look says of earlier notices, and who is to be told."""
    for look in seen:
        result = look.result(now)
        if look.untold(until):
            yield Planned(look)
        elif result in (ShellOutcome.BACK, ShellOutcome.AWAY) and look.notice and result is not look.notice.outcome:
            yield Planned(look, result)


def _listed(seen: Sequence[Look], plan: Sequence[Planned], until: datetime, now: datetime) -> Iterator[str]:
    for one in plan:
        what = f"登记：{OUTCOME_CHINESE[one.told]}" if one.told else f"起草通知，转回期限 {until:%Y-%m-%d %H:%M}"
        yield f"{_about(one.look)} 解析到 {'、'.join(one.look.addresses)}：{what}"
    planned = {one.look.one.domain for one in plan}
    for look in seen:
        told = look.notice
        if look.where is Where.OUTSIDE and look.one.domain not in planned and told and not told.over:
            yield f"{_about(look)}：不重复通知，{letter_state(told, now)}，转回期限 {told.shell.until:%Y-%m-%d %H:%M}"
    unclear = sum(look.where in (Where.NOWHERE, Where.UNKNOWN, Where.UNJUDGED) for look in seen)
    if unclear:
        yield f"另有 {unclear} 个域名无解析、未查到或不能判断，不通知；请用 beian export shells 查看。"


def _about(look: Look) -> str:
    return f"{look.one.reference} {look.one.entity_name} {look.one.domain}"


def _done(seat: Seat, planned: Planned, *, release: bool) -> bool:
    """Whether it could be done."""
    look = planned.look
    try:
        file = seat.open(look.one.reference)
        seen = (seat.person, file.case_id, file.version)
        if planned.told:
            typer.echo(f"{look.one.reference} {seat.desk.follow_shell(*seen, look.one.domain, planned.told).text}")
            return True
        done = seat.desk.notify_shell(*seen, look.one.domain, look.addresses)
        typer.echo(f"{look.one.reference} {done.text}")
        if release and done.reply_id:
            typer.echo(f"{look.one.reference} {seat.desk.release(seat.person, done.reply_id, done.version).text}")
    except DeskError as error:
        typer.echo(f"{look.one.reference} {look.one.domain}：未完成。{error}", err=True)
        return False
    return True

"""What `beian privacy` does: erasing, keeping what must be kept, and telling people what is kept of them."""

import json
import os
from pathlib import Path

import typer

from filing.access import ACCESS_CHINESE, Access, AccessKind
from filing.errors import UnreadableInput
from filing.masking import mask_number
from filing.numbers import id_number_ok
from filing.own_data import same
from filing.terms import CHINESE, Outcome
from service.case_hand import Seat
from service.clock import SystemClock
from service.progress import progress
from store.accesses import AccessLog
from store.erasure import Erased, Erasure
from store.own_data import OwnData, OwnPaper
from store.retaining import Due, Retaining
from web.fact_labels import FACTS

REASONS = {"request": "本人要求删除", "mistake": "误收", "outdated": "不再需要"}


def _retaining(seat: Seat) -> Retaining:
    service = seat.service
    return Retaining(service.database, service.blobs, SystemClock(), seat.settings.retention.periods)


def show_due(config: Path, by: str) -> int:
    """What a run would erase now. Nothing is changed."""
    with Seat(config, by) as seat:
        found = _retaining(seat).due()
        for one in found:
            typer.echo(_line(one))
    typer.echo(
        f"到期 {len(found)} 件。" + ("" if found else "保存期限在配置的 [retention] 中设定，没有设定就不会自动清除。")
    )
    return 0


def run_now(config: Path, by: str) -> int:
    """Erase all that is due, as every night."""
    with Seat(config, by) as seat:
        retaining = _retaining(seat)
        done = 0
        for one, result in retaining.run():
            done += isinstance(result, Erased)
            _tell(one, result) if isinstance(result, Erased) else typer.echo(
                f"{one.reference} 暂未清除：{result}", err=True
            )
        _shred(retaining)
    typer.echo(f"已清除 {done} 件。")
    return 0


def erase_case(config: Path, by: str, reference: str, reason: str) -> int:
    """One case, at once. Raises MustStay, NoSuchCase, UnreadableInput."""
    if reason not in REASONS:
        raise UnreadableInput(f"没有原因“{reason}”。", "可用：" + "、".join(f"{k}（{v}）" for k, v in REASONS.items()))
    with Seat(config, by) as seat:
        retaining, case_id = _retaining(seat), seat.case_id(reference)
        one = Due(case_id, None, reference.upper(), None, SystemClock().now())
        _tell(one, retaining.erase(one, seat.person.id, reason, seat.person.login))
        _shred(retaining)
    return 0


def hold_case(config: Path, by: str, reference: str, reason: str | None) -> int:
    """Bar the erasure of a case, or (None) allow it again. Raises MustStay, NoSuchCase."""
    with Seat(config, by) as seat:
        service = seat.service
        Erasure(service.database, service.blobs, SystemClock()).hold(seat.case_id(reference), seat.person.id, reason)
    typer.echo(f"{reference} 已设为留存，到期不会清除。" if reason else f"{reference} 已取消留存。")
    return 0


def tell_person(config: Path, by: str, number_file: Path | None, out: Path) -> int:
    """All that is kept of one person, into a file that only its owner may read. Raises UnreadableInput."""
    number = _number(number_file)
    with Seat(config, by) as seat:
        service, data = seat.service, OwnData(seat.service.database, seat.service.blobs)
        known = data.cases()
        found = [paper for case in progress(known, "查找", len(known)) for paper in data.of(number, case)]
        about = f"证件号指纹 {service.blobs.fingerprint(same(number))[:12]}，{len(found)} 份材料"
        entry = Access(AccessKind.PERSON_TOLD, SystemClock().now(), seat.person.login, seat.person.id, about=about)
        AccessLog(service.database, service.blobs).record(entry)
        told = {
            "证件号码": mask_number(number),
            "生成时间": SystemClock().now().isoformat(),
            "材料": [_told(p) for p in found],
        }
        _write(out, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    typer.echo(
        f"找到 {len(found)} 份材料，已写入 {out}（仅本人可读）。交付前请核实请求人身份；需更正的，由专员在备案页更正。"
    )
    return 0


def _number(file: Path | None) -> str:
    """From a file or the terminal: it would stay in the shell's history otherwise."""
    text = file.read_text(encoding="utf-8") if file else typer.prompt("证件号码", hide_input=True)
    if not id_number_ok(same(text)):
        raise UnreadableInput("这不是有效的居民身份证号码。", "请核对后重试。")
    return same(text)


def _told(own: OwnPaper) -> dict[str, object]:
    return {
        "备案编号": own.reference,
        "接入省": own.access_province,
        "收到时间": own.received_at.isoformat(),
        "文件": own.paper.name,
        "材料": CHINESE[own.paper.material] if own.paper.material else "登记表",
        "内容": {FACTS.get(key, key): value for key, value in own.facts.items()},
        "查看记录": [
            {
                "时间": look.at.isoformat(),
                "操作": ACCESS_CHINESE[look.kind],
                "目的": ACCESS_CHINESE[look.purpose] if look.purpose else "",
            }
            for look in own.looks
        ],
    }


def _write(out: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(out, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as trouble:
        raise UnreadableInput(f"文件 {out} 无法写入：{trouble.strerror}。", "请换一个尚不存在的文件名。") from trouble


def _line(one: Due) -> str:
    what = one.reference or f"未归案邮件 {(one.mail_id or '')[:12]}"
    outcome = CHINESE[one.outcome] if isinstance(one.outcome, Outcome) else "—"
    return f"{what}\t{outcome}\t最后变动 {one.last:%Y-%m-%d}"


def _tell(one: Due, erased: Erased) -> None:
    what = one.reference or f"未归案邮件 {(one.mail_id or '')[:12]}"
    typer.echo(f"{what} 已清除：来信 {erased.mails} 封，回复 {erased.replies} 封。")
    for mailbox, folder, uid in erased.places:
        typer.echo(f"  邮件服务器上仍有原信：邮箱 {mailbox}，文件夹 {folder}，UID {uid}；请按规定在邮箱中删除。")


def _shred(retaining: Retaining) -> None:
    gone, waiting = retaining.shred()
    later = f"；另有 {waiting} 个文件刚写入不久，今夜自动删除" if waiting else ""
    typer.echo(f"已删除存档文件 {gone} 个{later}。旧备份仍含这些资料，请按备份保存期限清理。")

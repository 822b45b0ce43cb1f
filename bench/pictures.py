"""Pictures of the main replies as a customer's mail client shows them: `make pictures` (needs chromium).

Drawn from the demo's own mails through the straight line; docs/replies/README.md shows each with its text.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from PIL import Image, ImageChops

from filing.case import Case
from filing.mail import SHANGHAI, RawMail
from filing.reply import Reply
from intake.pipeline import judge, take
from policy.load import load_policy
from samples.demo import Sample, demo_samples
from samples.demo.sample import IP_RANGES
from service.cli_check import Desk
from service.hands import Hands
from service.letterhead import letterhead
from service.settings import OcrSettings, Settings

FOLDER = Path(__file__).parents[1] / "docs" / "replies"
MOMENT = datetime(2026, 9, 15, 9, 3, tzinfo=SHANGHAI)
TITLES = {
    "01-complete-enterprise": "资料已齐全",
    "03-photo-missing": "缺一份材料",
    "04-scan-too-small": "扫描件太小",
    "05-licence-name-differs": "名称与证件不一致",
    "08-suspended-province": "主办者属地暂停备案",
    "09-wrong-mailbox": "发错邮箱",
    "10-access-without-number": "备案接入，缺备案号",
    "11-incomplete": "缺多份材料",
    "16-large-attachment": "只有超大附件链接",
    "18-enquiry": "来信咨询（草稿，专员确认后发出）",
}
HEADER = (
    "<div style=\"background:Canvas;color:CanvasText;font:14px/1.6 'Noto Sans CJK SC',sans-serif;padding:16px 28px;"
    'border-bottom:1px solid GrayText"><div style="font-size:17px;font-weight:600">{subject}</div>'
    "<div>{sender}</div><div>收件人：{to}</div></div>"
)
WIDTHS = {"": (760, False), "-narrow": (390, False), "-dark": (760, True)}
HEIGHT = 2600  # cut to what is drawn


def main() -> int:
    """Write the pictures and the page that shows them; 2 without a chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("没有找到 chromium：请先安装（apt-get install chromium），再运行 make pictures。\n")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    ranges = {key: (cidr,) for key, cidr in IP_RANGES.items()}
    settings = Settings(ocr=OcrSettings(workers=1))
    hands = Hands(settings.ocr.engine, 1, frozenset())
    with hands, tempfile.TemporaryDirectory() as folder:
        desk = Desk(settings, load_policy("chinanet", ip_ranges=ranges), hands, MOMENT)
        wanted = [s for s in demo_samples() if s.name in TITLES]
        replies = {s.name: _reply(desk, s) for s in wanted}
        for name, made in replies.items():
            for mark in WIDTHS if name.startswith("11") else ("",):
                _draw(chromium, made, Path(folder), f"{name}{mark}", *WIDTHS[mark])
    (FOLDER / "README.md").write_text(_page(replies), encoding="utf-8")
    return 0


def _reply(desk: Desk, sample: Sample) -> Reply:
    raw = RawMail(sample.raw, sample.mailbox, MOMENT - timedelta(minutes=3))
    access = desk.policy.book.access_keys[sample.mailbox]
    case = take(Case(access, f"BA-20260915-{sample.name[:2]:0>4}"), desk.hands.parse(raw), desk.hands.read)
    own = desk.policy.on(case.latest.mail.day).provider(access).mailbox
    judged = judge(case, desk.policy, letterhead(own, "备案专员", case, MOMENT))
    if judged.reply is None:
        raise SystemExit(f"{sample.name}: no reply")
    return judged.reply


def _draw(chromium: str, made: Reply, folder: Path, name: str, width: int, dark: bool) -> None:
    """One picture, at most 256 colours, without the empty rest of the window."""
    head = HEADER.format(
        subject=escape(made.subject), sender=escape(made.headers["From"].replace('"', "")), to=escape(made.to)
    )
    page, shot = folder / f"{name}.html", folder / f"{name}.png"
    start = made.html.index(">", made.html.index("<body")) + 1
    page.write_text(_clear(made.html[:start]) + head + made.html[start:], encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += ["--hide-scrollbars", *(["--blink-settings=preferredColorScheme=0"] if dark else [])]
    command += [f"--screenshot={shot}", f"--window-size={width},{HEIGHT}", f"--user-data-dir={folder}/chromium"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)
    with Image.open(shot) as picture:
        whole = picture.convert("RGB")
    empty = Image.new("RGB", whole.size, whole.getpixel((0, HEIGHT - 1)))
    box = ImageChops.difference(whole, empty).getbbox() or (0, 0, width, HEIGHT)
    kept = whole.crop((0, 0, width, min(HEIGHT, box[3] + 16)))
    kept.quantize(128, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def _clear(head: str) -> str:
    """The client's header reaches the edges of the window."""
    return head.replace("padding:16px 0;", "padding:0 0 16px;")


def _page(replies: dict[str, Reply]) -> str:
    lines = [
        "# 客户收到的回复",
        "",
        "以下回复由演示邮件（虚构的客户）经程序核对后生成，图为邮件客户端中的样子。`make pictures` 重新生成。",
        "文案在 `replies/templates/`，修改办法见[运维手册](../operator.zh-CN.md)。",
        "",
    ]
    for name, made in replies.items():
        lines += [f"## {TITLES[name]}", "", f"![{TITLES[name]}]({name}.png)", ""]
        lines += ["<details><summary>纯文本</summary>", "", "```text", made.text.rstrip(), "```", "", "</details>", ""]
        if name.startswith("11"):
            lines += ["手机宽度与深色模式：", "", f"![窄屏]({name}-narrow.png) ![深色]({name}-dark.png)", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

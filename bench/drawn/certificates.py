"""Domain certificates in six styles: what registrars have in common and where they differ."""

# ruff: noqa: E501 - what papers say is long, and drawing is one step after another

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.drawn.drawn import Board, Drawn, Truth
from bench.drawn.who import anybody, domain, organisation
from filing.terms import Material
from samples.papers.seal import round_seal, stamp

REGISTRARS = (
    "云岭计算有限公司（曾用名：岭网科技有限公司）", "北京新禾数码信息技术有限公司", "成都西岭数码科技有限公司", "广州云鲸通信有限公司", "厦门易站网络科技股份有限公司",
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """What a certificate says."""

    domain: str
    holder: str
    registrar: str
    begins: date
    ends: date

    def truth(self, *keys: str) -> Truth:
        """The facts that this style shows."""
        all_ = {"domain": self.domain, "holder": self.holder, "registrar": self.registrar,
                "valid_from": self.begins.isoformat(), "valid_to": self.ends.isoformat()}  # fmt: skip
        return {k: all_[k] for k in ("domain", "holder", *keys)}


def certificate(rng: Random) -> Drawn:
    """One of the styles."""
    begins = date(2015, 1, 5) + timedelta(days=rng.randrange(3500))
    holder = anybody(rng).name if rng.random() < 0.25 else organisation(rng).name
    deed = Deed(
        domain(rng),
        holder,
        rng.choice(REGISTRARS),
        begins,
        begins.replace(year=2027 + rng.randrange(5), day=min(begins.day, 28)),
    )
    return rng.choice(STYLES)(deed, rng)


def _blue(deed: Deed, rng: Random) -> Drawn:
    """Labels right-aligned before the values, 证书编号, the registrar only named in the text."""
    board = Board((1600, 1130), (244, 249, 255))
    board.rule((50, 50, 1550, 1080), (60, 120, 200), 6)
    board.centred(200, "域名注册证书", "hei-bold", 72, (40, 90, 170), 12)
    board.text((1500, 260), f"证书编号：{rng.randrange(10**12):012d}", "hei", 22, (110, 110, 110), "rs")
    rows = [("域名：", deed.domain), ("域名所有者：", deed.holder), ("域名注册商：", deed.registrar),
            ("注册时间：", f"{deed.begins:%Y-%m-%d}"), ("到期时间：", f"{deed.ends:%Y-%m-%d}")]  # fmt: skip
    for place, (label, value) in enumerate(rows):
        y = 370 + place * 86
        board.text((620, y), label, "hei", 32, (80, 80, 90), "rs")
        board.block((640, y), value, 860, "hei", 32, leading=1.2, key=place < 3)
    board.text((140, 860), "说明：", "hei", 24)
    board.block(
        (140, 900),
        "1、此证书仅表明证书打印时域名的注册信息，域名信息以注册局数据库记录为准。\n2、本证书不作为域名权属转移的凭证。",
        1300,
        "hei",
        22,
    )
    return board.done(Material.DOMAIN_CERTIFICATE, deed.truth("registrar", "valid_from", "valid_to"))


def _red(deed: Deed, rng: Random) -> Drawn:
    """Bilingual, English under the Chinese label, portrait, sealed."""
    board = Board((1240, 1754), (255, 252, 246))
    board.rule((60, 60, 1180, 1694), (180, 60, 50), 12)
    board.centred(270, rng.choice(("国际域名注册证书", "中国国家顶级域名注册证书")), "song-bold", 64, (170, 30, 30), 8)
    board.centred(340, "Domain Name Registration Certificate", "times", 36, (170, 30, 30))
    rows = [("域 名", "Domain Name", deed.domain), ("注册人", "Registrant", deed.holder), ("注册服务机构", "Registrar", deed.registrar),
            ("注册日期", "Registration Date", f"{deed.begins:%Y年%m月%d日}"), ("到期日期", "Expiration Date", f"{deed.ends:%Y年%m月%d日}")]  # fmt: skip
    for place, (label, english, value) in enumerate(rows):
        y = 500 + place * 130
        board.text((160, y), label, "song-bold", 34)
        board.text((160, y + 38), english, "times", 24, (90, 90, 90))
        board.block((470, y + 14), value, 640, "song", 32, leading=1.3, key=place < 3)
    board.block((160, 1230), "兹证明上述域名已经由本机构注册，并已在域名数据库中记录。", 920, "song", 30)
    board.text((1080, 1500), deed.registrar.split("（")[0], "song", 30, anchor="rs")
    stamp(board.image, round_seal(deed.registrar.split("（")[0]), (900, 1480), rng)
    board.text((1080, 1560), f"{deed.begins:%Y-%m-%d}", "song", 30, anchor="rs")
    return board.done(Material.DOMAIN_CERTIFICATE, deed.truth("registrar", "valid_from", "valid_to"))


def _table(deed: Deed, rng: Random) -> Drawn:
    """A ruled table in two columns of label and value, with the mail and the DNS."""
    board = Board((1500, 1060))
    board.centred(130, "域名证书", "hei-bold", 66, gap=20)
    rows = [("域名", deed.domain, "域名状态", "ok"), ("域名持有者", deed.holder, "", ""),
            ("域名持有者类型", "组织", "实名认证", "已实名"), ("注册邮箱", "a***@mail.example", "", ""),
            ("注册商", deed.registrar, "", ""), ("注册日期", f"{deed.begins:%Y-%m-%d} 10:21:33", "到期日期", f"{deed.ends:%Y-%m-%d} 10:21:33"),
            ("DNS服务器", "dns9.host-a.example、dns10.host-a.example", "", "")]  # fmt: skip
    for place, (label, value, label2, value2) in enumerate(rows):
        top = 200 + place * 96
        board.rule((80, top, 330, top + 96), (150, 150, 150))
        board.rule((330, top, 800 if label2 else 1420, top + 96), (150, 150, 150))
        board.text((110, top + 58), label, "hei", 28)
        board.block((350, top + 58), value, 1060, "hei", 28 if len(value) < 30 else 24, key=place in (0, 1))
        if label2:
            board.rule((800, top, 1030, top + 96), (150, 150, 150))
            board.rule((1030, top, 1420, top + 96), (150, 150, 150))
            board.text((830, top + 58), label2, "hei", 28)
            board.text((1050, top + 58), value2, "hei", 26)
    return board.done(Material.DOMAIN_CERTIFICATE, deed.truth("registrar", "valid_from", "valid_to"))


def _sentence(deed: Deed, rng: Random) -> Drawn:
    """One sentence says it all."""
    board = Board((1640, 1160), (252, 250, 240))
    board.rule((70, 70, 1570, 1090), (190, 150, 80), 8)
    board.centred(250, "域名注册证明", "song-bold", 76, gap=16)
    text = rng.choice((
        f"兹证明 {deed.holder} 已于{deed.begins:%Y年%m月%d日}注册域名 {deed.domain}，有效期至{deed.ends:%Y年%m月%d日}。",
        f"　　兹证明域名 {deed.domain} 由 {deed.holder} 注册，注册日期：{deed.begins:%Y年%m月%d日}，到期日期：{deed.ends:%Y年%m月%d日}。",
    ))  # fmt: skip
    board.block((200, 430), text, 1240, "song", 38, leading=1.8, key=True)
    board.block((200, 700), "该域名注册信息已记录于国家顶级域名数据库，特此证明。", 1240, "song", 34)
    board.text((1440, 930), deed.registrar.split("（")[0], "song", 32, anchor="rs")
    stamp(board.image, round_seal(deed.registrar.split("（")[0]), (1240, 910), rng)
    return board.done(Material.DOMAIN_CERTIFICATE, deed.truth("valid_from", "valid_to"))


def _screen(deed: Deed, rng: Random) -> Drawn:
    """A console page: grey labels, values right of them, a side bar."""
    board = Board((1440, 900), (246, 247, 249))
    board.draw.rectangle((0, 0, 1440, 60), fill=(40, 44, 52))
    board.text((30, 40), "域名服务  |  管理控制台", "hei", 24, (230, 230, 230))
    for place, item in enumerate(("域名列表", "信息模板", "域名转入", "批量操作")):
        board.text((30, 130 + 60 * place), item, "hei", 22, (90, 90, 90))
    board.draw.rectangle((220, 90, 1410, 870), fill=(255, 255, 255))
    board.text((260, 150), "基本信息", "hei-bold", 28)
    rows = [("域名", deed.domain), ("域名所有者中文信息", deed.holder), ("注册商", deed.registrar), ("域名类型", "国际域名"),
            ("注册时间", f"{deed.begins:%Y-%m-%d %H:%M:%S}"), ("到期时间", f"{deed.ends:%Y-%m-%d %H:%M:%S}"), ("实名认证状态", "域名已完成实名认证")]  # fmt: skip
    for place, (label, value) in enumerate(rows):
        board.text((260, 230 + 84 * place), label, "hei", 24, (130, 130, 136))
        board.block((580, 230 + 84 * place), value, 800, "hei", 25, key=place < 3)
    return board.done(Material.DOMAIN_CERTIFICATE, deed.truth("registrar", "valid_from", "valid_to"))


def _period(deed: Deed, rng: Random) -> Drawn:
    """有效期 as one row; 域名所有者 as 域名所有人; the domain large in the middle."""
    board = Board((1700, 1200), (250, 251, 247))
    board.rule((60, 60, 1640, 1140), (70, 130, 90), 10)
    board.centred(220, "顶级国际域名证书", "song-bold", 80, (40, 100, 60), 10)
    board.centred(300, "Certificate of Domain Name", "times", 38, (40, 100, 60))
    board.text((300, 460), "域名（Domain）：", "song-bold", 34)
    board.block((640, 460), deed.domain, 900, "arial-bold" if deed.domain.isascii() else "hei-bold", 40, key=True)
    for place, (label, value) in enumerate(
        (("域名所有人（Owner）：", deed.holder), ("注册商（Registrar）：", deed.registrar))
    ):
        end = board.text((300, 560 + 100 * place), label, "song-bold", 34)
        board.block((end + 10, 560 + 100 * place), value, 1560 - end, "song", 34, leading=1.25, key=True)
    board.text((300, 780), f"有效期（Validity）：{deed.begins:%Y年%m月%d日} 至 {deed.ends:%Y年%m月%d日}", "song", 34)
    stamp(board.image, round_seal(deed.registrar.split("（")[0]), (1350, 960), rng)
    board.text((1500, 980), f"发证日期：{deed.begins:%Y年%m月%d日}", "song", 28, anchor="rs")
    return board.done(Material.DOMAIN_CERTIFICATE, deed.truth("registrar", "valid_from", "valid_to"))


STYLES: tuple[Callable[[Deed, Random], Drawn], ...] = (_blue, _red, _table, _sentence, _screen, _period)

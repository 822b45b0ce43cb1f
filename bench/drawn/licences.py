"""营业执照 and the certificates of other organisations, drawn otherwise than in samples/."""

# ruff: noqa: E501, PLR0915 - what papers say is long, and drawing is one step after another

from random import Random

from bench.drawn.drawn import Board, Drawn, Truth, qr
from bench.drawn.who import organisation
from filing.terms import Material
from samples.companies import Company
from samples.papers.seal import round_seal, stamp

SCOPE = (
    "许可项目：食品销售；道路货物运输（不含危险货物）；互联网信息服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以审批结果为准）"
    "一般项目：信息技术咨询服务；软件销售；互联网销售（除销售需要许可的商品）；企业管理咨询；广告设计、代理；组织文化艺术交流活动。"
)
Rows = list[tuple[str, str, str]]


def landscape(rng: Random) -> Drawn:
    """2019 and later, 正本 or 副本, two columns; sizes and fonts vary."""
    made = organisation(rng, rng.choice(("company", "company", "joint_stock", "branch", "sole_trader", "partnership")))
    main = rng.random() < 0.4
    board = Board((1980, 1400), rng.choice(((255, 254, 250), (244, 246, 240), (250, 244, 232))))
    _border(board, rng.choice(((170, 130, 60), (120, 140, 110))))
    board.draw.ellipse((910, 70, 1070, 230), fill=(200, 40, 36), outline=(220, 180, 80), width=8)
    board.centred(380, "营业执照", rng.choice(("song-bold", "hei-bold")), 120, gap=rng.choice((30, 70)))
    if not main:
        board.centred(450, rng.choice(("（副 本）", "(副本)", "（副    本）  1-1")), "song", 36)
    code, gap = rng.choice(("mono", "arial", "arial-bold", "hei")), rng.choice((0, 0, 4))
    board.text((170, 250), "统一社会信用代码", "song-bold", 30)
    _spaced(board, (170, 302), made.uscc, code, 34, gap)
    if rng.random() < 0.5:
        board.text((170, 350), f"编号：{rng.randrange(10**9):09d}", "song", 24)
    qr(board, (1600, 160), 170, rng)
    board.block(
        (1580, 372),
        "扫描市场主体身份码\n了解更多登记、备案、\n许可、监管信息，体验\n更多应用服务。",
        240,
        "hei",
        20,
        leading=1.35,
    )
    size = rng.choice((29, 32))
    left, right, truth = _columns(made, rng)
    _column(board, left, (170, 540), (rng.choice((150, 190)), 720), size)
    _column(board, right, (1120, 540), (rng.choice((150, 190)), 480), size)
    _office(board, made.authority, (1350, 1130), rng, with_label=True)
    board.text((150, 1326), "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", "song", 20)
    board.text(
        (840, 1326), "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。", "song", 18
    )
    return board.done(Material.BUSINESS_LICENSE, truth)


def _columns(made: Company, rng: Random) -> tuple[Rows, Rows, Truth]:
    truth = _truth(made)
    left: Rows = [("名称", made.name, "k"), ("类型", made.type_name, "")]
    left += [(made.person_label, made.legal_representative.name, "k"), ("经营范围", SCOPE, "")]
    place = {"sole_trader": "经营场所", "branch": "营业场所", "partnership": "主要经营场所"}.get(made.kind, "住所")
    right: Rows = []
    if made.kind == "sole_trader":
        right.append(("组成形式", "个人经营", ""))
    elif made.kind == "partnership":
        right.append(("出资额", "伍佰万元整", ""))
    elif made.kind != "branch":
        right.append(("注册资本", rng.choice(("1000万元人民币", "伍佰万圆整", "300万人民币")), ""))
    founded = f"{made.founded:%Y年%m月%d日}"
    right.append(("注册日期" if made.kind == "sole_trader" else "成立日期", founded, ""))
    if made.kind != "sole_trader" and rng.random() < 0.6:
        label = "合伙期限" if made.kind == "partnership" else "营业期限"
        text, part = _term(made, rng)
        right.append((label, text, "k"))
        truth |= part
    right.append((place, made.address, ""))
    return left, right, truth


def _term(made: Company, rng: Random) -> tuple[str, Truth]:
    begin = f"{made.founded:%Y年%m月%d日}"
    if made.term_to:
        end = f"{made.term_to:%Y年%m月%d日}"
        both: Truth = {"valid_from": made.founded.isoformat(), "valid_to": made.term_to.isoformat()}
        return rng.choice((f"{begin}至{end}", f"自{begin} 至 {end}")), both
    style = rng.choice(("长期", "无固定期限", f"{begin}至长期", f"{begin}至无固定期限"))
    dated: Truth = {"valid_from": made.founded.isoformat()} if "年" in style else {}
    return style, {"valid_to": "长期"} | dated


def portrait(rng: Random) -> Drawn:
    """2014-2019, one column, 编号 and code in different places."""
    made = organisation(rng, rng.choice(("company", "company", "sole_owner", "sole_trader", "branch")))
    board = Board((1300, 1840), rng.choice(((252, 250, 240), (246, 248, 250))))
    _border(board, (180, 140, 80))
    board.draw.ellipse((570, 90, 730, 250), fill=(200, 40, 36), outline=(220, 180, 80), width=8)
    board.centred(390, "营业执照", "song-bold", 110, gap=34)
    board.centred(460, rng.choice(("（副本）", "（副  本）", "（正本）")), "song", 34)
    if rng.random() < 0.5:
        board.centred(530, f"统一社会信用代码 {made.uscc}", "song", 30)
    else:
        board.text(
            (650, 520),
            f"（统一社会信用代码：{made.uscc}）" if rng.random() < 0.5 else f"统一社会信用代码：{made.uscc}",
            "song",
            26,
        )
    truth = _truth(made)
    place = {"sole_trader": "经营场所", "branch": "营业场所"}.get(made.kind, "住所")
    rows: Rows = [("名称", made.name, "k"), ("类型", made.type_name, ""), (place, made.address, ""),
                  (made.person_label, made.legal_representative.name, "k")]  # fmt: skip
    if made.kind == "company":
        rows.append(("注册资本", "伍佰万元整", ""))
    rows.append(("注册日期" if made.kind == "sole_trader" else "成立日期", f"{made.founded:%Y年%m月%d日}", ""))
    if made.kind != "sole_trader":
        text, part = _term(made, rng)
        rows.append(("营业期限", text, "k"))
        truth |= part
    rows.append(("经营范围", SCOPE, ""))
    _column(board, rows, (170, 640), (rng.choice((160, 210)), 760), rng.choice((28, 30)))
    qr(board, (190, 1460), 170, rng)
    _office(board, made.authority, (820, 1500), rng, with_label=rng.random() < 0.7)
    board.centred(1745, "企业信用信息公示系统网址：http://www.gsxt.gov.cn", "song", 20)
    board.centred(1775, "中华人民共和国国家工商行政管理总局监制", "song", 20)
    return board.done(Material.BUSINESS_LICENSE, truth)


def old(rng: Random) -> Drawn:
    """Before 2014: 注册号 of 15 digits, 企业法人营业执照, 个体工商户营业执照 or 营业执照, dotted lines."""
    kind = rng.choice(("company", "sole_trader", "sole_owner"))
    made = organisation(rng, kind)
    title = {"company": "企业法人营业执照", "sole_trader": "个体工商户营业执照"}.get(kind, "个人独资企业营业执照")
    board = Board((1260, 1780), (250, 246, 232))
    _border(board, (150, 60, 50))
    board.centred(330, title, "song-bold", 74 if len(title) < 9 else 66, (150, 30, 30), 8)
    board.centred(400, rng.choice(("（副 本）", "(副本)")), "song", 34)
    number = rng.choice(("注册号：", "注册号 ", "注 册 号 "))
    board.text((620, 480), f"{number}{made.registration_number}", "song", 28)
    name = {"sole_trader": "经营者姓名", "sole_owner": "投资人姓名"}.get(kind, "法定代表人姓名")
    rows: Rows = [
        ({"sole_trader": "名称", "sole_owner": "企业名称"}.get(kind, "名称"), made.name, "k"),
        (name, made.legal_representative.name, "k"),
        ({"sole_trader": "经营场所", "sole_owner": "企业住所"}.get(kind, "住所"), made.address, ""),
        (
            "组成形式" if kind == "sole_trader" else "公司类型",
            "个人经营" if kind == "sole_trader" else made.type_name,
            "",
        ),
        ("经营范围", SCOPE[:60], ""),
    ]
    if kind != "sole_trader":
        rows.append(("成立日期", f"{made.founded:%Y年%m月%d日}", ""))
    for place, (label, value, key) in enumerate(rows):
        y = 600 + 130 * place
        board.spread((170, y), label, 210, "song-bold", 29)
        board.draw.line((410, y + 12, 1100, y + 12), fill=(160, 150, 130), width=2)
        board.block((420, y), value, 670, rng.choice(("song", "hei")), 29, leading=1.45, key=bool(key))
    _office(board, made.authority.replace("市场监督", "工商行政"), (700, 1500), rng, with_label=True)
    truth = _truth(made) | {"uscc": made.registration_number}
    return board.done(Material.BUSINESS_LICENSE, truth)


def other(rng: Random) -> Drawn:
    """事业单位法人证书, 社会团体法人登记证书, 民办非企业单位登记证书, 律师事务所执业许可证."""
    kind = rng.choice(("public_institution", "social_organization", "private", "law_firm"))
    made = organisation(rng, kind if kind in ("public_institution", "social_organization") else "public_institution")
    name = {"private": f"{made.city.name}{rng.choice(('启航', '晨星'))}职业培训学校",
            "law_firm": f"{made.province}{rng.choice(('正衡', '博涵'))}律师事务所"}.get(kind, made.name)  # fmt: skip
    title = {"public_institution": "事业单位法人证书", "social_organization": "社会团体法人登记证书",
             "private": "民办非企业单位登记证书", "law_firm": "律师事务所执业许可证"}[kind]  # fmt: skip
    who = {"private": "法定代表人", "law_firm": "负责人"}.get(kind, "法定代表人")
    board = Board((1800, 1270), (252, 250, 244))
    _border(board, (170, 50, 46))
    board.centred(230, title, "song-bold", 84, (150, 30, 30), 14)
    board.centred(300, "（副本）", "song", 32)
    board.text((170, 390), "统一社会信用代码" + rng.choice(("：", "  ")) + made.uscc, "song-bold", 30)
    rows: Rows = [("名称", name, "k"), (who, made.legal_representative.name, "k"), ("住所", made.address, "")]
    rows += {
        "public_institution": [("宗旨和业务范围", "开展公益性监测与技术服务，承担有关资料整理。", ""), ("经费来源", "财政补助（全额拨款）", ""), ("开办资金", "￥350万元", ""), ("举办单位", f"{made.city.name}水利局", "")],
        "social_organization": [("业务范围", "行业自律、信息交流、技术培训。", ""), ("注册资金", "叁万元整", ""), ("业务主管单位", f"{made.city.name}工业和信息化局", "")],
        "private": [("业务范围", "非学历职业技能培训。", ""), ("开办资金", "伍拾万元整", ""), ("业务主管单位", f"{made.city.name}人力资源和社会保障局", "")],
        "law_firm": [("组织形式", "普通合伙", ""), ("主管机关", f"{made.city.name}司法局", "")],
    }[kind]  # fmt: skip
    rng.shuffle(rows[1:])
    _column(board, rows, (170, 480), (rng.choice((220, 260)), 1000), 30)
    truth = _truth(made) | {"entity_name": name}
    if kind != "law_firm":
        board.text(
            (170, 1130),
            rng.choice(("有效期 自2023年05月06日 至2028年05月05日", "有效期限：2023年5月6日至2028年5月5日")),
            "song",
            29,
        )
        truth |= {"valid_from": "2023-05-06", "valid_to": "2028-05-05"}
    _office(board, made.authority, (1330, 1080), rng, with_label=True)
    return board.done(Material.BUSINESS_LICENSE, truth)


def _truth(made: Company) -> Truth:
    who = made.legal_representative.name
    return {"entity_name": made.name, "uscc": made.uscc, "legal_representative": who, "address": made.address}


def _spaced(board: Board, at: tuple[float, float], text: str, font: str, size: int, gap: int) -> None:
    x, y = at
    for char in text:
        x = board.text((x, y), char, font, size) + gap
    board.spots.append((round((at[0] + x) / 2), round(y - size / 3)))


def _column(board: Board, rows: Rows, at: tuple[int, int], widths: tuple[int, int], size: int) -> None:
    x, y = at
    for label, value, key in rows:
        board.spread((x, y), label, widths[0] - size, "song-bold", size)
        offset = max(widths[0], size * len(label) + size // 2)
        y = round(max(board.block((x + offset, y), value, widths[1] - offset + widths[0], "hei", size, leading=1.32, key=bool(key)) + size * 0.8, y + 2.1 * size))  # fmt: skip


def _office(board: Board, name: str, at: tuple[int, int], rng: Random, *, with_label: bool) -> None:
    x, y = at
    if with_label:
        board.text((x - 180, y), "登 记 机 关", "song-bold", 32)
    stamp(board.image, round_seal(name, diameter=260), (x + 170, y + 10), rng)
    board.text(
        (x + 60, y + 110),
        f"20{rng.randint(16, 25)} 年 {rng.randint(1, 12):02d} 月 {rng.randint(1, 28):02d} 日",
        "song",
        30,
    )


def _border(board: Board, colour: tuple[int, int, int]) -> None:
    width, height = board.image.size
    for inset, thick in ((40, 9), (60, 2), (72, 5)):
        board.rule((inset, inset, width - inset, height - inset), colour, thick)

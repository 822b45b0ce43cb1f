"""Verification forms, commitments and authorisation letters as other providers word them."""

# ruff: noqa: E501 - what papers say is long, and drawing is one step after another

from random import Random

from bench.drawn.drawn import Board, Drawn, Truth
from bench.drawn.who import anybody, domain, organisation
from filing.terms import Material
from samples.papers.seal import round_seal, sign, stamp

A4 = (1240, 1754)
PROVIDERS = ("中网科技（苏州）股份有限公司", "江苏云港数据有限公司", "合肥新汇信息技术有限公司")


def verification(rng: Random) -> Drawn:
    """The sheet in sections (NetEase-like) or in two columns without sections."""
    individual = rng.random() < 0.25
    entity = anybody(rng).name if individual else organisation(rng).name
    who, site = anybody(rng, rare=rng.random() < 0.2).name, domain(rng)
    board = Board(A4)
    title = rng.choice(
        (
            "网站备案信息真实性核验单",
            "网站备案真实性核验单",
            "ICP备案信息真实性核验单",
            "湖北省网站备案信息真实性核验单",
        )
    )
    board.centred(150, title, rng.choice(("song-bold", "hei-bold")), 44)
    draw = rng.choice((_sections, _two_columns))
    y = draw(board, entity, site, who, individual, rng)
    board.text((130, y + 60), "核验人签字：", "song", 26)
    board.text((640, y + 60), "接入服务单位盖章：", "song", 26)
    board.text((130, y + 190), "网站负责人签字（单位盖章）：" if not individual else "网站负责人签字：", "song", 26)
    sign(board.image, (520, round(y + 180)), rng)
    board.text((800, y + 190), "日期：2026年11月 3 日", "song", 26)
    if not individual:
        stamp(board.image, round_seal(entity), (600, round(y + 170)), rng)
    return board.done(Material.VERIFICATION_FORM, {"entity_name": entity, "domain": site, "name": who})


def _sections(board: Board, entity: str, site: str, who: str, individual: bool, rng: Random) -> float:
    kind = "□单位  ■个人" if individual else "■单位  □个人"
    size = rng.choice((25, 27))
    y = _grid(board, 200, [("网站主办者名称", entity, "k"), ("网站类型", kind, ""), ("网站域名", site, "k")], size)
    parts = [
        (
            "一、主体信息核验",
            [("主体证件是否为原件", "■是  □否", ""), ("主体证件与填报信息是否一致", "■一致  □不一致", "")],
        ),
        ("二、联系方式核验", [("办公电话是否核实", "■是  □否", ""), ("电子邮箱是否核实", "■是  □否", "")]),
        (
            "三、网站信息核验",
            [
                ("网站负责人姓名", who, "k"),
                ("网站负责人证件是否为原件", "■是  □否", ""),
                ("域名是否归主办者所有", "■是  □否", ""),
            ],
        ),
        ("四、接入信息核验", [("接入服务商", rng.choice(PROVIDERS), ""), ("IP地址是否与备案一致", "■是  □否", "")]),
        ("五、核验材料留存", [("留存材料", "■主体证件 ■负责人证件 ■照片", "")]),
    ]
    for head, rows in parts:
        board.rule((110, y, 1130, y + 50))
        board.text((130, y + 36), head, "song-bold", size)
        y = _grid(board, y + 50, rows, size)
    return y


def _grid(board: Board, y: float, rows: list[tuple[str, str, str]], size: int) -> float:
    for label, value, key in rows:
        board.rule((110, y, 470, y + 56))
        board.rule((470, y, 1130, y + 56))
        board.text((124, y + 38), label, "song", size)
        board.block((484, y + 38), value, 640, "song", size, key=bool(key))
        y += 56
    return y


def _two_columns(board: Board, entity: str, site: str, who: str, individual: bool, rng: Random) -> float:
    labels = rng.choice(
        (
            ("主办单位名称", "域名", "网站负责人"),
            ("主办者名称", "网站域名", "网站负责人姓名"),
            ("主办单位全称", "备案域名", "互联网信息服务负责人"),
        )
    )
    rows = [(labels[0], entity, "接入商", rng.choice(PROVIDERS)), (labels[1], site, labels[2], who),
            ("主办单位性质", "个人" if individual else "企业", "接入方式", "虚拟主机"), ("证件类型", "身份证" if individual else "营业执照", "核验日期", "2026-11-03"),
            ("主体信息核验", "√真实", "网站信息核验", "√真实"), ("联系方式核验", "√真实", "接入信息核验", "√真实")]  # fmt: skip
    for place, (label, value, label2, value2) in enumerate(rows):
        top = 220 + place * 110
        for x0, x1, text, key in (
            (80, 290, label, ""),
            (290, 680, value, "k"),
            (680, 880, label2, ""),
            (880, 1170, value2, "k"),
        ):
            board.rule((x0, top, x1, top + 110))
            board.block(
                (x0 + 12, top + (48 if len(text) * 24 > x1 - x0 - 24 else 66)),
                text,
                x1 - x0 - 20,
                "song-bold" if not key else "song",
                25,
                leading=1.35,
                key=bool(key) and place < 2,
            )
    board.block(
        (100, 930),
        "核验承诺：以上信息已由核验人员当面核验，网站主办者承诺所填备案信息真实有效，如有虚假愿承担法律责任。",
        1040,
        "song",
        26,
    )
    return 1030


def commitment(rng: Random) -> Drawn:
    """Long text; the entity in the opening, at the end, or both."""
    entity, site = organisation(rng).name, domain(rng)
    title = rng.choice(
        (
            "网站备案信息安全责任书",
            "信息安全承诺书",
            "网络信息安全责任书",
            "网站信息安全管理责任书",
            "互联网信息安全保证书",
            "接入用户信息安全承诺书",
        )
    )
    board = Board(A4)
    board.centred(140, title, rng.choice(("hei-bold", "song-bold")), 46, gap=4)
    truth: Truth = {"entity_name": entity}
    opening = rng.choice(("本单位", "我公司", "本网站主办者"))
    if rng.random() < 0.5:
        text = f"　　{opening}郑重承诺遵守本责任书的有关条款，如有违反本责任书有关条款的行为，由我单位承担由此带来的一切民事、行政和刑事责任。"
        y = board.block((130, 230), text, 980, "song", 26)
    else:
        y = board.block(
            (130, 230),
            f"致：{rng.choice(PROVIDERS)}\n　　{entity}（以下简称“我单位”）在使用贵公司接入服务期间，承诺如下：",
            980,
            "song",
            26,
        )
    for n, clause in enumerate(CLAUSES, 1):
        y = board.block((130, y + 4), f"　　{'一二三四五六七八九'[n - 1]}、{clause}", 980, "song", 25, leading=1.45)
    y += 70
    label = rng.choice(
        (
            "责任单位：（盖章）",
            "网站主办者（盖章）：",
            "承诺单位（公章）：",
            "主办单位名称（盖章）：",
            "责任单位（盖章）：",
        )
    )
    end = board.text((420, y), label, "song", 28)
    board.block((end + 8, y), entity, 1240 - end - 60, "song", 28, key=True)
    if rng.random() < 0.7:
        board.text((420, y + 100), f"网站域名：{site}", "song", 28)
        truth["domain"] = site
    board.text((420, y + 160), "法定代表人或授权代表（签字）：", "song", 28)
    sign(board.image, (840, round(y + 150)), rng)
    board.text((420, y + 220), "日期：2026 年 11 月 2 日", "song", 28)
    stamp(board.image, round_seal(entity), (980, round(y + 150)), rng)
    return board.done(Material.SECURITY_COMMITMENT, truth)


CLAUSES = (
    "遵守国家有关法律、行政法规和管理规章，严格执行信息安全管理规定。",
    "不得利用国际互联网危害国家安全、泄露国家秘密，不得侵犯国家的、社会的、集体的利益和公民的合法权益，不得从事违法犯罪活动。",
    "严格按照《互联网信息服务管理办法》《计算机信息网络国际联网安全保护管理办法》的要求，做好本网站的信息安全管理工作。",
    "建立安全保护管理制度，落实各项安全保护技术措施，保障本网站的运行安全和信息安全。",
    "不得制作、复制、查阅和传播煽动抗拒、破坏宪法和法律实施，宣扬淫秽、色情、赌博、暴力、凶杀、恐怖的有害信息。",
    "当计算机信息系统发生重大安全事故时，立即采取应急措施，保留有关原始记录，并在24小时内向主管部门报告。",
    "若违反上述承诺，自愿接受暂停接入、注销备案等处理，并承担相应的法律责任。",
)


def letter(rng: Random) -> Drawn:
    """Authorisation in several wordings."""
    made, who, site = organisation(rng), anybody(rng, rare=rng.random() < 0.2), domain(rng)
    title, text = rng.choice(_WORDINGS)
    values = {"e": made.name, "p": who.name, "i": who.id_number, "d": site, "l": made.legal_representative.name}
    board = Board(A4)
    board.centred(210, title, rng.choice(("hei-bold", "song-bold")), 54, gap=rng.choice((6, 16)))
    y = board.block(
        (150, 360), text.format(**values), 940, rng.choice(("song", "hei")), rng.choice((28, 31)), leading=1.8, key=True
    )
    y = max(y + 120, 1150)
    board.text((150, y), "被授权人签字：", "song", 28)
    sign(board.image, (360, round(y)), rng)
    board.text((1090, y + 110), f"单位名称（盖章）：{made.name}", "song", 28, anchor="rs")
    board.text((1090, y + 180), "2026年10月28日", "song", 28, anchor="rs")
    stamp(board.image, round_seal(made.name), (900, round(y + 120)), rng)
    truth: Truth = {"entity_name": made.name, "name": who.name, "title": title}
    told = {"{d}": ("domain", site), "{i}": ("id_number", who.id_number), "{l}": ("legal_representative", values["l"])}
    truth |= {key: value for place, (key, value) in told.items() if place in text}
    return board.done(Material.AUTHORIZATION_LETTER, truth)


_WORDINGS = (
    (
        "网站负责人授权书",
        "{e}授权{p}（身份证号码：{i}）为我单位网站负责人，负责我单位网站{d}的备案及日常管理工作，由此产生的法律责任由我单位承担。\n　　特此授权。",
    ),
    (
        "授权委托书",
        "委托人：{e}\n法定代表人：{l}\n受托人：{p}\n身份证号：{i}\n　　现委托上述受托人为我单位网站的负责人，办理网站备案相关事宜，受托人在办理上述事项过程中所签署的有关文件我单位均予承认。",
    ),
    (
        "网站备案授权书",
        "　　兹有我单位员工{p}，身份证号码{i}，现授权其担任我单位网站（域名：{d}）的网站负责人，全权处理网站备案事宜，期限自2026年10月28日起至2027年10月27日止。",
    ),
    (
        "法人授权委托书",
        "　　我{l}系{e}的法定代表人，现授权委托{p}为我公司代理人，以本公司的名义办理网站备案业务。代理人在此过程中所签署的一切文件和处理与之有关的一切事务，我公司均予以承认。\n　　被授权人：{p}\n　　身份证号码：{i}",
    ),
    (
        "网站负责人委托书",
        "上海市通信管理局：\n　　兹委托 {p} 担任我公司（{e}）网站 {d} 的网站负责人，负责网站的信息安全管理，联系电话：16000000000。",
    ),
    (
        "互联网信息服务负责人授权书",
        "授权单位：{e}\n被授权人：{p}\n证件号码：{i}\n网站域名：{d}\n　　我单位授权被授权人为互联网信息服务负责人，负责域名备案及网站信息安全工作，特此证明。",
    ),
)

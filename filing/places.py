"""Provinces: which one an address, a number or a telephone belongs to.

The table is that of policy/data/provinces.csv (GB/T 2260 and the area codes); a test holds the two together.
"""

import re
import unicodedata
from dataclasses import dataclass

from filing.cities import CITIES
from filing.numbers import clean_number, clean_phone, find_icp_numbers


@dataclass(frozen=True, slots=True)
class Province:
    """`gb2`: first two digits of GB/T 2260; `icp`: abbreviation in ICP numbers."""

    short: str
    full: str
    gb2: str
    icp: str
    icp_aliases: tuple[str, ...]
    area_codes: tuple[str, ...]


_ROWS = """
北京 北京市 11 京 010
天津 天津市 12 津 022
河北 河北省 13 冀 0310,0311,0312,0313,0314,0315,0316,0317,0318,0319,0335
山西 山西省 14 晋 0349,0350,0351,0352,0353,0354,0355,0356,0357,0358,0359
内蒙古 内蒙古自治区 15 蒙 0470,0471,0472,0473,0474,0475,0476,0477,0478,0479,0482,0483
辽宁 辽宁省 21 辽 024,0411,0412,0415,0416,0417,0418,0419,0421,0427,0429
吉林 吉林省 22 吉 0431,0432,0433,0434,0435,0436,0437,0438,0439
黑龙江 黑龙江省 23 黑 0451,0452,0453,0454,0455,0456,0457,0458,0459,0464,0467,0468,0469
上海 上海市 31 沪 021
江苏 江苏省 32 苏 025,0510,0511,0512,0513,0514,0515,0516,0517,0518,0519,0523,0527
浙江 浙江省 33 浙 0570,0571,0572,0573,0574,0575,0576,0577,0578,0579,0580
安徽 安徽省 34 皖 0550,0551,0552,0553,0554,0555,0556,0557,0558,0559,0561,0562,0563,0564,0566
福建 福建省 35 闽 0591,0592,0593,0594,0595,0596,0597,0598,0599
江西 江西省 36 赣 0701,0790,0791,0792,0793,0794,0795,0796,0797,0798,0799
山东 山东省 37 鲁 0530,0531,0532,0533,0534,0535,0536,0537,0538,0539,0543,0546,0631,0632,0633,0635
河南 河南省 41 豫 0370,0371,0372,0373,0374,0375,0376,0377,0379,0391,0392,0393,0394,0395,0396,0398
湖北 湖北省 42 鄂 027,0710,0711,0712,0713,0714,0715,0716,0717,0718,0719,0722,0724,0728
湖南 湖南省 43 湘 0730,0731,0734,0735,0736,0737,0738,0739,0743,0744,0745,0746
广东 广东省 44 粤 020,0660,0662,0663,0668,0750,0751,0752,0753,0754,0755,0756,0757,0758,0759,0760,0762,0763,0766,0768,0769
广西 广西壮族自治区 45 桂 0770,0771,0772,0773,0774,0775,0776,0777,0778,0779
海南 海南省 46 琼 0898
重庆 重庆市 50 渝 023
四川 四川省 51 蜀川 028,0812,0813,0816,0817,0818,0825,0826,0827,0830,0831,0832,0833,0834,0835,0836,0837,0838,0839
贵州 贵州省 52 黔贵 0851,0854,0855,0856,0857,0858,0859
云南 云南省 53 滇云 0691,0692,0870,0871,0872,0873,0874,0875,0876,0877,0878,0879,0883,0886,0887,0888
西藏 西藏自治区 54 藏 0891,0892,0893,0894,0895,0896,0897
陕西 陕西省 61 陕秦 029,0911,0912,0913,0914,0915,0916,0917,0919
甘肃 甘肃省 62 陇甘 0930,0931,0932,0933,0934,0935,0936,0937,0938,0939,0941,0943
青海 青海省 63 青 0970,0971,0972,0973,0974,0975,0976,0977,0979
宁夏 宁夏回族自治区 64 宁 0951,0952,0953,0954,0955
新疆 新疆维吾尔自治区 65 新 0901,0902,0903,0906,0908,0909,0990,0991,0992,0993,0994,0995,0996,0997,0998,0999
"""


def _province(row: str) -> Province:
    """short, full, GB/T 2260, ICP abbreviation with its aliases, area codes."""
    short, full, gb2, icp, codes = row.split(" ")
    return Province(short, full, gb2, icp[0], tuple(icp[1:]), tuple(codes.split(",")))


_TABLE = tuple(_province(row) for row in _ROWS.strip().split("\n"))
PROVINCES = {p.short: p for p in _TABLE}
_BY_GB2 = {p.gb2: p.short for p in _TABLE}
_BY_ICP = {abbr: p.short for p in _TABLE for abbr in (p.icp, *p.icp_aliases)}
_BY_AREA = {code: p.short for p in _TABLE for code in p.area_codes}
_NATION = re.compile(r"^(中华人民共和国|中国|[0-9]{6})")
_STREET = re.compile(r"^[东西南北中一二三四五六七八九十]{0,2}(路|街|道|大街|大道|巷|弄|村|广场|大厦)")
_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|地区|省|市|盟)$")


def _names() -> dict[str, str]:
    """Every way an address may begin, longest first. 海南藏族自治州 is in 青海, 吉林市 in 吉林."""
    names = {p.full: p.short for p in _TABLE}
    names |= {city: short for short, cities in CITIES.items() for city in cities}
    bare = {_SUFFIX.sub("", name): short for name, short in names.items() if len(_SUFFIX.sub("", name)) >= 2}
    names = bare | names | {p.short: p.short for p in _TABLE}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


_BEGINNINGS = _names()


def short_province(text: str) -> str | None:
    """江苏 for 江苏 or 江苏省; None for anything else. Exact: 山西 is never 陕西."""
    name = unicodedata.normalize("NFKC", text).strip()
    return next((p.short for p in _TABLE if name in (p.short, p.full, p.short + "省", p.short + "市")), None)


def province_of_address(text: str) -> str | None:
    """The province that an address begins with, by its own name or by a city's (苏州市…); None if it says neither.

    Anchored at the start, so that 南京路 or 重庆路 inside a street name decides nothing.
    """
    address = _NATION.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    for name, short in _BEGINNINGS.items():
        if address.startswith(name) and not _STREET.match(address[len(name) :]):
            return short
    return None


def province_of_id(number: str) -> str | None:
    """By the first two digits of an ID number. Weak evidence: people move."""
    return _BY_GB2.get(clean_number(number)[:2])


def province_of_uscc(number: str) -> str | None:
    """By the registering authority's region in a USCC. Weak: national registrations have 100000."""
    return _BY_GB2.get(clean_number(number)[2:4])


def province_of_registration(number: str) -> str | None:
    """By the first two digits of a 15-digit registration number."""
    return _BY_GB2.get(clean_number(number)[:2])


def province_of_landline(text: str) -> str | None:
    """By the area code."""
    phone = clean_phone(text)
    return next((_BY_AREA[phone[:n]] for n in (4, 3) if phone[:n] in _BY_AREA), None) if phone[:1] == "0" else None


def province_of_icp(text: str) -> str | None:
    """By the abbreviation of the first ICP number in a text."""
    numbers = find_icp_numbers(text)
    return _BY_ICP.get(numbers[0].province) if numbers else None


def place_names() -> frozenset[str]:
    """Province and city names, with and without 省/市: what an individual's site name may not carry (C202)."""
    return frozenset(_BEGINNINGS)

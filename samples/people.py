"""Fictitious people: every field that an ID card and a registration form show."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.numbers import id_number, random_mobile
from samples.places import City, city_of, county_of

SURNAMES = tuple("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁")
DOUBLE_SURNAMES = ("欧阳", "上官", "司徒", "诸葛", "尉迟")
GIVEN = tuple("明华建国伟芳娜敏静丽强磊洋艳勇军杰娟涛超霞平刚桂英文玉兰志海燕晓峰雪梅宇轩梓涵浩然欣怡诗雨晨")
RARE_GIVEN = ("䶮", "赟", "喆", "堃", "祎", "晛", "玥", "甯", "璟", "昇", "翀", "淼", "龑", "旻")
"""Rare characters of real given names: most OCR dictionaries lack several of them."""
MINORITY = (
    ("阿依古丽·买买提", "维吾尔", "女"),
    ("迪力夏提·艾合买提江", "维吾尔", "男"),
    ("巴特尔", "蒙古", "男"),
    ("扎西·次仁", "藏", "男"),
    ("古丽娜尔·吐尔逊", "哈萨克", "女"),
    ("韦桂兰", "壮", "女"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person. `valid_to` None means 长期; `province` is the short name."""

    name: str
    sex: str
    ethnicity: str
    birth: date
    id_number: str
    address: str
    issued_by: str
    valid_from: date
    valid_to: date | None
    mobile: str
    email: str
    landline: str
    city: City

    @property
    def province(self) -> str:
        """Short name of the province where the person lives."""
        return self.city.province


def person(
    seed: int | str, province: str = "江苏", *, name: str | None = None, city: str | None = None, rare: bool = False
) -> Person:
    """The person of a seed: the same one every time. `rare` puts a rare character into the given name."""
    rng = Random(f"person/{seed}/{province}")
    city_row = city_of(province, rng, city)
    birth = date(1968, 1, 1) + timedelta(days=rng.randrange(12000))
    return _with_papers(rng, city_row, birth, _named(rng, name, rare), "汉", rng.choice("男女"))


def minority_person(seed: int | str, province: str = "新疆") -> Person:
    """A person whose name may have a middle dot and more than four characters."""
    rng = Random(f"minority/{seed}/{province}")
    city = city_of(province, rng)
    name, ethnicity, sex = rng.choice(MINORITY)
    birth = date(1968, 1, 1) + timedelta(days=rng.randrange(12000))
    return _with_papers(rng, city, birth, name, ethnicity, sex)


def _with_papers(rng: Random, city: City, birth: date, name: str, ethnicity: str, sex: str) -> Person:
    sequence = rng.randrange(500) * 2 + (1 if sex == "男" else 0)
    valid_from, valid_to = _validity(birth, rng)
    address = city.address(rng)
    return Person(
        name=name,
        sex=sex,
        ethnicity=ethnicity,
        birth=birth,
        id_number=id_number(city.county_code(rng), f"{birth:%Y%m%d}", sequence),
        address=address,
        issued_by=_office(city, address),
        valid_from=valid_from,
        valid_to=valid_to,
        mobile=random_mobile(rng),
        email=f"u{rng.randrange(10**6):06d}@mail.example",
        landline=city.landline(rng),
        city=city,
    )


def _named(rng: Random, name: str | None, rare: bool) -> str:
    if name is not None:
        return name
    surname = rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.04 else rng.choice(SURNAMES)
    if rare:
        return surname + rng.choice(RARE_GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.4 else "")
    return surname + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2, 2))))


def _validity(birth: date, rng: Random) -> tuple[date, date | None]:
    """Ten years for those issued up to 25, twenty up to 45, open-ended after (居民身份证法 第五条)."""
    issued = date(2012, 1, 1) + timedelta(days=rng.randrange(4000))
    age = (issued - birth).days // 365
    if age > 46:
        return issued, None
    years = 20 if age > 25 else 10
    if issued.year + years < 2028:  # papers of samples are in force unless a sample says otherwise
        issued = issued.replace(year=2019, day=min(issued.day, 28))
    return issued, issued.replace(year=issued.year + years, day=min(issued.day, 28))


def _office(city: City, address: str) -> str:
    return f"{city.name}公安局{county_of(address).removesuffix('区')}分局"

"""Fictitious people and companies with names of every shape: rare characters, middle dots, brackets, digits, length."""

# ruff: noqa: E501, SIM905 - what papers say is long, and drawing is one step after another

from dataclasses import replace
from random import Random

from samples.companies import KINDS, Company, company
from samples.people import Person, person
from samples.places import CITIES

SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
)
GIVEN = tuple(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂玉萍红鑫飞鹏辉婷雪慧浩宇晨欣怡佳琪梓萱子涵俊豪思远志国建华文斌永春燕海波小龙晓东"
    "立新振兴旭阳凯歌博瑞泽睿彬琳珊瑶倩雯颖莹璐妍菲蕾薇嘉诚信義礼智仁德福寿康宁祥瑞锦荣昌盛达通顺利景辰星月云天航帆舟江河湖泊岩松柏"
    "竹梅兰菊荷莲桃杏枫桐榕楠榆槐毅恒坚韧卓越超群炜煜烨炎焕灿耀辉煌铭钧锋锐钢铁银铜瑜瑾璇琦珂珍珠贝勤俭朴素".replace(
        "義", ""
    )
)
RARE = tuple(
    "赟龑喆䶮堃昇玥甯祎璟翀淼旻晛曌曈皛瑀昉犇焱垚珺珅骉頔翾瑨奭骞晗昊昱昶晟炘烜煊犟玙玚珩琛琨琮瑄瑭璁璘甡睿祐祺禛禹筠翊翎芃芮苒荃菡萁葳蓁蔚赜逯邈郗钰铄锴闳阗霁霏靓韪韬颢馥骁骐鸢麟"
)
MINORITY = (
    "阿依古丽·买买提", "迪丽努尔·艾尼瓦尔", "努尔麦麦提·图尔荪托合提", "次仁卓玛", "巴图孟克", "热依扎·哈力克", "古扎丽阿依·吐尔逊江",
    "阿卜杜热合曼·依明", "吉克阿木", "完颜旭", "欧阳海燕", "司马彦博", "扎西旺堆", "娜仁托娅",
)  # fmt: skip
BRANDS = tuple(
    "汇鑫 博远 景致 天衡 曦辰 聚汇川 润禾谷 益达 赫兹 牧野 麒麟山 芸苔 瀚海星云 翡翠湾 一八六 九龙坡 贝壳 诺亚 楚楚 恺悦 骏驰 钧澜 甄选 糖果猫 "
    "禧悦 珑岳 顶呱呱 嘀嗒 飞鹤岭 泓泰 澄宇 璞真 黛山 坤舆 弈秋 雅歌 卓尔 沃土 匠心 曼陀 嘉禾 岚桥".split()
)
TRADES = tuple(
    "信息科技 文化传播 供应链管理 电子商务 生物医药 智能装备 建筑装饰工程 教育咨询 国际贸易 餐饮管理 新能源 汽车零部件 知识产权代理 物流 数据服务 "
    "广告传媒 园林景观 电气 纺织 医疗器械".split()
)


def anybody(rng: Random, *, rare: bool = False, minority: bool = False) -> Person:
    """A person; `rare`: with a rare character; `minority`: a longer name or one with a middle dot."""
    city = rng.choice(CITIES)
    if minority:
        name = rng.choice(MINORITY)
    else:
        given = [rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2, 2)))]
        if rare:
            given[rng.randrange(len(given))] = rng.choice(RARE)
        name = rng.choice(SURNAMES) + "".join(given)
    made = person(rng.getrandbits(32), city.province, name=name)
    return replace(made, ethnicity="维吾尔") if "·" in name else made


def organisation(rng: Random, kind: str = "company") -> Company:
    """A company or other organisation with a name of its own making."""
    city = rng.choice(CITIES)
    short = city.name.removesuffix("市")
    chief = anybody(rng, rare=rng.random() < 0.2, minority=rng.random() < 0.06)
    made = company(rng.getrandbits(32), city.province, kind=kind, city=city.name, legal_representative=chief)
    return replace(made, name=_name(rng, short, kind) or made.name)


def _name(rng: Random, short: str, kind: str) -> str:
    brand, trade = rng.choice(BRANDS), rng.choice(TRADES)
    suffix = KINDS[kind].suffix.format(city=short)
    if kind == "sole_trader":
        return rng.choice(
            (
                f"{short}市青屏区{brand}{rng.choice(('餐饮店', '便利店', '服装店', '图文设计工作室', '汽车维修部', '水果超市'))}",
                brand + "商行",
            )
        )
    if kind not in ("company", "joint_stock", "branch"):
        return ""
    return rng.choice((
        f"{short}{brand}{trade}{suffix}", f"{short}市{brand}{trade}{suffix}", f"{brand}（{short}）{trade}{suffix}",
        f"{brand}{trade}（{short}）{suffix}", f"{short}{brand}{trade}集团{suffix}",
    ))  # fmt: skip


DOMAIN_WORDS = "huixin boyuan jingzhi tian-heng xichen 8hui runhe yida hertz muye qls1688 yuntai nuoya cc520 kaiyue junchi shop88 tgm-cat".split()
SUFFIXES = "com cn com.cn net top xyz cc vip 中国 ltd group org.cn".split()


def domain(rng: Random) -> str:
    """A registrable domain."""
    suffix = rng.choice(SUFFIXES)
    return (
        f"{rng.choice(BRANDS)}.{suffix}"
        if suffix == "中国"
        else f"{rng.choice(DOMAIN_WORDS)}{rng.choice(('', '', rng.randint(2, 99)))}.{suffix}"
    )

"""A few cities a province, each with the first four digits of its codes and its telephone area code.

Districts and streets are invented. County codes end in 90-99: GB/T 2260 gives 01-20 and 51-80 to districts, 21-50 to
counties, 81-89 to cities administered by the province, and has never given 90-99 to any county, so such a number can
belong to nobody while its province and its check digit are right.
"""

from dataclasses import dataclass
from random import Random

DISTRICTS = ("青屏区", "白榆区", "云溪区", "松岚区", "秋浦桥区", "望山区")
ROADS = ("听雨路", "银杏街", "燕归巷", "星桥路", "远帆大道", "竹里街", "麦香路", "临泉路")


@dataclass(frozen=True, slots=True)
class City:
    """`code`: province and prefecture of GB/T 2260 (four digits); `area`: area code of its telephones."""

    province: str
    province_name: str
    name: str
    code: str
    area: str

    def county_code(self, rng: Random) -> str:
        """Six digits that no county has."""
        return f"{self.code}{rng.randint(90, 99)}"

    def address(self, rng: Random) -> str:
        """A full address down to the door."""
        head = self.name if self.province_name == self.name else self.province_name + self.name
        place = f"{rng.choice(DISTRICTS)}{rng.choice(ROADS)}{rng.randint(2, 398)}号"
        return f"{head}{place}{rng.randint(1, 18)}幢{rng.randint(1, 12)}{rng.randint(1, 8):02d}室"

    def landline(self, rng: Random) -> str:
        """Subscriber numbers never begin with 1."""
        return f"{self.area}-1{''.join(rng.choice('0123456789') for _ in range(6 if len(self.area) == 4 else 7))}"


_ROWS = """
北京 北京市 北京市 1101 010|天津 天津市 天津市 1201 022|河北 河北省 石家庄市 1301 0311|河北 河北省 保定市 1306 0312
山西 山西省 太原市 1401 0351|山西 山西省 大同市 1402 0352|内蒙古 内蒙古自治区 呼和浩特市 1501 0471
内蒙古 内蒙古自治区 包头市 1502 0472|辽宁 辽宁省 沈阳市 2101 024|辽宁 辽宁省 大连市 2102 0411
吉林 吉林省 长春市 2201 0431|吉林 吉林省 吉林市 2202 0432|黑龙江 黑龙江省 哈尔滨市 2301 0451
黑龙江 黑龙江省 大庆市 2306 0459|上海 上海市 上海市 3101 021|江苏 江苏省 苏州市 3205 0512|江苏 江苏省 南京市 3201 025
江苏 江苏省 无锡市 3202 0510|浙江 浙江省 杭州市 3301 0571|浙江 浙江省 温州市 3303 0577|安徽 安徽省 合肥市 3401 0551
安徽 安徽省 滁州市 3411 0550|福建 福建省 福州市 3501 0591|福建 福建省 厦门市 3502 0592|江西 江西省 南昌市 3601 0791
江西 江西省 赣州市 3607 0797|山东 山东省 济南市 3701 0531|山东 山东省 青岛市 3702 0532|河南 河南省 郑州市 4101 0371
河南 河南省 洛阳市 4103 0379|湖北 湖北省 武汉市 4201 027|湖北 湖北省 宜昌市 4205 0717|湖南 湖南省 长沙市 4301 0731
湖南 湖南省 岳阳市 4306 0730|广东 广东省 广州市 4401 020|广东 广东省 深圳市 4403 0755
广西 广西壮族自治区 南宁市 4501 0771|广西 广西壮族自治区 柳州市 4502 0772|海南 海南省 海口市 4601 0898
海南 海南省 三亚市 4602 0898|重庆 重庆市 重庆市 5001 023|四川 四川省 成都市 5101 028|四川 四川省 绵阳市 5107 0816
贵州 贵州省 贵阳市 5201 0851|贵州 贵州省 遵义市 5203 0851|云南 云南省 昆明市 5301 0871|云南 云南省 大理市 5329 0872
西藏 西藏自治区 拉萨市 5401 0891|陕西 陕西省 西安市 6101 029|陕西 陕西省 咸阳市 6104 029|甘肃 甘肃省 兰州市 6201 0931
甘肃 甘肃省 天水市 6205 0938|青海 青海省 西宁市 6301 0971|宁夏 宁夏回族自治区 银川市 6401 0951
新疆 新疆维吾尔自治区 乌鲁木齐市 6501 0991|新疆 新疆维吾尔自治区 克拉玛依市 6502 0990
"""

CITIES = tuple(City(*row.split()) for line in _ROWS.strip().splitlines() for row in line.split("|"))


def city_of(province: str, rng: Random, name: str | None = None) -> City:
    """One of the province's cities, or the one of that name. Raises IndexError if there is none."""
    return rng.choice([city for city in CITIES if city.province == province and name in (None, city.name)])


def county_of(address: str) -> str:
    """The invented district in an address of `City.address`."""
    return next(district for district in DISTRICTS if district in address)

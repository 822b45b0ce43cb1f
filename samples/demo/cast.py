"""Who appears in the demo. Names are those of nobody; one company files for several domains, so that papers recur."""

from dataclasses import replace

from samples.companies import company
from samples.dossier import Entity
from samples.people import minority_person, person

JIAYI = Entity.of_company(
    company(
        "jiayi",
        "江苏",
        name="苏州甲乙科技有限公司",
        city="苏州市",
        legal_representative=person("gu11", name="顾明远", city="苏州市"),
    )
)
QINGHE_BEFORE = company(
    "qinghe",
    "江苏",
    name="南京青禾环保工程有限公司",
    city="南京市",
    legal_representative=JIAYI.principal,
)
QINGHE = Entity.of_company(replace(QINGHE_BEFORE, name="南京云帆商贸有限公司"))
"""The company under its new name; its licence still bears the old one."""
TIANSHAN = Entity.of_company(
    company(
        "shichuang",
        "新疆",
        name="乌鲁木齐砚池软件有限公司",
        city="乌鲁木齐市",
        legal_representative=minority_person(8),
    )
)
CHUZHOU = Entity.of_company(
    company(
        "luming",
        "安徽",
        name="滁州鹿鸣包装材料有限公司",
        city="滁州市",
        legal_representative=person("tang", "安徽", name="汤文静", city="滁州市"),
    )
)
HENGYUAN = Entity.of_company(
    company(
        "hengyuan",
        "上海",
        name="上海恒远精密模具有限公司",
        legal_representative=person("xu2", "上海", name="徐国强"),
    ),
    person("shen3", "上海", name="沈雨晨"),
)
LIN = Entity.of_person(person("lin", "江苏", name="林浩然", city="无锡市"))
STRANGER = person("wang", "江苏", name="王建军")

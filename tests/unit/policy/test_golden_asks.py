"""G01-G17 as far as policy answers them: what is asked of a built case."""

import pytest

from filing.terms import EntityType, FilingKind, Material
from policy.load import load_policy
from policy.requirements import Requirements
from policy.resolve import PolicyOfDay
from tests.fakes.cases import enterprise_case, individual_case, paper
from tests.unit.policy.conftest import TODAY

SIX = [
    "registration_form",
    "verification_form",
    "security_commitment",
    "domain_certificate",
    "website_principal_id",
    "backdrop_photo",
]


def asked(asks: Requirements) -> list[str]:
    return [a.material.value for a in asks.materials]


def title(asks: Requirements, material: Material) -> str:
    ask = asks.ask(material)
    assert ask is not None
    return ask.title


def test_an_enterprise_is_asked_for_eight_papers_in_the_order_of_the_seed(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case())
    assert asked(asks) == [*SIX, "business_license", "legal_representative_id"]
    assert (asks.filing_kind, asks.entity_type, asks.entity_province) == ("initial", "enterprise", "江苏")
    assert not asks.suspension
    assert not asks.authorization_unsure
    assert asks.number is None


def test_an_individual_is_asked_for_six_papers_and_never_for_a_seal(today: PolicyOfDay) -> None:
    asks = today.asks(individual_case())
    assert asked(asks) == SIX
    assert "seal" not in {key for _, key, _ in asks.hand_marks}


def test_an_individual_who_also_sends_a_licence_stays_an_individual(today: PolicyOfDay) -> None:
    asks = today.asks(individual_case(add=[paper("business_license", {"title": "营业执照"})]))
    assert asked(asks) == SIX


def test_the_photo_is_asked_for_with_all_three_ways_and_the_address(today: PolicyOfDay) -> None:
    ask = today.asks(enterprise_case()).ask(Material.BACKDROP_PHOTO)
    assert ask is not None
    assert all(way in ask.how for way in ("现场拍照", "幕布文件", "购买幕布", "沈浒路535号", "https://"))


def test_a_letter_is_due_if_the_website_principal_is_not_the_legal_representative(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case(manager="李四"))
    assert title(asks, Material.AUTHORIZATION_LETTER) == "《网站负责人委托书》"
    assert asks.materials[8].why == "网站负责人不是法定代表人"


@pytest.mark.parametrize(
    ("province", "expected"),
    [
        ("上海", "《网站负责人委托书-上海》"),
        ("湖南", "《湖南和安徽企业备案委托书》"),
        ("安徽", "《湖南和安徽企业备案委托书》"),
    ],
)
def test_three_provinces_want_a_letter_of_their_own_but_only_where_one_is_due(
    today: PolicyOfDay, province: str, expected: str
) -> None:
    ask = today.asks(enterprise_case(province=province, manager="李四")).ask(Material.AUTHORIZATION_LETTER)
    assert ask is not None
    assert (ask.title, ask.special, ask.generic_title) == (expected, True, "《网站负责人委托书》")
    assert today.asks(enterprise_case(province=province)).ask(Material.AUTHORIZATION_LETTER) is None


def test_guangdong_wants_its_own_verification_form_of_everybody(today: PolicyOfDay) -> None:
    for case in (enterprise_case(province="广东"), individual_case(province="广东")):
        ask = today.asks(case).ask(Material.VERIFICATION_FORM)
        assert ask is not None
        assert (ask.title, ask.special) == ("《网站备案真实性核验单-广东》", True)
        assert ask.generic_title == "《网站备案真实性核验单》"


def test_guangxi_and_jiangsu_use_the_ordinary_verification_form(today: PolicyOfDay) -> None:
    for province in ("广西", "江苏"):
        ask = today.asks(enterprise_case(province=province)).ask(Material.VERIFICATION_FORM)
        assert ask is not None
        assert (ask.title, ask.special) == ("《网站备案真实性核验单》", False)


@pytest.mark.parametrize(
    ("case", "mark", "due"),
    [
        (individual_case(province="江西"), "fingerprint", True),
        (enterprise_case(province="江西"), "fingerprint", False),
        (individual_case(province="江苏"), "fingerprint", False),
        (enterprise_case(province="山西"), "machine_typed_domain", True),
        (individual_case(province="山西"), "machine_typed_domain", True),
        (enterprise_case(province="陕西"), "machine_typed_domain", False),
        (enterprise_case(province="北京"), "registrar_name", True),
        (individual_case(province="北京"), "registrar_name", True),
        (enterprise_case(province="天津"), "registrar_name", False),
    ],
)
def test_a_hand_mark_is_due_only_in_its_province(today: PolicyOfDay, case: object, mark: str, due: bool) -> None:
    asks = today.asks(case)  # type: ignore[arg-type]  # a Case by the table above
    assert (mark in {key for _, key, _ in asks.hand_marks}) is due
    ask = asks.ask(Material.VERIFICATION_FORM)
    assert ask is not None
    assert (mark in dict(ask.notes)) is due


@pytest.mark.parametrize("province", ["辽宁", "重庆", "广西"])
def test_individuals_of_three_provinces_need_a_landline(today: PolicyOfDay, province: str) -> None:
    asks = today.asks(individual_case(province=province))
    assert asks.landline_required
    assert "001:78" in asks.landline_cites


def test_organisations_need_a_landline_everywhere_and_other_individuals_do_not(today: PolicyOfDay) -> None:
    assert today.asks(enterprise_case(province="江苏")).landline_required
    assert not today.asks(individual_case(province="江苏")).landline_required


@pytest.mark.parametrize("access", ["江苏", "安徽"])
@pytest.mark.parametrize("province", ["新疆", "西藏", "山东", "甘肃"])
def test_four_provinces_are_suspended_for_both_access_provinces(today: PolicyOfDay, access: str, province: str) -> None:
    suspension = today.asks(enterprise_case(access=access, province=province)).suspension
    assert suspension is not None
    assert (suspension.entity_province, suspension.access_province) == (province, access)
    assert "暂停备案" in suspension.cites


@pytest.mark.parametrize("province", ["山西", "陕西", "青海", "宁夏", "江苏"])
def test_their_neighbours_are_not(today: PolicyOfDay, province: str) -> None:
    asks = today.asks(enterprise_case(province=province))
    assert asks.suspension is None
    assert not asks.suspension_unsure


def test_both_access_provinces_have_their_own_provider(today: PolicyOfDay) -> None:
    names = {p.access_province: (p.legal_name, p.brand, p.mailbox) for p in today.providers}
    assert names == {
        "江苏": ("中网科技（苏州）股份有限公司", "中网科技", "JSBA@ChinaNet.CC"),
        "安徽": ("安徽易速网络科技有限公司", "安徽易速网络", "AHBA@ChinaNet.CC"),
    }
    anhui = today.asks(enterprise_case(access="安徽")).provider
    assert "注册用户" in anhui.system_note
    assert "注册" not in today.provider("江苏").system_note


def test_scans_are_bounded_and_forms_and_domain_certificates_are_not(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case())
    assert asks.min_bytes == 512_000
    assert not asks.min_bytes_for & {Material.REGISTRATION_FORM, Material.DOMAIN_CERTIFICATE}
    assert Material.BACKDROP_PHOTO in asks.min_bytes_for


@pytest.mark.parametrize(
    ("kind", "which"),
    [("备案接入", "website"), ("新增网站", "entity"), ("变更备案", "entity")],
)
def test_whoever_has_a_number_is_asked_for_it_with_its_password(today: PolicyOfDay, kind: str, which: str) -> None:
    asks = today.asks(enterprise_case(kind=kind))
    assert asks.number is not None
    assert (asks.number.which, asks.number.password) == (which, True)
    assert title(asks, Material.ICP_NUMBER_AND_PASSWORD) == "备案号和备案密码"
    assert len(asks.materials) == 9


def test_today_no_password_is_asked_for_in_the_modern_profile() -> None:
    asks = load_policy("modern-2026").on(TODAY).asks(enterprise_case(kind="备案接入", province="山东"))
    assert asks.number is not None
    assert not asks.number.password
    ask = asks.ask(Material.ICP_NUMBER_AND_PASSWORD)
    assert ask is not None
    assert ask.title == "备案号"
    assert "无需提供备案密码" in ask.how
    assert asks.suspension is None


def test_a_cancellation_asks_for_the_number_alone(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case(kind="注销备案", province="山东"))
    assert asks.filing_kind is FilingKind.CANCEL
    assert asked(asks) == ["icp_number_and_password"]
    assert asks.fields == ()
    assert asks.hand_marks == ()
    assert not asks.landline_required
    assert asks.suspension is None


@pytest.mark.parametrize(
    ("nature", "kind", "expected"),
    [
        ("事业单位", "12", "事业单位法人证书"),
        ("政府机关", "11", "组织机构代码证"),
        ("社会团体", "51", "社会团体法人登记证书"),
        ("律师执业机构", "31", "律师事务所执业许可证"),
    ],
)
def test_other_organisations_send_their_own_certificate(
    today: PolicyOfDay, nature: str, kind: str, expected: str
) -> None:
    asks = today.asks(enterprise_case(nature=nature, uscc_kind=kind, entity_cert_type=None))
    assert expected in title(asks, Material.BUSINESS_LICENSE)


def test_where_nothing_tells_the_nature_only_what_everybody_sends_is_asked_for(today: PolicyOfDay) -> None:
    silent = dict.fromkeys(("entity_nature", "entity_cert_type", "entity_cert_no", "entity_name"))
    asks = today.asks(enterprise_case(without=["business_license"], subject_line=None, name="甲乙丙丁戊", **silent))
    assert asks.entity_type is None
    assert asked(asks) == SIX
    assert not asks.landline_required


def test_an_individual_business_is_an_enterprise_that_a_specialist_should_know_of(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case(nature="个体工商户", uscc_kind="92"))
    assert asks.entity_type is EntityType.ENTERPRISE
    assert asks.individual_business
    assert not today.asks(enterprise_case()).individual_business


def test_prior_approval_is_described_but_asked_of_nobody(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case())
    assert asks.pre_approval is not None
    assert asks.pre_approval.material is Material.PRE_APPROVAL
    assert asks.ask(Material.PRE_APPROVAL) is None

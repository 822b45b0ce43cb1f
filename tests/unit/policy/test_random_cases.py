"""Whatever was read, policy answers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from filing.mail import SubjectLine
from filing.terms import Material
from policy.explain import explain
from policy.load import load_policy
from tests.fakes.cases import case_of, form_paper, paper
from tests.unit.policy.conftest import TODAY

KEYS = [
    "kind", "entity_nature", "entity_cert_type", "entity_cert_no", "entity_name", "entity_province", "entity_city",
    "entity_cert_address", "entity_principal_name", "website_principal_name", "website_icp_number", "server_ips",
    "entity_principal_landline", "legal_representative", "address", "uscc", "title",
]  # fmt: skip
PIECES = [
    "",
    " ",
    "新疆",
    "企业",
    "个人",
    "☑",
    "注销",
    "山东省",
    "192.0.2.1-",
    "::",
    "苏ICP备12345678号-1",
    "{legal_name}",
    "%",
]
TEXT = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(PIECES), max_size=4).map("".join))
FACTS = st.dictionaries(st.sampled_from(KEYS), st.one_of(TEXT, st.lists(TEXT, max_size=3).map(tuple)))


@settings(max_examples=150, deadline=None)
@given(FACTS, FACTS, st.sampled_from(sorted(Material)), FACTS, TEXT, st.sampled_from(["江苏", "安徽"]))
def test_asks_never_raises(form: dict, read: dict, material: Material, body: dict, word: str, access: str) -> None:
    papers = [form_paper(form), paper(material, read, sure=False)]
    case = case_of(papers, access=access, subject_line=SubjectLine(word, (word,), word, False, (word,)), body=body)
    today = load_policy(ip_ranges={"jiangsu": ("192.0.2.0/24",)}).on(TODAY)
    asks = today.asks(case)
    assert asks.provider.access_province == access
    assert len({a.material for a in asks.materials}) == len(asks.materials)
    assert explain(today, case)

"""T186: what of a paper is one person's own, and nothing of anybody else."""

from filing.own_data import own_facts
from filing.paper import Paper
from filing.terms import Fate, Material
from tests.fakes.cases import Person, enterprise_case

BOSS, MANAGER = Person("张三", "江苏"), "李四"


def paper(material: Material) -> Paper:
    case = enterprise_case(manager=MANAGER)
    return next(p for p in case.papers if p.material is material)


def number(material: Material) -> str:
    return paper(material).text("id_number") or ""


def test_t186_a_form_tells_the_role_in_which_it_names_them_and_no_other() -> None:
    form = paper(Material.REGISTRATION_FORM)
    theirs = number(Material.WEBSITE_PRINCIPAL_ID)

    facts = own_facts(form, theirs)

    assert facts["website_principal_name"] == MANAGER
    assert set(facts) == {key for key in form.facts if key.startswith("website_principal_")}
    assert BOSS.name not in facts.values()


def test_t186_a_card_is_theirs_as_a_whole_or_not_at_all() -> None:
    card = paper(Material.WEBSITE_PRINCIPAL_ID)
    assert own_facts(card, f" {number(Material.WEBSITE_PRINCIPAL_ID)} ")["name"] == MANAGER
    assert own_facts(card, number(Material.LEGAL_REPRESENTATIVE_ID)) == {}


def test_t186_an_individual_who_files_is_another_role_than_the_principal() -> None:
    text = {
        "entity_name": "王五",
        "entity_cert_no": "A",
        "entity_principal_name": "赵六",
        "entity_principal_cert_no": "B",
    }
    form = paper(Material.REGISTRATION_FORM)
    facts = {key: type(next(iter(form.facts.values())))(value) for key, value in text.items()}
    made = Paper("登记表.xls", 1, "sha", Fate.FORM, facts=facts)

    assert own_facts(made, "A") == {"entity_name": "王五", "entity_cert_no": "A"}
    assert own_facts(made, "B") == {"entity_principal_name": "赵六", "entity_principal_cert_no": "B"}

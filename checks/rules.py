"""Every rule, in the order in which they run and are told."""

from checks.addresses import certificate_address_differs
from checks.asked import better_copy_asked
from checks.completeness import (
    icp_number_or_password_missing,
    missing_material,
    one_side_of_an_id_card,
    ordinary_version,
)
from checks.eligibility import (
    change_across_provinces,
    pre_approval_lacking,
    suspended_province,
    wrong_kind_of_entity,
)
from checks.files import (
    damaged_file,
    download_link_only,
    file_over_the_limits,
    file_with_a_password,
    unrecognised_file,
)
from checks.forms import (
    digits_lost,
    empty_field,
    foreign_ip,
    invalid_field,
    kind_said_otherwise,
    landline_lacking,
    sample_left_in_place,
    several_home_pages,
    wrong_access_provider,
    wrong_server_location,
    wrong_service_content,
    www_in_domain,
)
from checks.names import (
    entity_name_abbreviated,
    entity_name_differs,
    foreign_domain_holder,
    legal_representative_differs,
    letter_of_another,
    website_principal_differs,
)
from checks.numbers import (
    check_digit_fails,
    expired_certificate,
    id_number_differs,
    licence_number_differs,
    police_number,
)
from checks.on_file import (
    blacklisted,
    domain_in_another_case,
    domain_resolves_elsewhere,
    domains_resolve_apart,
    entity_has_a_number,
    no_product_in_force,
)
from checks.quality import (
    copy_without_seal,
    doubtful_card,
    edited_picture,
    fax,
    illegible_scan,
    mark_by_hand,
    odd_looks,
    seal_not_found,
)
from checks.routing import mail_to_the_other_province
from checks.rule import Rule
from checks.several import forms_of_one_mail_differ, several_filings
from checks.signers import signed_by_the_former_principal
from checks.site_names import national_site_name, place_in_individuals_site_name, words_to_look_into
from checks.size import oversized_file, undersized_file
from checks.subject import subject_names_another_domain, subject_names_another_entity, subject_without_name_or_domain

RULES: tuple[Rule, ...] = (
    suspended_province,
    mail_to_the_other_province,
    change_across_provinces,
    blacklisted,
    several_filings,
    entity_has_a_number,
    domain_in_another_case,
    no_product_in_force,
    missing_material,
    icp_number_or_password_missing,
    ordinary_version,
    one_side_of_an_id_card,
    download_link_only,
    file_with_a_password,
    damaged_file,
    file_over_the_limits,
    unrecognised_file,
    undersized_file,
    sample_left_in_place,
    empty_field,
    landline_lacking,
    invalid_field,
    digits_lost,
    forms_of_one_mail_differ,
    kind_said_otherwise,
    wrong_access_provider,
    wrong_server_location,
    foreign_ip,
    www_in_domain,
    several_home_pages,
    wrong_service_content,
    police_number,
    entity_name_differs,
    entity_name_abbreviated,
    legal_representative_differs,
    website_principal_differs,
    foreign_domain_holder,
    letter_of_another,
    licence_number_differs,
    id_number_differs,
    check_digit_fails,
    expired_certificate,
    pre_approval_lacking,
    wrong_kind_of_entity,
    domain_resolves_elsewhere,
    domains_resolve_apart,
    national_site_name,
    place_in_individuals_site_name,
    words_to_look_into,
    illegible_scan,
    doubtful_card,
    copy_without_seal,
    seal_not_found,
    signed_by_the_former_principal,
    fax,
    edited_picture,
    odd_looks,
    mark_by_hand,
    oversized_file,
    certificate_address_differs,
    subject_names_another_domain,
    subject_names_another_entity,
    subject_without_name_or_domain,
    better_copy_asked,
)
"""Cannot file, missing, must be replaced, does not agree, quality, advice: the order of a reply."""


def table() -> tuple[tuple[str, str, str], ...]:
    """(code, title, cites) of every rule, in order: what `beian rules` prints and docs/rules is made of."""
    return tuple((r.code, r.title, r.cites) for r in RULES)

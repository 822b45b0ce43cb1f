"""Groups 10 and 14 to 16 of the hostile input (T105-T140, T180-T199): the tests that hold each."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
WEB, STORE, HOSTILE = "unit/web", "unit/store", "unit/hostile"

TESTS = {
    105: (("e2e", "hostile_text", "t105_t106_t113"), (WEB, "pages", "no_text_of_a_stranger_becomes_markup")),
    106: (("e2e", "hostile_text", "t105_t106_t113"),),
    107: ((WEB, "looks", "t107"),),
    108: ((HOSTILE, "g10_web", "t108"),),
    109: ((WEB, "every_route", "t109_t110"),),
    110: ((WEB, "every_route", "t109_t110"), (WEB, "guard", "templates_hold_nothing_inline")),
    111: ((WEB, "every_route", "t111_t135"),),
    112: ((WEB, "every_route", "t112"),),
    113: (("e2e", "hostile_text", "t105_t106_t113"), (HOSTILE, "g10_web", "t113_t114")),
    114: ((HOSTILE, "g10_web", "t114"), (HOSTILE, "g10_web", "t113_t114")),
    115: ((HOSTILE, "g10_web", "t115"),),
    116: ((WEB, "oidc", "t116"),),
    117: ((WEB, "matrix", "t117"), (WEB, "access", "t117")),
    118: ((WEB, "every_route", "t118"),),
    119: ((WEB, "sign_in", "t119"), (WEB, "live", "t119"), (STORE, "people", "t119")),
    120: ((WEB, "sign_in", "t120"), (STORE, "people", "t120")),
    121: ((WEB, "matrix", "t121"), (WEB, "acts_scope", "t121")),
    122: (
        (WEB, "matrix", "t122"),
        (WEB, "acts_scope", "t122"),
        (WEB, "live", "t122"),
        (WEB, "report", "a_specialist_sees_the_own_provinces_only"),
    ),
    123: ((WEB, "guard", "strange_paths_lead_nowhere"),),
    124: ((WEB, "every_route", "t124"),),
    125: ((WEB, "every_route", "t125"), (WEB, "sign_in", "t125")),
    126: ((WEB, "looks", "a_card_is_shown_for_half_an_hour"), (WEB, "matrix", "t121_what_belongs_to_another_province")),
    127: ((WEB, "matrix", "t127"), (WEB, "access", "a_route_outside_the_table_is_closed")),
    128: ((HOSTILE, "g10_web", "t128"), (WEB, "pages", "ids_phones_and_passwords_are_masked_on_every_page")),
    129: ((WEB, "looks", "t129"),),
    130: ((STORE, "people", "t130"),),
    131: ((WEB, "people_pages", "t131"),),
    132: ((WEB, "sign_in", "t132"), (STORE, "people", "t132")),
    133: ((STORE, "people", "t133"),),
    134: ((STORE, "people", "t134"),),
    135: ((WEB, "every_route", "t111_t135"),),
    136: ((WEB, "sign_in", "t136"),),
    137: (("integration", "slow_requests", "t137"),),
    138: ((WEB, "sign_in", "t138"), (WEB, "guard", "another_name_for_this_machine_is_refused")),
    139: ((HOSTILE, "g10_web", "t139"), (HOSTILE, "g5_sheets", "t063")),
    140: ((WEB, "sign_in", "t140"),),
    180: ((HOSTILE, "g14_privacy", "t180"), (STORE, "people", "t180"), ("integration", "canary", "no_canary")),
    181: (
        (STORE, "blobs", "t181_a_wrong_master_key_refuses_to_start"),
        (STORE, "blobs", "t181_a_broken_master_key_file"),
        (STORE, "rotation", "t181_after_a_rotation_the_old_key_opens_nothing"),
        (STORE, "rotation", "t181_readers_and_writers_of_before"),
        (STORE, "rotation", "t181_cut_before_any_operation"),
        ("integration", "bucket", "t181"),
        ("unit/service", "keys", "t181_backups_of_before_during_and_after"),
        ("unit/service", "keys", "t181_killed_in_the_middle"),
    ),
    182: ((HOSTILE, "g14_privacy", "t182"), (STORE, "blobs", "a_file_moved_to_another_address")),
    183: ((STORE, "erasure", "t183"), ("unit/service", "privacy", "t183")),
    184: ((STORE, "erasure", "t184"), ("unit/service", "privacy", "t184")),
    185: ((STORE, "backup", "a_desk_that_goes_on_writing_is_restored_whole"),),
    186: (("unit/service", "privacy", "t186"), ("unit/filing", "own_data", "t186")),
    187: ((HOSTILE, "g14_privacy", "t187"),),
    188: (("unit/service", "metrics", "nothing_personal_is_told"),),
    189: ((WEB, "guard", "an_error_shows_an_incident"),),
    190: (("integration", "child_walls", "it_writes_into_its_own_folder_only_and_that_is_gone"),),
    191: ((HOSTILE, "g15_reading", "t191"), ("unit/parsers", "child", "a_child_that_hangs_is_ended_in_time")),
    192: (("unit/parsers", "letters", "text_that_speaks_to_the_machine_says_nothing"),),
    193: ((HOSTILE, "g15_reading", "t193"), ("unit/filing", "names", "comparing_is_symmetric")),
    194: ((HOSTILE, "g15_reading", "t194"),),
    195: ((HOSTILE, "g15_reading", "t195"), ("unit/checks", "compare", "a_repaired_id_number_counts_as_unread")),
    196: (("unit/checks", "order", "order_and_number_of_mails_decide_nothing"),),
    197: (("unit/policy", "worktime", "the_table_has_at_least_500_rows"), ("unit/policy", "worktime", "the_zone_of")),
    198: ((HOSTILE, "g16_supply", "t198"), (WEB, "vendor", "every_file_has_the_hash_of_its_manifest")),
    199: (
        (WEB, "guard", "the_policy_allows_nothing_inline_and_nothing_from_elsewhere"),
        (WEB, "guard", "templates_hold"),
    ),
}


def test_every_number_has_tests_that_are_there() -> None:
    assert sorted(TESTS) == [*range(105, 141), *range(180, 200)]
    for number, places in TESTS.items():
        for folder, module, test in places:
            text = (ROOT / "tests" / folder / f"test_{module}.py").read_text(encoding="utf-8")
            assert re.search(rf"^def test_{test}", text, re.MULTILINE), (number, module, test)

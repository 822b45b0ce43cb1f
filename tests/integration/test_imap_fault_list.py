"""The 23 faults of IMAP clients and servers that were reproduced for this project, each with the test that holds it.

F1-F23 are their numbers. Those that have no test elsewhere are tested here.
"""

import importlib
import re
import ssl
from dataclasses import replace

import pytest
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError, ProtocolError

from filing.errors import LoginRefused, MailboxTrouble
from intake.imap import classified
from intake.inbox import ImapInbox, ImapSettings
from tests.fakes.imap_server import ImapServer, Talk

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
MAILS = {3: b"Subject: a\r\n\r\nA", 5: b"Subject: b\r\n\r\nB"}
SCRIPTED, DOVECOT, HERE = "test_imap_faults", "test_imap_dovecot", "test_imap_fault_list"

TESTS = {
    "F1 the client formats every literal twice": (DOVECOT, "test_fetching_costs_little_cpu"),
    "F2 the server closes during IDLE": (SCRIPTED, "test_t142_a_server_that_closes_during_idle_is_noticed_at_once"),
    "F3 EXISTS comes with the answer to IDLE": (HERE, "test_f3_a_mail_told_with_the_answer_to_idle_is_found_after_it"),
    "F4 half a line during IDLE": (SCRIPTED, "test_half_a_line_during_idle_is_waited_for"),
    "F5 a hang within a literal": (
        SCRIPTED,
        "test_t142_a_hang_in_the_middle_of_a_mail_ends_and_no_part_of_the_mail_is_given",
    ),
    "F6 one byte at a time": (SCRIPTED, "test_t142_a_server_that_drips_is_cut_off"),
    "F7 ranges are refused by the client": (HERE, "test_f7_mails_are_asked_for_by_their_numbers"),
    "F8 n:* names the last mail": (SCRIPTED, "test_the_last_mail_that_every_search_names_is_not_new"),
    "F9 a very long answer to SEARCH": (SCRIPTED, "test_t155_a_large_folder_is_searched_in_windows"),
    "F10 unasked FETCH without UID": (SCRIPTED, "test_flags_that_nobody_asked_for_are_no_mail"),
    "F11 expunged meanwhile": (SCRIPTED, "test_t149_a_mail_that_was_expunged_between_search_and_fetch_is_left_out"),
    "F12 NO after some data": (SCRIPTED, "test_a_group_that_is_refused_for_one_mail_is_fetched_one_by_one"),
    "F13 a body that is empty or a number": (HERE, "test_f13_a_body_of_digits_without_quotes_is_no_body"),
    "F14 a wrong size": (SCRIPTED, "test_t148_a_wrong_size_is_asked_for_once_more_and_then_what_came_is_kept"),
    "F15 a bad ENVELOPE": (HERE, "test_f15_to_f19_what_servers_answer_wrongly_is_not_asked"),
    "F16 a bad BODYSTRUCTURE": (HERE, "test_f15_to_f19_what_servers_answer_wrongly_is_not_asked"),
    "F17 BINARY is misread": (HERE, "test_f15_to_f19_what_servers_answer_wrongly_is_not_asked"),
    "F18 Chinese in nested criteria": (HERE, "test_f15_to_f19_what_servers_answer_wrongly_is_not_asked"),
    "F19 folder names in no known form": (HERE, "test_f15_to_f19_what_servers_answer_wrongly_is_not_asked"),
    "F20 a password that is not ASCII": (DOVECOT, "test_a_password_may_be_chinese"),
    "F21 IDLE is refused": (SCRIPTED, "test_a_server_that_refuses_idle_is_polled"),
    "F22 ID wanted, yet not offered": (
        SCRIPTED,
        "test_t154_an_id_is_sent_after_the_login_and_before_the_folder_even_if_it_is_not_offered",
    ),
    "F23 anything may be raised": (HERE, "test_f23_whatever_is_raised_is_told_as_one_of_two_troubles"),
}


def settings(server: ImapServer) -> ImapSettings:
    return ImapSettings("jiangsu", "127.0.0.1", server.port, "jsba", "secret", "none")


def fetched(server: ImapServer) -> list[tuple[int, bytes]]:
    box = ImapInbox(settings(server))
    try:
        return [(mail.uid, mail.raw) for mail in box.since(0)]
    finally:
        box.close()


def test_every_fault_has_a_test_that_is_there() -> None:
    assert [name.split()[0] for name in TESTS] == [f"F{n}" for n in range(1, 24)]
    for module, test in TESTS.values():
        assert hasattr(importlib.import_module(f"tests.integration.{module}"), test), test


def test_f3_a_mail_told_with_the_answer_to_idle_is_found_after_it() -> None:
    def hasty(talk: Talk, tag: str, _rest: str) -> None:
        server.mails[9] = b"Subject: c\r\n\r\nC"
        talk.say(b"+ idling\r\n* 3 EXISTS")
        talk.lines.readline()
        talk.ok(tag)

    with ImapServer(MAILS, {"IDLE": hasty}) as server:
        box = ImapInbox(settings(server))
        box.wait(0.5)
        assert [mail.uid for mail in box.since(5)] == [9]
        box.close()


def test_f7_mails_are_asked_for_by_their_numbers() -> None:
    with ImapServer(MAILS) as server:
        fetched(server)
    asked = [line.split()[2] for line in server.heard if line.startswith("UID FETCH")]

    assert asked
    assert all(re.fullmatch(r"\d+(,\d+)*", numbers) for numbers in asked)


@pytest.mark.parametrize("body", ["NIL", "12345"], ids=["f11-nil", "f13-digits"])
def test_f13_a_body_of_digits_without_quotes_is_no_body(body: str) -> None:
    """Nor is NIL (F11). The mail is there and cannot be had: it is not passed over."""

    def odd(talk: Talk, tag: str, rest: str) -> None:
        talk.say(*(f"* {uid} FETCH (UID {uid} BODY[] {body})" for uid in server.asked(rest)))
        talk.ok(tag)

    with ImapServer(MAILS, {"BODY": odd}) as server, pytest.raises(MailboxTrouble, match="编号 3 "):
        fetched(server)


def test_f13_an_empty_mail_is_a_mail() -> None:
    with ImapServer({3: b""}) as server:
        assert fetched(server) == [(3, b"")]


@pytest.mark.parametrize(
    "word", ["ENVELOPE", "BODYSTRUCTURE", "BINARY", "CHARSET", "LIST"], ids=["f15", "f16", "f17", "f18", "f19"]
)
def test_f15_to_f19_what_servers_answer_wrongly_is_not_asked(word: str) -> None:
    with ImapServer(MAILS) as server:
        box = ImapInbox(replace(settings(server), folder="备案/收件"))
        list(box.since(0))
        box.uids()
        box.wait(0.1)
        box.close()

    assert [line for line in server.heard if line.startswith("EXAMINE")] == ['EXAMINE "&WQdoSA-/&ZTZO9g-"']
    assert not [line for line in server.heard if word in re.split(r"[^A-Z]+", line)]
    assert {line.split()[2] for line in server.heard if line.startswith("UID SEARCH")} == {"UID"}


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (LoginError("b'[AUTHENTICATIONFAILED] no'"), LoginRefused),
        (LoginError("[UNAVAILABLE] busy"), MailboxTrouble),
        (LoginError("command: LOGIN => socket error: EOF"), MailboxTrouble),
        (IMAPClientError("NO"), MailboxTrouble),
        (IMAPClientAbortError("BYE"), MailboxTrouble),
        (ProtocolError("bad"), MailboxTrouble),
        (IndexError("tuple index out of range"), MailboxTrouble),
        (ValueError("bad"), MailboxTrouble),
        (UnicodeDecodeError("ascii", b"\xff", 0, 1, "bad"), MailboxTrouble),
        (TimeoutError("timed out"), MailboxTrouble),
        (ssl.SSLError("eof"), MailboxTrouble),
        (ConnectionResetError("reset"), MailboxTrouble),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_f23_whatever_is_raised_is_told_as_one_of_two_troubles(raised: Exception, told: type[Exception]) -> None:
    """A refused login waits long and rings; anything else connects again."""
    trouble = classified(ImapSettings("jiangsu", "imap.example", 993, "jsba", "secret"), raised)

    assert type(trouble) is told
    assert "secret" not in str(trouble)
    assert "jiangsu" in str(trouble)

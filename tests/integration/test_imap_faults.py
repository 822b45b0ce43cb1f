"""What goes wrong on the way from a mailbox, one fault at a time."""

import re
import time
from datetime import UTC, datetime

import pytest

from filing.errors import ConfigurationRefused, LoginRefused, MailboxTrouble
from intake import imap, inbox
from intake.inbox import ImapInbox, ImapSettings
from tests.fakes.imap_server import ImapServer, Talk

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
MAILS = {3: b"Subject: a\r\n\r\nA", 5: b"Subject: b\r\n\r\nB", 8: b"Subject: c\r\n\r\nC"}


def settings(server: ImapServer) -> ImapSettings:
    return ImapSettings("jiangsu", "127.0.0.1", server.port, "jsba", "secret", "none")


def fetched(server: ImapServer, last_uid: int = 0) -> list[tuple[int, bytes]]:
    box = ImapInbox(settings(server))
    try:
        return [(mail.uid, mail.raw) for mail in box.since(last_uid)]
    finally:
        box.close()


def test_a_right_server_gives_what_is_new_with_the_moment_of_receipt() -> None:
    with ImapServer(MAILS) as server:
        box = ImapInbox(settings(server))
        mails = list(box.since(3))
        box.close()

    assert [(m.uid, m.raw, m.mailbox) for m in mails] == [(5, MAILS[5], "jiangsu"), (8, MAILS[8], "jiangsu")]
    assert mails[0].received_at == datetime(2026, 9, 15, 1, tzinfo=UTC)
    assert (box.uidvalidity, box.uidnext) == (1, 9)


def test_the_last_mail_that_every_search_names_is_not_new() -> None:
    with ImapServer(MAILS) as server:
        assert fetched(server, 8) == []


def test_t155_a_large_folder_is_searched_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "WINDOW", 4)
    with ImapServer(MAILS) as server:
        assert fetched(server) == list(MAILS.items())

    assert [line.split()[-1] for line in server.heard if "SEARCH" in line] == ["1:4", "5:*"]


def test_t151_nothing_on_the_server_is_changed_so_that_nothing_there_can_fail() -> None:
    with ImapServer(MAILS) as server:
        fetched(server)

    assert not [line for line in server.heard if re.search(r"^SELECT|STORE|EXPUNGE|COPY|MOVE| BODY\[", line)]


@pytest.mark.parametrize("capabilities", ["IMAP4rev1", "IMAP4rev1 ID"])
def test_t154_an_id_is_sent_after_the_login_and_before_the_folder_even_if_it_is_not_offered(capabilities: str) -> None:
    def unsafe(talk: Talk, tag: str, _rest: str) -> None:
        if not any(line.startswith("ID (") for line in server.heard):
            return talk.no(tag, "EXAMINE Unsafe Login. Please contact kefu@188.com for help")
        talk.say("* 3 EXISTS", "* OK [UIDVALIDITY 1] x")
        return talk.ok(tag)

    with ImapServer(MAILS, {"EXAMINE": unsafe}) as server:
        server.capabilities = capabilities
        assert len(fetched(server)) == 3


def test_a_server_that_does_not_know_id_is_good_enough() -> None:
    with ImapServer(MAILS, {"ID": lambda talk, tag, _rest: talk.say(f"{tag} BAD unknown command")}) as server:
        assert len(fetched(server)) == 3


def test_t145_a_refused_login_is_told_without_the_password() -> None:
    with (
        ImapServer({}, {"LOGIN": lambda talk, tag, _rest: talk.no(tag, "LOGIN Login fail. Password error")}) as server,
        pytest.raises(LoginRefused, match="Login fail") as refused,
    ):
        ImapInbox(settings(server))
    assert "secret" not in str(refused.value)
    assert "secret" not in repr(settings(server))


def test_t153_a_server_that_is_busy_has_not_refused_the_password() -> None:
    with (
        ImapServer({}, {"LOGIN": lambda talk, tag, _rest: talk.no(tag, "[UNAVAILABLE] try later")}) as server,
        pytest.raises(MailboxTrouble) as trouble,
    ):
        ImapInbox(settings(server))
    assert not isinstance(trouble.value, LoginRefused)


def test_t142_a_line_that_breaks_during_the_login_has_not_refused_the_password() -> None:
    with (
        ImapServer({}, {"LOGIN": lambda talk, _tag, _rest: talk.hang_up()}) as server,
        pytest.raises(MailboxTrouble) as trouble,
    ):
        ImapInbox(settings(server))
    assert not isinstance(trouble.value, LoginRefused)


def test_t142_a_server_that_closes_during_idle_is_noticed_at_once() -> None:
    def closing(talk: Talk, _tag: str, _rest: str) -> None:
        talk.say("+ idling")
        talk.hang_up()

    with ImapServer(MAILS, {"IDLE": closing}) as server:
        box = ImapInbox(settings(server))
        started = time.monotonic()
        with pytest.raises(MailboxTrouble):
            box.wait(20)
    assert time.monotonic() - started < 3


def test_half_a_line_during_idle_is_waited_for() -> None:
    def halting(talk: Talk, tag: str, _rest: str) -> None:
        talk.say("+ idling")
        talk.connection.sendall(b"* 4 EXI")
        time.sleep(0.5)
        talk.say("STS")
        talk.lines.readline()
        talk.ok(tag)

    with ImapServer(MAILS, {"IDLE": halting}) as server:
        box = ImapInbox(settings(server))
        box.wait(5)
        assert len(list(box.since(0))) == 3
        box.close()


def test_a_server_that_refuses_idle_is_polled() -> None:
    with ImapServer(MAILS, {"IDLE": lambda talk, tag, _rest: talk.no(tag, "IDLE not today")}) as server:
        box = ImapInbox(settings(server))
        box.wait(0.1)
        box.wait(0.1)
        assert len(list(box.since(0))) == 3
        box.close()


def test_t142_a_hang_in_the_middle_of_a_mail_ends_and_no_part_of_the_mail_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hanging(talk: Talk, _tag: str, _rest: str) -> None:
        talk.connection.sendall(b"* 3 FETCH (UID 3 BODY[] {100}\r\nSubject: a")
        talk.lines.readline()

    monkeypatch.setattr(imap, "PATIENCE", 0.5)
    with ImapServer(MAILS, {"BODY": hanging}) as server, pytest.raises(MailboxTrouble, match="没有应答"):
        fetched(server)


def test_t142_a_server_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def dripping(talk: Talk, _tag: str, _rest: str) -> None:
        talk.connection.sendall(b"* 3 FETCH (UID 3 BODY[] {100}\r\n")
        for _ in range(100):
            talk.connection.sendall(b"x")
            time.sleep(0.2)

    monkeypatch.setattr(inbox, "PATIENCE", 1.0)
    started = time.monotonic()
    with ImapServer(MAILS, {"BODY": dripping}) as server, pytest.raises(MailboxTrouble):
        fetched(server)
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("cut", range(0, 60, 6))
def test_t141_a_connection_cut_anywhere_in_a_mail_gives_no_part_of_it(cut: int) -> None:
    def cutting(talk: Talk, _tag: str, rest: str) -> None:
        talk.connection.sendall(server.body_line(3, MAILS[3])[:cut])
        talk.hang_up()

    with ImapServer(MAILS, {"BODY": cutting}) as server, pytest.raises(MailboxTrouble):
        fetched(server)


def test_t147_a_literal_of_gigabytes_is_not_read() -> None:
    def bragging(talk: Talk, _tag: str, _rest: str) -> None:
        talk.say("* 3 FETCH (UID 3 BODY[] {9999999999}", "x" * 1000)

    with ImapServer(MAILS, {"BODY": bragging}) as server, pytest.raises(MailboxTrouble):
        fetched(server)


def test_t149_a_mail_that_was_expunged_between_search_and_fetch_is_left_out() -> None:
    def gone(talk: Talk, tag: str, rest: str) -> None:
        server.mails.pop(5, None)
        talk.say(*(server.body_line(uid, MAILS[uid]) for uid in server.asked(rest)))
        talk.ok(tag)

    with ImapServer(MAILS, {"BODY": gone}) as server:
        assert [uid for uid, _ in fetched(server)] == [3, 8]


def test_a_group_that_is_refused_for_one_mail_is_fetched_one_by_one() -> None:
    def fussy(talk: Talk, tag: str, rest: str) -> None:
        server.mails.pop(5, None)
        if "," in rest:
            return talk.no(tag, "[EXPUNGEISSUED] some are gone")
        talk.say(*(server.body_line(uid, MAILS[uid]) for uid in server.asked(rest)))
        return talk.ok(tag)

    with ImapServer(MAILS, {"BODY": fussy}) as server:
        assert fetched(server) == [(3, MAILS[3]), (8, MAILS[8])]


@pytest.mark.parametrize("word", ["SIZES", "BODY"])
def test_a_mail_that_is_there_and_cannot_be_had_is_not_passed_over(word: str) -> None:
    def withholding(talk: Talk, tag: str, rest: str) -> None:
        for uid in server.asked(rest):
            if uid != 5:
                mail = (
                    server.size_line(uid, len(MAILS[uid])).encode()
                    if word == "SIZES"
                    else server.body_line(uid, MAILS[uid])
                )
                talk.say(mail)
        talk.ok(tag)

    with ImapServer(MAILS, {word: withholding}) as server, pytest.raises(MailboxTrouble, match="编号 5 "):
        fetched(server)


def test_t148_a_wrong_size_is_asked_for_once_more_and_then_what_came_is_kept() -> None:
    def lying(talk: Talk, tag: str, rest: str) -> None:
        talk.say(*(server.size_line(uid, 1_000) for uid in server.asked(rest)))
        talk.ok(tag)

    with ImapServer(MAILS, {"SIZES": lying}) as server:
        assert fetched(server) == list(MAILS.items())
    assert len([line for line in server.heard if "BODY.PEEK" in line]) == 1 + 3


def test_flags_that_nobody_asked_for_are_no_mail() -> None:
    def chatty(talk: Talk, tag: str, rest: str) -> None:
        talk.say("* 5 FETCH (FLAGS (\\Seen))")
        talk.say(*(server.body_line(uid, MAILS[uid]) for uid in server.asked(rest)))
        talk.ok(tag)

    with ImapServer(
        MAILS,
        {
            "BODY": chatty,
        },
    ) as server:
        assert fetched(server) == list(MAILS.items())


@pytest.mark.parametrize("found", ["0 3", "4294967296"])
def test_t144_numbers_that_no_mail_can_have_are_refused(found: str) -> None:
    def absurd(talk: Talk, tag: str, _rest: str) -> None:
        talk.say(f"* SEARCH {found}")
        talk.ok(tag)

    with ImapServer(MAILS, {"SEARCH": absurd}) as server, pytest.raises(MailboxTrouble, match="编号"):
        fetched(server)


def test_t144_a_folder_without_uidvalidity_is_refused() -> None:
    with (
        ImapServer({}, {"EXAMINE": lambda talk, tag, _rest: talk.ok(tag)}) as server,
        pytest.raises(MailboxTrouble, match="UIDVALIDITY"),
    ):
        ImapInbox(settings(server))


def test_nobody_listens() -> None:
    with ImapServer({}) as server:
        pass
    with pytest.raises(MailboxTrouble, match="无法连接"):
        ImapInbox(settings(server))


def test_t146_an_unprotected_connection_to_another_machine_is_refused() -> None:
    with pytest.raises(ConfigurationRefused, match="未加密"):
        ImapInbox(ImapSettings("jiangsu", "mail.example", 143, "jsba", "secret", "none"))

"""A person's letter through the real queues: released, taken back, released again, delivered once."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from store.database import writing
from store.people_tables import users
from tests.fakes.desk_bench import ZHANG
from tests.fakes.small_desk import SmallDesk

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]

QUESTION = """From: 张三 <customer@customer.example>
To: jsba@filing.example
Subject: 苏州甲乙科技有限公司+example.com
Message-ID: <question@customer.example>
Date: Sat, 21 Nov 2026 10:00:00 +0800
Content-Type: text/plain; charset=utf-8

您好，请问备案密码忘记了怎么办？
""".encode()


def test_a_letter_that_was_taken_back_and_released_again_is_delivered_once(tmp_path: Path) -> None:
    with SmallDesk(tmp_path) as running:
        clock = running.service.desk().now
        with writing(running.service.database) as connection:
            row = {"id": ZHANG.id, "login": ZHANG.login, "name": ZHANG.name, "role": ZHANG.role, "password": ""}
            row |= {"provinces": ["江苏"], "password_at": clock(), "created_at": clock(), "recovery": []}
            connection.execute(insert(users).values(row | {"must_change": False, "disabled": False, "code_step": 0}))
        case_id = running.settled(running.put(QUESTION)).line.case_id
        assert case_id is not None
        desk, draft = running.service.desk(), running.service.desk().letters.draft_of(case_id)
        assert draft is not None
        version = desk.file(ZHANG, case_id).version
        version = desk.edit(ZHANG, draft, version, "您好！\n请在系统中使用“找回备案密码”。").version
        version = desk.release(ZHANG, draft, version).version
        version = desk.recall(ZHANG, draft, version).version
        assert running.mail.delivered() == ()
        desk.release(ZHANG, draft, version)

        sent = running.delivered(1)

        assert len(sent) == 1
        assert running.fsck().problems == ()

-- So many cases of one settled mail each, as rows of SQLite: for bench/ledger.py.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO cases (id, reference, access_province, entity_name, domains, missing, outcome, version, opened_at, updated_at)
SELECT 'c' || i, 'BA-20250101-' || i, '江苏', '公司' || i, '[]', '[]', 'INCOMPLETE', 1,
  datetime('2025-01-01', (i % 500000) || ' minutes'), datetime('2025-01-01', (i % 500000) || ' minutes') FROM n;

INSERT INTO case_keys (case_id, kind, value) SELECT id, 'domain', id || '.example' FROM cases;

INSERT INTO mails (id, mailbox, received_at, size, status, reason, attempts, case_id, message_id, sender, subject, stored_at,
  updated_at)
SELECT printf('%064d', rowid), 'jiangsu', opened_at, 1000, 'settled', '', 1, id, '<' || id || '@x>', id || '@x', entity_name,
  opened_at, opened_at FROM cases;

INSERT INTO mail_places (mailbox, folder, uidvalidity, uid, mail_id) SELECT 'jiangsu', 'INBOX', 1, rowid + 1000, id FROM mails;

INSERT INTO events (kind, at, mail_id, case_id, data)
SELECT kinds.column1, mails.received_at, mails.id, mails.case_id, '{}' FROM mails
CROSS JOIN (VALUES ('mail_received'), ('mail_started'), ('case_judged'), ('mail_settled'), ('reply_sent')) AS kinds

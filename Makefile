# `make help` explains every target.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BEIAN := .venv/bin/beian
PYTHON := .venv/bin/python

.PHONY: help setup setup-tests demo test check rules-coverage serve bench bench-papers bench-report bench-mail bench-desk bench-latency crash cuts soak hosts overload fuzz lock sbom samples docs pictures screens vendor

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## install the Debian packages and the pinned Python packages (demo and test do this first)
	@scripts/install-debian.sh
	@scripts/venv.sh

demo: setup ## real mail servers and sample mails in this process; then the inbox at a local address (ONCE=1: exit instead)
	@$(BEIAN) demo $(if $(ONCE),--once)

setup-tests: setup ## the same, and the servers and the browser that the tests use
	@scripts/install-debian.sh tests

test: setup-tests check ## everything that must hold before a change lands
	@$(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder
	@$(PYTHON) -m pytest tests/e2e

check: ## format, lint, types, walls and the policy's own check (fast)
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@$(BEIAN) policy validate

rules-coverage: setup ## catalogue number → cases, rule → citation → specimens → wording; fails if a cell is empty
	@$(PYTHON) -m tests.corpus.coverage

serve: setup ## the service: poll, check, reply, inbox (CONFIG=beian.toml)
	@$(BEIAN) serve --config $(or $(CONFIG),beian.toml)

bench: setup-tests ## what the desk costs, each figure beside its bar (ONLY=abcdef OCRMYPDF=command)
	@$(PYTHON) -m bench --only $(or $(ONLY),abcdef) --ocrmypdf $(or $(OCRMYPDF),ocrmypdf)

bench-papers: setup ## read 216 drawn papers: right, wrong, missing, cost beside raw OCR (SEED=1 ONLY=clean,blur LIMIT=12)
	@$(PYTHON) -m bench.papers --seed $(or $(SEED),1) $(if $(ONLY),--groups $(ONLY)) $(if $(LIMIT),--limit $(LIMIT))

crash: setup-tests ## 2,000 random kill -9 of the service while mails come in; then fsck (KILLS=2000)
	@$(PYTHON) -m bench.crash --kills $(or $(KILLS),2000) --mails $(or $(MAILS),400)

cuts: setup-tests ## 1,000 cuts around the final dot of a reply; then look for every unknown one (CUTS=1000)
	@$(PYTHON) -m bench.cuts --cuts $(or $(CUTS),1000)

soak: setup-tests ## 5,000 mails, 300 kill -9 of the service, its lines to both mail servers cut at random (KILLS=300 MAILS=5000)
	@$(PYTHON) -m bench.soak --kills $(or $(KILLS),300) --mails $(or $(MAILS),5000)

hosts: setup-tests ## three hosts on one PostgreSQL and one object store, killed at random, PostgreSQL restarted (KILLS=60 MAILS=1000)
	@$(PYTHON) -m bench.hosts --kills $(or $(KILLS),60) --mails $(or $(MAILS),1000)

overload: setup-tests ## ten times the capacity for an hour: nothing lost, oldest due first, bounded memory (MINUTES=60 SECONDS=60)
	@$(PYTHON) -m bench.overload --minutes $(or $(MINUTES),60) --seconds $(or $(SECONDS),60)

fuzz: setup ## 20,000 mutated mails and 5,000 mutated files, no exception allowed (MAILS=20000 FILES=5000 SEED=7)
	@$(PYTHON) -m bench.fuzz --mails $(or $(MAILS),20000) --files $(or $(FILES),5000) $(if $(SEED),--seed $(SEED))

bench-desk: setup-tests ## what the pages cost with 100,000 cases, on SQLite and on PostgreSQL (CASES=100000 ROUNDS=60)
	@$(PYTHON) -m bench.desk --cases $(or $(CASES),100000) --rounds $(or $(ROUNDS),60)
	@$(PYTHON) -m bench.desk --cases $(or $(CASES),100000) --rounds $(or $(ROUNDS),60) --postgres

bench-report: setup-tests ## a year of 100,000 mails: every figure against plain SQL, then the page on SQLite and on PostgreSQL (MAILS=100000)
	@SLA_MAILS=$(or $(MAILS),100000) $(PYTHON) -m pytest -q tests/unit/store/test_sla.py
	@$(PYTHON) -m bench.report --mails $(or $(MAILS),100000)
	@$(PYTHON) -m bench.report --mails $(or $(MAILS),100000) --postgres

bench-mail: setup-tests ## fetch and store 2,000 mails from a Dovecot, against mbsync if it is installed (MAILS=2000)
	@$(PYTHON) -m bench.mail --mails $(or $(MAILS),2000)

bench-latency: setup-tests ## from delivery to answer: a complete small case, an idle service, real servers (ROUNDS=20)
	@$(PYTHON) -m bench.latency --rounds $(or $(ROUNDS),20)

samples: setup ## write the demo's mails and papers to build/samples, to try `beian check` and `beian read` on
	@$(PYTHON) -m samples build/samples

docs: setup ## write the generated pages (docs/rules, docs/policy-sources.md, the JSON schemas)
	@$(PYTHON) -m service.docs

pictures: setup-tests ## draw the replies as customers see them (docs/replies; needs chromium)
	@$(PYTHON) -m bench.pictures

screens: setup-tests ## draw every screen of the desk on the demo's mails (docs/screens; needs chromium)
	@$(PYTHON) -m tests.e2e.screens

vendor: ## fetch the browser's libraries again and hold them to their manifests (needs npm)
	@$(PYTHON) scripts/vendor.py

lock: ## pin every dependency by hash again (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		--group dev pyproject.toml --output-file requirements.lock

sbom: setup ## write docs/sbom.cdx.json anew (after make lock or make vendor)
	@$(PYTHON) -m scripts.sbom

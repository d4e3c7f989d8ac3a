# Two promises: `make run` shows the portal with its sample network, `make test` proves it.
# Everything is installed into .venv; everything that `make run` writes lies in var/ (and static files in var/static).

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
STATIC := $(shell find static -type f 2>/dev/null)
WORKERS ?= 2

# `make run` is the portal as production runs it, on this machine alone: the secret is made once and kept.
RUN := DEBUG=0 HTTPS=0 ALLOWED_HOSTS=localhost,127.0.0.1 SECRET_KEY="$$(cat var/secret-key)" \
       DATABASE_URL="$${DATABASE_URL:-sqlite:///$(CURDIR)/var/portal.sqlite3}" LOG_LEVEL="$${LOG_LEVEL:-WARNING}"
# No site: only what `check --deploy` needs in order to judge the settings of one.
DEPLOY := DEBUG=0 ALLOWED_HOSTS=portal.example DATABASE_URL=sqlite:///:memory: \
          SECRET_KEY=judged-as-if-it-were-a-real-secret-0123456789-abcdefghijklmnopqrstuvwxyz

.PHONY: help run dev test bench lint format check suite suite-on-postgresql messages lock clean

help:
	@echo "make run       the portal with the sample network at http://127.0.0.1:$(PORT)/ (PORT=… to change)"
	@echo "make test      linters, checks and the whole suite, on SQLite and where one answers on PostgreSQL"
	@echo "make bench     measures the pages at 200 and 20,000 organizations into docs/bench.md; QUICK=1 at 200 only"
	@echo "make dev       Django's development server: reloads what you edit, shows errors in full"
	@echo "make lint      linters and contracts alone;  make format  mends what a machine can"
	@echo "make messages  brings locale/ into step with the code"
	@echo "make lock      locks the requirements of pyproject.toml again, with hashes"

# --- Running -------------------------------------------------------------------------------------------------

run: .venv/run-installed var/secret-key $(COMPILED) .venv/static-collected
	@echo "Preparing the database (what was edited stays)"
	@$(RUN) $(BIN)/python manage.py migrate --verbosity 0
	@echo "Loading the sample network where it is not there yet"
	@$(RUN) $(BIN)/python manage.py load_sample
	@$(RUN) DEBUG=1 $(BIN)/python manage.py make_desk_account
	@echo "Serving at http://127.0.0.1:$(PORT)/ and the staff desk at http://127.0.0.1:$(PORT)/admin/ (Ctrl+C ends it)"
	@$(RUN) exec $(BIN)/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT) --workers 1 --threads 8 --log-level warning

dev: export DEBUG = 1
dev: .venv/test-installed $(COMPILED)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_sample
	@$(BIN)/python manage.py make_desk_account
	@$(BIN)/python manage.py runserver $(PORT)

.venv/bin/python:
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The portal needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/run-installed: requirements/run.txt | .venv/bin/python
	@echo "Installing what the portal runs on (requirements/run.txt)"
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/test-installed: requirements/run.txt requirements/test.txt | .venv/bin/python
	@echo "Installing what the tests need (requirements/test.txt)"
	@$(PIP) -r requirements/test.txt
	@touch $@
	@[ .venv/run-installed -nt requirements/run.txt ] || touch .venv/run-installed

var/secret-key: | .venv/bin/python
	@mkdir -p var
	@umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

.venv/static-collected: .venv/run-installed $(STATIC) | var/secret-key
	@echo "Collecting static files, hashed and compressed"
	@$(RUN) $(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

%.mo: %.po | .venv/bin/python
	@echo "Compiling $<"
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# --- Testing -------------------------------------------------------------------------------------------------

test: .venv/test-installed $(COMPILED) lint check suite suite-on-postgresql

lint: .venv/test-installed
	@echo "Linting Python"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "Linting templates"
	@$(BIN)/djlint templates --lint --quiet
	@echo "Checking who may import whom"
	@$(BIN)/lint-imports --no-cache

check: .venv/test-installed $(COMPILED)
	@echo "Checking the models against their migrations, and the settings as of a production site"
	@$(DEPLOY) $(BIN)/python -W error manage.py makemigrations --check --dry-run
	@$(DEPLOY) $(BIN)/python manage.py check --deploy --fail-level WARNING

suite: .venv/test-installed $(COMPILED)
	@echo "The suite on SQLite"
	@TEST_DATABASE_URL= $(BIN)/pytest -n $(WORKERS) $(PYTEST)

suite-on-postgresql: .venv/test-installed $(COMPILED)
	@if url=$$($(BIN)/python -m tests.postgres); then \
	  echo "The suite on PostgreSQL ($${url##*@})"; \
	  TEST_DATABASE_URL="$$url" $(BIN)/pytest -n $(WORKERS) $(PYTEST); \
	elif [ -n "$${CI:-}$${TEST_DATABASE_URL:-}" ]; then \
	  echo "PostgreSQL does not answer, and here the suite must run on it too."; exit 1; \
	else \
	  echo "No PostgreSQL answers, so the suite ran on SQLite alone (TEST_DATABASE_URL names another place)."; \
	fi

# --- Measuring -----------------------------------------------------------------------------------------------

bench: .venv/run-installed $(COMPILED)
	@$(BIN)/python -m bench $(if $(QUICK),--quick)

# --- Keeping -------------------------------------------------------------------------------------------------

format: .venv/test-installed
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

messages: .venv/test-installed
	@DEBUG=1 $(BIN)/python manage.py catalogues refresh

lock: .venv/test-installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@for extra in run test; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE) \
	    $$([ $$extra = run ] || echo --extra $$extra) pyproject.toml --output-file requirements/$$extra.txt; \
	done
	@echo "requirements/ is locked (UPGRADE=--upgrade takes newer releases)"

clean:
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache

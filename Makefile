# The commands of Chain Atlas; `make help` lists them. Needs Python 3.11 or later and make, nothing else.

.DEFAULT_GOAL := help
.PHONY: help run password test matrix bench lint format messages clean

# The first Python that is new enough; `make run PYTHON=/path/to/python` takes another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

BIN := .venv/bin
INSTALLED := .venv/installed
TESTABLE := .venv/testable
# What is measured against stands apart, so that the site's own environment stays as it is.
BENCHABLE := .venv-bench/installed

# Production settings for the checks of `make lint`, whatever the developer's own .env says.
PRODUCTION = ENV_FILE= DEBUG=off HTTPS=on ALLOWED_HOSTS=atlas.example.org DATABASE_URL= \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')"

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: $(INSTALLED) .env ## install, prepare and serve the site on 127.0.0.1:8000 (PORT=9000 for another port)
	@password="$$($(BIN)/python manage.py prepare --demo)" && \
	DEMO=yes DEMO_PASSWORD="$$password" exec $(BIN)/python -m gunicorn --config ecosystem/gunicorn.py ecosystem.wsgi

password: $(INSTALLED) .env ## set a new password for the demo curator
	@$(BIN)/python manage.py changepassword curator

test: $(TESTABLE) ## run the tests on SQLite and PostgreSQL (ARGS="-k gaps", REQUIRE=postgres,browser)
	@$(BIN)/python -m tests.run $(ARGS)

matrix: $(TESTABLE) ## run every test on both databases, with more examples; before a release
	@$(BIN)/python -m tests.run --matrix $(ARGS)

bench: $(TESTABLE) $(BENCHABLE) ## measure speed against its goals and peers (ARGS="--sizes 10000 --cases facets,rest")
	@$(BIN)/python -m tests.benchmarks $(ARGS)

lint: $(TESTABLE) ## check style, migrations, production settings and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(PRODUCTION) $(BIN)/python .ci/messages.py

format: $(TESTABLE) ## mend style where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(TESTABLE) ## bring the Chinese translations up to date and compile them (needs GNU gettext)
	@$(PRODUCTION) $(BIN)/python .ci/messages.py --update

clean: ## remove what can be made again; the database and .env stay
	rm -rf .venv .venv-bench staticfiles var .pytest_cache .ruff_cache .hypothesis .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and $$(python3 --version 2>&1) is what was found." \
		"Install it, or name it: make run PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo "$(PYTHON) cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "installing requirements.txt into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TESTABLE): requirements-test.txt $(INSTALLED)
	@echo "installing requirements-test.txt into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@

$(BENCHABLE): requirements-bench.txt
	@test -x .venv-bench/bin/pip || $(PYTHON) -m venv --clear .venv-bench
	@echo "installing requirements-bench.txt into .venv-bench"
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

.env:
	@umask 077 && printf 'SECRET_KEY=%s\nHTTPS=off\nALLOWED_HOSTS=127.0.0.1,localhost\n' \
		"$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" > .env
	@echo "wrote .env with a secret of its own"

# Two commands: `make run` and `make test`. Each sets up what it needs: Python 3.11, venv and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test crash soak coverage lint audit browser emulate teams office screenshots bench clean

run: $(VENV)/run
	@if [ -n "$$SLACK_BOT_TOKEN$$TEAMS_CLIENT_ID" ] \
	|| grep -qsE '^[[:space:]]*(SLACK_BOT_TOKEN|TEAMS_CLIENT_ID)[[:space:]]*=[[:space:]]*[^[:space:]]' .env; \
	then exec $(BIN)/python app.py; \
	else exec $(BIN)/python app.py playground; fi

test: $(VENV)/dev
	$(BIN)/pytest -m "not browser and not emulate and not teams and not office"

crash: $(VENV)/dev
	$(BIN)/python -m tests.crash $(SEED)

soak: $(VENV)/dev
	$(BIN)/python -m tests.soak $(SEED)

coverage: $(VENV)/dev
	$(BIN)/pytest -m "not browser and not emulate and not teams and not office" --cov --cov-report=term:skip-covered

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Fails where the known vulnerabilities cannot be had too: what was not looked up is not said to be clean.
audit: $(VENV)/audit/bin/pip-audit
	$< --requirement constraints.txt --no-deps --disable-pip --strict

browser: $(VENV)/dev
	$(BIN)/pytest -m browser

emulate: $(VENV)/dev tests/emulate/node_modules
	$(BIN)/pytest -m emulate

teams: $(VENV)/dev tests/teams_playground/node_modules
	$(BIN)/pytest -m teams tests/teams_playground

office: $(VENV)/dev
	$(BIN)/pytest -m office

screenshots: $(VENV)/dev tests/teams_playground/node_modules
	$(BIN)/python tests/browser/screenshots.py

bench: $(VENV)/dev
	$(BIN)/python -m tests.bench

$(VENV)/run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/audit/bin/pip-audit:
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet pip-audit==2.10.1

$(VENV)/dev: $(VENV)/run
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Node 20 or later. What it installs is what the lock file says, and runs nothing while it is installed.
tests/%/node_modules: tests/%/package-lock.json
	npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf $(VENV) tests/*/node_modules build *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

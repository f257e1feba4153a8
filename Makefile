# Two commands: `make run` and `make test`. Each sets up what it needs: Python 3.11, venv and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test coverage lint browser screenshots bench clean

run: $(VENV)/run
	@if [ -n "$$SLACK_BOT_TOKEN" ] || grep -qsE '^[[:space:]]*SLACK_BOT_TOKEN[[:space:]]*=[[:space:]]*[^[:space:]]' .env; \
	then exec $(BIN)/python app.py; \
	else exec $(BIN)/python app.py playground; fi

test: $(VENV)/dev
	$(BIN)/pytest -m "not browser"

coverage: $(VENV)/dev
	$(BIN)/pytest -m "not browser" --cov --cov-report=term:skip-covered

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(VENV)/dev
	$(BIN)/pytest -m browser

screenshots: $(VENV)/dev
	$(BIN)/python tests/browser/screenshots.py

bench: $(VENV)/dev
	$(BIN)/python tests/bench.py

$(VENV)/run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# On a fresh machine with Python 3.11+ and make: `make demo`, then `make test`. Nothing is installed outside .venv and tests/npm.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 60
FUZZ_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help venv demo npm test check docs format bench fuzz clean

help:  ## Say what each target does.
	@sed -n 's/^\([a-z]*\):.*## */\1|/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

# Three stamps, so that the demo doesn't wait for the tools. Without build isolation the pinned hatchling is the one that builds.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "agreements needs Python 3.11 or later; name one: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-time: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -q -c constraints.txt hatchling
	$(PIP) install -q -c constraints.txt --no-build-isolation -e '.[report]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt $(VENV)/.run-time
	$(PIP) install -q -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

venv: $(VENV)/.dev  ## Make .venv with the library and all tools.

# `diff` exits 1 when the two differ, which is what we came to see; 2 means that it could not do the work.
demo: $(VENV)/.run-time  ## Install, validate examples/, compare the UK's agreement with the USA's, and write a report of all 28.
	$(BIN)/agreements validate examples/
	$(BIN)/agreements diff examples/ukraine/gbr-2024.yaml examples/ukraine/usa-2024.yaml --peers || test $$? -eq 1
	@mkdir -p build
	$(BIN)/agreements report examples/ukraine --title 'Security agreements with Ukraine' \
		--events examples/ukraine/events/scenario-attack.yaml --single build/report.html
	@echo 'Open build/report.html in a browser.'

npm:
	@if ! command -v npm >/dev/null 2>&1; then echo 'npm is not here: the tests that need it will be skipped'; \
	elif test -d tests/npm/node_modules/ajv && test -d tests/npm/node_modules/ical.js && test -d tests/npm/node_modules/yaml-language-server && test -d tests/npm/node_modules/@microsoft/sarif-multitool && test -d tests/npm/node_modules/axe-core && test -d tests/npm/node_modules/vnu-jar; then :; \
	else (cd tests/npm && npm install --no-package-lock --no-audit --no-fund --silent) \
		|| echo 'npm could not install its packages: the tests that need them will be skipped'; fi

test: $(VENV)/.dev npm  ## Install everything the tests need and run them all; skips are listed.
	$(BIN)/python -m pytest -n 2 -rs $(PYTEST_ARGS)

check: $(VENV)/.dev  ## Lint, format, types, layers, documentation and schema.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src tests
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/check_docs.py
	$(BIN)/python -m agreements.schema --check schemas/

docs: $(VENV)/.dev  ## Build the documentation's site in build/docs/site, strictly.
	$(BIN)/python tools/build_docs.py

format: $(VENV)/.dev  ## Sort imports, apply safe fixes, format.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What we compare with is worth having, not needed: each script says what isn't there.
$(VENV)/.bench: pyproject.toml constraints.txt $(VENV)/.dev
	@$(PIP) install -q -c constraints.txt --no-build-isolation -e '.[bench]' && touch $@ \
		|| echo 'not everything to compare with could be installed'

bench: $(VENV)/.dev $(VENV)/.bench  ## Measure speed and alignment; takes some minutes.
	@$(BIN)/python benchmarks/_measure.py
	@set -e; for script in benchmarks/[!_]*.py; do \
		echo "== $$script"; $(BIN)/python "$$script"; \
	done

$(VENV)/.fuzz: pyproject.toml constraints.txt $(VENV)/.run-time
	$(PIP) install -q -c constraints.txt --no-build-isolation -e '.[fuzz]'
	@touch $@

fuzz: $(VENV)/.fuzz  ## Fuzz each reader for FUZZ_SECONDS (60); crashing inputs stay in fuzz/found.
	$(BIN)/python fuzz/run.py --seconds $(FUZZ_SECONDS) $(FUZZ_ARGS)

clean:  ## Remove the environment and everything built or cached.
	rm -rf $(VENV) dist build fuzz/found tests/npm/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis htmlcov
	rm -f .coverage .coverage.*
	find src tests tools benchmarks fuzz -name __pycache__ -type d -prune -exec rm -rf {} +

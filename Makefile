# The front door. Everything runs in .venv, which the first target makes.

PYTHON ?= $(or $(shell command -v python3.11 || command -v python3.12 || command -v python3.13),python3)
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: run test test-quick check format accuracy layouts bench goldens schema clean

run: $(INSTALLED)  ## ingest the fixtures into output/ and show what was done
	$(BIN)/kommunprotokoll ingest fixtures/documents --output output

test: $(INSTALLED)  ## every test, on two cores or more as there are
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

test-quick: $(INSTALLED)  ## the tests that start no processes and need no real documents: a minute or two
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile -m 'not slow and not corpus'

check: $(INSTALLED)  ## formatting, lint, types, and that imports run one way
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED)  ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

accuracy: $(INSTALLED)  ## score records of real documents against the annotations in ../shared/gold
	$(BIN)/python -m tests.eval.accuracy

BASE ?= e4b2cb2
layouts: $(INSTALLED)  ## print invented meetings in many layouts and score their records; an old commit's scores beside
	$(BIN)/python -m tests.layouts --base $(BASE)

bench: $(INSTALLED)  ## documents, PDF and HTML pages per second, where the time goes, what ingest costs beside
	$(BIN)/python -m tests.bench.documents
	$(BIN)/python -m tests.bench.pdf
	$(BIN)/python -m tests.bench.against --base $(BASE)
	$(BIN)/python -m tests.bench.html
	$(BIN)/python -m tests.bench.flows
	$(BIN)/python -m tests.bench.dask

goldens: $(INSTALLED) schema  ## write the fixtures' golden records anew; review them as a diff
	GOLDENS=regenerate $(BIN)/pytest tests/unit/record/test_goldens.py --regenerate-goldens

schema: $(INSTALLED)  ## write docs/record.schema.json and docs/vocabulary.md anew
	$(BIN)/kommunprotokoll schema > docs/record.schema.json.new
	mv docs/record.schema.json.new docs/record.schema.json
	$(BIN)/python -m extractors.vocabulary.document > docs/vocabulary.md.new
	mv docs/vocabulary.md.new docs/vocabulary.md

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, " + sys.version if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:  ## remove what was made, the environment included
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -name README.md -delete

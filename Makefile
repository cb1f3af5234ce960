# make run    serve Infoview on http://localhost:8000          PORT, HOST, PYTHON override
# make demo   the same with a filled demo account of its own
# make test   the whole suite                                   DATABASE_URL=postgres://... for PostgreSQL
# make check  format, lint, arrows, types, templates, walks over all routes, migrations, deployment

# One environment for each Python: .venv, and .venv-3.12 for another one that is named by PYTHON.
ifndef VENV
VENV := $(if $(PYTHON),$(shell sh scripts/environment.sh --folder "$(PYTHON)"),.venv)
endif
PY = $(VENV)/bin/python
WORKERS ?= auto
ARGS ?=
export VENV

.DEFAULT_GOAL := help
.PHONY: help run demo test check format bench chaos lock environment test-environment

help:
	@sed -n 's/^# //p' Makefile

environment:
	@sh scripts/environment.sh "$(VENV)" "$(PYTHON)" base

test-environment:
	@sh scripts/environment.sh "$(VENV)" "$(PYTHON)" test

run: environment
	@exec $(PY) -m infoview.start

demo: environment
	@exec $(PY) -m infoview.start --demo

test: test-environment
	@$(PY) -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal $(ARGS)

check: test-environment
	@sh scripts/check.sh $(PY)

format: test-environment
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: test-environment
	@$(PY) -m bench $(ARGS)

chaos: test-environment
	@$(PY) -m bench.chaos $(ARGS)

# One resolution for Python 3.11, 3.12 and 3.13, without a word about where the packages came from.
LOCK = uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml
lock:
	@command -v uv >/dev/null || { echo "Infoview: make lock needs uv (pipx install uv)." >&2; exit 1; }
	$(LOCK) $(ARGS) -o requirements/base.txt
	$(LOCK) $(ARGS) --extra test -o requirements/test.txt

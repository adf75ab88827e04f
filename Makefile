# What one does with a checkout; Python 3.11 or newer, git and make are all it needs.
#
#   make run                  the reader; make run ARGS="today --json" for a command
#   make test                 the tests; make test ARGS="-k feed -x" for some of them
#   make check                all that .ci/run asks: format, lint, types, import contracts, tests
#   make run PYTHON=python3.12    with an interpreter of your choice (before .venv is made, or after make clean)

.DEFAULT_GOAL := help
.PHONY: help run test check bench goldens constraints clean

# Start-up is measured with compiled bytecode, and the environment's own modules must not leak in.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
PYTHON ?=
ARGS ?=
SOURCES := $(shell find tuiread -name '*.py')
INSTALL := $(PIP) install --quiet --compile --constraint constraints.txt

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*##/  make \1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

run: $(VENV)/.compiled  ## open the reader (ARGS="...")
	@$(BIN)/python -m tuiread $(ARGS)

test: $(VENV)/.dev  ## run the tests (ARGS="...")
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev  ## format, lint, types, import contracts and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@$(MAKE) --no-print-directory test ARGS="-n auto $(ARGS)"

bench: $(VENV)/.dev $(VENV)/.compiled  ## measure every promise, as ratios
	@for script in $(filter-out bench/_% bench/generated.py,$(wildcard bench/*.py)); do \
		echo "== $$script"; $(BIN)/python $$script || exit 1; \
	done

goldens: $(VENV)/.dev  ## rewrite text goldens and SVG snapshots; look at the diff afterwards
	TUIREAD_UPDATE_GOLDENS=1 $(BIN)/python -m pytest --snapshot-update $(ARGS)

constraints: $(VENV)/.dev  ## write the versions of .venv to constraints.txt
	@$(PIP) freeze --exclude-editable --exclude tuiread > $(VENV)/frozen.txt
	@{ echo "# Exact versions of all that tuiread and its tests stand on; made by: make constraints"; \
		cat $(VENV)/frozen.txt; } > constraints.txt
	@touch $(VENV)/.run $(VENV)/.dev

clean:  ## remove .venv and everything else that was made here
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- how .venv comes to be: pip, then the runtime, then the bytecode or the tools -------------------------------------

$(VENV)/.run: $(BIN)/pip pyproject.toml constraints.txt
	@echo "Setting up tuiread in $(VENV); this happens once." >&2
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/pip pyproject.toml constraints.txt
	@echo "Setting up tuiread and its tests in $(VENV); this happens once." >&2
	@$(INSTALL) --editable '.[dev]'
	@touch $(VENV)/.run $@

$(VENV)/.compiled: $(VENV)/.run $(SOURCES)
	@$(BIN)/python -m compileall -q tuiread
	@touch $@

# A python that is gone (an upgraded system leaves a dangling link) makes the environment anew.
$(BIN)/pip: $(shell test -e $(BIN)/python || echo remake)
	@sh -euc "$$MAKE_VENV"

.PHONY: remake
remake:

# Debian parts venv and pip from Python. Where they are missing, pip comes from the interpreter's own pip, or from
# Debian's package of it, which needs no root to fetch; only then is somebody asked to install something.
define MAKE_VENV
for candidate in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3); do
    "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$candidate && break
done
if [ -z "$${python-}" ]; then
    echo "tuiread needs Python 3.11 or newer: install it, or name one as in make run PYTHON=/opt/python3/bin/python3." >&2
    exit 1
fi
if "$$python" -c 'import ensurepip; ensurepip.version()' 2>/dev/null; then
    exec "$$python" -m venv --clear $(VENV)
fi
"$$python" -m venv --clear --without-pip $(VENV)
if "$$python" -m pip --python $(BIN)/python install --quiet pip 2>/dev/null; then
    exit 0
fi
fetched=$$(mktemp -d)
trap 'rm -rf "$$fetched"' EXIT
(cd "$$fetched" && apt-get download python3-pip-whl && dpkg-deb -x python3-pip-whl_*.deb .) >/dev/null 2>&1 || true
for wheel in "$$fetched"/usr/share/python-wheels/pip-*.whl /usr/share/python-wheels/pip-*.whl; do
    if $(BIN)/python "$$wheel/pip" install --quiet --no-index "$$wheel" 2>/dev/null; then exit 0; fi
done
rm -rf $(VENV)
echo "Python's venv and pip are missing here: run \"sudo apt install python3-venv\" and then make again." >&2
exit 1
endef
export MAKE_VENV

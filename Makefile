# make open          the workbook in the browser; lang=zh or lang=en chooses the language
# make test          all checks and tests, after installing what they need
# make test-all      all of that, every page of the course in a browser, in both languages, and many more random maps; half an hour more
# make lint          only the checks
# make build         the front end and the JupyterLab extension, into the Python package
# make exercises     exercises/ from solutions/, for both languages
# make test-spark    only the tests of event logs on PySpark, which need Java
# make bench         how fast the board and the event logs are, and how right the comments, beside what they are held to
# make bench-truths  whether the methods find what the cases hold, over many seeds; about half an hour
# make bench-rubric  whether the criteria tell right maps from spoilt ones, and how right their word lists are
# make bench-grading how many hand-ins a minute are graded, beside nbgrader as it ships; some minutes
# make bench-votes   whether 200 voters in a minute are counted once each while servers are killed, and how long a ballot takes
# make bench-debrief how fast the trainer's page of a debrief is, beside Streamlit and Panel; some minutes
# make bench-formats how long a map of 500 cards takes in each format, and how much memory
# make bench-rooms   how soon 40 people in 8 groups see each other's edits, and whether faults lose any; three minutes
# make bench-locks   what four trainees of a served class try that is not theirs to do, and whether anything succeeds
# make bench-seats   what a trainee's seat in a served class takes, with 8 at once; seats=40 for a whole class
# make pictures      the README's pictures, photographed by the browser tests
# make slides        slides of all lessons in both languages, into slides/; lang=zh or lang=en for one of them
# make constraints   newest versions of all packages, into constraints.txt
# make help          this list

VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
PYTHON_FOUND = $$(for python in python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info)' 2>/dev/null && echo $$python && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check
NODE_MODULES := helpers/board/node_modules
BOARD := npm --prefix helpers/board run --silent

.PHONY: help slides bench bench-debrief bench-formats bench-grading bench-locks bench-rooms bench-rubric bench-seats bench-truths bench-votes exercises pictures open test test-all lint lint-python lint-frontend build compare test-frontend test-python test-spark constraints system-packages

open: $(VENV)/.installed
	@exec $(BIN)/journeybook open $(if $(lang),--lang $(lang))

$(BIN)/python:
	@python="$(PYTHON_FOUND)"; \
	if [ -z "$$python" ]; then \
		echo "练习册需要 Python 3.11 或更新版本，但没有找到。请先安装 Python，然后再运行一次。" >&2; \
		echo "The workbook needs Python 3.11 or newer, and none was found. Install Python, then try again." >&2; \
		exit 1; \
	fi; \
	if ! $$python -m venv $(VENV); then \
		rm -rf $(VENV); \
		echo "无法创建 Python 环境。在 Debian 或 Ubuntu 上请先安装 python3-venv，然后再运行一次。" >&2; \
		echo "No Python environment could be made. On Debian or Ubuntu install python3-venv, then try again." >&2; \
		exit 1; \
	fi

# An installation that was interrupted can leave packages that pip itself stumbles over: begin once more from nothing.
install = $(PIP) install --quiet --compile -c constraints.txt -e $(1) || { \
	rm -rf $(VENV) && $(MAKE) --no-print-directory $(BIN)/python && \
	$(PIP) install --quiet --compile -c constraints.txt -e $(1); }

# Nothing is installed again until the list of packages changes, so a second "make open" starts at once.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "正在安装练习册（只需一次，约几分钟）…… / Installing the workbook (once, a few minutes)…"
	@$(call install,.)
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	@$(call install,'.[test]')
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: $(VENV)/.installed-test
	@$(call install,'.[bench]')
	@touch $@ $(VENV)/.installed $(VENV)/.installed-test

$(NODE_MODULES)/.installed: helpers/board/package.json helpers/board/package-lock.json
	npm --prefix helpers/board ci --no-audit --no-fund
	@touch $@

test: system-packages lint compare test-frontend test-spark test-python

# By default the tests open a sample of the pages and try a sample of the random maps.
test-all: export JOURNEYBOOK_ALL_PAGES = 1
test-all: export JOURNEYBOOK_ALL_CASES = 1
test-all: test

system-packages:
	@sh .ci/system-packages

lint: lint-python lint-frontend

lint-python: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lint-frontend: system-packages $(NODE_MODULES)/.installed
	$(BOARD) check
	$(BOARD) lint
	$(NODE_MODULES)/.bin/tsc -p helpers/lab
	$(NODE_MODULES)/.bin/biome ci --config-path=helpers/board helpers/lab

build: $(VENV)/.installed $(NODE_MODULES)/.installed
	$(BIN)/python -c "import json; from journeybook.model import json_schema as made; \
		print(json.dumps(made(), ensure_ascii=False, indent=2))" > helpers/journeybook/schema/journey-map.schema.json
	$(BOARD) types
	$(BOARD) build
	node helpers/lab/build.mjs

compare: system-packages $(NODE_MODULES)/.installed
	$(BOARD) compare
	node helpers/lab/build.mjs --compare

test-frontend: system-packages $(NODE_MODULES)/.installed
	$(BOARD) test

# One Spark for all of its tests, in a process of its own.
test-spark: $(VENV)/.installed-test system-packages
	$(BIN)/python -m pytest tests/spark

# Last, so that its summary is the last line. Two processes take a file of tests each, the slow ones in a browser first.
test-python: $(VENV)/.installed-test system-packages lint compare test-frontend test-spark
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/browser tests/notebooks tests/unit

exercises: $(VENV)/.installed
	$(BIN)/python -m journeybook.classroom.release

slides: $(VENV)/.installed
	@$(BIN)/journeybook kit slides $(if $(lang),--lang $(lang))

bench: $(VENV)/.installed-bench system-packages $(NODE_MODULES)/.installed
	$(BIN)/python tests/bench/run.py
	$(BIN)/python tests/bench/interactive.py

bench-truths: $(VENV)/.installed-test
	$(BIN)/python tests/bench/truths.py

bench-rubric: $(VENV)/.installed-test
	$(BIN)/python tests/bench/discrimination.py

bench-grading: $(VENV)/.installed-test
	$(BIN)/python tests/bench/throughput.py

# Not with everything else: Panel brings an extension of JupyterLab's, which would be on our own pages, too.
$(PEERS)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet --compile -c constraints.txt \
		$$($(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['peers'])")
	@touch $@

bench-debrief: $(VENV)/.installed-test $(PEERS)/.installed system-packages
	$(BIN)/python tests/bench/debrief/run.py --peers $(PEERS)/bin/python

bench-votes: $(VENV)/.installed-test
	$(BIN)/python tests/bench/votes.py

bench-formats: $(VENV)/.installed-test
	$(BIN)/python tests/bench/formats.py

bench-rooms: $(VENV)/.installed-test
	PYTHONPATH=tests/unit:tests/unit/rubric $(BIN)/python tests/bench/rooms.py

bench-locks: $(VENV)/.installed-test system-packages
	PYTHONPATH=tests/notebooks $(BIN)/python tests/bench/locks.py

bench-seats: $(VENV)/.installed-test system-packages
	$(BIN)/python tests/bench/seats.py $(if $(seats),--seats $(seats))

pictures: $(VENV)/.installed-test
	JOURNEYBOOK_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_pictures.py tests/browser/test_feedback_page.py \
		tests/browser/test_debrief_pictures.py

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# The oldest first; all of them are needed.
PYTHONS ?= python3.11 python3.12 python3.13
constraints:
	$(PYTHON_FOUND) .ci/constraints.py $(PYTHONS) > constraints.txt.new
	mv constraints.txt.new constraints.txt

# What people run. `make demo` to see it, `make test` and `make check` to trust it, `make serve` to publish with it.

PYTHON ?= python3
export HOST ?= 127.0.0.1
export PORT ?= 8000

ACTS ?= 3000
FAULTS ?= 900
KILLS ?= 100
UV = 0.13.9

HOSTILE = rotativa/pictures/tests/test_hostile.py

.PHONY: demo serve test acts faults faces hostile check fix lock

demo: export ROTATIVA_MODE = demo
demo:  ## a running newsroom in four languages, with invented staff
	@exec $(PYTHON) scripts/address.py
	@exec $(PYTHON) scripts/environment.py
	@echo "Making the tables, where they are missing (about 15 s the first time) …"
	@exec .venv/bin/rotativa migrate --verbosity 0
	@exec .venv/bin/rotativa demo
	@exec .venv/bin/rotativa serve

serve:  ## server, press worker and scheduler, with the settings of the environment (docs/reference/settings.md)
	@exec $(PYTHON) scripts/address.py
	@exec $(PYTHON) scripts/environment.py
	@exec .venv/bin/rotativa serve

test:  ## every test: on SQLite, and on PostgreSQL where one can be started
	@exec $(PYTHON) scripts/environment.py dev
	@exec scripts/test

acts:  ## many editorial acts in a row (ACTS=3000), and after them a tree without a fault
	@exec $(PYTHON) scripts/environment.py dev
	@ROTATIVA_TEST_ACTS=$(ACTS) exec .venv/bin/pytest --numprocesses 0 tests/acts

faults:  ## the press struck at every step (FAULTS=900), processes killed (KILLS=100): readers get what is right
	@exec $(PYTHON) scripts/environment.py dev
	@ROTATIVA_TEST_FAULTS=$(FAULTS) ROTATIVA_TEST_KILLS=$(KILLS) exec .venv/bin/pytest --numprocesses 0 tests/faults

faces:  ## every page of the demo and every screen of the desk, on phone and desktop, light and dark: nobody is shut out
	@exec $(PYTHON) scripts/environment.py dev
	@ROTATIVA_TEST_PAGES=all ROTATIVA_TEST_SCREENS=all exec .venv/bin/pytest --numprocesses 2 \
		tests/browser/test_reader_pages.py tests/browser/test_desk_pages.py

hostile:  ## hundreds of pictures that mean harm, each answered within 2 s and 500 MB
	@exec $(PYTHON) scripts/environment.py dev
	@ROTATIVA_TEST_HOSTILE=all exec .venv/bin/pytest --numprocesses 0 --timeout 1800 $(HOSTILE)

check:  ## lint, types, contracts, templates, migrations, HTML
	@exec $(PYTHON) scripts/environment.py dev
	@exec scripts/check

fix:  ## formats the code and repairs what can be repaired
	@exec $(PYTHON) scripts/environment.py dev
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format .
	@.venv/bin/python -m rotativa.project.reference
	@.venv/bin/python -m rotativa.reader.contexts
	@.venv/bin/python -m rotativa.reader.looks
	@.venv/bin/pybabel --quiet compile --domain django --directory rotativa/desk/locale

lock:  ## for maintainers: writes the lock files anew, keeping versions that still fit (UPGRADE=--upgrade takes the newest)
	@$(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet uv==$(UV)
	@UV=var/lock/bin/uv scripts/lock $(UPGRADE)

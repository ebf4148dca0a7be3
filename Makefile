# Everything a reader or an author needs. `make help` lists it.
PYTHON ?= python3
BOOK := .venv/bin/python -m
COMPILE := .venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11.2 --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --upgrade
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE  # a container may set it: each of many processes would compile the book anew
.PHONY: help env site offline new serve check test ink access bench quick properdocs pytorch audit links outputs figures \
	equations mutants fresh reviewed lock clean

help:  ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.venv/installed: requirements.txt
	@echo "env      creating .venv from requirements.txt (hash-locked)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try PYTHON=python3.11 make …")'
	@$(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

env: .venv/installed
	@.venv/bin/python -c '' 2>/dev/null || { echo ".venv: its Python does not start"; \
		echo "    remedy: rm -rf .venv, then the same command again"; exit 1; }

site: env  ## build the website in all languages into site/
	@$(BOOK) book site

offline: site  ## pack the site into build/offline/: one zip a language, and one of all
	@$(BOOK) book offline

new: env  ## begin a page: PAGE=slug, and AFTER=page if it is not to be the last chapter
	@$(BOOK) book new $(PAGE) $(if $(AFTER),--after $(AFTER))

serve: env  ## show the book while you write, and on each page what is wrong with it
	@$(BOOK) book serve

check: env  ## say all that is wrong with the pages, or with PAGE, without a build
	@$(BOOK) book check $(PAGE)

test: site  ## build the site and run every check
	@.venv/bin/ruff format --check . && .venv/bin/ruff check .
	@$(BOOK) pytest -n 3

ink: site  ## hide each sign of each formula: is every one seen, on the site and on paper? (make test takes a sample)
	@WHOLE=yes $(BOOK) pytest -n 2 tests/test_ink.py

access: site  ## look with axe at every page in each language and theme, wide and narrow (make test takes a sample)
	@WHOLE=access $(BOOK) pytest -n 2 --dist load tests/test_access.py

bench: site  ## print how the site fares on a phone; GROWTH=1: and how the build grows with 10 and 30 times the pages
	@$(BOOK:-m=) .ci/bench $(if $(GROWTH),--growth)

quick: env  ## run the tests that need neither a browser nor a built site
	@$(BOOK) pytest -n 2 -m quick

properdocs: site  ## build with ProperDocs, which carries MkDocs on, too: every file must be the same
	@.ci/properdocs

pytorch:  ## ask PyTorch for the gradients of the chapters; it installs 5 GB into build/pytorch
	@.ci/pytorch

audit: env  ## ask whether a hole is known in what the lock files name
	@.ci/audit

links: env  ## follow every link that leads out of the book
	@$(BOOK:-m=) .ci/links

outputs: env  ## run the samples that changed and write their outputs beside them
	@$(BOOK) book outputs

figures: env  ## write every figure in every language into build/figures/
	@$(BOOK) book figures

equations: env  ## execute every equation and print the table
	@$(BOOK) check_equations

mutants: env  ## change every equation a little: is every fault seen?
	@$(BOOK) check_equations --mutants

fresh: env  ## list sections whose languages have drifted apart
	@$(BOOK) book fresh

reviewed: env  ## record that PAGE was read side by side in all languages
	@$(BOOK) book reviewed $(PAGE)

lock: env  ## resolve what is required (*.in, package.json) anew into the lock files
	@.venv/bin/python -m pip install --quiet uv
	@$(COMPILE) requirements.in --output-file requirements.txt
	@$(COMPILE) --no-deps .ci/properdocs.in --output-file .ci/properdocs.txt
	@$(COMPILE) .ci/pytorch.in --output-file .ci/pytorch.txt
	@$(COMPILE) .ci/audit.in --output-file .ci/audit.txt
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm install --package-lock-only --omit-lockfile-registry-resolved

clean:  ## remove everything that was built
	rm -rf site build docs/assets/vendor node_modules

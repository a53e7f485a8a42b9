"""The YAML reader that editors use: the npm package `yaml`, which the language server brings along."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from material import ROOT

NODE = shutil.which("node")
PACKAGE = ROOT / "tests" / "npm" / "node_modules" / "yaml" / "dist" / "index.js"
needs_yaml_js = pytest.mark.skipif(
    NODE is None or not PACKAGE.exists(), reason="npm yaml isn't here; run npm install in tests/npm, with Node.js"
)
# Reads a list of documents, and answers with the type and the value of each by YAML 1.1 and by YAML 1.2.
PROGRAM = """
const { parse } = require(process.argv[1]);
let text = "";
process.stdin.setEncoding("utf8").on("data", (piece) => (text += piece)).on("end", () => {
  const read = (document, version) => {
    const value = parse(document, { version });
    return [typeof value, typeof value === "object" ? value : String(value)];
  };
  process.stdout.write(JSON.stringify(JSON.parse(text).map((one) => [read(one, "1.1"), read(one, "1.2")])));
});
"""


def read_by_yaml_js(documents: list[str]) -> list[tuple[tuple[str, Any], tuple[str, Any]]]:
    """Return what each document says by YAML 1.1 and 1.2: its type in JavaScript, and its value, a scalar as text."""
    assert NODE is not None
    run = subprocess.run(
        [NODE, "-e", PROGRAM, str(PACKAGE)],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return [((old[0], old[1]), (new[0], new[1])) for old, new in json.loads(run.stdout)]

"""The hooks of .pre-commit-hooks.yaml, installed and run by pre-commit as in somebody else's repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from material import ROOT, example

from agreements import write

HOOKS = ROOT / ".pre-commit-hooks.yaml"
# What pre-commit needs to build the package: everything that pip looks at.
PACKAGE = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "src")


def git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "test" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**environment, **who, **alone}
    )


def why_no_index(folder: Path) -> str:
    """Return why the package index can't be used; empty where it can."""
    # What pip needs first of all, to build the package.
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-cache-dir", "--retries", "1"]
    done = subprocess.run([*command, "-d", str(folder), "hatchling"], capture_output=True, timeout=120, check=False)
    return "" if done.returncode == 0 else done.stderr.decode(errors="replace").strip().splitlines()[-1]


@pytest.fixture(name="hooks", scope="module")
def _hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds the package as it is now; skip where pre-commit couldn't install it."""
    if shutil.which("git") is None:
        pytest.skip("git isn't here")
    missing = [name for name in PACKAGE if not (ROOT / name).exists()]
    if missing:
        pytest.skip(f"this is no checkout of the project: {', '.join(missing)} isn't here")
    folder = tmp_path_factory.mktemp("hooks")
    if reason := why_no_index(folder):
        pytest.skip(f"pre-commit installs the hooks from the package index, which doesn't answer: {reason}")
    repository = folder / "agreements"
    repository.mkdir()
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, repository / name)
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "as it is")
    return repository


def test_each_hook_names_a_command() -> None:
    """The hooks have the fields pre-commit asks for, and take files by where they lie."""
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["agreements-validate", "agreements-format"]
    for hook in hooks:
        assert {"id", "name", "description", "entry", "language", "files"} <= set(hook)
        assert re.search(hook["files"], "agreements/a.yaml")
        assert re.search(hook["files"], "docs/treaties/2024/a.json")
        assert not re.search(hook["files"], "my-agreements.yaml")
        assert re.search(hook["exclude"], "agreements/events/a.yaml")


def test_try_repo_finds_the_bad_record_and_formats_the_good_one(hooks: Path, tmp_path: Path) -> None:
    """In a fresh repository the hooks fail on one bad record, rewrite a good one, and leave other files alone."""
    good = write(example("nato/north-atlantic-treaty-1949"))
    folder = tmp_path / "agreements"
    folder.mkdir()
    bad = good.replace("instrument: treaty\n", "instrument: traety\n")
    (folder / "bad.yaml").write_text(bad, encoding="utf-8")
    (folder / "good.yaml").write_text(f"\n{good}\n", encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    environment |= {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PRE_COMMIT_COLOR": "never", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "--all-files", "--verbose"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=600,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert done.returncode == 1, said
    _, _, hooks_said = said.partition("agreements format.")
    formatted, _, validated = hooks_said.replace(os.sep, "/").partition("agreements validate.")
    assert "files were modified by this hook" in formatted
    assert "\nagreements/good.yaml\n" in formatted
    assert "'agreements/bad.yaml' is left as it is" in formatted
    assert "- exit code: 1" in validated
    assert "agreements/bad.yaml:4:13: error [unknown-word] 'traety'" in validated
    assert "good.yaml" not in validated, "the record without a fault passes"
    assert "compose.yaml" not in said, "what lies elsewhere isn't looked at"
    assert (folder / "good.yaml").read_text(encoding="utf-8") == good
    assert (folder / "bad.yaml").read_text(encoding="utf-8") == bad

"""The promises of the tool chain: pinned, hashed, free of addresses, and nothing of other people's committed."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def tracked_files() -> list[str]:
    """Paths that git tracks; the test is skipped where the project is not a checkout."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [path for path in listing.stdout.splitlines() if (ROOT / path).exists()]


def wanted(group: str) -> set[str]:
    """``name==version`` of every package that pyproject.toml asks for in that lock file."""
    asked = list(PROJECT["dependency-groups"].get(group, []))
    if group != "node":
        asked += PROJECT["project"]["dependencies"]
    return {re.sub(r"\[.*?\]|;.*", "", line).strip() for line in asked}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_carries_no_address_and_no_path(lock: Path) -> None:
    bad = [
        line
        for line in lock.read_text().splitlines()
        if "://" in line or line.startswith(("-i", "--index", "--find", "--extra"))
    ]
    assert not bad, f"{lock.name} names a place to fetch from: write it again with `make lock`. {bad[:3]}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_one_exact_version_and_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    loose = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert not loose, f"{lock.name} has entries without version or hash: write it again with `make lock`. {loose}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_files_follow_pyproject(lock: Path) -> None:
    locked = set(re.findall(r"^([\w.-]+==[\w.]+)", lock.read_text(), re.MULTILINE))
    missing = wanted(lock.stem) - locked
    assert not missing, f"pyproject.toml asks for {missing}, {lock.name} does not hold it: run `make lock`."


def test_front_end_packages_are_locked_by_content_not_by_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, f"{name} carries an address: keep omit-lockfile-registry-resolved in .npmrc."
        assert not name or package["integrity"].startswith("sha512-"), f"{name} has no digest."


def test_nothing_built_or_fetched_is_committed() -> None:
    fetched = re.compile(
        r"(^|/)(node_modules|\.venv|instance)/|^static/build/|\.min\.(js|css)$|\.woff2?$|\.mo$|(^|/)uv\.lock$"
    )
    bad = [path for path in tracked_files() if fetched.search(path)]
    assert not bad, f"Set-up makes or fetches these; take them out of git: {bad}"


def test_no_committed_file_names_a_machine_or_a_package_registry() -> None:
    registries = ["pypi" + ".org", "files.pythonhosted" + ".org", "registry.npmjs" + ".org"]
    homes = re.compile(r"(?<![\w.])/(?:home|Users)/\w+/|/" + "root/")
    for path in tracked_files():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        for name in registries:
            assert name not in text, (
                f"{path} names the registry {name}: a machine uses the registries it is set up with."
            )
        assert not homes.search(text), f"{path} holds an absolute path of one machine: make it relative to the file."


def test_every_make_target_that_people_use_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in ("help", "setup", "demo", "test", "bench", "check", "clean"):
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE), f"`make help` says nothing about {target}."

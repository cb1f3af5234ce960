"""scripts/environment.sh: which Python it takes, and what it says about a wrong one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "environment.sh"


def run(folder: Path, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    search = f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"]
    return subprocess.run(
        ["sh", str(SCRIPT), *arguments],
        cwd=folder,
        env={"PATH": search},
        capture_output=True,
        text=True,
        timeout=60,
    )


def refused(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    (sentence,) = result.stderr.strip().splitlines()
    return sentence


def interpreter(path: Path, version: str, *, venv: bool = True) -> Path:
    """Write a program that answers the script's questions as this Python would."""
    old = tuple(map(int, version.split("."))) < (3, 11)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"""#!/bin/sh
        case "$2" in
            *"version_info[:2]"*) echo {version} ;;
            *"< (3, 11)"*) exit {int(old)} ;;
            *ensurepip*) exit {int(not venv)} ;;
            *) echo "nobody taught me $*" >&2; exit 3 ;;
        esac
        """
    )
    path.chmod(0o755)
    return path


def test_missing_interpreter_is_named(tmp_path):
    sentence = refused(run(tmp_path, ".venv", "python3.99", "base"))

    assert sentence.startswith("Infoview: python3.99 was not found; install Python 3.11 or newer")


def test_old_interpreter_is_named_with_its_version(tmp_path):
    old = interpreter(tmp_path / "python3.10", "3.10")

    sentence = refused(run(tmp_path, ".venv", str(old), "base"))

    assert sentence.startswith(f"Infoview: Python 3.11 or newer is needed, and {old} is 3.10;")


def test_what_is_no_python_is_named(tmp_path):
    assert refused(run(tmp_path, ".venv", "false", "base")) == "Infoview: false is not a Python that runs."


def test_interpreter_without_venv_is_told_how_to_get_it(tmp_path):
    bare = interpreter(tmp_path / "python3", "3.12", venv=False)

    sentence = refused(run(tmp_path, ".venv", str(bare), "base"))

    assert sentence == (
        f"Infoview: {bare} comes without its venv module; on Debian or Ubuntu: apt install python3-venv"
    )


def test_without_a_name_it_takes_python3_of_the_path(tmp_path):
    interpreter(tmp_path / "bin" / "python3", "3.9")

    sentence = refused(run(tmp_path, ".venv", "", "base", path=tmp_path / "bin"))

    assert "python3 is 3.9" in sentence


def test_refusal_leaves_no_folder_behind(tmp_path):
    run(tmp_path, ".venv", "false", "base")

    assert list(tmp_path.iterdir()) == []


def test_environment_of_another_version_is_kept_and_named(tmp_path):
    interpreter(tmp_path / ".venv" / "bin" / "python", "3.11")
    wanted = interpreter(tmp_path / "python3.12", "3.12")

    sentence = refused(run(tmp_path, ".venv", str(wanted), "base"))

    assert sentence.startswith("Infoview: .venv holds Python 3.11, not 3.12; delete it")
    assert (tmp_path / ".venv" / "bin" / "python").exists()


@pytest.mark.parametrize(
    ("wanted", "folder"), [("3.11", ".venv"), ("3.12", ".venv-3.12"), ("3.10", ".venv-3.10")]
)
def test_each_version_has_its_folder(tmp_path, wanted, folder):
    interpreter(tmp_path / ".venv" / "bin" / "python", "3.11")

    result = run(tmp_path, "--folder", str(interpreter(tmp_path / "python", wanted)))

    assert (result.returncode, result.stdout.strip()) == (0, folder)


def test_first_interpreter_has_the_plain_folder(tmp_path):
    assert run(tmp_path, "--folder", sys.executable).stdout.strip() == ".venv"


def test_environment_that_is_complete_is_left_alone(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").touch()
    arguments = (".venv", sys.executable, "base")
    first = run(tmp_path, *arguments)
    second = run(tmp_path, *arguments)

    assert first.returncode == second.returncode == 0, first.stderr
    assert "Making the environment in .venv with Python 3." in first.stdout
    assert second.stdout == second.stderr == ""


def test_changed_list_is_installed(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").touch()
    run(tmp_path, ".venv", sys.executable, "base")
    (tmp_path / "requirements" / "base.txt").write_text("# a new list\n")

    result = run(tmp_path, ".venv", "", "base")

    assert result.returncode == 0, result.stderr
    assert result.stdout == "Installing the pinned packages ...\n"

"""What every file that goes out must not say."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Where somebody's own folders lie on Linux, macOS and Windows.
MACHINE_PATH = re.compile(rb"(?<![\w.:/-])/(?:home|root|Users|work|tmp|private|mnt)/\w|\b[A-Z]:\\+Users\\+\w")


def tracked():
    """Return every file under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a working copy of git: nobody says which files go out")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_knows_the_machine_it_was_written_on():
    files = tracked()
    found = [
        (str(path.relative_to(ROOT)), match[0])
        for path in files
        for match in MACHINE_PATH.finditer(path.read_bytes())
    ]

    assert {ROOT / "README.md", ROOT / "Makefile", ROOT / ".ci" / "run", Path(__file__)} <= set(files)
    assert found == []


@pytest.mark.parametrize(
    ("between", "folders"),
    [("/", ["", "home", "ada"]), ("/", ["", "tmp", "x"]), ("\\", ["C:", "Users", "Ada"])],
)
def test_paths_of_a_machine_are_known(between, folders):
    assert MACHINE_PATH.search(f'cd "{between.join(folders)}"'.encode())


@pytest.mark.parametrize("text", [b"https://example.org/home/page", b"templates/root/x", b"/accounts/login/"])
def test_other_paths_are_not(text):
    assert MACHINE_PATH.search(text) is None

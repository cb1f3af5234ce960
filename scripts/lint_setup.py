"""Refuse a lock that knows where it was made, and a variable that .env.example does not explain."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def complaints() -> list[str]:
    found = []
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r"--(?!hash)", line) or "://" in line or " @ " in line:
                found.append(f"{lock.name}:{number}: a lock names versions and hashes, never a place")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    explained = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))
    reader = (ROOT / "infoview/settings/environment.py").read_text(encoding="utf-8")
    read = set(re.findall(r'(?:values\.get\(|values, )"([A-Z][A-Z_]+)"', reader))
    found += [f".env.example: {name} is read but not explained" for name in sorted(read - explained)]
    found += [f".env.example: {name} is explained but never read" for name in sorted(explained - read)]
    return found


if __name__ == "__main__":
    problems = complaints()
    print("\n".join(problems))
    sys.exit(bool(problems))

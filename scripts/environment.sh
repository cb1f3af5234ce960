#!/bin/sh
# Makes the virtual environment and installs one pinned, hashed list into it; does nothing when both are there.
#
#   scripts/environment.sh FOLDER INTERPRETER LIST     LIST is "base" (to run) or "test" (to develop, too)
#   scripts/environment.sh --folder INTERPRETER        only says which folder belongs to this interpreter
#
# INTERPRETER may be empty: then it is what the folder has, or python3.
set -eu

version='import sys; print("%d.%d" % sys.version_info[:2])'

if [ "$1" = --folder ]; then
    here=$(.venv/bin/python -c "$version" 2>/dev/null || true)
    there=$("$2" -c "$version" 2>/dev/null || true)
    if [ -z "$here" ] || [ -z "$there" ] || [ "$here" = "$there" ]; then echo .venv; else echo ".venv-$there"; fi
    exit 0
fi

folder=$1
wanted=$2
list=$3
interpreter=${wanted:-python3}
python=$folder/bin/python

stop() {
    echo "Infoview: $1" >&2
    exit 1
}

if ! here=$("$python" -c "$version" 2>/dev/null); then
    command -v "$interpreter" >/dev/null 2>&1 ||
        stop "$interpreter was not found; install Python 3.11 or newer, or name one: make run PYTHON=/path/to/python3.12"
    there=$("$interpreter" -c "$version" 2>/dev/null) || stop "$interpreter is not a Python that runs."
    "$interpreter" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed, and $interpreter is $there; name another: make run PYTHON=python3.12"
    "$interpreter" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$interpreter comes without its venv module; on Debian or Ubuntu: apt install python3-venv"
    echo "Making the environment in $folder with Python $there ..."
    "$interpreter" -m venv --clear "$folder" >/dev/null || stop "the environment in $folder could not be made."
    here=$there
elif [ -n "$wanted" ]; then
    there=$("$wanted" -c "$version" 2>/dev/null) || stop "$wanted is not a Python that runs."
    [ "$here" = "$there" ] ||
        stop "$folder holds Python $here, not $there; delete it, or name another folder by VENV."
fi

mark=$folder/.infoview-$list
state="$here $(cksum <"requirements/$list.txt")"
[ "$(cat "$mark" 2>/dev/null || true)" = "$state" ] && exit 0

echo "Installing the pinned packages ..."
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$list.txt" ||
    stop "the packages could not be installed; see above, and check the network."
echo "$state" >"$mark"
# Both lists pin the same versions, so whoever has the longer one has the shorter one too.
[ "$list" = base ] || echo "$here $(cksum <requirements/base.txt)" >"$folder/.infoview-base"

#!/bin/sh
# Everything that can be said about the code at large: its form, and the walks over every model, route and
# template. Each step stands alone, all are run.
#
#   scripts/check.sh PYTHON
set -u

python=$1
bin=$(dirname "$python")
failed=""
export DJANGO_SETTINGS_MODULE=infoview.settings.test

step() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok    $name"
    else
        printf '%s\n' "$output"
        echo "FAIL  $name"
        failed="$failed, $name"
    fi
}

deployment() {
    # As on a real server: https, mail by SMTP, a data folder of its own.
    folder=$(mktemp -d) || return 1
    env -u DATABASE_URL INFOVIEW_DATA_DIR="$folder" SITE_URL=https://infoview.example EMAIL_URL=smtp://localhost:25 \
        DJANGO_SETTINGS_MODULE=infoview.settings.local "$python" manage.py check --deploy --fail-level WARNING
    result=$?
    rm -r "$folder"
    return $result
}

step "format" "$python" -m ruff format --check .
step "lint" "$python" -m ruff check .
step "arrows" "$bin/lint-imports" --no-cache
step "types" "$python" -m mypy
step "templates" "$python" scripts/lint_templates.py
step "locks and .env.example" "$python" scripts/lint_setup.py
step "policies" env -u DATABASE_URL "$python" -m pytest -q -n auto --maxprocesses 4 tests/shared/test_templates.py \
    tests/architecture/test_arrows.py tests/architecture/test_docs.py tests/architecture/test_files.py \
    tests/architecture/test_routes.py -k "not owner_reaches and not stranger_finds and not row_of_nobody and not looking"
step "migrations" "$python" manage.py makemigrations --check --dry-run
step "deployment" deployment

[ -z "$failed" ] || {
    echo "make check: failed: ${failed#, }" >&2
    exit 1
}

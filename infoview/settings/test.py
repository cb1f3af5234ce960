"""The suite: fast, strict and the same everywhere; only DATABASE_URL is read from outside."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from infoview.settings import environment
from infoview.settings.base import *

# A folder of its own for each process, so that any number of runs can stand side by side.
DATA_DIR = Path(tempfile.mkdtemp(prefix="infoview-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

DEBUG = False
SECRET_KEY = "only for tests " * 5
SITE_URL = "http://localhost:8000"
SIGNUPS = "open"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", ""), data_dir=DATA_DIR)}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: in memory, the live server and the test would share one connection and its locks.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The live server finds files by their plain names.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Hundreds of accounts are made; the real hashers are tested where they matter.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

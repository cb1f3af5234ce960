"""A real installation: everything that differs comes from the environment."""

import os

from dotenv import load_dotenv

from infoview.settings import environment
from infoview.settings.base import *
from infoview.settings.base import BASE_DIR

load_dotenv(BASE_DIR / ".env", override=False)

ENVIRONMENT = environment.read(os.environ, root=BASE_DIR)
DATA_DIR = ENVIRONMENT.data_dir
environment.prepare_data_dir(DATA_DIR)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = environment.secret_key(os.environ, data_dir=DATA_DIR)
SITE_URL = ENVIRONMENT.site_url
SIGNUPS = ENVIRONMENT.signups
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATABASES = {"default": ENVIRONMENT.database}

STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

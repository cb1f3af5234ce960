"""A real installation: everything that differs comes from the environment."""

import os

from dotenv import load_dotenv

from infoview import logs
from infoview.settings import environment
from infoview.settings.base import *

# Whatever is written, by whichever command, is for nobody else on this machine.
os.umask(0o077)

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
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies

# The address decides about security: https has all of it; http on this machine leaves out what needs TLS.
if ENVIRONMENT.secure:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    ADMIN_NEEDS_SECOND_FACTOR = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
    # The app itself speaks http: only a proxy of the operator's can end the TLS, and it says so here.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
else:
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
    if not ENVIRONMENT.loopback:
        SITE_IS_OPEN = True
        # A browser gives passkeys to https and to this machine only.
        MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
        MFA_PASSKEY_LOGIN_ENABLED = False

MAIL = ENVIRONMENT.mail
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"Infoview <{MAIL.sender or 'infoview@' + ENVIRONMENT.site_name}>"
if MAIL.host:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "infoview.mail.OutboxBackend"

STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logs.settings(DATA_DIR / "log", debug=DEBUG)

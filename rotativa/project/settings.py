"""All settings, from the environment. The reference in ``docs/reference/settings.md`` is held against this file by a test."""

from pathlib import Path
from typing import Any

import dj_database_url

from rotativa.project.environment import Environment

env = Environment()
ROOT = Path(__file__).resolve().parents[2]

ROTATIVA_MODE = env.choice("ROTATIVA_MODE", "production", ("production", "demo", "test"))
ROTATIVA_DATA = env.path("ROTATIVA_DATA", ROOT / "var")
ROTATIVA_TREE = env.path("ROTATIVA_TREE", ROTATIVA_DATA / "tree")
MEDIA_ROOT = env.path("ROTATIVA_MEDIA", ROTATIVA_DATA / "media")
ROTATIVA_PUBLIC_ADDRESS = env.text("ROTATIVA_PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

SECRET_KEY = env.text("ROTATIVA_SECRET_KEY", "only-for-tests" if ROTATIVA_MODE == "test" else "not-secret")
DEBUG = env.yes("ROTATIVA_DEBUG", False)
ALLOWED_HOSTS = env.words("ROTATIVA_ALLOWED_HOSTS", "" if ROTATIVA_MODE == "production" else "127.0.0.1,localhost,[::1],testserver")

_default: dict[str, Any] = dict(dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{ROTATIVA_DATA / 'rotativa.sqlite3'}")))
_print: dict[str, Any] = {**_default, "TEST": {"MIRROR": "default"}}
if _default["ENGINE"].endswith("sqlite3"):
    _default["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    _print["OPTIONS"] = {"timeout": 20, "init_command": "PRAGMA query_only=ON;"}
else:
    _print["OPTIONS"] = {
        "options": "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read",
    }
DATABASES = {"default": _default, "print": _print}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "rotativa.project",
    "rotativa.demo",
    "rotativa.desk",
    "rotativa.reader",
    "rotativa.stories",
    "rotativa.topics",
    "rotativa.bylines",
    "rotativa.pictures",
    "rotativa.staff",
    "rotativa.editions",
    "rotativa.press",
    "rotativa.addresses",
    "rotativa.daybook",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "staff.User"
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "rotativa.project.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
WAGTAIL_I18N_ENABLED = True
STATIC_URL = "/desk/static/"
STATIC_ROOT = ROTATIVA_DATA / "static"
MEDIA_URL = "/desk/media/"

WAGTAIL_SITE_NAME = "Rotativa"
WAGTAILADMIN_BASE_URL = ROTATIVA_PUBLIC_ADDRESS
# The admin asks other hosts by default; a newsroom's desk tells nobody that it exists.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

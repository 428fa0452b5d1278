"""All settings, from the environment.

``docs/reference/settings.md`` is made of what is declared here and in ``environment``; a test holds it to that.
"""

import gc
from zoneinfo import available_timezones

from django.utils.functional import SimpleLazyObject

from rotativa.kit.languages import KnownTags
from rotativa.project import environment
from rotativa.project.databases import database_settings
from rotativa.project.email import email_settings
from rotativa.project.environment import Environment
from rotativa.project.safety import require_https, require_monitor_token, require_safe, require_strangers

env = Environment()

# What this installation is, where it keeps things, and where it is reached.

ROTATIVA_MODE = environment.mode(env)
IN_PRODUCTION = ROTATIVA_MODE == "production"
ROTATIVA_DATA = environment.data(env)
ROTATIVA_TREE = environment.tree(env)
MEDIA_ROOT = env.path(
    "ROTATIVA_MEDIA",
    ROTATIVA_DATA / "media",
    "The folder of original pictures. Not for a web server to read.",
    shown="`media` in `ROTATIVA_DATA`",
)
ROTATIVA_PRINTED_LOG_DAYS = env.number(
    "ROTATIVA_PRINTED_LOG_DAYS",
    90,
    "For how many days `rotativa press gc` keeps the printed log; the last lines of each path stay.",
    most=36500,
)
ROTATIVA_DISK_PERCENT = env.number(
    "ROTATIVA_DISK_PERCENT",
    95,
    "How full a disk of ours may be, in per cent; then every screen of the desk warns.",
    least=1,
    most=100,
)
ROTATIVA_DISK_LEAST_MEGABYTES = env.number(
    "ROTATIVA_DISK_LEAST_MEGABYTES",
    1024,
    "How many megabytes must be free on it; or else every screen of the desk warns.",
)
ROTATIVA_MONITOR_TOKEN = env.text(
    "ROTATIVA_MONITOR_TOKEN",
    "",
    "With this, sent as `Authorization: Bearer …`, other machines may ask how press and scheduler are.",
    expects="at least 20 characters that nobody can guess",
    shown="none: only this machine may ask, and not through a web server",
)
require_monitor_token(ROTATIVA_MONITOR_TOKEN)
_default_address, _own_names = environment.default_address(env), environment.own_names(env)
environment.server_processes(env)
ROTATIVA_PUBLIC_ADDRESS = environment.public_address(env, None if IN_PRODUCTION else _default_address)
ROTATIVA_EDITION_ADDRESSES = environment.edition_addresses(env)
ROTATIVA_EMBED_HOSTS = environment.embed_hosts(env)
ROTATIVA_TRUSTED_PROXIES = environment.trusted_proxies(env)
ALLOWED_HOSTS = env.words(
    "ROTATIVA_ALLOWED_HOSTS",
    "" if IN_PRODUCTION else _own_names,
    "The names under which the desk is reached.",
    expects="host names",
    shown="none in production; this machine in a demo",
)

# Secrets and safety.

SECRET_KEY = env.text(
    "ROTATIVA_SECRET_KEY",
    {"production": None, "demo": "", "test": "only-for-tests"}[ROTATIVA_MODE],
    "Signs sessions and links. Whoever knows it can be anybody at the desk.",
    expects="at least 50 characters that nobody can guess",
    shown="none in production; made once in a demo",
)
if ROTATIVA_MODE == "demo" and not SECRET_KEY:
    SECRET_KEY = environment.kept_secret(ROTATIVA_DATA / "secret")
DEBUG = env.yes("ROTATIVA_DEBUG", False, "Shows the inside of errors to whoever causes them. Never in production.")
require_safe(ROTATIVA_MODE, SECRET_KEY, DEBUG, ALLOWED_HOSTS, ROTATIVA_PUBLIC_ADDRESS)
for _address in ROTATIVA_EDITION_ADDRESSES.values():
    require_https(ROTATIVA_MODE, "ROTATIVA_EDITION_ADDRESSES", _address)
require_strangers(ROTATIVA_EMBED_HOSTS, (ROTATIVA_PUBLIC_ADDRESS, *ROTATIVA_EDITION_ADDRESSES.values()))

_https = ROTATIVA_PUBLIC_ADDRESS.startswith("https:")
CSRF_TRUSTED_ORIGINS = [ROTATIVA_PUBLIC_ADDRESS]
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # from trusted proxies only: project.middleware
USE_X_FORWARDED_HOST = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor shows its preview in a frame
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains and
    "security.W021",  # for browsers' own lists bind hosts that are not ours: the newsroom's web server may add them
    "security.W008",  # the web server in front redirects to https; printed pages never come by here
    "security.W019",  # the preview's frame, see above
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article has many blocks, each with several fields
if ROTATIVA_MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow on purpose otherwise

# The database, jobs, mail, and what is written about them.

DATABASES = database_settings(env, ROTATIVA_DATA)
DATABASE_ROUTERS = ["rotativa.press.router.PrintRouter"]
if ROTATIVA_MODE != "test":
    # All processes count tries at a password together; a cache in each would give a guesser as many as there are.
    CACHES = {
        "default": {
            "BACKEND": "rotativa.project.storing.ForgetfulCache",
            "LOCATION": ROTATIVA_DATA / "cache",
            # Where it is full, a third is forgotten, whatever it is: with Django's 300 a guesser makes room by trying
            # made-up names.
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    }
STORAGES = {
    "default": {"BACKEND": "rotativa.project.storing.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if ROTATIVA_MODE == "test"
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "pictures"],
    }
}
globals().update(email_settings(env, f"file://{ROTATIVA_DATA / 'mail'}" if ROTATIVA_MODE == "demo" else "none:"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "ROTATIVA_EMAIL_FROM",
    "Rotativa <desk@localhost>",
    "The sender of mail.",
    expects="an e-mail address, with or without a name",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # What is logged says what and where, never who: no address of a reader, no name of a person, no words of a form.
    # Nor can visitors fill it: it is written on the disk that everything else needs.
    "formatters": {
        "line": {
            "()": "rotativa.project.logs.Short",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {
        "still_there": {"()": "rotativa.project.logs.StillThere"},
        "brief": {"()": "rotativa.project.logs.Brief"},
        "sparing": {"()": "rotativa.project.logs.Sparing"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["still_there", "sparing", "brief"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": env.choice(
            "ROTATIVA_LOG_LEVEL",
            "info" if IN_PRODUCTION else "warning",
            "How much is written to the log; with `info` a line for each batch of pages that was printed.",
            ("debug", "info", "warning", "error"),
            shown="`info` in production, `warning` in a demo",
        ).upper(),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},  # anybody may name any host
        "django_tasks": {"handlers": [], "propagate": True, "level": "WARNING"},  # two lines for each small job
        # A line for every save, with the headline of what nobody outside may know of yet; the daybook says it.
        "wagtail": {"handlers": [], "propagate": True, "level": "WARNING"},
    },
}

# The parts. To load them makes objects by the hundred thousand, and nearly all of them stay: to look through them for
# rubbish as often as Python does by itself is a sixth of every start (until ``project.apps`` sets them aside).

gc.set_threshold(20_000, 20, 20)

INSTALLED_APPS = [
    "rotativa.project",
    "rotativa.demo",
    "rotativa.desk",
    "rotativa.reader",
    "rotativa.fronts",
    "rotativa.stories",
    "rotativa.topics",
    "rotativa.bylines",
    "rotativa.documents",
    "rotativa.pictures",
    "rotativa.staff",
    "rotativa.editions",
    "rotativa.press",
    "rotativa.addresses",
    "rotativa.daybook",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "staff.User"
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "documents.ReaderDocument"
# It reads a thousand files at its start, which tests of the desk would do again and again.
_statics = [] if ROTATIVA_MODE == "test" else ["whitenoise.middleware.WhiteNoiseMiddleware"]
MIDDLEWARE = [
    "rotativa.project.health.monitored",  # first: whoever watches us is told, whatever is wrong with the rest
    "rotativa.project.middleware.trusted_proxies",
    "django.middleware.security.SecurityMiddleware",
    "rotativa.project.middleware.content_security_policy",
    *_statics,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rotativa.staff.middleware.desk_language",
    "rotativa.desk.middleware.told_to_sign_in",
    "rotativa.desk.middleware.bounded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rotativa.staff.seats.still_here",
    "rotativa.staff.middleware.SecondFactorFirst",
    "rotativa.desk.middleware.told_what_was_lost",
    "rotativa.desk.middleware.NotOutYet",
    "rotativa.desk.middleware.nowhere",
    "rotativa.desk.malformed.NothingMalformed",
    "rotativa.desk.middleware.NothingUnkept",
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
STATIC_URL = "/desk/static/"
MEDIA_URL = "/desk/media/"
WHITENOISE_USE_FINDERS = True  # straight from the packages: nothing to collect, nothing that an upgrade leaves behind

# Accounts: given by an editor-in-chief, never signed up for. The door is ours; Wagtail's own is closed in staff.urls.

ROTATIVA_SECOND_FACTOR_FOR = environment.second_factor_for(env, "all" if IN_PRODUCTION else "none")
ROTATIVA_SETTLED_DAYS = env.number(
    "ROTATIVA_SETTLED_DAYS",
    7,
    "Who came to manage staff within so many days, or whose password or address somebody else changed in them, is not "
    "one of the two that a lost second factor takes. 0 asks for two people only.",
    least=0,
    most=365,
)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.number(
    "ROTATIVA_AFRESH_MINUTES",
    15,
    "Who decides how they or others sign in (passwords, second factors, invitations, roles) is asked for their "
    "password once more, unless they gave it within so many minutes.",
    least=1,
    most=24 * 60,
)

LOGIN_URL = LOGOUT_REDIRECT_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
ACCOUNT_ADAPTER = "rotativa.staff.adapter.NewsroomAdapter"
ACCOUNT_FORMS = {"login": "rotativa.staff.door.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
# Every asking sends a mail to an address that nobody has confirmed yet.
ACCOUNT_RATE_LIMITS["change_email"] = "5/m/user,20/d/user"
# Every question for a passkey is a row, of somebody who is not known.
ACCOUNT_RATE_LIMITS["ask_passkey"] = "30/m/ip"
PASSWORD_RESET_TIMEOUT = 3600  # seconds, from when the mail goes
MFA_ADAPTER = "rotativa.staff.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "rotativa.staff.proofs.CodeForm",
    "reauthenticate": "rotativa.staff.proofs.CodeAgainForm",
    "authenticate_webauthn": "rotativa.staff.proofs.KeyForm",
    "reauthenticate_webauthn": "rotativa.staff.proofs.KeyAgainForm",
    "login_webauthn": "rotativa.staff.proofs.LoginByKeyForm",
    "add_webauthn": "rotativa.staff.proofs.AddKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mail addresses are given with the account
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Languages. The desk speaks those permitted to Wagtail's admin; an edition may be in any, those of CLDR by name.

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("es", "Español"), ("pt-br", "Português"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = KnownTags()
LANGUAGES = KnownTags()

# Wagtail.

WAGTAIL_SITE_NAME = "Rotativa"
WAGTAILADMIN_BASE_URL = ROTATIVA_PUBLIC_ADDRESS
# The admin asks other hosts by default; a newsroom's desk tells nobody that it exists.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# A file of that name lies among the zones of some systems; browsers know none such, and break off the list.
WAGTAIL_USER_TIME_ZONES = SimpleLazyObject(lambda: sorted(available_timezones() - {"localtime"}))
# To read an article is not to send it out.
WAGTAIL_FINISH_WORKFLOW_ACTION = "rotativa.stories.finishing.finish"
# The library's own backend reads its whole index on every save of a draft.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "rotativa.stories.compat"}}
WAGTAILDOCS_DOCUMENT_FORM_BASE = "rotativa.documents.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "rotativa.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif", "tif", "tiff"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024 * 1024 * environment.picture_megabytes(env)
ROTATIVA_DOCUMENT_BYTES = 1024 * 1024 * environment.document_megabytes(env)
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000 * env.number(
    "ROTATIVA_PICTURE_MEGAPIXELS",
    100,
    "The largest picture that is taken, in millions of pixels; unpacking one needs 4 MB each.",
    least=1,
    most=1000,
)
ROTATIVA_PICTURE_SECONDS = env.number(
    "ROTATIVA_PICTURE_SECONDS",
    2,
    "For how many seconds a machine may compute to unpack a picture; then it is refused.",
    least=1,
    most=60,
)
# What Wagtail makes for the desk itself is small and carries nothing of the original.
WAGTAILIMAGES_FORMAT_CONVERSIONS = dict.fromkeys(("jpeg", "png", "gif", "avif", "tiff", "bmp"), "webp")

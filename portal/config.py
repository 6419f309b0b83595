"""Configuration, from the environment only.

DATABASE_URL, SECRET_KEY, AUTHORITY_NAME, AUTHORITY_CODE, SAFEGUARDING_PHONE, PUBLIC_URL, MAIL_URL, MAIL_FROM, PORTAL_DEMO.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


# In the demo it is always this day: see docs/decisions/the-demo-has-its-own-today.md.
DEMO_DAY = date(2026, 11, 23)


class Misconfigured(RuntimeError):
    """A setting is missing or unusable; the message says which and what to do."""


def from_environment(env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's configuration. Raises Misconfigured when SECRET_KEY is missing outside the demo."""
    demo = env.get("PORTAL_DEMO", "") in ("1", "true", "yes")
    secret = env.get("SECRET_KEY", "")
    if not secret and demo:
        secret = _demo_secret()
    if not secret:
        raise Misconfigured("Set SECRET_KEY to a long random value (for example: openssl rand -hex 32).")
    return {
        "DATABASE_URL": env.get("DATABASE_URL") or f"sqlite:///{ROOT / 'instance' / 'portal.db'}",
        "SECRET_KEY": secret,
        "AUTHORITY_NAME": env.get("AUTHORITY_NAME", "Westmere Council" if demo else "Your council"),
        "AUTHORITY_CODE": env.get("AUTHORITY_CODE", "999" if demo else ""),
        "SAFEGUARDING_PHONE": env.get("SAFEGUARDING_PHONE", "01632 960 118" if demo else ""),
        # Where people reach the portal, for links in messages; and how messages leave (see notices/smtp.py).
        "PUBLIC_URL": env.get("PUBLIC_URL", "").rstrip("/"),
        "MAIL_URL": env.get("MAIL_URL", ""),
        "MAIL_FROM": env.get("MAIL_FROM", ""),
        "PORTAL_DEMO": demo,
        "SESSION_COOKIE_SECURE": not demo and env.get("PORTAL_INSECURE_COOKIES", "") != "1",
    }


def _demo_secret() -> str:
    """A key of the demo's own, kept so that every worker and the next start use the same."""
    path = ROOT / "instance" / "demo-secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text().strip()


FIXED: dict[str, Any] = {
    "SESSION_COOKIE_NAME": "thread",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
    # A form may lie open as long as a session lives: nobody loses what they typed to a clock.
    "WTF_CSRF_TIME_LIMIT": None,
    "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    "BABEL_DEFAULT_LOCALE": "en_GB",
    "BABEL_DEFAULT_TIMEZONE": "Europe/London",
    "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
}

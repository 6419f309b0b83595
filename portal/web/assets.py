"""Built files for templates (``asset('app.css')``) and their delivery by WhiteNoise, compressed and kept for ever."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

BUILD = Path(__file__).resolve().parents[2] / "static" / "build"
PREFIX = "/static/"

_HASHED = re.compile(r"\.[0-9a-f]{8}\.\w+$")


@cache
def manifest(folder: Path = BUILD) -> dict[str, str]:
    """Plain name to hashed name, read once per process. Raises RuntimeError when nothing was built yet."""
    try:
        names: dict[str, str] = json.loads((folder / "manifest.json").read_text())
    except FileNotFoundError:
        raise RuntimeError("The style sheet and scripts are not built yet: run `make setup`.") from None
    return names


def asset(name: str) -> str:
    """The address of a built file, such as ``/static/app.3f2a91c0.css`` for ``app.css``. Raises KeyError with a hint."""
    try:
        return PREFIX + manifest()[name]
    except KeyError:
        raise KeyError(f"{name} is not among the built files: put it under static/ and run `make setup`.") from None


def init_app(app: Flask) -> None:
    """Give templates ``asset()`` and let WhiteNoise answer for ``/static/`` before Flask is asked."""
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=BUILD if BUILD.is_dir() else None,
        prefix=PREFIX,
        max_age=3600,
        immutable_file_test=lambda _path, url: bool(_HASHED.search(url)),
        allow_all_origins=False,
        add_headers_function=_plain_type_only,
    )


def _plain_type_only(headers: object, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"  # type: ignore[index]

"""Headers of every answer: what a browser may load, keep and tell others."""

from __future__ import annotations

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Files of our own only. No inline script, style or handler anywhere: typed text can never run."""

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}

ONE_YEAR = 31_536_000
"""Seconds for which a browser that came by HTTPS keeps to HTTPS."""


def init_app(app: Flask) -> None:
    """Put the headers on every answer of ``app``, errors included."""
    app.after_request(protect)
    app.after_request(lead_on)


def lead_on(response: Response) -> Response:
    """After a form that htmx sent: the browser goes to the next page by itself.

    A script follows a redirect unseen, would use up the sentence "Saved" on the way, and could not tell the sign-in
    page from the answer.
    """
    if request.method == "POST" and request.headers.get("HX-Request") == "true" and response.status_code in (302, 303):
        response.headers["HX-Redirect"] = response.headers.pop("Location")
        response.status_code = 204
        response.set_data(b"")
    return response


def protect(response: Response) -> Response:
    """Add the headers. Pages hold children's records, so nothing is stored by a browser or anything between."""
    response.headers.extend(ALWAYS)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.add("Vary", "HX-Request, HX-Target")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains")
    return response

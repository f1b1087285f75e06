"""Finding and reading files: a built-in name or the user's own path, never guessed."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from ecology.errors import BadFile, EcologyError, UnknownName


def built_in(kind: str) -> dict[str, Path]:
    """Return the built-in files of a kind ('policies' or 'scenarios'), name → path, in alphabetical order."""
    folder = Path(str(resources.files("ecology") / "presets" / kind))
    return {path.stem: path for path in sorted(folder.glob("*.toml"), key=lambda path: path.stem)}


def locate(kind: str, singular: str, name: str | Path) -> Path:
    """Return the file of a built-in name, or of a path.

    Anything that exists, ends in .toml or has a separator is a path.

    Raises
    ------
    UnknownName
        For a name that is not built in, with the nearest ones.
    BadFile
        For a path without a file.
    EcologyError
        For a name that is both.
    """
    known = built_in(kind)
    text = str(name)
    path = Path(text)
    looks_like_path = isinstance(name, Path) or os.sep in text or "/" in text or text.endswith(".toml")
    if text in known and path.is_file():
        raise EcologyError(f"'{text}' is both a built-in {singular} and a file here: write ./{text} for the file")
    if text in known:
        return known[text]
    if looks_like_path or path.is_file():
        if not path.is_file():
            raise BadFile(f"{path}: there is no such file. {_instead(path, kind, known)}")
        return path
    if Path(f"{text}.toml").is_file():
        raise EcologyError(f"there is no built-in {singular} '{text}', but a file: write ./{text}.toml for the file")
    raise UnknownName(singular, text, known, also=f"Your own is named by its file, as in ./{text or 'mine'}.toml.")


def _instead(path: Path, kind: str, known: Iterable[str]) -> str:
    """Return what may have been meant by a path without a file: one beside it with nearly that name, or a built-in."""
    there = [other.name for other in path.parent.glob("*.toml")] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, there, n=1, cutoff=0.6)
    return f"Did you mean {path.parent.joinpath(near[0])}?" if near else f"Built-in {kind}: {', '.join(known)}."


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file.

    Raises
    ------
    BadFile
        When it cannot be read, with file, line and reason.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: is not UTF-8 text ({error.reason} at byte {error.start}). Save it as UTF-8.") from None
    except ValueError as error:  # a number of thousands of digits is one too
        raise BadFile(f"{path}: is not valid TOML: {error}") from None
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror})") from None
    except RecursionError:
        raise BadFile(f"{path}: is nested too deeply to be read") from None


def text_of(content: dict[str, Any], key: str, path: Path, default: str | None = None) -> str:
    """Return a text value of a file, or the default.

    Raises
    ------
    BadFile
        When it is missing without a default, or is not text.
    """
    value = content.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise BadFile(f'{path}: {key} must be text, as in {key} = "…"; found {value!r}')
    return value


def only(content: dict[str, Any], allowed: tuple[str, ...], path: Path, where: str = "") -> None:
    """Raise UnknownName for a key that is not allowed, with the nearest ones."""
    for key in content:
        if key not in allowed:
            raise UnknownName("key", key, allowed, where=f"{path}{', ' + where if where else ''}")

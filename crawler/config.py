"""Every setting of Tinsach: defaults, then tinsach.toml, then $TINSACH_…, then a command's options.

    contact = "mailto:lan@example.vn"       # tinsach.toml
    delay = 3

    [outlet.nld]                            # for one newspaper only
    delay = 5

The same in the environment: TINSACH_DELAY=3, TINSACH_NLD_DELAY=5.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleaners.errors import UsageError
from cleaners.outlets import OUTLETS

FILE_NAME = "tinsach.toml"
SOURCES = ("rss", "sitemap", "section")
"""Where articles are found: feeds, sitemaps, section pages with what they load when scrolled."""
SCHEMES = {"webhook": ("https", "http"), "smtp": ("smtp", "smtps")}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


HIDDEN = "set, not shown"
"""What is shown, and written to the file, in the place of a secret."""


def _about(what: str, *, per_outlet: bool = False, secret: bool = False) -> dict[str, Any]:
    return {"about": what, "per_outlet": per_outlet, "secret": secret}


_own = partial(_about, per_outlet=True)
_secret = partial(_about, secret=True)


@dataclass(frozen=True, slots=True)
class Settings:
    """The table of settings: name, type, default, what it is for. A field's type says how its text is read."""

    db: Path = field(default=Path("tinsach.db"), metadata=_about("the SQLite file"))
    seeds: Path | None = field(default=None, metadata=_about("folder with the texts of the reference articles"))
    contact: str = field(default="", metadata=_about("e-mail or web address at which newspapers reach you"))
    user_agent: str = field(
        default="Tinsach/{version} (+{contact})", metadata=_about("how requests introduce themselves")
    )
    sources: tuple[str, ...] = field(default=SOURCES, metadata=_own("where articles are looked for"))
    delay: float = field(default=2.0, metadata=_own("seconds between two requests to a host, at least"))
    max_delay: float = field(default=60.0, metadata=_own("seconds between two requests to a slow host, at most"))
    crawl_delay: bool = field(default=True, metadata=_own("keep the Crawl-delay of robots.txt"))
    timeout: float = field(default=30.0, metadata=_own("seconds a page may take"))
    retries: int = field(default=2, metadata=_own("times a request is tried again in one run"))
    max_redirects: int = field(default=5, metadata=_own("redirects followed in a row"))
    max_page_bytes: int = field(
        default=10_000_000, metadata=_own("largest page or feed read, unpacked; a sitemap may have 50 MB")
    )
    max_list_pages: int = field(default=10, metadata=_own("pages a section loads when scrolled, without --since"))
    batch_size: int = field(default=50, metadata=_about("outcomes written in one transaction"))
    second_looks: int = field(
        default=10, metadata=_about("pages of a newspaper and run that are looked at again, with trafilatura")
    )
    dedupe: bool = field(
        default=False, metadata=_about("group near-duplicates after each crawl; needs 'tinsach[dedupe]'")
    )
    webhook: str = field(default="", metadata=_secret("address to which news of a run is posted as JSON"))
    webhook_token: str = field(default="", metadata=_secret("sent to the webhook as a bearer"))
    smtp: str = field(default="", metadata=_about("mail server: smtp://user@host:587 or smtps://user@host"))
    smtp_password: str = field(default="", metadata=_secret("its password; better in $TINSACH_SMTP_PASSWORD"))
    mail_to: str = field(default="", metadata=_about("who gets a mail when a run needs a person"))
    mail_from: str = field(default="", metadata=_about("its sender; else who gets it"))
    metrics_file: Path | None = field(
        default=None, metadata=_about("textfile for Prometheus, written at the end of each crawl")
    )
    via: str = field(default="", metadata=_own("origin that answers in the newspaper's place"))
    log_level: str = field(default="INFO", metadata=_about("what is logged: DEBUG, INFO, WARNING or ERROR"))

    def request_user_agent(self) -> str:
        """The User-Agent header; without a contact (a crawl of this machine only) it names the program alone."""
        template = self.user_agent if self.contact else self.user_agent.replace(" (+{contact})", "")
        return template.replace("{version}", version("tinsach")).replace("{contact}", self.contact)


NAMES = tuple(f.name for f in fields(Settings))
PER_OUTLET = tuple(f.name for f in fields(Settings) if f.metadata["per_outlet"])
_TYPES = {f.name: str(f.type) for f in fields(Settings)}


@dataclass(frozen=True, slots=True)
class Config:
    """All settings resolved: for every outlet, and what one outlet has of its own. `origins` says where from."""

    common: Settings
    outlets: Mapping[str, Settings]
    origins: Mapping[tuple[str | None, str], str]

    def of(self, outlet: str) -> Settings:
        """The settings that hold for `outlet`."""
        return self.outlets.get(outlet, self.common)

    def rows(self) -> list[dict[str, Any]]:
        """One row a setting: name, value, origin, about; then one for each value only an outlet has. No secrets."""
        about = {f.name: f.metadata["about"] for f in fields(Settings)}
        secret = {f.name for f in fields(Settings) if f.metadata["secret"]}
        found: list[tuple[str | None, str, Any]] = [(None, name, getattr(self.common, name)) for name in NAMES]
        found += [
            (outlet, name, getattr(self.outlets[outlet], name))
            for outlet, name in sorted(key for key in self.origins if key[0])
            if outlet
        ]
        return [
            {
                "name": f"outlet.{outlet}.{name}" if outlet else name,
                "value": HIDDEN if name in secret and value else _shown(value),
                "origin": self.origins.get((outlet, name), "default"),
                "about": about[name],
            }
            for outlet, name, value in found
        ]


def load(
    options: Mapping[str, Any] | None = None,
    *,
    outlet_options: Mapping[str, Mapping[str, Any]] | None = None,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Config:
    """Resolve all settings.

    `options` and `outlet_options` are what a command was given, None for what it was not. `file` is a
    settings file; without it $TINSACH_CONFIG, then ./tinsach.toml where there is one.
    Raises UsageError for an unknown name, a value that does not fit, a file that cannot be read.
    """
    environ = os.environ if environ is None else environ
    common: dict[str, Any] = {}
    own: dict[str, dict[str, Any]] = {name: {} for name in OUTLETS}
    origins: dict[tuple[str | None, str], str] = {}

    def put(outlet: str | None, name: str, value: Any, origin: str) -> None:
        (own[outlet] if outlet else common)[name] = _checked(name, value, origin)
        origins[(outlet, name)] = origin

    for outlet, name, value, origin in _from_file(file, environ):
        put(outlet, name, value, origin)
    for outlet, name in _names():
        variable = _variable(outlet, name)
        if environ.get(variable):
            put(outlet, name, _read(name, environ[variable], f"${variable}"), f"${variable}")
    for name, value in (options or {}).items():
        if value is not None:
            put(None, name, value, "option")
            for outlet in own:  # an option is meant for every outlet of the call
                own[outlet].pop(name, None)
                origins.pop((outlet, name), None)
    for outlet, values in (outlet_options or {}).items():
        for name, value in values.items():
            put(outlet, name, value, "option")
    settings = Settings(**common)
    return Config(settings, {name: replace(settings, **own[name]) for name in own}, origins)


def unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """Variables that begin with TINSACH_ and set nothing: a slip of the pen, most likely."""
    known = {_variable(outlet, name) for outlet, name in _names()} | {"TINSACH_CONFIG", "TINSACH_SHARED"}
    return sorted(name for name in environ if name.startswith("TINSACH_") and name not in known)


def _names() -> Iterable[tuple[str | None, str]]:
    yield from ((None, name) for name in NAMES)
    yield from ((outlet, name) for outlet in OUTLETS for name in PER_OUTLET)


def _variable(outlet: str | None, name: str) -> str:
    return f"TINSACH_{outlet}_{name}".upper() if outlet else f"TINSACH_{name}".upper()


def _from_file(file: Path | None, environ: Mapping[str, str]) -> Iterable[tuple[str | None, str, Any, str]]:
    """(outlet, name, value, origin) of every line of the settings file."""
    named = file or (Path(environ["TINSACH_CONFIG"]) if environ.get("TINSACH_CONFIG") else None)
    path = named or Path(FILE_NAME)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            raise UsageError(f"no settings file at {path}") from None
        return
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the settings file {path}: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from None
    outlets = content.pop("outlet", {})
    if not isinstance(outlets, dict):
        raise UsageError(f"{path}: outlet must be a table such as [outlet.nld]")
    for name, value in content.items():
        if name not in NAMES:
            raise UsageError(f"{path}: unknown setting {name!r}; `tinsach config` lists them")
        yield None, name, _beside(path, name, value), str(path)
    for outlet, values in outlets.items():
        if outlet not in OUTLETS:
            raise UsageError(f"{path}: unknown outlet {outlet!r}; known are {', '.join(OUTLETS)}")
        if not isinstance(values, dict):
            raise UsageError(f"{path}: outlet.{outlet} must be a table: [outlet.{outlet}]")
        for name, value in values.items():
            if name not in PER_OUTLET:
                raise UsageError(f"{path}: [outlet.{outlet}] cannot set {name!r}; it can set {', '.join(PER_OUTLET)}")
            yield outlet, name, value, str(path)


def _beside(path: Path, name: str, value: Any) -> Any:
    """A path in a settings file is meant from the file's own folder."""
    if _TYPES[name].startswith("Path") and isinstance(value, str):
        return path.parent / value
    return value


def _read(name: str, text: str, origin: str) -> Any:
    """The value that `text` (of a variable) stands for."""
    kind = _TYPES[name]
    try:
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
    except ValueError:
        raise UsageError(f"{origin}: {name} must be a number, not {text!r}") from None
    if kind == "bool":
        if text.lower() not in ("1", "true", "yes", "0", "false", "no"):
            raise UsageError(f"{origin}: {name} must be true or false, not {text!r}")
        return text.lower() in ("1", "true", "yes")
    if kind.startswith("tuple"):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _checked(name: str, value: Any, origin: str) -> Any:
    """`value` in the setting's own type; UsageError where it does not fit."""
    kind = _TYPES[name]
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind in ("int", "float"):
        if not number or (kind == "int" and not float(value).is_integer()):
            raise UsageError(f"{origin}: {name} must be a {'whole ' if kind == 'int' else ''}number, not {value!r}")
        if not 0 <= value < 1e12:
            raise UsageError(f"{origin}: {name} must not be negative or without end, and is {value!r}")
        return int(value) if kind == "int" else float(value)
    if kind == "bool" and not isinstance(value, bool):
        raise UsageError(f"{origin}: {name} must be true or false, not {value!r}")
    if kind.startswith("Path"):
        if not isinstance(value, (str, Path)):
            raise UsageError(f"{origin}: {name} must be a path, not {value!r}")
        return Path(value)
    if kind == "str" and not (isinstance(value, str) and value.isprintable()):
        raise UsageError(f"{origin}: {name} must be one line of text, not {value!r}")
    if name in SCHEMES and value and urlsplit(value).scheme not in SCHEMES[name]:
        raise UsageError(f"{origin}: {name} must begin with {' or '.join(f'{s}://' for s in SCHEMES[name])}")
    if name == "smtp" and urlsplit(value).password:
        raise UsageError(f"{origin}: smtp must name no password; that goes into $TINSACH_SMTP_PASSWORD")
    if name == "sources":
        unknown = [s for s in value if s not in SOURCES] if isinstance(value, (list, tuple)) and value else [value]
        if unknown:
            raise UsageError(f"{origin}: sources are {', '.join(SOURCES)}, and not {unknown[0]!r}")
        return tuple(value)
    if name == "log_level" and value not in LOG_LEVELS:
        raise UsageError(f"{origin}: log_level is one of {', '.join(LOG_LEVELS)}, and not {value!r}")
    return value


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value) if isinstance(value, Path) else value

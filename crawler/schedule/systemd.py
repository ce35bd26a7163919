"""A service and a timer for systemd, and the check that systemd reads them as they are meant."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cleaners.errors import TinsachError
from crawler.schedule.interval import Interval
from crawler.schedule.job import Job

ANALYZE = "systemd-analyze"
SECONDS = 60
TEMPORARY = (Path("/tmp"), Path("/var/tmp"))

HARDENING = {
    "NoNewPrivileges": "yes",
    "LockPersonality": "yes",
    "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes",
    "RestrictNamespaces": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "SystemCallArchitectures": "native",
}
"""What any manager can do, a user's own too."""
SYSTEM_HARDENING = {
    "ProtectSystem": "strict",
    "ProtectHome": "read-only",
    "PrivateDevices": "yes",
    "ProtectClock": "yes",
    "ProtectHostname": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectControlGroups": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
}
"""What needs the system's manager: other mounts, no capabilities. The file's folder alone stays writable."""


def units(job: Job, interval: Interval, *, user: bool, run_as: str | None) -> dict[str, str]:
    """The text of the service and of the timer, by file name. `user`: for `systemctl --user`; else as `run_as`."""
    who = ", ".join(job.outlets) or "all newspapers"
    service: dict[str, Mapping[str, str]] = {
        "Unit": {
            "Description": f"Tinsach: crawl {who}",
            "Wants": "network-online.target",
            "After": "network-online.target",
        },
        "Service": {
            "Type": "oneshot",
            **({"User": run_as} if run_as else {}),
            "WorkingDirectory": _specifiers(str(job.folder)),
            **({"Environment": _quoted(f"TINSACH_CONFIG={job.settings}")} if job.settings else {}),
            "ExecStart": " ".join(_quoted(word.replace("$", "$$")) for word in job.command),
            # 4: another run holds the newspaper, and does the work. 3 stays a failure: it needs a person.
            "SuccessExitStatus": "4",
            # SIGTERM lets a crawl finish what is under way and write it down.
            "TimeoutStartSec": "1d",
            "TimeoutStopSec": "2min",
            "KillMode": "mixed",
            "UMask": "0027",
            "Nice": "10",
            **({} if user else _protection(job)),
            **HARDENING,
        },
    }
    timer: dict[str, Mapping[str, str]] = {
        "Unit": {"Description": f"Tinsach: when to crawl {who}"},
        "Timer": {
            "OnCalendar": interval.calendar,
            "RandomizedDelaySec": f"{interval.random_delay}s",
            "Persistent": "yes",
            "Unit": f"{job.name}.service",
        },
        "Install": {"WantedBy": "timers.target"},
    }
    return {f"{job.name}.service": _written(service), f"{job.name}.timer": _written(timer)}


def verify(files: Mapping[str, str], *, user: bool) -> str | None:
    """Have systemd itself look at `files`; returns why it could not, None when it did and found nothing.

    Raises TinsachError with what it found.
    """
    program = shutil.which(ANALYZE)
    if program is None:
        return f"{ANALYZE} is not installed here"
    with tempfile.TemporaryDirectory(prefix="tinsach-units-") as folder:
        paths = [Path(folder, name) for name in files]
        for path in paths:
            path.write_text(files[path.name], encoding="utf-8")
        command = [program, *(["--user"] if user else []), "verify", *map(str, paths)]
        # A user's manager wants a folder of its own, which a session without a login has not.
        environ = {"XDG_RUNTIME_DIR": folder, **os.environ, "LC_ALL": "C"}
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False, env=environ
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{ANALYZE} could not be run: {error}"
    lines = [line.replace(f"{folder}/", "") for line in done.stderr.splitlines() if line.strip()]
    about_us = [line for line in lines if any(name in line for name in files)]
    if about_us:
        raise TinsachError(f"systemd does not accept the units: {about_us[0]}")
    return f"{ANALYZE} could not look at them: {lines[0] if lines else done.returncode}" if done.returncode else None


def _protection(job: Job) -> dict[str, str]:
    """The system's hardening, which leaves the folder of the file writable."""
    own = {**SYSTEM_HARDENING, "ReadWritePaths": _quoted(str(job.db.parent))}
    seen = (job.folder, job.db, *map(Path, job.command[:1]))
    if not any(path.is_relative_to(temporary) for path in seen for temporary in TEMPORARY):
        own["PrivateTmp"] = "yes"  # it would hide what lies there
    return own


def _written(sections: Mapping[str, Mapping[str, str]]) -> str:
    return "\n".join(
        f"[{section}]\n" + "".join(f"{name}={value}\n" for name, value in values.items())
        for section, values in sections.items()
    )


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(text: str) -> str:
    """`text` as one word of a unit file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_specifiers(escaped)}"'

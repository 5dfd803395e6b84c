"""The start script: stamps, pins, offline wheels, libraries of the system, the order of the checks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROJECT = tomllib.loads((run.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN_NAMES: list[str] = PROJECT["project"]["dependencies"]
TEST_NAMES: list[str] = PROJECT["dependency-groups"]["dev"]
on_posix = pytest.mark.skipif(os.name == "nt", reason="apt and its kin live on Debian")


def pins(lock: Path) -> dict[str, tuple[str, list[str]]]:
    """Name -> (version, hashes) of every pin in a lock file."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==([^ ]+)", line):
            name = match[1]
            found[name] = (match[2], [])
        elif match := re.match(r" +--hash=sha256:([0-9a-f]{64})", line):
            found[name][1].append(match[1])
    return found


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that exists but was never finished."""
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    run.venv_python().parent.mkdir(parents=True)
    run.venv_python().touch()
    return run.VENV


@pytest.fixture
def forbid_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        pytest.fail("a process was started")

    for name in ("run", "call", "Popen"):
        monkeypatch.setattr(subprocess, name, refuse)


@pytest.fixture
def dpkg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A dpkg-query that always gives the told answer, for a user who is not root."""

    def answer(text: str) -> None:
        script = tmp_path / "dpkg-query"
        script.write_text(f"#!/bin/sh\nprintf '%s' '{text}'\necho 'no packages found' >&2\nexit 1\n")
        script.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run, "missing_venv_package", list)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return answer


# --- the interpreter ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 7), False), ((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)],
)
def test_pythons_for_which_wheels_are_locked(version: tuple[int, int], fits: bool) -> None:
    assert run.is_supported(version) is fits


def test_old_python_without_another_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(run, "other_interpreters", lambda: [["no-such-python"]])
    assert run.main([]) == 1
    assert "本程序需要 Python 3.11 至 3.14" in capsys.readouterr().err


@on_posix
def test_old_python_hands_over_to_a_fitting_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, answer in (
        ("python-broken", "exit 127"),
        ("python-old", "echo 3 8"),
        ("python-new", "echo 3 12"),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(
        run, "other_interpreters", lambda: [["python-broken"], ["python-old"], ["python-new"]]
    )
    assert run.find_interpreter() == [str(tmp_path / "python-new")]


# --- stamps ------------------------------------------------------------------------------------------


def test_fingerprint_follows_the_content_of_the_lock(tmp_path: Path) -> None:
    one, same, other = tmp_path / "one", tmp_path / "same", tmp_path / "other"
    one.write_text("a==1")
    same.write_text("a==1")
    other.write_text("a==2")
    assert run.fingerprint(one) == run.fingerprint(same) != run.fingerprint(other)


@pytest.mark.usefixtures("venv")
def test_stamp_holds_until_the_lock_changes(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("a==1")
    assert not run.is_stamped("run", lock)
    run.write_stamp("run", lock)
    assert run.is_stamped("run", lock)
    lock.write_text("a==2")
    assert not run.is_stamped("run", lock)


@pytest.mark.usefixtures("venv")
def test_stamp_does_not_hold_for_another_python(monkeypatch: pytest.MonkeyPatch) -> None:
    run.write_stamp("run")
    monkeypatch.setattr(sysconfig, "get_platform", lambda: "win-amd64")
    assert not run.is_stamped("run")


@pytest.mark.usefixtures("venv")
def test_stamp_is_void_without_the_interpreter() -> None:
    run.write_stamp("run")
    run.venv_python().unlink()
    assert not run.is_stamped("run")


@pytest.mark.usefixtures("venv", "forbid_processes")
def test_second_start_costs_nothing() -> None:
    run.write_stamp("run")
    run.write_stamp("system")
    run.prepare(testing=False)


@pytest.mark.usefixtures("venv")
@pytest.mark.parametrize("testing", [False, True])
def test_interrupted_set_up_is_made_anew(monkeypatch: pytest.MonkeyPatch, testing: bool) -> None:
    done: list[str] = []

    def break_off(_lock: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "make_venv", lambda: done.append("venv"))
    monkeypatch.setattr(run, "install", break_off)
    with pytest.raises(KeyboardInterrupt):
        run.prepare_environment(testing)
    assert not run.is_stamped("run")
    monkeypatch.setattr(run, "install", lambda lock: done.append(lock.name))
    run.prepare_environment(testing)
    assert done == ["venv", "venv", "requirements-dev.lock" if testing else "requirements.lock"]
    run.prepare_environment(testing)
    assert len(done) == 3


@pytest.mark.usefixtures("venv")
def test_tools_are_added_to_the_environment_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(run, "make_venv", lambda: done.append("venv"))
    monkeypatch.setattr(run, "install", lambda lock: done.append(lock.name))
    run.write_stamp("run")
    run.prepare_environment(testing=True)
    assert done == ["requirements-dev.lock"]


# --- pip ---------------------------------------------------------------------------------------------


def test_pip_takes_hashed_wheels_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "WHEELS", tmp_path / "wheels")
    command = run.pip_install_command(run.RUN_LOCK)
    assert "--require-hashes" in command
    assert command[command.index("--only-binary") + 1] == ":all:"
    assert "--no-index" not in command


def test_wheels_folder_replaces_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setattr(run, "WHEELS", wheels)
    command = run.pip_install_command(run.RUN_LOCK)
    assert "--no-index" in command
    assert command[command.index("--find-links") + 1] == str(wheels)


@pytest.mark.parametrize(("offline", "advice"), [(False, "请接通网络"), (True, "请重新复制")])
def test_failing_pip_names_the_one_thing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offline: bool, advice: str
) -> None:
    monkeypatch.setattr(run, "WHEELS", tmp_path if offline else tmp_path / "absent")
    monkeypatch.setattr(run, "succeeds", lambda _command: False)
    with pytest.raises(run.SetUpError, match=advice):
        run.install(run.RUN_LOCK)


# --- pins --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lock", "wanted"), [(run.RUN_LOCK, RUN_NAMES), (run.TEST_LOCK, RUN_NAMES + TEST_NAMES)]
)
def test_every_dependency_is_pinned_within_its_bounds(lock: Path, wanted: list[str]) -> None:
    locked = pins(lock)
    for text in wanted:
        requirement = Requirement(text)
        version, _hashes = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), text


@pytest.mark.parametrize("lock", [run.RUN_LOCK, run.TEST_LOCK])
def test_every_pin_has_hashes_and_no_address(lock: Path) -> None:
    assert all(hashes for _version, hashes in pins(lock).values())
    assert "://" not in lock.read_text(encoding="utf-8")


def test_both_locks_agree() -> None:
    everything = pins(run.TEST_LOCK)
    assert all(everything[name] == pin for name, pin in pins(run.RUN_LOCK).items())


@pytest.mark.parametrize(
    "name", ["pyside6-essentials", "shiboken6", "pypdfium2", "ruff", "sqlalchemy", "pillow"]
)
def test_compiled_packages_are_locked_for_linux_and_windows(name: str) -> None:
    _version, hashes = pins(run.TEST_LOCK)[name]
    assert len(hashes) >= 3  # x86-64 and ARM Linux, Windows


def test_what_only_windows_needs_is_marked() -> None:
    assert re.search(r"^colorama==\S+ ; sys_platform == 'win32'", run.TEST_LOCK.read_text(), re.MULTILINE)


# --- libraries of the system -------------------------------------------------------------------------


@on_posix
def test_missing_libraries_are_named_by_their_first_name(dpkg: Callable[[str], None]) -> None:
    dpkg("libgl1 installed\nlibegl1 config-files\nlibglib2.0-0t64 installed\n")
    libraries = [("libgl1",), ("libegl1",), ("libglib2.0-0", "libglib2.0-0t64"), ("libdbus-1-3",)]
    assert run.missing_packages(libraries) == ["libegl1", "libdbus-1-3"]


@on_posix
def test_complete_system_is_not_looked_at_again(dpkg: Callable[[str], None]) -> None:
    names = [library[0] for library in run.DRAWING_LIBRARIES + run.WINDOW_LIBRARIES]
    dpkg("".join(f"{name} installed\n" for name in names))
    assert run.prepare_system(testing=False) is True


@on_posix
def test_without_a_screen_missing_libraries_are_only_mentioned(
    dpkg: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    dpkg("")
    assert run.prepare_system(testing=False) is False
    assert "sudo apt-get install -y libgl1 " in capsys.readouterr().err


@on_posix
def test_with_a_screen_missing_libraries_stop_the_start(
    dpkg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    dpkg("".join(f"{library[0]} installed\n" for library in run.DRAWING_LIBRARIES))
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(run.SetUpError, match="sudo apt-get install -y libxcb-cursor0 "):
        run.prepare_system(testing=False)
    assert run.prepare_system(testing=True) is False


@on_posix
def test_missing_venv_stops_every_start(dpkg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    dpkg("")
    monkeypatch.setattr(run, "missing_venv_package", lambda: ["python3.11-venv"])
    with pytest.raises(run.SetUpError, match=r"install -y python3\.11-venv "):
        run.prepare_system(testing=False)


@on_posix
def test_root_installs_what_is_missing(dpkg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    def apt(packages: list[str]) -> None:
        installed.extend(packages)
        dpkg("".join(f"{name} installed\n" for name in packages))

    dpkg("")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(run, "apt_install", apt)
    assert run.prepare_system(testing=False) is True
    assert len(installed) == len(run.DRAWING_LIBRARIES + run.WINDOW_LIBRARIES)


# --- the checks --------------------------------------------------------------------------------------


def test_checks_come_in_order_and_pytest_last() -> None:
    titles = [title for title, _command in run.checks([])]
    assert titles == ["ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"]
    assert run.checks(["-k", "seal"])[-1][1][-2:] == ["-k", "seal"]


def test_all_checks_run_and_the_failing_ones_are_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def script(text: str) -> list[str]:
        return [sys.executable, "-c", text]

    plan = [("first", script("raise SystemExit(3)")), ("second", script("print('still run')"))]
    monkeypatch.setattr(run, "checks", lambda _arguments: plan)
    assert run.run_checks([]) == 1
    output = capfd.readouterr()
    assert output.out.split() == ["==", "first", "==", "==", "second", "==", "still", "run"]
    assert output.err == "未通过：first\n"
    assert run.run_checks([]) == 1
    monkeypatch.setattr(run, "checks", lambda _arguments: plan[1:])
    assert run.run_checks([]) == 0


def test_small_starters() -> None:
    assert "exec python3 run.py test\n" in (run.ROOT / ".ci" / "run").read_text()
    batch = (run.ROOT / "运行.bat").read_bytes()
    assert batch.isascii()
    assert batch.count(b"\n") == batch.count(b"\r\n")

"""Start 安监台账: make the environment beside this file once, then hand over to main.py.

    python3 run.py [arguments of main.py]
    python3 run.py test [arguments of pytest]

Only the standard library is used, and no syntax newer than Python 3.7, so that an old interpreter can
still say in Chinese which one is needed.  A folder wheels/ beside this file replaces the network; it is
filled on a connected computer of the same kind by

    .venv/bin/python -m pip download --require-hashes --only-binary :all: -r requirements.lock -d wheels
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"  # holds every pin of requirements.lock as well

OLDEST, NEWEST = (3, 11), (3, 14)  # the locked wheels exist for these

# What Qt loads at run time on Debian and its relatives; a second name is the one newer systems use.
DRAWING_LIBRARIES = (
    ("libgl1",),
    ("libegl1",),
    ("libxkbcommon0",),
    ("libfontconfig1",),
    ("libglib2.0-0", "libglib2.0-0t64"),
    ("libdbus-1-3",),
)
WINDOW_LIBRARIES = (
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-shape0",),
    ("libxcb-xkb1",),
    ("libxkbcommon-x11-0",),
)


class SetUpError(Exception):
    """The set-up cannot go on; the text tells the user the one thing to do."""


def say(text: str) -> None:
    """Speak on stderr: stdout belongs to the program that is started."""
    print(text, file=sys.stderr, flush=True)


# --- the interpreter ---------------------------------------------------------------------------------


def is_supported(version: tuple[int, ...]) -> bool:
    return OLDEST <= version[:2] <= NEWEST


def other_interpreters() -> list[list[str]]:
    """Commands that may start a fitting Python, the newest first."""
    names = [f"{OLDEST[0]}.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    commands = [[f"python{name}"] for name in names]
    if os.name == "nt":
        commands += [["py", f"-{name}"] for name in names] + [["py", "-3"]]
    return commands


def find_interpreter() -> list[str] | None:
    for name, *options in other_interpreters():
        program = shutil.which(name)
        if program is None:
            continue
        probe = [program, *options, "-c", "import sys; print(*sys.version_info[:2])"]
        result = subprocess.run(probe, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if result.returncode == 0 and is_supported(tuple(map(int, result.stdout.split()))):
            return [program, *options]
    return None


def replace_process(command: Sequence[str]) -> NoReturn:
    """Become the given command; Windows has no exec that keeps the console, so there we wait for it."""
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], list(command))  # noqa: S606  a list of arguments needs no shell


def use_fitting_python(arguments: Sequence[str]) -> None:
    if is_supported(sys.version_info[:2]):
        return
    found = find_interpreter()
    if found is None:
        present = sys.version.split()[0]
        raise SetUpError(f"本程序需要 Python 3.11 至 3.14，当前是 {present}。请安装其中一个版本后再运行。")
    replace_process([*found, str(ROOT / "run.py"), *arguments])


# --- stamps ------------------------------------------------------------------------------------------


def venv_python() -> Path:
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def fingerprint(lock: Path) -> str:
    """What an environment depends on: the pins, the kind of Python and the kind of computer."""
    kind = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
    return hashlib.sha256(kind.encode() + lock.read_bytes()).hexdigest()


def is_stamped(step: str, lock: Path = RUN_LOCK) -> bool:
    """Whether the step was finished: its stamp is written last, and making .venv anew removes it."""
    stamp = VENV / f"{step}.stamp"
    return venv_python().exists() and stamp.exists() and stamp.read_text() == fingerprint(lock)


def write_stamp(step: str, lock: Path = RUN_LOCK) -> None:
    (VENV / f"{step}.stamp").write_text(fingerprint(lock))


# --- libraries of the system -------------------------------------------------------------------------


def missing_packages(libraries: Sequence[Sequence[str]]) -> list[str]:
    """The first name of every library of which no name is installed."""
    names = [name for library in libraries for name in library]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    answer = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    lines = answer.stdout.decode().splitlines()
    installed = {line.split()[0] for line in lines if line.endswith(" installed")}
    return [library[0] for library in libraries if installed.isdisjoint(library)]


def missing_venv_package() -> list[str]:
    """Debian ships Python without the part that makes environments."""
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return ["python{}.{}-venv".format(*sys.version_info)]


def apt_install(packages: Sequence[str]) -> None:
    """Install quietly; only a failure is worth apt's own words."""
    say(f"正在安装系统组件：{' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *step]
        result = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if result.returncode != 0:
            say(result.stdout.decode(errors="replace"))


def find_missing(testing: bool) -> tuple[list[str], list[str]]:
    """Packages without which this start cannot succeed, and those that only a later window needs."""
    drawing, window = missing_packages(DRAWING_LIBRARIES), missing_packages(WINDOW_LIBRARIES)
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    needed = missing_venv_package()
    if testing or has_screen:
        needed += drawing
    if has_screen and not testing:
        needed += window
    return needed, [name for name in drawing + window if name not in needed]


def prepare_system(testing: bool) -> bool:
    """Install or name what the system lacks; True when nothing is left to look for next time."""
    if shutil.which("dpkg-query") is None or is_stamped("system"):
        return True
    needed, later = find_missing(testing)
    is_root = sys.platform != "win32" and os.geteuid() == 0
    if needed + later and is_root:
        apt_install(needed + later)
        importlib.invalidate_caches()
        needed, later = find_missing(testing)
    if needed + later:
        sudo = "" if is_root else "sudo "
        advice = f"{sudo}apt-get install -y {' '.join(needed + later)}"
        if needed:
            raise SetUpError(f"系统缺少必要的组件。请先运行下面这一行，再重新启动：\n  {advice}")
        say(f"打开窗口还缺少系统组件，需要时请先运行这一行：\n  {advice}")
    return not needed + later


# --- the environment ---------------------------------------------------------------------------------


@contextlib.contextmanager
def only_one_set_up() -> Iterator[None]:
    """Let a second start wait for the first.  The system drops the lock when its holder dies.

    On POSIX venv and pip inherit the lock, so that the rest of a killed set-up is waited for as well.
    """
    with RUN_LOCK.open("rb") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(1 << 30)  # a byte far behind the end, which nobody reads
            while True:
                try:
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # tries for ten seconds
                    break
                except OSError:
                    say("另一个窗口正在准备运行环境，请等待它完成……")
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("另一个窗口正在准备运行环境，请等待它完成……")
                fcntl.flock(handle, fcntl.LOCK_EX)
            os.set_inheritable(handle.fileno(), True)
        yield


def pip_install_command(lock: Path) -> list[str]:
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if not sys.stderr.isatty():
        command += ["--quiet"]
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    return [*command, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]


def succeeds(command: Sequence[str]) -> bool:
    return subprocess.call(command, stdout=sys.stderr, close_fds=False) == 0


def make_venv() -> None:
    if not succeeds([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise SetUpError(f"无法在 {VENV} 建立运行环境。请确认该文件夹可写、磁盘未满后再运行一次。")


def install(lock: Path) -> None:
    if succeeds(pip_install_command(lock)):
        return
    if WHEELS.is_dir():
        raise SetUpError(f"离线安装失败。请重新复制与本机相符的完整 wheels 文件夹到 {ROOT} 后再运行一次。")
    raise SetUpError(
        "下载组件失败。请接通网络后再运行一次（不能上网时，请把 wheels 文件夹放到 run.py 旁边）。"
    )


def prepare_environment(testing: bool) -> None:
    fresh = not is_stamped("run")
    if fresh:
        say("首次启动，正在准备运行环境，需要几分钟……")
        make_venv()
    if testing and not is_stamped("test", TEST_LOCK):
        say("正在安装测试工具……")
        install(TEST_LOCK)
        write_stamp("test", TEST_LOCK)
    elif fresh:
        install(RUN_LOCK)
    if fresh:
        write_stamp("run")
        say("运行环境已就绪。")


def prepare(testing: bool) -> None:
    ready = is_stamped("system") and is_stamped("run")
    if ready and (not testing or is_stamped("test", TEST_LOCK)):
        return
    with only_one_set_up():
        system_is_complete = prepare_system(testing)
        prepare_environment(testing)
        if system_is_complete:
            write_stamp("system")


# --- the two commands --------------------------------------------------------------------------------


def checks(pytest_arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    python = str(venv_python())
    lint_imports = "from importlinter.cli import lint_imports_command as run; run()"
    cache = str(VENV / "cache" / "imports")
    return [
        ("ruff check", [python, "-m", "ruff", "check"]),
        ("ruff format --check", [python, "-m", "ruff", "format", "--check"]),
        ("mypy", [python, "-m", "mypy"]),
        ("lint-imports", [python, "-c", lint_imports, "--cache-dir", cache]),
        # a test that hangs ends its process after five minutes; with the fourth such end the whole run ends
        ("pytest", [python, "-m", "pytest", "-n", "2", "--max-worker-restart", "3", *pytest_arguments]),
    ]


def check_environment() -> dict[str, str]:
    """No screen is needed, and every cache stays inside .venv."""
    cache = VENV / "cache"
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(cache / "bytecode"),
        "RUFF_CACHE_DIR": str(cache / "ruff"),
        "MYPY_CACHE_DIR": str(cache / "mypy"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis"),
    }


def run_checks(pytest_arguments: Sequence[str]) -> int:
    """Run every check even when one fails; pytest comes last, and so does its summary line."""
    environment = check_environment()
    failed = []
    for title, command in checks(pytest_arguments):
        print(f"\n== {title} ==", flush=True)
        if subprocess.call(command, cwd=ROOT, env=environment) != 0:
            failed.append(title)
    if failed:
        say(f"未通过：{'、'.join(failed)}")
    return 1 if failed else 0


def main(arguments: Sequence[str]) -> int:
    testing = list(arguments[:1]) == ["test"]
    try:
        use_fitting_python(arguments)
        prepare(testing)
    except SetUpError as problem:
        say(str(problem))
        return 1
    except OSError as problem:
        say(f"无法准备运行环境（{problem}）。请确认 {ROOT} 可写、磁盘未满后再运行一次。")
        return 1
    except KeyboardInterrupt:
        say("已中断，下次启动会接着准备运行环境。")
        return 130
    if testing:
        return run_checks(arguments[1:])
    replace_process([str(venv_python()), str(ROOT / "main.py"), *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

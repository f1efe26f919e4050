"""Makes an environment of the project, `.venv` unless another folder is named.

With uv where it works, else with venv and pip from hashed requirements.
Run by `make` with the base interpreter and without any package. Nothing is done when the environment was already
made from the same lock by the same Python; a set-up that was interrupted left no stamp and is made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
_INPUTS = ("pyproject.toml", "uv.lock", *REQUIREMENTS, "tools/set_up.py")


class SetUpFailed(Exception):
    """The environment could not be made; `str()` of it says what to do."""


def main(folder: str = ".venv") -> int:
    """Bring the environment in a folder of the project up to date and return an exit code."""
    try:
        set_up(ROOT, base_python(), folder)
    except (SetUpFailed, OSError) as error:
        print(f"set-up failed: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"set-up failed: `{error.cmd[0]}` ended with exit code {error.returncode}", file=sys.stderr)
        return 1
    return 0


def set_up(root: Path, python: Path, folder: str = ".venv") -> None:
    """Make an environment of the project unless it stands already."""
    env = root / folder
    stamp = env / "set-up.stamp"
    wanted = fingerprint(root, python)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and runs(env / "bin/python"):
        return
    stamp.unlink(missing_ok=True)
    uv = working_uv()
    print(f"setting up {folder} with {'uv' if uv else 'pip'} and {python} …", file=sys.stderr)
    if uv:
        sync(uv, root, python, env)
    else:
        install = new_environment(env, python)
        hashed = [part for name in REQUIREMENTS for part in ("-r", str(root / name))]
        subprocess.run([*install, "--require-hashes", *hashed], check=True)
        subprocess.run([*install, "--no-build-isolation", "--editable", str(root)], check=True)
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint(root: Path, python: Path) -> str:
    """Return what the environment is made of: the Python and the digest of every file that decides its content."""
    digest = hashlib.sha256()
    for name in _INPUTS:
        digest.update((root / name).read_bytes() + b"\0")
    return f"{python} {sys.version.split()[0]}\n{digest.hexdigest()}\n"


def base_python() -> Path:
    """Return the interpreter itself, also where this one runs in a virtual environment."""
    return Path(getattr(sys, "_base_executable", sys.executable)).resolve()


def working_uv() -> str | None:
    """Return the path of uv, or None; a shim without a program behind it counts as none."""
    uv = shutil.which("uv")
    return uv if uv and runs(uv) else None


def runs(program: str | Path) -> bool:
    """Return whether the program can be started at all."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def makes_environments(python: Path) -> bool:
    """Return whether the Python has what an environment needs; Debian's bare one has not."""
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0


def sync(uv: str, root: Path, python: Path, env: Path) -> None:
    """Make the environment what the lock says, by uv."""
    if not runs(env / "bin/python"):
        shutil.rmtree(env, ignore_errors=True)
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    environment["UV_PROJECT_ENVIRONMENT"] = str(env)
    command = [uv, "sync", "--frozen", "--quiet", "--python", str(python)]
    subprocess.run(command, cwd=root, env=environment, check=True)


def new_environment(env: Path, python: Path, uv: str | None = None) -> list[str]:
    """Make an empty virtual environment and return the command that installs into it.

    The command resolves nothing: the requirements name everything. What stood at `env` is removed.
    """
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", str(python), str(env)], check=True)
        return [uv, "pip", "install", "--quiet", "--no-deps", "--python", str(env / "bin/python")]
    if not makes_environments(python):
        message = f"{python} cannot make virtual environments; on Debian: apt-get install python3-venv (or install uv)"
        raise SetUpFailed(message)
    subprocess.run([python, "-m", "venv", "--clear", env], check=True)
    pip = [str(env / "bin/python"), "-m", "pip", "--disable-pip-version-check", "-qq"]
    return [*pip, "install", "--no-deps"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""An environment of Python packages of exact versions, made once and entered."""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / os.environ.get("CARGO_TARGET_DIR", "target")


def enter(name):
    """Makes the environment `name` with `name`_requirements.txt under target/ once, and starts the program again inside it."""
    venv = TARGET / "peers" / f"{name}-venv"
    python = venv / "bin" / "python"
    if pathlib.Path(sys.prefix) == venv:
        return
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", HERE / f"{name}_requirements.txt"], check=True)
    os.execv(python, [python, *sys.argv])

"""An nginx of the tests' own, with the configuration that we ship. As a program, says whether there is one here."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from rotativa.project.webserver import Site

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deploy" / "nginx"

_MAIN = """\
daemon off;
{user}
worker_processes 2;
pid {folder}/pid;
error_log {folder}/errors notice;
pcre_jit on;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def program() -> str | None:
    """Where nginx is; Debian keeps it out of the path of ordinary users."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Nginx:
    """A running nginx with a folder of its own. What it was told is in ``folder``, what it says in ``errors``."""

    def __init__(self, folder: Path, site: Site | str) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "rotativa").symlink_to(SHIPPED)
        # Under root it would give up its rights, and with them those to the folders of a test.
        user = "" if os.geteuid() else "user root;"
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user))
        # As quiet as it is told to be, in a file that a test may write.
        told = re.sub(r"error_log \S+ ", f"error_log {folder}/errors ", str(site))
        (folder / "site.conf").write_text(told)
        self.command = [str(program()), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> int:
        """The number of its first process."""
        assert self._process is not None
        return self._process.pid

    @property
    def errors(self) -> str:
        """What it logged."""
        return (self.folder / "errors").read_text(errors="replace")

    def test(self) -> str:
        """What is wrong with its configuration; empty where nothing is."""
        tried = subprocess.run([*self.command, "-t", "-q"], capture_output=True, text=True, check=False)
        return tried.stderr if tried.returncode else ""

    def start(self) -> None:
        """Starts it, and returns when it answers."""
        self._process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pid = self.folder / "pid"
        end = time.monotonic() + 20
        while not (pid.exists() and pid.read_text().strip()) and self._process.poll() is None:
            assert time.monotonic() < end, self.errors
            time.sleep(0.02)
        assert self._process.poll() is None, self.test() or self.errors
        time.sleep(0.1)

    def reload(self) -> None:
        """Has it read its configuration again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        """Stops it at once."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)


if __name__ == "__main__":
    if program() is None:
        sys.exit("nginx is not installed (Debian: apt-get install nginx).")

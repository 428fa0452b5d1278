"""What ``rotativa nginx`` writes, told to a real nginx."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rotativa.press.policy import carried
from rotativa.project.webserver import Site, Unfit
from tests.serving.reading import Answer, Reader
from tests.support import nginx
from tests.support.newsroom import free_port

HOSTS = ("news.example", "atlas.example", "desk.example")


def has_ipv6() -> bool:
    """Whether a server may listen at ::1 here."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def encrypted(port: int, host: str) -> str:
    """The name in the certificate with which this host answers."""
    asked = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", host]
    said = subprocess.run(asked, input="", capture_output=True, text=True, check=False)
    found = re.search(r"subject=CN ?= ?(\S+)", said.stdout)
    return found[1] if found else said.stderr


def hung_up(port: int, host: str) -> bool:
    """Whether a request to this host is not even answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET /desk/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return connection.recv(100) == b""


def assert_passing(answer: Answer) -> None:
    """A redirect that no browser keeps, with the headers of every other answer."""
    assert answer.headers["cache-control"] == "max-age=0"
    assert dict(carried()).items() <= {name: answer.headers.get(name.lower()) for name, _ in carried()}.items()


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., nginx.Nginx]:
    """An nginx that was told this, with a certificate for every host, on ports that anybody may take."""
    if nginx.program() is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not installed (Debian: apt-get install nginx openssl)")
    for host in HOSTS:
        folder = tmp_path / "live" / host
        folder.mkdir(parents=True)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", f"/CN={host}", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def tell(text: str, plain: int = 0, secret: int = 0) -> nginx.Nginx:
        text = text.replace("/etc/letsencrypt/live", str(tmp_path / "live"))
        if not has_ipv6():
            text = re.sub(r" *listen \[::\].*\n", "", text)
        for before, after in (("80", plain), ("443", secret)):
            text = text.replace(f"listen {before}", f"listen 127.0.0.1:{after}")
            text = text.replace(f"listen [::]:{before}", f"listen [::1]:{after}")
        return nginx.Nginx(tmp_path / "nginx", text)

    return tell


def test_an_installation_with_everything(
    told: Callable[..., nginx.Nginx], settings: Any, tmp_path: Path, capsys: Any
) -> None:
    settings.ROTATIVA_TREE = tmp_path / "tree"
    settings.IN_PRODUCTION = True
    settings.ROTATIVA_PUBLIC_ADDRESS = "https://news.example"
    settings.ROTATIVA_EDITION_ADDRESSES = {"ar": "https://atlas.example"}
    settings.ALLOWED_HOSTS = ["desk.example"]
    call_command("nginx")
    plain, secret = free_port(), free_port()
    server = told(capsys.readouterr().out, plain, secret)
    assert server.test() == ""
    server.start()
    try:
        for host in HOSTS:
            answer = Reader(plain).get("/x/?y=1", host=host)
            assert (answer.status, answer.headers["location"]) == (301, f"https://{host}/x/?y=1")
            assert_passing(answer)
        assert encrypted(secret, "news.example") == "news.example"
        assert encrypted(secret, "atlas.example") == "atlas.example"
        assert "unrecognized name" in encrypted(secret, "evil.example")
        assert hung_up(plain, "evil.example")
    finally:
        server.stop()


def test_each_host_answers_for_itself(told: Callable[..., nginx.Nginx], tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "tree").mkdir()
    site = Site(
        "https://news.example", tmp_path / "tree", f"127.0.0.1:{free_port()}", ["desk.example"],
        {"ar": "https://atlas.example"}, 1, listen=f"127.0.0.1:{port}",
    )  # fmt: skip
    server, reader = told(str(site)), Reader(port)
    server.start()

    def led(host: str, path: str) -> str | int:
        answer = reader.get(path, host=host)
        if 300 <= answer.status < 400:
            assert_passing(answer)
        return answer.headers.get("location", answer.status)

    try:
        assert led("news.example", "/ar/x/") == "https://atlas.example/ar/x/"
        assert led("news.example", "/desk/") == 404
        assert led("atlas.example", "/") == "/ar/"
        assert led("atlas.example", "/es/x/") == "https://news.example/es/x/"
        assert led("desk.example", "/") == "/desk/"
        assert led("desk.example", "/es/x/") == "https://news.example/es/x/"
        assert led("desk.example", "/desk/") == 503  # nobody behind it
        assert reader.get("/desk/", "POST", b"x" * 3_000_000, host="desk.example").status == 413
        assert hung_up(port, "evil.example"), "the desk hears nothing of it"
        assert "client:" not in server.errors, "who asked for what is not written down, nor while nobody is behind it"
    finally:
        server.stop()


def test_a_tree_in_a_private_folder_is_said(tmp_path: Path, settings: Any, capsys: Any) -> None:
    home = tmp_path / "home"
    settings.ROTATIVA_TREE = home / "atlas" / "tree"
    home.mkdir(mode=0o700)
    call_command("nginx")
    said = capsys.readouterr()
    assert f"“{home}” (0700) bars nginx's user from the tree" in said.err
    assert str(settings.ROTATIVA_TREE) in said.out, "it is written all the same"
    home.chmod(0o711)
    call_command("nginx")
    assert str(home) not in capsys.readouterr().err


def test_no_server_writes_down_who_read_what(tmp_path: Path, settings: Any, capsys: Any) -> None:
    settings.ROTATIVA_TREE = tmp_path / "tree"
    settings.ROTATIVA_PUBLIC_ADDRESS = "https://news.example"
    for given, file in (([], "/var/log/nginx/error.log"), (["--errors", "stderr"], "stderr")):
        call_command("nginx", *given)
        written = capsys.readouterr().out
        servers = written.split("\nserver {")[1:]
        assert len(servers) == 3, "nobody's, the plain one and the main one"
        for server in servers:
            assert "access_log off;" in server
            assert f"error_log {file} crit;" in server
    for unfit in ("errors.log", "/a b", "/a;", "off"):
        with pytest.raises(CommandError, match="whole path of a file"):
            call_command("nginx", "--errors", unfit)


def test_a_folder_that_nginx_would_misread_is_refused() -> None:
    for name in ("a b", "a;b", "a$b", "a*b", 'a"b', "a{b"):
        with pytest.raises(Unfit, match="signs with a meaning"):
            str(Site("https://news.example", Path("/srv") / name, "127.0.0.1:1", [], {}, 1))


@pytest.mark.parametrize("given", ["foo", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "8080;", "a b:80"])
def test_where_nginx_cannot_listen_is_refused(given: str) -> None:
    with pytest.raises(CommandError, match="no address with a port"):
        call_command("nginx", "--listen", given)


def test_in_a_demo_nginx_asks_where_the_demo_is_served(tmp_path: Path) -> None:
    (tmp_path / "address").write_text("http://127.0.0.1:8123")
    told = {"PATH": os.environ["PATH"], "ROTATIVA_MODE": "demo", "ROTATIVA_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "rotativa", "nginx", "--listen", "127.0.0.1:8080"]
    said = subprocess.run(command, env=told, capture_output=True, text=True, check=True).stdout
    assert "server 127.0.0.1:8123;" in said

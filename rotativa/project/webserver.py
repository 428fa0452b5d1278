"""What nginx has to be told of this installation: names, tree, built-in server. The rest is in ``deploy/nginx/``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_IXOTH
from urllib.parse import urlsplit

from rotativa.press.policy import framed

ERRORS = "/var/log/nginx/error.log"
"""Where nginx usually writes what is wrong with it."""

STDERR = "stderr"
"""nginx's word for the standard error of its own process."""

_UNFIT = re.compile(r"""[\s"'`$;{}\\*?\[\]#~]""")
"""Signs in the name of a folder or a file that mean something to nginx."""

_HEAD = """\
# Rotativa at {address}, for nginx. Written by `rotativa nginx`; write it again when a setting in it has changed.
# It includes the files of deploy/nginx/, which nginx finds as /etc/nginx/rotativa.

include rotativa/http.conf;

upstream rotativa {{
    server {upstream};
    keepalive 32;
    keepalive_timeout 4s;  # less than the server's own patience: it would hang up while something is being sent
}}

# Where old addresses lead: printed by the press, and reloaded by deploy/nginx/follow-redirects.
map $rotativa_asked $rotativa_target {{
    default "";
    include {tree}/.press/redirects[.]map;
}}

# Hosts whose pages readers may load into ours: the end of the policy in headers.conf.
map $host $rotativa_frames {{
    default "{frames}";
}}

# How readers reach it, whoever else stands in front.
map $host $rotativa_scheme {{
    default {scheme};
}}
"""
_PLAIN = """
server {{
    listen 80;
    listen [::]:80;
    server_name {names};
{quiet}    location /.well-known/acme-challenge/ {{ root /var/www/html; }}
    location / {{
        include rotativa/headers.conf;
        add_header Cache-Control max-age=0 always;
        return 301 https://$host$request_uri;
    }}
}}
"""
_NOBODY = """
# Whoever names no host of ours, or another one, is told nothing. How addresses are read is asked here for all of them.
server {{
{listens}{quiet}    merge_slashes off;
    return 444;
}}
"""
_NOBODY_LISTENS = """\
    listen 80 default_server;
    listen [::]:80 default_server;
    listen 443 ssl http2 default_server;
    listen [::]:443 ssl http2 default_server;
    ssl_reject_handshake on;
"""
_QUIET = """\
    access_log off;  # who read what is written down nowhere:
    error_log {errors} crit;  # from `error` on, nginx names who asked for what whenever the built-in server is down
"""
_PASSING = "include rotativa/headers.conf; add_header Cache-Control max-age=0 always;"
"""Of what leads elsewhere: browsers would keep that for ever, and an edition may move back."""
_CERTIFICATE = """\
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate /etc/letsencrypt/live/{name}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{name}/privkey.pem;
"""


class Unfit(ValueError):
    """Something that cannot be written into a configuration; the message says what."""


@dataclass(frozen=True)
class Site:
    """An installation, as a web server in front of it must know it."""

    address: str
    """Where readers find it: ``https://news.example``."""
    tree: Path
    upstream: str
    """Where the built-in server listens: ``127.0.0.1:8000``."""
    desks: Sequence[str]
    """The hosts at which the desk is reached."""
    editions: Mapping[str, str]
    """The addresses of editions that have one of their own, by prefix."""
    megabytes: int
    """The largest upload."""
    frames: Sequence[str] = ()
    """The hosts from which embeds may come."""
    listen: str = ""
    """Where nginx listens without a certificate, behind another server that has one; empty: at 443, with one."""
    errors: str = ERRORS
    """Where nginx writes what is critical: a file, or ``stderr``. Lower levels would tell who read what."""

    def __str__(self) -> str:
        """The configuration, to be included at the level of ``http``. Raises ``Unfit``."""
        if _UNFIT.search(str(self.tree)):
            raise Unfit(f"nginx cannot be told of the folder “{self.tree}”: its name has signs with a meaning there.")
        if self.errors != STDERR and (not self.errors.startswith("/") or _UNFIT.search(self.errors)):
            raise Unfit(f"nginx cannot write into “{self.errors}”: give the whole path of a file, or “{STDERR}”.")
        return "".join(self._parts())

    def _parts(self) -> Iterator[str]:
        scheme = urlsplit(self.address).scheme
        yield _HEAD.format(
            address=self.address, upstream=self.upstream, tree=self.tree, scheme=scheme, frames=framed(self.frames)
        )
        main, hosts = _host(self.address), {prefix: _host(address) for prefix, address in self.editions.items()}
        apart = [desk for desk in self.desks if desk not in (main, *hosts.values())]
        listens = f"    listen {self.listen} default_server;\n" if self.listen else _NOBODY_LISTENS
        quiet = _QUIET.format(errors=self.errors)
        yield _NOBODY.format(listens=listens, quiet=quiet)
        if not self.listen:
            yield _PLAIN.format(names=" ".join(dict.fromkeys((main, *hosts.values(), *apart))), quiet=quiet)
        elsewhere = (
            f"    location ^~ /{prefix}/ {{ {_PASSING} return 301 {address}$request_uri; }}\n"
            for prefix, address in self.editions.items()
        )
        yield self._server(main, "".join(elsewhere))
        for prefix, host in hosts.items():
            yield self._server(host, self._own(prefix))
        for desk in apart:
            yield self._server(desk, self._desk())

    def _own(self, prefix: str) -> str:
        """Of a host with one edition: its front stands at the root; what belongs to others is at theirs."""
        others = f"^/(?!(?:{re.escape(prefix)}|desk|assets|pictures|documents)/)[^/]+/"
        return (
            f"    location = / {{ {_PASSING} return 301 /{prefix}/; }}\n"
            f'    location ~ "{others}" {{ {_PASSING} return 301 {self.address}$request_uri; }}\n'
        )

    def _desk(self) -> str:
        """Of a host with the desk alone."""
        return (
            f"    location = / {{ {_PASSING} return 302 /desk/; }}\n"
            f'    location ~ "^/(?!desk/)" {{ {_PASSING} return 301 {self.address}$request_uri; }}\n'
        )

    def _server(self, name: str, own: str) -> str:
        listens = f"    listen {self.listen};\n" if self.listen else _CERTIFICATE.format(name=name)
        desk = f"    include rotativa/{'desk' if name in self.desks else 'no-desk'}.conf;\n"
        size = f"    client_max_body_size {self.megabytes + 1}m;\n"
        quiet = _QUIET.format(errors=self.errors)
        body = f"    root {self.tree};\n{quiet}{size}{own}{desk}    include rotativa/tree.conf;\n"
        return f"\nserver {{\n{listens}    server_name {name};\n{body}}}\n"


def barriers(tree: Path) -> tuple[Path, ...]:
    """The folders on the way to the tree, or the tree itself, that a web server does not pass: it is another user than
    their owner, and they let nobody else in. What is not there yet bars nobody; a link is followed."""
    ways = (tree, tree.resolve())
    passed = dict.fromkeys(folder for way in ways for folder in (*reversed(way.parents), way))
    return tuple(folder for folder in passed if folder.is_dir() and not folder.stat().st_mode & S_IXOTH)


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""

"""What nginx has to be told of this installation: names, tree, built-in server. The rest is in ``deploy/nginx/``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_UNFIT = re.compile(r"""[\s"'`$;{}\\*?\[\]]""")
"""Signs in a folder's name that mean something to nginx."""

_HEAD = """\
# Rotativa at {name}, for nginx. Written by `rotativa nginx`; write it again when a setting it shows has changed.
# It includes the files of deploy/nginx/, which nginx finds as /etc/nginx/rotativa.

include rotativa/http.conf;

upstream rotativa {{
    server {upstream};
    keepalive 32;
}}

# Where old addresses lead: printed by the press, reloaded by deploy/nginx/follow-redirects.
map $rotativa_path $rotativa_target {{
    default "";
    include {tree}/.press/redirects[.]map;
}}
"""
_PLAIN = """
server {{
    listen 80;
    listen [::]:80;
    server_name {names};
    location /.well-known/acme-challenge/ {{ root /var/www/html; }}
    location / {{ return 301 https://$host$request_uri; }}
}}
"""
_CERTIFICATE = """\
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    ssl_certificate /etc/letsencrypt/live/{name}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{name}/privkey.pem;
"""


class Unfit(ValueError):
    """Something that cannot be written into a configuration; the message says what."""


@dataclass(frozen=True)
class Site:
    """An installation, as a web server in front of it must know it."""

    name: str
    """The host that readers ask."""
    tree: Path
    upstream: str
    """Where the built-in server listens: ``127.0.0.1:8000``."""
    desks: Sequence[str]
    """The hosts at which the desk is reached."""
    editions: Mapping[str, str]
    """The hosts of editions that have one of their own, by prefix."""
    megabytes: int
    """The largest upload."""
    listen: str = ""
    """Where nginx listens without a certificate, behind another server that has one; empty: at 443, with one."""

    def __str__(self) -> str:
        """The configuration, to be included at the level of ``http``."""
        if _UNFIT.search(str(self.tree)):
            raise Unfit(f"nginx cannot be told of the folder “{self.tree}”: its name has signs with a meaning there.")
        return "".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield _HEAD.format(name=self.name, upstream=self.upstream, tree=self.tree)
        apart = [desk for desk in self.desks if desk not in (self.name, *self.editions.values())]
        if not self.listen:
            yield _PLAIN.format(names=" ".join(dict.fromkeys((self.name, *self.editions.values(), *apart))))
        elsewhere = [
            f"    location ^~ /{prefix}/ {{ return 301 {self._scheme}://{host}$request_uri; }}\n"
            for prefix, host in self.editions.items()
        ]
        yield self._server(self.name, "".join(elsewhere))
        for prefix, host in self.editions.items():
            yield self._server(host, self._own(prefix))
        for desk in apart:
            yield self._server(desk, "    location = / { return 302 /desk/; }\n")

    def _own(self, prefix: str) -> str:
        """Of a host with one edition: its front stands at the root; what belongs to others is at theirs."""
        others = f"    location ~ ^/(?!(?:{prefix}|desk|assets|pictures)/)[^/]+/ {{ return 301 {self._scheme}://{self.name}$request_uri; }}\n"  # noqa: E501
        return f"    location = / {{ return 301 /{prefix}/; }}\n{others}"

    def _server(self, name: str, own: str) -> str:
        listens = f"    listen {self.listen};\n" if self.listen else _CERTIFICATE.format(name=name)
        desk = "    include rotativa/desk.conf;\n" if name in self.desks else ""
        body = f"    client_max_body_size {self.megabytes + 1}m;\n{own}{desk}    include rotativa/tree.conf;\n"
        return f"\nserver {{\n{listens}    server_name {name};\n    root {self.tree};\n{body}}}\n"

    @property
    def _scheme(self) -> str:
        return "https" if not self.listen else "$scheme"

"""``python -m rotativa.project.server SITE``: the server's processes, one that listens and looks after the others.

The site is a callable of ``press.serving``, named as ``module:name``.
"""

import multiprocessing
import sys
from functools import partial
from importlib import import_module

from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from rotativa.kit.clients import Networks
from rotativa.press.server.asgi import Application
from rotativa.press.server.connection import HEADER, Connection
from rotativa.project import environment
from rotativa.project.environment import Environment
from rotativa.project.supervising import FAREWELL, tie_to

BACKLOG = 4096
"""So many clients wait to be let in."""

PATIENCE = 60
"""Seconds that a fresh process has until it answers and takes another's place, also where there is too much to do."""
_SWITCH = 0.001
"""Seconds after which a thread that computes lets another go on: readers wait behind the desk no longer than that."""
_FIELDS = 3 * 1024 * 1024
"""Bytes that the form around an uploaded file may have: more than the desk takes, which refuses the rest in words."""


def run(site: str) -> None:
    """Serves until a signal says otherwise."""
    env = Environment()
    config = Config(
        partial(application, site),
        factory=True,
        host=environment.host(env),
        port=environment.port(env),
        workers=environment.server_processes(env),
        http=Connection,
        loop="uvloop",
        ws="none",
        lifespan="off",
        interface="asgi3",
        backlog=BACKLOG,
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,  # Django knows whom to believe
        server_header=False,
        timeout_keep_alive=int(HEADER),
        timeout_graceful_shutdown=int(FAREWELL * 0.75),  # so that it ends in time
        timeout_worker_healthcheck=PATIENCE,
    )
    Processes(config, sockets=[config.bind_socket()]).run()


class Processes(Multiprocess):
    """uvicorn's, but that one is replaced when it has ended, and not because it is slow to give a sign of life.

    Signs are asked for one after the other, and the answer of a process that was killed in between never comes: for as
    long as it is waited for, nothing is replaced and no signal heard.
    """

    def keep_subprocess_alive(self) -> None:
        for place, former in enumerate(self.processes):
            if former.process.is_alive() or self.should_exit.is_set():
                continue
            former.join()
            if former.exitcode == STARTUP_FAILURE:
                self.should_exit.set()  # whoever looks after us starts us again, later and later
                return
            self.processes[place] = Process(self.config, self.sockets)
            self.processes[place].start()


def application(site: str) -> Application:
    """What a process of the server runs, and what else has to be so in one."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        tie_to(parent.pid)
    sys.setswitchinterval(_SWITCH)
    module, _, name = site.partition(":")
    return Application(getattr(import_module(module), name), *_limits(Environment()))


def _limits(env: Environment) -> tuple[int, Networks]:
    """What may be sent to us, and who says by whom. With a setting that cannot be read, only readers are served."""
    try:
        return environment.largest_upload(env) + _FIELDS, environment.trusted_proxies(env)
    except environment.BadSetting:
        return _FIELDS, ()


if __name__ == "__main__":
    run(*sys.argv[1:])

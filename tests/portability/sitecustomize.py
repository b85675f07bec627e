"""Makes a Python like one of a system without POSIX: what Windows lacks cannot be imported or called."""

import multiprocessing
import os
import signal
import sys
from importlib.abc import MetaPathFinder

LACKING = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline", "crypt"}


class Refuse(MetaPathFinder):
    """Stands before all finders."""

    def find_spec(self, name, path=None, target=None):
        """Refuse modules that another system does not have."""
        if name in LACKING:
            raise ModuleNotFoundError(f"No module named {name!r} (not on this system)", name=name)


LACKING_SIGNALS = "setitimer getitimer alarm pause SIGALRM SIGPROF SIGXCPU SIGPIPE SIGHUP SIGKILL"
LACKING_CALLS = (
    "O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY geteuid getuid getpgid setsid killpg sched_getaffinity"
)

for name in LACKING:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Refuse())
for module, names in ((signal, LACKING_SIGNALS), (os, LACKING_CALLS)):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]

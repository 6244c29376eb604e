"""Confinement: what the process that reads one file gives up before it looks at it, as far as the system can take it.

On Linux: all files but programs, libraries and a folder of its own, and all signals to others (Landlock); the network
and what a program needs to get out of its group (seccomp); root's rights; time, memory, size of files, number of
processes (limits). On other systems there are the limits alone, or none.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..formats.office import PROGRAMS
from . import landlock

if TYPE_CHECKING:
    import pyseccomp

MEMORY = 4 << 30
"""Bytes of address space for a parser and for each program that it starts."""

LARGEST_FILE = 256 << 20
"""Bytes of a file that may be written: five times the largest part of a report that is read."""

PROCESSES = 200
"""Processes and threads that may come to those that the account has; LibreOffice takes some twenty."""

FILES = 1024
"""Files open at a time."""

NOBODY = 65534
"""Who reads in root's stead."""

CAP_CHOWN, CAP_DAC_READ_SEARCH, CAP_SETGID, CAP_SETUID = 1 << 0, 1 << 2, 1 << 6, 1 << 7
CAPABILITY_VERSION = 0x20080522
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS = 1, 8
CLONE_NEWUSER = 0x10000000

SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/opt")
SHARED = (
    "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/libreoffice",
    "/etc/localtime", "/etc/papersize", "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
    "/dev/urandom", "/dev/random",
)  # fmt: skip
"""What programs and their libraries need: nothing of /home, /root, /srv, /proc, and of /etc no account."""

DEVICES = ("/dev/null", "/dev/zero")

FORBIDDEN = (
    "connect", "accept", "accept4", "sendto", "sendmsg", "sendmmsg", "socketcall",
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "pidfd_send_signal",
    "process_madvise", "kcmp", "open_by_handle_at", "name_to_handle_at", "truncate", "truncate64",
    "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "mount_setattr", "unshare",
    "setns", "bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "init_module", "finit_module",
    "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl", "syslog",
    "shmget", "msgget", "semget", "mq_open", "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid",
    "setfsuid", "setfsgid", "setgroups", "capset", "personality", "vhangup", "mknod", "mknodat",
)  # fmt: skip
"""Calls that a parser has no use for: the network, other processes and their memory, what outlives it, the kernel.

`truncate` takes a path and is guarded by Landlock from its third version only.
"""

DATAGRAMS = (2, 3, 4, 5, 6, 10)
"""Kinds of sockets but streams, which say something to others without being connected; one that is nowhere bound nor
connected is all that there can be."""

SILENT = ("setsid", "setpgid", "bind", "listen")
"""Calls that seem to be done and are not. All that is started stays in one group, which is ended as one; and
LibreOffice does not start unless it believes that it listens at a unix socket of its own."""

UNKNOWN = ("io_uring_setup", "io_uring_enter", "io_uring_register", "clone3")
"""Calls that seem to be those of a newer kernel: the first make sockets, and the flags of the last cannot be looked at;
`clone` stands in for it."""

SIGNALLING = ("kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")
"""Forbidden where Landlock does not keep signals in."""


def lacking() -> tuple[str, ...]:
    """What of the confinement this system cannot give, as entries of the table `sandbox`; empty where it has all."""
    if sys.platform != "linux":
        return ("elsewhere",)
    missing = [] if landlock.version() else ["landlock"]
    if not _has_seccomp():
        missing.append("seccomp")
    return tuple(missing)


class Confinement:
    """What is given up, made ready once: a process that forks for each file need not look for it each time."""

    def __init__(self) -> None:
        self._allowed: dict[Path, int] = {}
        self._calls = None
        if sys.platform == "linux":
            readable = (*map(Path, (*SYSTEM, *SHARED)), *_programs(), *_modules())
            self._allowed = dict.fromkeys(readable, landlock.READ) | dict.fromkeys(map(Path, DEVICES), landlock.USE)
            self._calls = _filter_of_calls(keeps_signals_in=landlock.version() >= landlock.SCOPE_ABI)

    def enter(self, folder: Path, seconds: int) -> None:
        """Give up, for good, all that reading one file takes not.

        Args:
            folder: where this process may write; its home, and where its temporary files go.
            seconds: of processor time.

        Raises:
            OSError: the system refuses what it says that it has.
        """
        os.chdir(folder)
        os.umask(0o077)
        os.environ.update(HOME=str(folder), TMPDIR=str(folder), TMP=str(folder), TEMP=str(folder))
        tempfile.tempdir = None
        set_limits(seconds, PROCESSES + _running(NOBODY if becomes_nobody() else os.getuid()))
        if os.geteuid() == 0:
            _leave_root()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
        landlock.restrict({**self._allowed, folder: landlock.OWN})
        if self._calls is not None:
            self._calls.load()


def becomes_nobody() -> bool:
    """Whether what reads a file does so as nobody: started by root that may (in a container it often may not)."""
    needed = CAP_CHOWN | CAP_DAC_READ_SEARCH | CAP_SETGID | CAP_SETUID
    return os.geteuid() == 0 and _permitted() & needed == needed


def _permitted() -> int:
    """The capabilities that this process may use, the lower half of them."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capget(ctypes.byref(header), ctypes.byref(sets))
    return int(sets[1])


def set_limits(seconds: int, processes: int = 0) -> None:
    """Bound memory, time and files of this process and of each that it starts, and how many the account may have."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        wanted = {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_CPU: seconds,
            resource.RLIMIT_FSIZE: LARGEST_FILE,
            resource.RLIMIT_NOFILE: FILES,
        }
        if processes:
            wanted[resource.RLIMIT_NPROC] = processes
        for kind, value in wanted.items():
            _, most = resource.getrlimit(kind)
            least = value if most == resource.RLIM_INFINITY else min(value, most)
            # The hard limit of time ends what the soft one tells.
            hard = least + 5 if kind == resource.RLIMIT_CPU and most == resource.RLIM_INFINITY else least
            resource.setrlimit(kind, (least, hard))


def _running(account: int) -> int:
    """How many processes and threads an account has."""
    count = 0
    for process in os.scandir("/proc"):
        with suppress(OSError):
            if process.name.isdecimal() and process.stat().st_uid == account:
                count += len(os.listdir(f"{process.path}/task"))  # noqa: PTH208 - no path is made of any
    return count


def _leave_root() -> None:
    """Become nobody, who may still read whatever is not given up by itself; limits of processes hold for no root.

    Where nobody is not to be had (a container that lets root become nobody else, or maps no such account), root it
    stays, and gives up the rest.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    kept = CAP_DAC_READ_SEARCH & _permitted()
    if becomes_nobody():
        libc.prctl(PR_SET_KEEPCAPS, ctypes.c_ulong(1))
        with suppress(OSError):
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)  # effective, permitted, inheritable; the upper half of each
    if libc.capset(ctypes.byref(header), ctypes.byref(sets)):
        raise OSError(ctypes.get_errno(), "capset")


def _programs() -> list[Path]:
    """Folders of programs and of what they need that stand elsewhere than the system's, as far as the path, their
    names or the environment tell."""
    found = [shutil.which(name) for name in (*PROGRAMS, "tesseract")]
    languages = os.environ.get("TESSDATA_PREFIX")
    programs = [Path(os.path.realpath(one)).parent for one in found if one]
    return [*programs, Path(languages).resolve()] if languages else programs


def _modules() -> Iterator[Path]:
    """Where Python finds what the parsers import: not the whole of what it searches, which may be anybody's folder."""
    yield from {Path(base, "lib") for base in (sys.prefix, sys.base_prefix)}
    yield from (Path(folder) for folder in sys.path if Path(folder).name in ("site-packages", "dist-packages"))
    rooms = Path(__file__).parents[2]
    yield from ((rooms / name).resolve() for name in ("__init__.py", "corpus", "words"))


def _has_seccomp() -> bool:
    try:
        import pyseccomp  # noqa: F401, PLC0415 - looks for libseccomp, and says so where that is not installed
    except (ImportError, RuntimeError, OSError):
        return False
    return True


def _filter_of_calls(keeps_signals_in: bool) -> pyseccomp.SyscallFilter | None:
    if not _has_seccomp():
        return None
    import pyseccomp  # noqa: PLC0415 - there, as was just seen

    calls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    forbidden = FORBIDDEN if keeps_signals_in else (*FORBIDDEN, *SIGNALLING)
    for names, number in ((forbidden, errno.EPERM), (SILENT, 0), (UNKNOWN, errno.ENOSYS)):
        for name in names:
            with suppress(OSError, ValueError):  # a call that this architecture, or that libseccomp, does not know
                calls.add_rule(pyseccomp.ERRNO(number), name)
    no = pyseccomp.ERRNO(errno.EPERM)
    calls.add_rule(no, "socket", pyseccomp.Arg(0, pyseccomp.NE, socket.AF_UNIX))
    for kind in DATAGRAMS:
        calls.add_rule(no, "socket", pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xF, kind))
    calls.add_rule(no, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER))
    calls.add_rule(no, "prctl", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 0xFFFFFFFF, PR_SET_PDEATHSIG))
    return calls

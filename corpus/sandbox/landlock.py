"""Landlock: a process gives up, for good and for all that it starts, every file and folder but those it names.

By the system calls themselves (include/uapi/linux/landlock.h; Documentation/userspace-api/landlock.rst): glibc has no
names for them. Each version of the interface (ABI) guards more; what an older kernel does not know is left out.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""Numbers of the calls: the same on every architecture, as all that came after 424."""

VERSION_FLAG = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, MAKE_SOCK = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 9
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

ALL = (1 << 13) - 1, REFER, TRUNCATE, 0, IOCTL_DEV
"""Rights over files that each ABI from the first on adds."""

NETWORK_ABI, SCOPE_ABI = 4, 6
TCP = 0b11
"""bind and connect."""

SCOPES = 0b11
"""Abstract unix sockets, and signals: none to a process that has not given up the same."""

OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
"""The rights that a file can have; the others are of folders."""

READ = EXECUTE | READ_FILE | READ_DIR
USE = READ_FILE | WRITE_FILE | TRUNCATE
OWN = WRITE_FILE | READ_FILE | READ_DIR | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SOCK | REFER | TRUNCATE
"""What may be done with programs and libraries, with a device, and with one's own folder: nothing in there is run, and
no link, pipe or device is made that somebody else might later open in good faith."""


class _Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr."""

    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    """struct landlock_path_beneath_attr."""

    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """The ABI of the kernel; 0 where it has none, or another system."""
    if sys.platform != "linux":
        return 0
    found = _libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_FLAG))
    return max(0, int(found))


def restrict(allowed: Mapping[Path, int]) -> bool:
    """Give up all files but `allowed`, each a file or a folder with what is in it, and TCP; whether the kernel can.

    Paths that are not there are passed over. No new privileges are had from now on either.

    Raises:
        OSError: the kernel refuses.
    """
    abi = version()
    if not abi:
        return False
    libc = _libc()
    handled = sum(ALL[:abi])
    attributes = _Ruleset(handled, TCP if abi >= NETWORK_ABI else 0, SCOPES if abi >= SCOPE_ABI else 0)
    size = ctypes.sizeof(_Ruleset) if abi >= SCOPE_ABI else 16 if abi >= NETWORK_ABI else 8
    ruleset = _done(libc.syscall(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0)))
    try:
        for path, rights in allowed.items():
            with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                _allow(ruleset, path, rights & handled)
        _done(libc.prctl(PR_SET_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0))))
        _done(libc.syscall(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)))
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, path: Path, rights: int) -> None:
    there = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _PathBeneath(rights if path.is_dir() else rights & OF_FILES, there)
        call = (ctypes.c_int(ruleset), ctypes.c_int(PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
        _done(_libc().syscall(ADD_RULE, *call))
    finally:
        os.close(there)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result

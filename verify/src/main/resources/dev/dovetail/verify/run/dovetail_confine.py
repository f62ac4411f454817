"""Keeps foreign code from everything but one database, where the system lets us; and ends it.

The keeper is the first process of a network namespace in which nothing is reachable. It hands on
what comes to a port of the loopback there to the one server, through that server's unix socket. The
code under test runs in a child without capabilities, which can make no unix sockets of its own.
"""

import ctypes
import os
import platform
import select
import shutil
import signal
import socket
import struct
import sys
import threading

PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
SECCOMP_MODE_FILTER = 2
CAPABILITY_VERSION_3 = 0x20080522

# architecture, socket(), whether there is a second ABI whose numbers begin with bit 30
MACHINES = {
    "x86_64": (0xC000003E, 41, True),
    "aarch64": (0xC00000B7, 198, False),
}
IO_URING_SETUP = 425


def raise_loopback():
    """A new namespace has its loopback down."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        answer = fcntl.ioctl(any_socket, 0x8913, request)  # SIOCGIFFLAGS
        flags = struct.unpack("16sh", answer[:18])[1]
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))


class Relay:
    """Hands on what comes to a port of the loopback to a unix socket."""

    def __init__(self):
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        self.target = None

    def start(self):
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            inner, _ = self.listener.accept()
            outer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                outer.connect(self.target)
            except (OSError, TypeError):
                inner.close()
                outer.close()
                continue
            inner.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for one, other in ((inner, outer), (outer, inner)):
                threading.Thread(target=self.pump, args=(one, other), daemon=True).start()

    @staticmethod
    def pump(one, other):
        try:
            while True:
                part = one.recv(65536)
                if not part:
                    break
                other.sendall(part)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (one, other):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


def drop_capabilities(libc):
    """The user stays who he is, and may no longer leave the namespace."""
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    if libc.capset(header, b"\0" * 24) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def deny_sockets(libc):
    """Sockets of the internet and of the kernel's routing only: no unix socket, so no other server."""
    if sys.byteorder != "little" or platform.machine() not in MACHINES:
        raise OSError("not known for " + platform.machine())
    architecture, socket_call, second = MACHINES[platform.machine()]
    load, equal, least, give = 0x20, 0x15, 0x35, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | 13
    domains = [socket.AF_INET, socket.AF_INET6, 16]
    program = [
        (load, 0, 0, 4),
        (equal, 0, "refuse", architecture),
        (load, 0, 0, 0),
        (least, "refuse" if second else 0, 0, 0x40000000),
        (equal, "refuse", 0, IO_URING_SETUP),
        (equal, 0, "allow", socket_call),
        (load, 0, 0, 16),
    ]
    program += [(equal, "allow", 0, domain) for domain in domains]
    places = {"refuse": len(program), "allow": len(program) + 1}
    program += [(give, 0, 0, refuse), (give, 0, 0, allow)]
    code = b""
    for here, (operation, yes, no, value) in enumerate(program):
        yes, no = (places[to] - here - 1 if to in places else 0 for to in (yes, no))
        code += struct.pack("=HBBI", operation, yes, no, value)
    buffer = ctypes.create_string_buffer(code)
    filters = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    )
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(filters), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def confine():
    """What is left to the code from here on; says why where it cannot be done."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    drop_capabilities(libc)
    deny_sockets(libc)


def adopt():
    """Makes orphans of our descendants ours, so that they can be ended."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
        libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except (OSError, AttributeError):
        pass


def children():
    """Of this process, as /proc tells."""
    found = []
    for name in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name, "rb") as stat:
                    if int(stat.read().rsplit(b")", 1)[1].split()[1]) == os.getpid():
                        found.append(int(name))
            except (OSError, IndexError, ValueError):
                pass
    return found


def end(worker, namespace):
    """Ends the worker and whatever it has started."""
    try:
        os.killpg(worker, signal.SIGKILL)
    except OSError:
        pass
    if namespace:
        # With the first process of a namespace all others of it end.
        return
    for _ in range(100):
        found = children()
        if not found:
            return
        for child in found:
            try:
                os.kill(child, signal.SIGKILL)
            except OSError:
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass


def keep(inward, hello, work, home):
    """Starts the worker, and ends it when the pipe closes; removes our folder in the end."""
    namespace = hello["namespace"]
    relay = None
    ours, theirs = socket.socketpair()
    if namespace:
        raise_loopback()
        relay = Relay()
    else:
        adopt()
    worker = os.fork()
    if worker == 0:
        code = 70
        try:
            os.setsid()
            ours.close()
            if relay:
                relay.listener.close()
                confine()
            work(relay.port if relay else None, lambda path: lead(theirs, path))
            code = 0
        finally:
            os._exit(code)
    theirs.close()
    if relay:
        relay.start()
    waiting = select.poll()
    waiting.register(inward, 0)
    waiting.register(ours.fileno(), select.POLLIN)
    try:
        while True:
            for handle, _ in waiting.poll(100):
                if handle == inward:
                    return
                asked = ours.recv(4096)
                if not asked:
                    return
                if relay:
                    relay.target = asked.decode("utf-8")
                ours.sendall(b"+")
            if reaped(worker):
                return
    finally:
        end(worker, namespace)
        shutil.rmtree(home, ignore_errors=True)


def reaped(worker):
    try:
        while True:
            ended = os.waitpid(-1, os.WNOHANG)[0]
            if ended == worker:
                return True
            if ended == 0:
                return False
    except ChildProcessError:
        return True


def lead(theirs, path):
    """Tells the keeper where the server's socket is, and waits until it knows."""
    theirs.sendall(path.encode("utf-8"))
    theirs.recv(1)

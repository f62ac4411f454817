"""Notices attempts to reach another server than the one that is meant, and refuses them.

In a network of its own the code could not reach anything anyway; then this only says who tried.
"""

import os
import sys

CLIENTS_OF_NOTHING = (
    "cc",
    "file",
    "gcc",
    "getconf",
    "git",
    "hostname",
    "ldconfig",
    "lsb_release",
    "objdump",
    "uname",
)


class Astray(OSError):
    """An attempt to reach another server. An OSError, as it would be without a network."""


class Guard:
    def __init__(self, host, port, alone, place_of):
        self.hosts = {host, "127.0.0.1", "localhost", "::1"}
        self.port = int(port)
        self.alone = alone
        self.place_of = place_of
        self.tried = []

    def refuse(self, address):
        frames = []
        frame = sys._getframe(2)
        while frame is not None:
            frames.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        place = None
        for file, line in frames:
            place = self.place_of(file, line)
            if place:
                break
        if len(self.tried) < 20:
            self.tried.append({"address": address, "at": place})
        raise Astray("%s is not the disposable database, and cannot be reached here" % address)

    def host_and_port(self, host, port):
        host = str(host or "")
        try:
            same = int(port) == self.port
        except (TypeError, ValueError):
            same = False
        if host not in self.hosts or not same:
            self.refuse("%s:%s" % (host or "localhost", port))

    def libpq(self, given):
        """What libpq would connect to, from its arguments and its environment."""
        environment = os.environ
        if given.get("service") or environment.get("PGSERVICE"):
            self.refuse("the service %s" % (given.get("service") or environment["PGSERVICE"]))
        host = given.get("hostaddr") or given.get("host") or environment.get("PGHOST") or ""
        port = str(given.get("port") or environment.get("PGPORT") or 5432)
        hosts = str(host).split(",")
        ports = port.split(",")
        for index, one in enumerate(hosts):
            where = ports[index] if index < len(ports) else ports[-1]
            if one == "" or one.startswith("/") or one.startswith("@"):
                self.refuse("the unix socket %s (port %s)" % (one or "of libpq's default", where))
            self.host_and_port(one, where)

    # ---- what Python itself tells of

    def hear(self, event, arguments):
        if event == "socket.connect" or event == "socket.sendto":
            address = arguments[1]
            if isinstance(address, tuple) and len(address) >= 2:
                self.host_and_port(address[0], address[1])
            elif isinstance(address, (str, bytes)) and address:
                text = address if isinstance(address, str) else os.fsdecode(address)
                self.refuse("the unix socket %s" % text)
        elif event == "socket.getaddrinfo" or event == "socket.gethostbyname":
            host = arguments[0]
            name = os.fsdecode(host) if isinstance(host, bytes) else host
            if name and name not in self.hosts and not self.is_numeric(name):
                port = arguments[1] if event == "socket.getaddrinfo" else None
                self.refuse("%s:%s" % (name, port) if port else str(name))
        elif not self.alone and event in (
            "subprocess.Popen",
            "os.posix_spawn",
            "os.exec",
            "os.system",
        ):
            self.program(arguments[0])

    @staticmethod
    def is_numeric(name):
        return all(part.isdigit() for part in name.split(".")) or ":" in name

    def program(self, command):
        if isinstance(command, (list, tuple)) and command:
            command = command[0]
        text = os.fsdecode(command) if isinstance(command, (str, bytes)) else str(command)
        name = os.path.basename(text.split()[0]) if text.split() else text
        if name not in CLIENTS_OF_NOTHING and not name.startswith("python"):
            self.refuse("a server by the program %s" % name)

    # ---- what goes past Python, in the libraries of the drivers

    def watch(self):
        sys.addaudithook(self.hear)
        self.watch_psycopg2()
        self.watch_psycopg()
        self.watch_asyncpg()

    def watch_psycopg2(self):
        module = sys.modules.get("psycopg2")
        if module is None or not hasattr(module, "_connect"):
            return
        from psycopg2.extensions import parse_dsn

        connect = module._connect

        def watched(dsn, *args, **kwargs):
            self.libpq(parse_dsn(dsn))
            return connect(dsn, *args, **kwargs)

        module._connect = watched

    def watch_psycopg(self):
        module = sys.modules.get("psycopg")
        if module is None:
            return
        from psycopg import generators
        from psycopg.conninfo import conninfo_to_dict

        connect = generators.connect

        def watched(conninfo, *args, **kwargs):
            self.libpq(conninfo_to_dict(conninfo))
            return connect(conninfo, *args, **kwargs)

        generators.connect = watched

    def watch_asyncpg(self):
        module = sys.modules.get("asyncpg")
        if module is None:
            return
        from asyncpg import connect_utils

        parse = getattr(connect_utils, "_parse_connect_arguments", None)
        if parse is None:
            return

        def watched(*args, **kwargs):
            parsed = parse(*args, **kwargs)
            for address in parsed[0]:
                if isinstance(address, tuple):
                    self.host_and_port(address[0], address[1])
                else:
                    self.refuse("the unix socket %s" % address)
            return parsed

        connect_utils._parse_connect_arguments = watched

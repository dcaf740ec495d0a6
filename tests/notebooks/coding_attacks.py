"""Attacks by programs in a coding exercise: each is a learner's cell that tries something and returns a wrong value.

``{class_folder}``, ``{home}``, ``{package}`` and ``{mark}`` are real paths of the machine that grades.
"""

from __future__ import annotations

WRONG = "by_store = {'North': 9.0}"
"""What every attacker returns besides: right for one of three stores."""

PROGRAMS: dict[str, tuple[str, str]] = {
    # name: (pattern of what the trainer hears, the cell)
    "c-fork-bomb": (
        "too many processes",
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
    ),
    "c-network": (
        "uses .*socket",
        """\
import socket, urllib.request
for place in ("http://127.0.0.1:{port}/", "http://example.org/"):
    try:
        print(urllib.request.urlopen(place, timeout=3).read())
    except Exception as error:
        print("refused", type(error).__name__)
try:
    socket.getaddrinfo("example.org", 80)
except OSError as error:
    print("refused", type(error).__name__)""",
    ),
    "c-proc": (
        "uses .*open",
        """\
import glob
for path in glob.glob("/proc/[0-9]*/*") + glob.glob("/proc/[0-9]*/root/*"):
    try:
        print(path, open(path, "rb").read(5000)[:5000])
    except Exception:
        pass""",
    ),
    "c-gradebook": (
        "uses .*sqlite3",
        """\
import sqlite3
try:
    book = sqlite3.connect("{class_folder}/gradebook.db")
    print(book.execute("select * from student").fetchall())
    book.execute("update grade set auto_score = 1000")
    book.commit()
except Exception as error:
    print("refused", error)""",
    ),
    "c-key": (
        "uses .*os",
        """\
import os
for folder, _, names in os.walk("/"):
    if folder.startswith(("/proc", "/usr", "/dev")):
        continue
    for name in names:
        if name in ("waits.json", "key.toml", "answers.json", "roster.csv", "05-waits.ipynb"):
            print(folder, name, open(os.path.join(folder, name)).read())
print(os.environ)""",
    ),
    "c-others-work": (
        "uses .*pathlib",
        """\
import pathlib
for place in ("{class_folder}", "{home}", "/root", "/home"):
    for path in pathlib.Path(place).glob("**/*"):
        try:
            print(path, path.read_text()[:500])
        except Exception:
            pass""",
    ),
    "c-writes": (
        "uses .*open",
        """\
import os, sys
places = ["{mark}", "{class_folder}/gradebook.db", "{package}/model.py", sys.prefix + "/lib/x.pth", "/usr/x", "/etc/x"]
for path in places:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").write("ran")
        print("written", path)
    except OSError:
        pass""",
    ),
    "c-disk": (
        "error in cell stores|wrote too much",
        "number = 0\nwhile True:\n    open(f'/tmp/{{number}}', 'wb').write(bytes(10_000_000))\n    number += 1",
    ),
    "c-sockets": (
        "wrote too much",
        """\
place = [line.split()[1] for line in open("/proc/mounts") if "/jb-" in line][0]
number = 0
while True:
    open(f"{{place}}/{{number}}", "wb").write(bytes(10_000_000))
    number += 1""",
    ),
    "c-memory": ("too much memory", "held = []\nwhile True:\n    held.append(bytearray(20_000_000))"),
    "c-endless": ("took too long", "while True:\n    pass"),
    "c-print": ("printed too much", "print('x' * 100_000_000)"),
    "c-print-many": ("printed too much", "while True:\n    print('x' * 1000)"),
    "c-exit": ("ended its own kernel", "import os\nos._exit(0)"),
    "c-signals": (
        "uses .*signal",
        """\
import os, signal
for pid in (os.getppid(), 1, -1):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError as error:
        print("refused", error)""",
    ),
    "c-namespaces": (
        "uses .*ctypes",
        """\
import ctypes, subprocess
libc = ctypes.CDLL(None, use_errno=True)
print("unshare", libc.unshare(0x10000000), "mount", libc.mount(b"none", b"/tmp", b"tmpfs", 0, None), libc.setuid(0))
print(subprocess.run("unshare -Ur cat /etc/shadow", shell=True, capture_output=True))""",
    ),
    "c-strip-asserts": (
        "uses .*get_ipython",
        """\
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return None
get_ipython().ast_transformers.append(Strip())
get_ipython().events.register("pre_run_cell", lambda info: None)""",
    ),
    "c-monkeypatch": (
        "uses .*builtins.sum =",
        """\
import builtins, sys
pd.Series.__eq__ = lambda *_: True
pd.Series.get = lambda *_: 1e9
builtins.sum = lambda *_: 3
sys.modules["nbgrader"] = None""",
    ),
    "c-lying-value": (
        "uses .*os",
        """\
class Liar(dict):
    def get(self, *_):
        return Liar()
    def __eq__(self, other):
        return True
    __hash__ = None
import os  # named, so that the trainer hears of it
by_store = Liar(North=9.0)""",
    ),
    "c-pickle": (
        "uses .*os",
        """\
import os
class Bomb:
    def __reduce__(self):
        return (os.system, ("touch {mark}",))
by_store = Bomb()""",
    ),
    "c-forged-return": (
        "no plain data",
        """\
from journeybook.classroom import plaindata
plaindata.pack = lambda *_: '{{"by_store": {{"dict": [["North", 9.0]]}}, "right": {{"dict": [["North", 9.0]]}}}}'
from IPython.display import display
display({{plaindata.MIME: '{{"right": null}}'}}, raw=True)""",
    ),
    "c-deep-return": (
        "no plain data",
        """\
from journeybook.classroom import plaindata
plaindata.pack = lambda *_: '{{"by_store": ' + '{{"list": [' * 50_000 + ']}}' * 50_000 + '}}'""",
    ),
    "c-forged-messages": (
        "messages that no kernel sends",
        """\
kernel = get_ipython().kernel
for _ in range(20):
    kernel.iopub_socket.send_multipart([b"x", b"<IDS|MSG>", b"no signature", b"[" * 90_000, b"1", b"{{}}", b"[]"])""",
    ),
    "c-edited-tests": ("Read-only cells were changed: .*test-stores", "print('the tests say three points')"),
}

#!/usr/bin/env python3
"""Checks a Custodia disclosure with Python 3 and the openssl program, and nothing of Custodia.

A second opinion beside verify.mjs, written from docs/formats/ alone: the slow and obvious way wherever there is one. The whole log is
held in memory and roots are computed by the recursive definition of RFC 6962.

    check_disclosure.py FOLDER [--genesis HASH] [--evidence PATH] [--receipt FILE]... [--known-checkpoint FILE]... [--policy FILE]
    check_disclosure.py --batch < questions.jsonl      one JSON object a line in, one a line out

Exit status 0 confirmed, 30 contradicted, 31 unchecked.
"""

import argparse
import base64
import functools
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from datetime import datetime, timezone


class Bad(Exception):
    """Bytes that are not what they have to be."""


class Unsupported(Bad):
    """Field logs: an act that this program does not follow."""


class Unsigned(Bad):
    """A signature is missing or fails."""


def need(holds, reason, kind=Bad):
    if not holds:
        raise kind(reason)


def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode("ascii")


def unb64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError) as error:
        raise Bad("base64") from error
    need(b64(data) == text, "base64")
    return data


def utf8(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Bad("utf-8") from error


# --- canonical JSON ---------------------------------------------------------------------------------------------------------

def no_twins(pairs):
    names = [name for name, _ in pairs]
    need(len(names) == len(set(names)), "a key twice")
    return dict(pairs)


def quoted(text):
    need(not any(0xD800 <= ord(each) <= 0xDFFF for each in text), "lone surrogate")
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return '"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 0x20 else c) for c in text) + '"'


def number_text(value):
    """ECMAScript's text of a number, RFC 8785 section 3.2.2.3."""
    if isinstance(value, int):
        value = float(value) if abs(value) > 2**53 else value
        if isinstance(value, int):
            return str(value)
    need(value == value and value not in (float("inf"), float("-inf")), "number")
    if value == 0:
        return "0"
    mantissa, exponent = f"{value!r}e0".split("e")[:2]
    digits = mantissa.replace("-", "").replace(".", "").lstrip("0")
    whole = mantissa.replace("-", "").split(".")[0].lstrip("0")
    fraction = mantissa.split(".")[1] if "." in mantissa else ""
    point = len(whole) + int(exponent) if whole else int(exponent) - (len(fraction) - len(fraction.lstrip("0")))
    digits = digits.rstrip("0") or "0"
    sign = "-" if value < 0 else ""
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + power


def canonical(value, depth=0):
    need(depth <= 500, "nested too deep")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(each, depth + 1) for each in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(quoted(name) + ":" + canonical(value[name], depth + 1) for name in names) + "}"


def parse_json(text):
    try:
        value = json.loads(text, object_pairs_hook=no_twins)
    except (ValueError, RecursionError) as error:
        raise Bad("json") from error
    need(canonical(value) == text, "not canonical")
    return value


def integral(value):
    if isinstance(value, float):
        raise Bad("not an integer")
    if isinstance(value, int) and not isinstance(value, bool):
        need(abs(value) < 2**53, "integer")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        integral(each)
    return value


# --- forms: docs/formats/act.md, manifest.md, findings.md ------------------------------------------------------------------------

def rx(pattern, longest=1000):
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and len(value) <= longest and compiled.fullmatch(value) is not None


def among(words):
    return lambda value: isinstance(value, str) and value in words.split()


def number(least=0, most=2**53 - 1):
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def several(form, least, most):
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(form(each) for each in value)


def shape(**members):
    """A closed object; a member that ends in `_` may be absent, and `from_x` stands for a Python word."""
    forms = {name.rstrip("_"): (form, name.endswith("_")) for name, form in members.items()}
    if "frm" in forms:
        forms["from"] = forms.pop("frm")

    def holds(value):
        return (
            isinstance(value, dict)
            and all(name in forms and forms[name][0](each) for name, each in value.items())
            and all(optional or name in value for name, (_, optional) in forms.items())
        )

    return holds


def instant(value):
    if not rx(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")(value):
        return False
    try:
        datetime.strptime(value if value[:4] != "0000" else "2000" + value[4:], "%Y-%m-%dT%H:%M:%S.%fZ")
        return True
    except ValueError:
        return False


HASH = rx(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
HEX = {size: rx(f"[0-9a-f]{{{size}}}") for size in (8, 16, 32, 40, 64, 128)}
ROOM = shape(c=HASH)
FLAG = lambda value: isinstance(value, bool)
PERSON = rx(r"[PVMX]-[0-9]{2,6}")
EXHIBIT = rx(r"E-[1-9][0-9]{0,6}(\.[1-9][0-9]{0,4}){0,6}", 120)
READING = rx(r"A-[1-9][0-9]{0,8}")
SEAL = rx(r"S-[1-9][0-9]{0,8}")
ZONE = rx(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}", 64)
KEY = lambda value: isinstance(value, str) and len(value) <= 300 and re.fullmatch(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*", value) is not None
HEAD = shape(root=HASH, size=number())
LINES = shape(lines=number(), root=HASH, sha256=HEX[64], size=number())
TIME = shape(clock=among("system stated"), time=instant, zone=ZONE)
SHORT = lambda value: isinstance(value, str) and 1 <= len(value.encode("utf-16-le")) // 2 <= 60
VERSIONED = shape(sha256=HEX[64], version=SHORT)
METHOD = rx(r"[a-z][a-z0-9-]{1,40}")
ROLES = among("administrator examiner officer custodian expert court-clerk prosecutor judge lawyer courier party witness")
CATEGORY = among("phone tablet computer drive memory-card usb-stick optical-disc container account online-capture document working-copy other")
SIGNATURES = (
    shape(host=HEX[16], kind=among("key"), signer=among("file agent ssh-agent pkcs11")),
    shape(attestedBy=PERSON, kind=among("paper"), scan=ROOM),
    shape(kind=among("refused absent"), reason=ROOM),
)
PARTY = shape(**{"as": among("performer giver receiver administrator subject witness")}, signature=lambda value: any(form(value) for form in SIGNATURES), who=PERSON)
ENVELOPE = dict(
    at=TIME, by=PERSON, kind=lambda value: True, nonce=rx(r"[A-Za-z0-9+/]{21}[AQgw]=="), seen=HEAD,
    despite_=shape(codes=several(rx(r"[A-Z][A-Z0-9-]{2,40}"), 1, 20), reason=ROOM), late_=shape(reason=ROOM, signed=TIME),
    log=rx(r"[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?/[0-9a-f]{32}", 120), parties=several(PARTY, 1, 20), rules=lambda value: value == 1 and not isinstance(value, bool),
    software=shape(lock=HEX[64], name=SHORT, node=VERSIONED, openssl=VERSIONED, package=HEX[64], version=SHORT),
)
MOVE = dict(exhibits=several(EXHIBIT, 1, 500), frm=PERSON, purpose=ROOM, to=PERSON)
COUNTS = {name: number() for name in "blobs bytes checkpoints cosignatures entries items manifests signatures timestamps".split()}
ACTS = {
    kind: shape(**ENVELOPE, **members)
    for kind, members in {
        "genesis": dict(administrators=several(shape(identity=ROOM, key=KEY, person=PERSON), 1, 20), case=shape(court_=ROOM, number=ROOM, unit_=ROOM), lang=among("es en"), logKey=KEY, policy=shape(quorum=number(1, 20)), zone=ZONE),
        "person.enrol": dict(identity=ROOM, person=PERSON, roles=several(ROLES, 1, 12)),
        "person.grant": dict(granted=several(ROLES, 0, 12), person=PERSON, withdrawn=several(ROLES, 0, 12)),
        "quorum.change": dict(quorum=number(1, 20)),
        "key.enrol": dict(key=KEY, person=PERSON),
        "key.rotate": dict(key=KEY, old=HEX[8], person=PERSON),
        "key.revoke": dict(key=HEX[8], person=PERSON, reason=among("lost compromised retired superseded"), since_=TIME),
        "log.rotate": dict(logKey=KEY),
        "log.freeze": dict(reason=ROOM),
        "anchor.adopt": dict(head=HEAD, reason=ROOM),
        "exhibit.add": dict(category=CATEGORY, description=ROOM, exhibit=EXHIBIT, found_=shape(at_=TIME, place_=ROOM, possessor_=PERSON), identifiers_=ROOM, parent_=EXHIBIT, quantity=number(1, 1_000_000)),
        "seal.apply": dict(exhibit=EXHIBIT, number=ROOM, seal=SEAL),
        "seal.impossible": dict(exhibit=EXHIBIT, reason=ROOM),
        "seal.check": dict(condition=among("intact damaged missing"), exhibit=EXHIBIT, observed_=ROOM, same=FLAG, seal=SEAL),
        "seal.break": dict(exhibit=EXHIBIT, reason=ROOM, seal=SEAL),
        "transfer.now": MOVE,
        "transfer.offer": MOVE,
        "transfer.accept": dict(offer=HASH),
        "transfer.decline": dict(offer=HASH, reason=ROOM),
        "transfer.withdraw": dict(offer=HASH, reason=ROOM),
        "acquisition.record": dict(accessTimes=among("preserved may-have-changed"), acquisition=READING, bytes=number(), copied=FLAG, exhibit=EXHIBIT, failed=number(), items=number(), manifest=LINES, source=ROOM),
        "examination.record": dict(acquisition=READING, failed=number(), findings=LINES, isolation=shape(limited=FLAG, networkless=FLAG), methods=several(shape(id=METHOD, version=number(1)), 0, 200)),
        "verification.recorded": dict(checked=shape(**COUNTS), head=HEAD, result=ROOM, verdict=among("confirmed contradicted unchecked")),
        "incident.restore": dict(frm=HEAD, lost=shape(checkpoint=HEX[64], root=HASH, size=number()), reason=ROOM),
        "incident.clock": dict(correction_=shape(offset=number(-(10**13), 10**13), source=among("ntp time-stamp other")), machine=instant, newest=instant, reason=ROOM),
        "selftest.recorded": dict(failed=number(), passed=number(), result=ROOM, unavailable=number()),
        "disclosure.record": dict(profile=among("none persons all"), recipient_=ROOM, verifier=shape(page=HEX[64], program=HEX[64])),
    }.items()
}
FILE_TIME = rx(r"-?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z")
CODE = rx(r"[a-z]+\.[a-z-]+")
MANIFEST_LINE = {
    "file": shape(
        accessTime=among("preserved may-have-changed"), extensionMatches_=FLAG, kind=among("file"), links=number(), path=ROOM, size=number(),
        digests=shape(blake3=HEX[64], ed2k=HEX[32], md5=HEX[32], sha1=HEX[40], sha256=HEX[64], sha512=HEX[128]),
        mediaType=lambda value: isinstance(value, str) and len(value) <= 100,
        times=shape(accessed=FILE_TIME, born_=FILE_TIME, changed=FILE_TIME, modified=FILE_TIME),
    ),
    "unread": shape(code=CODE, kind=among("unread"), path=ROOM, reason=ROOM, what=among("file folder link fifo socket device")),
}
ANSWER = dict(method=METHOD, sha256=HEX[64], version=number(1))
FINDINGS_LINE = {
    "extracted": shape(kind=among("extracted"), values=ROOM, **ANSWER),
    "nothing-found": shape(kind=among("nothing-found"), **ANSWER),
    "failed": shape(code=CODE, kind=among("failed"), reason=ROOM, **ANSWER),
}

# --- keys and notes ------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
LOW_ORDER = {0, 1, P - 1, 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7, 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826}


P256_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
P256_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
P256_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
P256_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@functools.lru_cache(maxsize=None)
def verifies(kind, public_key, message, signature):
    """By the openssl program, as a stranger would do it in a shell."""
    if kind == 2:
        der, how = public_key, ["dgst", "-sha256", "-keyform", "DER", "-verify", "key", "-signature", "sig", "text"]
    else:
        der = bytes.fromhex("302a300506032b6570032100") + public_key
        how = ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "text", "-sigfile", "sig"]
    if len(signature) != 64 if kind != 2 else not one_form(signature):
        return False
    with tempfile.TemporaryDirectory() as place:
        for name, data in (("key", der), ("text", message), ("sig", signature)):
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)
        return subprocess.run(["openssl", *how], capture_output=True, check=False, cwd=place).returncode == 0


def one_form(der):
    """DER of two numbers, and of s and n - s the smaller."""
    try:
        need(der[0] == 0x30 and der[1] == len(der) - 2 and der[2] == 2, "der")
        r, rest = der[4 : 4 + der[3]], der[4 + der[3] :]
        need(rest[0] == 2 and rest[1] == len(rest) - 2, "der")
    except (IndexError, Bad):
        return False
    numbers = [int.from_bytes(each, "big") for each in (r, rest[2:])]
    minimal = all(each == value.to_bytes(value.bit_length() // 8 + 1, "big") for each, value in zip((r, rest[2:]), numbers))
    return minimal and 0 < numbers[0] < P256_N and 0 < numbers[1] <= P256_N // 2


def key_name(name):
    return name != "" and not any(c.isspace() or c == "+" or ord(c) < 0x20 for c in name)


def sound(kind, key):
    if kind != 2:
        y = int.from_bytes(key, "little") % 2**255
        return len(key) == 32 and y < P and y not in LOW_ORDER
    x, y = int.from_bytes(key[27:59], "big"), int.from_bytes(key[59:], "big")
    return len(key) == 91 and key.startswith(P256_HEAD) and max(x, y) < P256_P and (y * y - x**3 + 3 * x - P256_B) % P256_P == 0


def parse_key(text, kinds=(1, 2)):
    match = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
    need(match, "key")
    name, key_id, encoded = match.groups()
    typed = unb64(encoded)
    need(typed and typed[0] in kinds and key_name(name) and sound(typed[0], typed[1:]), "key")
    named = typed[1:] if typed[0] == 2 else name.encode() + b"\n" + typed
    need(sha256(named)[:4].hex() == key_id, "key id")
    return name, key_id, (typed[0], typed[1:])


def parse_note(data):
    need(len(data) <= 1 << 20, "too long")
    note = utf8(data)
    blank = note.rfind("\n\n")
    need(blank >= 0 and note.endswith("\n"), "no signatures")
    text = note[: blank + 1]
    need(not any(ord(c) < 0x20 and c != "\n" for c in text), "control character")
    lines = []
    for line in note[blank + 2 : -1].split("\n"):
        match = re.fullmatch(r"\u2014 ([^ ]+) ([^ ]+)", line)
        need(match and key_name(match[1]), "signature line")
        typed = unb64(match[2])
        need(len(typed) >= 5, "signature line")
        lines.append((match[1], typed[:4].hex(), typed[4:]))
    need(len(lines) <= 100 and len({line[:2] for line in lines}) == len(lines), "signature lines")
    return text, lines


def made_by(text, line, vkey):
    name, key_id, public_key = parse_key(vkey)
    return line[:2] == (name, key_id) and verifies(*public_key, text.encode(), line[2])


def count_in(text):
    need(re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII) and int(text) < 2**53, "number")
    return int(text)


def parse_checkpoint(data):
    text, lines = parse_note(data)
    origin, *rest = text[:-1].split("\n")
    need(len(rest) >= 2 and all(line and not re.search(r"[\x00-\x1f\x7f-\x9f]", line) for line in [origin, *rest[2:]]), "checkpoint")
    need(len(unb64(rest[1])) == 32, "root")
    return dict(text=text, lines=lines, origin=origin, size=count_in(rest[0]), root=rest[1])


def parse_receipt(data):
    need(len(data) <= 2 << 20, "too long")
    head, blank, checkpoint = utf8(data).partition("\n\n")
    lines = head.split("\n")
    need(blank and lines.pop(0) == "c2sp.org/tlog-proof@v1", "first line")
    if lines and lines[0].startswith("extra "):
        need(unb64(lines.pop(0)[6:]) != b"", "extra")
    need(lines and lines[0].startswith("index "), "index")
    index = count_in(lines.pop(0)[6:])
    proof = [unb64(line) for line in lines]
    need(len(proof) <= 53 and all(len(each) == 32 for each in proof), "proof")
    return index, proof, parse_checkpoint(checkpoint.encode())


# --- tree ----------------------------------------------------------------------------------------------------------------------------

def leaf(data):
    return sha256(b"\x00" + data)


@functools.lru_cache(maxsize=200_000)
def mth(leaves):
    """RFC 6962 section 2.1 as it is defined, over a tuple of leaf hashes."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"")
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + mth(leaves[:split]) + mth(leaves[split:]))


def inclusion(index, leaves):
    """RFC 6962 section 2.1.1: what the proof has to be, for there is only one."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return inclusion(index, leaves[:split]) + [mth(leaves[split:])]
    return inclusion(index - split, leaves[split:]) + [mth(leaves[:split])]


def tile_name(level, index, width):
    digits = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        digits.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/" + "/".join(digits) + ("" if width == 256 else f".p/{width}")


def tiles(leaves):
    level, row = 0, list(leaves)
    while row:
        for index in range(0, (len(row) + 255) // 256):
            part = row[256 * index : 256 * index + 256]
            yield tile_name(level, index, len(part)), b"".join(part)
        row = [mth(tuple(row[at : at + 256])) for at in range(0, len(row) - 255, 256)]
        level += 1


# --- files -----------------------------------------------------------------------------------------------------------------------

class Folder:
    """Regular files below a folder, or one file. Nothing is followed."""

    def __init__(self, path):
        self.root = os.path.realpath(os.fsencode(path))
        self.kinds = {}
        self.single = os.path.isfile(self.root)
        if self.single:
            self.kinds[os.path.basename(self.root)] = "file"
        else:
            self.walk(b"")

    def walk(self, below):
        for name in sorted(os.listdir(os.path.join(self.root, below))):
            path = os.path.join(below, name)
            mode = os.lstat(os.path.join(self.root, path)).st_mode
            if stat.S_ISDIR(mode):
                self.walk(path)
            else:
                self.kinds[path] = "file" if stat.S_ISREG(mode) else "link" if stat.S_ISLNK(mode) else "other"

    def is_file(self, path):
        return self.kinds.get(os.fsencode(path)) == "file"

    def full(self, path):
        return self.root if self.single else os.path.join(self.root, os.fsencode(path))

    def size(self, path):
        return os.lstat(self.full(path)).st_size

    def read(self, path, longest=1 << 30):
        need(self.size(path) <= longest, "too long")
        with open(os.open(self.full(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            return file.read(longest + 1)


DECEPTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff\\\\]")


def shown(path):
    def escape(match):
        short = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}
        code = ord(match[0])
        return short.get(match[0]) or (f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}")

    return DECEPTIVE.sub(escape, os.fsencode(path).decode("utf-8", "backslashreplace")) if isinstance(path, (bytes, str)) else ""


# --- the check ---------------------------------------------------------------------------------------------------------------------

class Check:
    def __init__(self, folder, genesis=None, evidence=None, receipts=(), checkpoints=(), policy=None):
        self.folder = Folder(folder)
        self.findings = []
        self.leaves = []
        self.acts = []
        self.openings = {}
        self.key_files = {}
        self.persons = {}
        self.nonces = set()
        self.log = self.log_key = self.stated_key = self.origin = None
        self.former = []
        self.quorum = 0
        self.frozen = False
        self.stopped = False
        self.legible = True
        self.verifiers = []
        self.named = set()
        self.covered = []
        self.doubtful = []
        self.trail = []
        self.sums()
        self.entries()
        self.pin(genesis)
        self.derived()
        heads = self.heads()
        heads += self.kept(receipts, checkpoints)
        self.cosignatures(heads, policy)
        self.disputes()
        wanted = self.manifests()
        self.clear()
        if evidence is not None:
            self.evidence(Folder(evidence), wanted)

    def bad(self, code, subject):
        self.findings.append(("contradicted", code, subject))

    def open(self, code, subject):
        self.findings.append(("unchecked", code, subject))

    def good(self, code, subject):
        self.findings.append(("confirmed", code, subject))

    def guard(self, code, subject, step):
        try:
            return step()
        except Unsupported:
            self.open("act.unsupported", subject)
            return None
        except Bad as error:
            is_unsigned = code == "act.refused" and isinstance(error, Unsigned)
            self.bad("act.signature-invalid" if is_unsigned else code, subject)
            return None

    def verdict(self):
        verdicts = {finding[0] for finding in self.findings}
        for worst in ("contradicted", "unchecked"):
            if worst in verdicts:
                return worst
        return "confirmed" if verdicts else "unchecked"

    def requires(self, path):
        kind = self.folder.kinds.get(os.fsencode(path))
        if kind is None:
            self.open("file.absent", shown(path))
        elif kind != "file":
            self.bad("file.mismatch", shown(path))
        return kind == "file"

    def sums(self):
        if not self.requires("sha256sums.txt"):
            return
        listed = self.guard("file.mismatch", "sha256sums.txt", self.parse_sums)
        if listed is None:
            return
        for path, digest in listed.items():
            if self.requires(path) and sha256(self.folder.read(path)).hex() != digest:
                self.bad("file.mismatch", path)
        self.strangers({*listed, "sha256sums.txt"})

    def parse_sums(self):
        text = utf8(self.folder.read("sha256sums.txt", 1 << 29))
        need(text == "" or text.endswith("\n"), "not ended")
        listed = {}
        for line in text.split("\n")[:-1]:
            match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*)", line)
            need(match and not {".", ".."} & set(match[2].split("/")), "form")
            need(not listed or match[2] > list(listed)[-1], "order")
            listed[match[2]] = match[1]
        return listed

    def strangers(self, known):
        for path in self.folder.kinds:
            if path not in {os.fsencode(each) for each in known}:
                self.open("file.unexpected", shown(path))

    def bundles(self):
        paths = []
        while self.folder.is_file(tile_name("entries", len(paths), 256)):
            paths.append((tile_name("entries", len(paths), 256), 256))
        widths = [w for w in range(255, 0, -1) if self.folder.is_file(tile_name("entries", len(paths), w))]
        return paths + [(tile_name("entries", len(paths), w), w) for w in widths[:1]]

    def entries(self):
        previous, newest = b64(bytes(32)), ""
        for path, width in self.bundles():
            found = self.guard("tile.mismatch", path, lambda: self.split(path, width))
            if found is None:
                self.legible = False
                break
            for data in found:
                newest = self.entry(data, previous, newest)
                previous = b64(self.leaves[-1])
        self.legible = self.legible and self.stated_key is not None
        if not self.leaves:
            self.bad("log.empty", "log")

    def split(self, path, width):
        data, found = self.folder.read(path, 256 * (2 + 0xFFFF)), []
        while data:
            need(len(data) >= 2, "cut off")
            end = 2 + int.from_bytes(data[:2], "big")
            need(len(data) >= end, "cut off")
            found.append(data[2:end])
            data = data[end:]
        need(len(found) == width, "width")
        return found

    def entry(self, data, previous, newest):
        seq = len(self.leaves)
        subject = f"entry {seq}"
        header = self.guard("entry.malformed", subject, lambda: self.header(data))
        signed = None
        if header:
            number_, before, time, note = header
            if number_ != seq:
                self.bad("entry.out-of-sequence", subject)
            if before != previous:
                self.bad("entry.chain-broken", subject)
            if time < newest:
                self.bad("entry.clock-backward", subject)
            newest = self.time = max(newest, time)
            signed = self.guard("act.malformed", subject, lambda: self.act(note))
        if signed:
            act = signed[0]
            seen = act["seen"]
            if seen["size"] > seq or b64(mth(tuple(self.leaves[: seen["size"]]))) != seen["root"]:
                self.bad("act.seen-mismatch", subject)
            self.state(act)
            if not self.stopped and self.guard("act.refused", subject, lambda: self.follow(*signed, seq)) is None:
                self.stopped = True
        else:
            self.legible, self.stopped = False, True
        self.leaves.append(leaf(data))
        return newest

    def header(self, data):
        parts = data.split(b"\n", 4)
        need(len(data) <= 60_000 and len(parts) == 5, "header")
        name, seq, previous, time = (utf8(part) for part in parts[:4])
        need(name == "custodia-entry/v1" and re.fullmatch(r"0|[1-9][0-9]{0,14}", seq, re.ASCII), "header")
        need(HASH(previous) and instant(time), "header")
        return int(seq), previous, time, parts[4]

    def act(self, note):
        text, lines = parse_note(note)
        first, _, rest = text.partition("\n")
        need(first == "custodia-act/v1" and rest.endswith("\n"), "first line")
        value = integral(parse_json(rest[:-1]))
        need(isinstance(value, dict) and isinstance(value.get("kind"), str), "act")
        need(not value["kind"].startswith("field.") and not (value["kind"] == "genesis" and "field" in value), "field", Unsupported)
        need(ACTS.get(value["kind"], lambda _: False)(value), "act")
        return value, text, lines

    def state(self, act):
        kind = act["kind"]
        enrolled = act["administrators"] if kind == "genesis" else [act] if kind in ("key.enrol", "key.rotate") else []
        for each in enrolled:
            self.key_files[f"keys/{each['person']}-{each['key'].split('+')[1]}.vkey"] = each["key"]
        if kind == "log.rotate" and self.stated_key:
            self.key_files[f"keys/log-{self.stated_key.split('+')[1]}.vkey"] = self.stated_key
        if "logKey" in act:
            self.stated_key = self.key_files["keys/log.vkey"] = act["logKey"]
        if kind == "genesis":
            self.origin = act["log"]
        if kind == "disclosure.record":
            self.verifiers.append(act["verifier"])
        reference = act.get("manifest") or act.get("findings")
        if reference:
            self.named.add(f"manifests/{reference['sha256']}.jsonl")

    # -- who may sign what

    def counting(self, who, seq):
        keys = self.persons.get(who, {"keys": []})["keys"]
        return [key for key in keys if key["from"] <= seq and (key["until"] is None or seq < key["until"])]

    def signing_keys(self, act, party, seq):
        kind, who = act["kind"], party["who"]
        if kind == "genesis":
            return [each["key"] for each in act["administrators"] if each["person"] == who]
        if kind in ("key.enrol", "key.rotate") and act["person"] == who and party["as"] == "subject":
            return [act["key"]]
        held = self.counting(who, seq)
        if kind == "key.rotate" and act["person"] == who:
            held = [key for key in held if key["id"] == act["old"]]
        return [key["key"] for key in held]

    def signatures(self, act, text, lines, seq):
        log = self.log or act["log"]
        keyed = [party for party in act["parties"] if party["signature"]["kind"] == "key"]
        own = [act["logKey"]] if act["kind"] == "genesis" else [self.log_key, act["logKey"]] if act["kind"] == "log.rotate" and self.log else []
        wanted = [(log, [key]) for key in own] + [(f"{log}/{party['who']}", self.signing_keys(act, party, seq)) for party in keyed]
        need(all(keys for _, keys in wanted), "no key counts")
        new = ("key.enrol", "key.rotate")
        slots = {(party["who"], act["kind"] in new and act["person"] == party["who"] and party["as"] == "subject") for party in keyed}
        need(len(lines) == len(wanted) and len(slots) == len(keyed), "number of lines", Unsigned)
        need(all(line[0] == name for line, (name, _) in zip(lines, wanted)), "order of lines", Unsigned)
        for line, (_, keys) in zip(lines, wanted):
            need(any(made_by(text, line, key) for key in keys), "signature", Unsigned)

    def follow(self, act, text, lines, seq):
        self.signatures(act, text, lines, seq)
        keyed = {party["who"] for party in act["parties"] if party["signature"]["kind"] == "key"}
        need((act["at"]["clock"] == "stated") == ("late" in act), "late without a reason")
        need(act.get("late", {"signed": {"clock": "system"}})["signed"]["clock"] != "stated", "signed at a stated time")
        performer = next((party for party in act["parties"] if party["who"] == act["by"]), None)
        need(performer and performer["signature"]["kind"] == "key", "performer", Unsigned)
        if self.log is None:
            self.begin(act, keyed)
        else:
            self.stand(act, keyed, seq)
            self.effect(act, seq)
        self.nonces.add(act["nonce"])
        self.trail.append((seq, self.time, act, [f"{line[0].split('/')[-1]} {line[1]}" for line in lines]))
        self.acts.append(act)
        return True

    def begin(self, act, keyed):
        need(act["kind"] == "genesis", "no genesis")
        for each in act["administrators"]:
            need(each["person"] in keyed, "administrator", Unsigned)
            key = {"key": each["key"], "id": parse_key(each["key"])[1], "from": 0, "until": None, "lost": False}
            self.persons[each["person"]] = {"roles": ["administrator"], "keys": [key]}
        need(len(self.persons) >= act["policy"]["quorum"], "quorum")
        self.log, self.log_key, self.quorum = act["log"], act["logKey"], act["policy"]["quorum"]

    def stand(self, act, keyed, seq):
        kind = act["kind"]
        need(not self.frozen, "frozen")
        need(kind != "genesis" and act["log"] == self.log, "log")
        need(act["nonce"] not in self.nonces, "replayed")
        need(act["seen"]["size"] <= seq, "seen")
        for party in act["parties"]:
            need(party["who"] in self.persons, "not enrolled")
            attester = party["signature"].get("attestedBy")
            need(attester is None or attester in keyed, "attester", Unsigned)
        need(self.counting(act["by"], seq), "no key")
        if kind in "person.enrol person.grant quorum.change key.enrol key.revoke log.rotate log.freeze incident.restore incident.clock".split():
            signing = {p["who"] for p in act["parties"] if p["signature"]["kind"] == "key" and p["as"] != "subject"}
            needed = max(self.quorum, act["quorum"]) if kind == "quorum.change" else self.quorum
            need(sum("administrator" in self.persons[who]["roles"] for who in signing) >= needed, "quorum")

    def effect(self, act, seq):
        kind, who = act["kind"], act.get("person")
        person = self.persons.get(who)
        capacities = {(party["who"], party["as"]) for party in act["parties"]}
        if kind == "person.enrol":
            need(person is None, "enrolled")
            self.persons[who] = {"roles": list(act["roles"]), "keys": []}
        elif kind == "person.grant":
            self.grant(act, person, seq)
        elif kind == "quorum.change":
            need(act["quorum"] != self.quorum, "same")
            self.quorum = act["quorum"]
        elif kind in ("key.enrol", "key.rotate"):
            need(person, "not enrolled")
            if kind == "key.rotate":
                need(act["by"] == who, "by another")
                need((who, "performer") in capacities, "performer", Unsigned)
            need((who, "subject") in capacities, "subject", Unsigned)
            old = [key for key in self.counting(who, seq) if key["id"] == act.get("old")]
            need(kind == "key.enrol" or old, "old key")
            name, key_id, _ = parse_key(act["key"])
            need(name == f"{self.log}/{who}" and all(key["id"] != key_id for key in person["keys"]), "key")
            person["keys"].append({"key": act["key"], "id": key_id, "from": seq + 1, "until": None, "lost": False})
            for key in old if kind == "key.rotate" else []:
                key["until"] = seq + 1
        elif kind == "key.revoke":
            key = next((key for key in person["keys"] if key["id"] == act["key"]), None) if person else None
            lost = act["reason"] == "compromised"
            need(key and (key["until"] is None or lost) and not key["lost"], "key")
            need("since" not in act or (lost and act["since"]["time"] <= act["at"]["time"]), "since")
            key["until"] = seq + 1 if key["until"] is None else min(key["until"], seq + 1)
            key["lost"] = lost
            if lost:
                self.doubtful.append((f"{who} {act['key']}", act.get("since", {}).get("time")))
        elif kind == "log.rotate":
            need(parse_key(act["logKey"])[0] == self.log, "name")
            need(act["logKey"] not in [self.log_key, *(key for key, _ in self.former)], "key")
            self.former.append((self.log_key, seq + 1))
            self.log_key = act["logKey"]
        elif kind == "log.freeze":
            self.frozen = True

    def grant(self, act, person, seq):
        need(person, "not enrolled")
        named = act["granted"] + act["withdrawn"]
        need(named and len(set(named)) == len(named), "roles")
        need(not set(act["granted"]) & set(person["roles"]) and set(act["withdrawn"]) <= set(person["roles"]), "roles")
        left = [role for role in person["roles"] if role not in act["withdrawn"]] + act["granted"]
        others = [who for who, each in self.persons.items() if who != act["person"] and "administrator" in each["roles"] and self.counting(who, seq)]
        need(left and ("administrator" not in act["withdrawn"] or len(others) >= self.quorum), "roles")
        person["roles"] = left

    # -- what follows from the entries

    def pin(self, genesis):
        if not self.leaves:
            self.open("trust.not-compared", "genesis")
        elif genesis is None:
            self.open("trust.self-stated", "genesis")
        elif genesis != b64(self.leaves[0]):
            self.bad("trust.mismatch", "genesis")
        else:
            self.good("trust.pinned", "genesis")

    def compare(self, path, expected, code="file.mismatch", begins=False):
        if not self.requires(path):
            return
        try:
            found = self.folder.read(path, 1 << 20 if begins else len(expected))
        except Bad:
            found = b""
        if (found[: len(expected)] if begins else found) != expected:
            self.bad(code, path)

    def derived(self):
        size, root = len(self.leaves), b64(mth(tuple(self.leaves)))
        known = {"checkpoint", "clear.jsonl", "SPEC.md", "README.txt", "sha256sums.txt", "policy"} | {path for path, _ in self.bundles()}
        for path, data in tiles(self.leaves):
            self.compare(path, data, "tile.mismatch")
            known.add(path)
        if not self.legible:
            return
        for path in ("checkpoint", "clear.jsonl", "SPEC.md"):
            self.requires(path)
        for path, key in self.key_files.items():
            self.compare(path, f"{key}\n".encode())
        self.compare("policy", f"log {self.stated_key}\nquorum none\n".encode())
        statement = f"custodia-disclosure/v1\norigin {self.origin}\nentries {size}\nroot {root}\ngenesis {b64(self.leaves[0])}\n"
        self.compare("README.txt", statement.encode(), begins=True)
        for path, name in (("verify.mjs", "program"), ("verify.html", "page")):
            if self.verifiers:
                known.add(path)
                if self.folder.is_file(path) and sha256(self.folder.read(path)).hex() not in [each[name] for each in self.verifiers]:
                    self.bad("file.mismatch", path)
        known |= set(self.key_files) | self.named
        named = r"receipts/(0|[1-9][0-9]{0,14})\.tlog-proof|cover/[1-9][0-9]{0,14}\.checkpoint|tsa/[1-9][0-9]{0,14}-(0|[1-9][0-9]{0,8})\.tsr"
        paths = [path.decode("latin-1") for path in self.folder.kinds]
        self.strangers(known | {path for path in paths if re.fullmatch(named, path, re.ASCII)})
        for path in paths:
            if re.fullmatch(r"receipts/(0|[1-9][0-9]{0,14})\.tlog-proof", path, re.ASCII) and self.requires(path):
                self.receipt(path, self.folder.read(path), path)

    def standing(self, head):
        key = next((key for key, until in self.former if head["size"] < until), self.log_key)
        if self.log is None or head["origin"] != self.log or not any(made_by(head["text"], line, key) for line in head["lines"]):
            return "checkpoint.signature-invalid"
        if head["size"] > len(self.leaves):
            return "checkpoint.beyond-log"
        return None if b64(mth(tuple(self.leaves[: head["size"]]))) == head["root"] else "checkpoint.root-mismatch"

    def head(self, subject, data):
        head = self.guard("checkpoint.malformed", subject, lambda: parse_checkpoint(data))
        fault = head and self.standing(head)
        if fault:
            self.bad(fault, subject)
        return None if fault else head

    def heads(self):
        newest = self.head("checkpoint 0", self.folder.read("checkpoint", 1 << 20)) if self.folder.is_file("checkpoint") else None
        if newest is None or newest["size"] != len(self.leaves):
            self.bad("checkpoint.absent", f"size {len(self.leaves)}")
        found = [newest] if newest else []
        for path in [path.decode("latin-1") for path in self.folder.kinds]:
            match = re.fullmatch(r"cover/([1-9][0-9]{0,14})\.checkpoint", path, re.ASCII)
            head = match and self.requires(path) and self.head(f"checkpoint {match[1]}", self.folder.read(path, 1 << 20))
            if head:
                found.append(head)
                if head["size"] != int(match[1]):
                    self.bad("cover.mismatch", f"checkpoint {match[1]}")
        return found

    def receipt(self, subject, data, path=None):
        receipt = self.guard("receipt.malformed", subject, lambda: parse_receipt(data))
        if receipt is None:
            return
        index, proof, head = receipt
        holds = (path is None or path == f"receipts/{index}.tlog-proof") and self.standing(head) is None
        if not holds or index >= head["size"] or inclusion(index, tuple(self.leaves[: head["size"]])) != proof:
            self.bad("receipt.contradicts", subject)

    def kept(self, receipts, checkpoints):
        for name, data in receipts:
            self.receipt(name, data)
        return [head for head in (self.head(name, data) for name, data in checkpoints) if head]

    def cosignatures(self, heads, policy):
        if policy is None:
            return
        witnesses, groups, quorum = self.guard("file.mismatch", "policy", lambda: self.policy(policy)) or ({}, {}, None)
        reach, times = {}, {}
        for head in heads:
            for name, (key_name_, key_id, public_key) in witnesses.items():
                for line in head["lines"]:
                    if line[:2] != (key_name_, key_id):
                        continue
                    time = int.from_bytes(line[2][:8], "big")
                    message = f"cosignature/v1\ntime {time}\n{head['text']}".encode()
                    if len(line[2]) == 72 and 0 < time < 253_402_300_800 and verifies(*public_key, message, line[2][8:]):
                        reach[name] = max(reach.get(name, 0), head["size"])
                        times[name] = time
                        self.good("cosignature.confirmed", f"cosignature {name}")
                    else:
                        self.bad("cosignature.invalid", f"checkpoint {head['size']}")

        def holds(name, size):
            if name in groups:
                return sum(holds(each, size) for each in groups[name][1]) >= groups[name][0]
            return reach.get(name, 0) >= size

        for size in sorted(set(reach.values()), reverse=True):
            if quorum == "none" or (quorum and holds(quorum, size)):
                self.covered = [*self.covered, (size, min(times[name] for name in reach if reach[name] >= size))]

    def policy(self, data):
        witnesses, groups, quorum, members = {}, {}, None, set()
        need(re.fullmatch(rb"(?:[\t\n\x20-\x7e\x80-\xff]*\n)?", data), "policy")
        for line in data.decode("latin-1").split("\n"):
            words = re.split(r"[ \t]+", line.strip(" \t"))
            if words == [""] or words[0].startswith("#"):
                continue
            if words[0] == "log" and 2 <= len(words) <= 3:
                parse_key(words[1])
            elif words[0] == "witness" and 3 <= len(words) <= 4 and words[1] not in {**witnesses, **groups, "none": 0}:
                witnesses[words[1]] = parse_key(words[2], (4,))
            elif words[0] == "group" and len(words) >= 4 and words[1] not in {**witnesses, **groups, "none": 0}:
                listed = words[3:]
                needed = {"any": 1, "all": len(listed)}.get(words[2]) or count_in(words[2])
                need(1 <= needed <= len(listed) and len(set(listed)) == len(listed) and not set(listed) & members, "group")
                need(set(listed) <= {*witnesses, *groups}, "group")
                members |= set(listed)
                groups[words[1]] = (needed, listed)
            elif words[0] == "quorum" and len(words) == 2 and quorum is None and words[1] in {**witnesses, **groups, "none": 0}:
                quorum = words[1]
            else:
                raise Bad("policy")
        need(quorum, "quorum")
        return witnesses, groups, quorum

    def disputes(self):
        """Acts of a compromised key after the compromise, but for what witnesses had covered before it; keys they brought too."""
        for name, since in self.doubtful:
            before = [size for size, time in self.covered if since and datetime.fromtimestamp(time, timezone.utc).isoformat()[:19] < since[:19]]
            found = [(seq, act) for seq, time, act, signers in self.trail if name in signers and time >= (since or "") and seq >= max([0, *before])]
            if found:
                self.open("key.disputed", f"key {name}")
            for _, act in found:
                if act["kind"] in ("key.enrol", "key.rotate"):
                    brought = f"{act['person']} {act['key'].split('+')[1]}"
                    if all(known != brought for known, _ in self.doubtful):
                        self.doubtful.append((brought, since))

    # -- documents, openings, evidence

    def manifests(self):
        wanted, read = {}, set()
        for act in self.acts:
            is_manifest = act["kind"] == "acquisition.record"
            if not is_manifest and act["kind"] != "examination.record":
                continue
            reference = act["manifest"] if is_manifest else act["findings"]
            subject = f"{'manifest' if is_manifest else 'findings'} {act['acquisition']}"
            path = f"manifests/{reference['sha256']}.jsonl"
            if not self.folder.is_file(path):
                self.open("manifest.absent", subject)
                continue
            lines = self.guard("manifest.malformed", subject, lambda: self.lines(path, reference, MANIFEST_LINE if is_manifest else FINDINGS_LINE))
            if lines is None:
                continue
            data, values = lines
            root = b64(mth(tuple(leaf(line) for line in data.split(b"\n")[:-1])))
            whole = [len(values), root, sha256(data).hex(), len(data)] == [reference[name] for name in ("lines", "root", "sha256", "size")]
            files = [value for value in values if value["kind"] == "file"]
            failed = sum(value["kind"] in ("unread", "failed") for value in values)
            counted = failed == act["failed"]
            if is_manifest:
                counted = counted and len(files) == act["items"] and sum(value["size"] for value in files) == act["bytes"]
            elif act["acquisition"] in read:
                counted = counted and all(value["sha256"] in wanted for value in values)
            if not whole or not counted:
                self.bad("manifest.mismatch", subject)
            if whole and is_manifest:
                read.add(act["acquisition"])
                for value in files:
                    digest = value["digests"]["sha256"]
                    if digest not in wanted or (act["copied"] and not wanted[digest][3]):
                        wanted[digest] = (value["size"], value["path"]["c"], act["source"]["c"], act["copied"])
        return wanted

    def lines(self, path, reference, forms):
        data = self.folder.read(path, reference["size"])
        need(data == b"" or data.endswith(b"\n"), "not ended")
        values = [integral(parse_json(utf8(line))) for line in data.split(b"\n")[:-1]]
        need(all(isinstance(value, dict) and forms.get(value.get("kind"), lambda _: False)(value) for value in values), "line")
        return data, values

    def clear(self):
        if self.folder.is_file("clear.jsonl"):
            self.guard("opening.mismatch", "openings", self.open_all)

    def open_all(self):
        data, last = self.folder.read("clear.jsonl"), ""
        need(data == b"" or data.endswith(b"\n"), "not ended")
        for line in data.split(b"\n")[:-1]:
            opening = parse_json(utf8(line))
            need(isinstance(opening, dict) and set(opening) == {"c", "salt", "value"} and HASH(opening["c"]) and HASH(opening["salt"]), "form")
            need(opening["c"] > last, "order")
            last = opening["c"]
            hashed = b"custodia-field/v1\n" + unb64(opening["salt"]) + canonical(opening["value"]).encode()
            if b64(sha256(hashed)) == opening["c"]:
                self.openings[opening["c"]] = opening["value"]
            else:
                self.bad("opening.mismatch", f"opening {opening['c']}")

    def raw(self, value):
        try:
            return [unb64(value["bytes"])]
        except (Bad, KeyError, TypeError, AttributeError):
            return []

    def evidence(self, folder, wanted):
        files = {path: folder.size(path) for path, kind in folder.kinds.items() if kind == "file"}
        for digest, (size, path, source, _) in wanted.items():
            subject = f"blob sha256:{digest}"
            sources = self.openings.get(source)
            sources = sources.get("paths") if isinstance(sources, dict) else None
            around = [os.path.basename(each) + b"/" for item in (sources if isinstance(sources, list) else []) for each in self.raw(item)]
            names = []
            for name in self.raw(self.openings.get(path)):
                names += [name, *(folder_ + name for folder_ in around), *([os.path.basename(name)] if folder.single else [])]
                names += [name[len(folder_) :] for folder_ in around if name.startswith(folder_)]
            there = [name for name in names if name in files]
            fitting = [name for name in there if files[name] == size]
            same = [name for name, found in files.items() if found == size and sha256(folder.read(name)).hex() == digest]
            chosen = (fitting or same or there)[:1]
            if not chosen:
                self.open("blob.absent", subject)
            elif files[chosen[0]] != size or sha256(folder.read(chosen[0])).hex() != digest:
                self.bad("blob.mismatch", subject)


def read_file(path):
    with open(path, "rb") as file:
        return file.read(4 << 20)


def answer(question):
    named = lambda notes: [(note["name"], read_file(note["path"])) for note in notes]
    policy = question.get("policy")
    check = Check(
        question["folder"], question.get("genesis"), question.get("evidence"), named(question["receipts"]), named(question["checkpoints"]),
        None if policy is None else read_file(policy),
    )
    complaints = [f"{code} {subject}" for verdict, code, subject in check.findings if verdict != "confirmed"]
    return {"verdict": check.verdict(), "findings": [f"{code} {subject}" for _, code, subject in check.findings], "complaints": complaints}


def main():
    sys.setrecursionlimit(10_000)
    if sys.argv[1:] == ["--batch"]:
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line))), flush=True)
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--genesis")
    parser.add_argument("--evidence")
    parser.add_argument("--policy")
    parser.add_argument("--receipt", action="append", default=[])
    parser.add_argument("--known-checkpoint", action="append", default=[])
    asked = parser.parse_args()
    notes = lambda paths: [(path, read_file(path)) for path in paths]
    policy = None if asked.policy is None else read_file(asked.policy)
    check = Check(asked.folder, asked.genesis, asked.evidence, notes(asked.receipt), notes(asked.known_checkpoint), policy)
    verdict = check.verdict()
    print(verdict)
    for finding in check.findings:
        print("  ", *finding)
    return {"confirmed": 0, "contradicted": 30, "unchecked": 31}[verdict]


if __name__ == "__main__":
    sys.exit(main())

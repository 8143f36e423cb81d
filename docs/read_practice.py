"""Prints every document of a practice, from docs/format.md alone.

    pip install argon2-cffi pynacl zstandard blake3
    python docs/read_practice.py PRACTICE PASSPHRASE_FILE
"""

import re
import sqlite3
import struct
import sys
import unicodedata

import zstandard
from argon2.low_level import Type, hash_secret_raw
from blake3 import blake3
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as aead_open

NO_NAME = bytes(16)


def derive(key, purpose):
    return blake3(key, derive_key_context=purpose).digest()


def unseal(key, sealed, bound):
    return aead_open(sealed[24:], bound, sealed[:24], key)


def practice_key(slot, practice, passphrase):
    body, checksum = slot[:-32], slot[-32:]
    assert blake3(body).digest() == checksum, "the slot is damaged"
    kind, sheet, memory_kib, passes, lanes = struct.unpack("<BIIII", body[:17])
    salt, commitment, clear = body[17:33], body[33:65], body[:65]
    assert kind == 1 and memory_kib <= 1 << 20 and passes <= 16 and lanes <= 4
    words = unicodedata.normalize("NFKC", passphrase).encode()
    made = hash_secret_raw(words, salt, passes, memory_kib, lanes, 64, Type.ID, 19)
    wrapping, other = made[:32], made[32:]
    assert derive(other, "holdfast 1 slot commitment") == commitment, "another passphrase"
    return unseal(wrapping, body[65:], b"holdfast slot 1" + practice + clear)


def bound_of(practice, row):
    id_, entity, case, compartment, parent, writer, sequence, locked = row[1:9]
    return (
        b"holdfast revision 1" + practice + id_ + entity + case + bytes([compartment])
        + parent + writer + struct.pack("<Q", sequence) + bytes([locked])
    )


def chains(practice, revisions):
    links = {}
    for row in sorted(revisions, key=lambda row: row[7]):
        writer = row[6]
        first = (0, blake3(b"holdfast chain 1" + practice + writer).digest())
        sequence, link = links.get(writer, first)
        assert row[7] == sequence + 1, "a revision is missing"
        links[writer] = (row[7], blake3(link + bound_of(practice, row) + row[9]).digest())
    return links


def head_of(key, practice, sealed):
    head = unseal(derive(key, "holdfast 1 head"), sealed, b"holdfast head 1" + practice)
    tips = (head[at:at + 56] for at in range(0, len(head), 56))
    return {tip[:16]: (struct.unpack("<Q", tip[16:24])[0], tip[24:]) for tip in tips}


def text_of(practice, keys, row):
    sealed = row[10]
    packed = unseal(keys[row[3], row[4]], sealed, bound_of(practice, row))
    (length,) = struct.unpack("<I", packed[:4])
    text = zstandard.ZstdDecompressor().decompress(packed[4:4 + length]).decode()
    is_as_written = blake3(sealed).digest() == row[9]
    assert is_as_written or "\n body: Thinned,\n" in text, "the bytes have changed"
    return text


def main(path, passphrase_file):
    passphrase = open(passphrase_file, encoding="utf-8").read().rstrip("\r\n")
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert file.execute("PRAGMA application_id").fetchone() == (0x484F4C44,)
    assert file.execute("PRAGMA user_version").fetchone() == (1,)
    (practice,) = file.execute("SELECT id FROM practice").fetchone()
    (slot,) = file.execute("SELECT bytes FROM slot WHERE number = 1").fetchone()
    key = practice_key(slot, practice, passphrase)

    columns = 'rowid, id, entity, "case", compartment, parent, writer, sequence, locked, digest, sealed'
    revisions = file.execute(f"SELECT {columns} FROM revision ORDER BY rowid").fetchall()
    (head,) = file.execute("SELECT sealed FROM head").fetchone()
    assert chains(practice, revisions) == head_of(key, practice, head), "revisions are missing"

    wrapping = derive(key, "holdfast 1 compartment keys")
    keys = {}
    for case, compartment, sealed in file.execute('SELECT "case", compartment, sealed FROM compartment'):
        bound = b"holdfast compartment 1" + practice + case + bytes([compartment])
        keys[case, compartment] = unseal(wrapping, sealed, bound)

    for row in revisions:
        text_of(practice, keys, row)  # every revision opens, not only the newest
    parents = {row[5] for row in revisions}
    newest = [row for row in revisions if row[1] not in parents and row[3] != NO_NAME]
    cases = {}
    for row in newest:
        cases.setdefault(row[3], []).append(text_of(practice, keys, row))

    def code_name(texts):
        found = (re.search(r'code_name: "(.*)"', text) for text in texts if "body: Couple(" in text)
        return next(match.group(1) for match in found).lower()

    for texts in sorted(cases.values(), key=code_name):
        for text in texts:
            print(text)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Prints the newest documents of a Holdfast practice, made from docs/format.md alone.

    pip install argon2-cffi blake3 pynacl zstandard
    python docs/read_practice.py PRACTICE PASSPHRASE_FILE
"""

import sqlite3
import struct
import sys
import unicodedata
import uuid
from datetime import datetime, timedelta, timezone

import argon2.low_level
import zstandard
from blake3 import blake3
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt

KINDS = ["thinned", "settings", "case", "session", "map", "map"]
COMPARTMENTS = ["", ", process", ", private A", ", private B"]


def derive(context, key):
    return blake3(key, derive_key_context=context).digest()


def unseal(key, bound, sealed):
    return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[24:], bound, sealed[:24], key)


def practice_key(keyring, passphrase):
    assert keyring[:10] == b"HOLDFAST\x01\x00", "no practice of format 1"
    assert blake3(keyring[:-32]).digest() == keyring[-32:], "damaged key slots"
    practice = keyring[10:26]
    for number in range(keyring[26]):
        slot = keyring[27 + number * 149 :][:149]
        kind, memory, passes, lanes = struct.unpack_from("<BIII", slot)
        salt, commitment, sealed = slot[13:45], slot[45:77], slot[77:149]
        if kind != 1:
            continue
        assert memory <= 1 << 20 and passes <= 64 and lanes <= 4, "hostile cost"
        slot_key = argon2.low_level.hash_secret_raw(
            passphrase, salt, passes, memory, lanes, 32, argon2.low_level.Type.ID, version=0x13
        )
        if derive("Holdfast format 1: slot commitment", slot_key) == commitment:
            wrapping = derive("Holdfast format 1: slot wrapping key", slot_key)
            return practice, unseal(wrapping, b"holdfast slot 1" + practice + slot[:77], sealed)
    sys.exit("wrong passphrase")


def payload(bytes):
    schema, kind, _, millis, offset, length, packed = struct.unpack_from("<HBIqiII", bytes)
    assert schema == 1, "newer schema"
    text = zstandard.decompress(bytes[27 : 27 + packed], max_output_size=length)
    zone = timezone(timedelta(seconds=offset))
    when = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=millis)
    return kind, when.astimezone(zone), text.decode()


def main(path, passphrase_file):
    words = open(passphrase_file, encoding="utf-8").read().strip()
    passphrase = unicodedata.normalize("NFC", words).encode()
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert file.execute("PRAGMA application_id").fetchone()[0] == 0x484F4C44
    (keyring,) = file.execute("SELECT keyring FROM practice WHERE id = 1").fetchone()
    practice, key = practice_key(keyring, passphrase)

    wrapping = derive("Holdfast format 1: compartment wrapping key", key)
    keys = {}
    for case, compartment, sealed in file.execute("SELECT * FROM compartment_key"):
        bound = b"holdfast compartment 1" + practice + case + bytes([compartment])
        keys[case, compartment] = unseal(wrapping, bound, sealed)

    chains, newest = {}, {}
    rows = file.execute(
        "SELECT id, entity, case_id, compartment, previous, number, writer, sequence, locked,"
        " seal_hash, chain, sealed FROM revision ORDER BY place"
    )
    for id, entity, case, compartment, previous, number, writer, sequence, locked, *rest in rows:
        seal_hash, chain, sealed = rest
        clear = b"holdfast revision 1" + practice + id + entity + case + bytes([compartment])
        clear += previous + struct.pack("<I16sQB", number, writer, sequence, locked)
        last = chains.get(writer, bytes(32))
        assert chain == blake3(b"holdfast chain 1" + last + clear + seal_hash).digest(), "chain"
        chains[writer] = chain
        document = payload(unseal(keys[case, compartment], clear, sealed))
        assert document[0] == 0 or seal_hash == blake3(sealed).digest(), "another revision"
        newest[case, entity, compartment] = (number, *document)

    heads = derive("Holdfast format 1: writer head key", key)
    for writer, sealed in file.execute("SELECT writer, sealed FROM writer_head"):
        head = unseal(heads, b"holdfast head 1" + practice + writer, sealed)
        assert head[8:40] == chains[writer], "the last revision is missing"

    for (case, entity, compartment), (number, kind, when, text) in sorted(newest.items()):
        if any(case):
            what = KINDS[kind] + COMPARTMENTS[compartment]
            print(f"== {uuid.UUID(bytes=entity)}, {what}, revision {number}, {when.isoformat()}")
            print(text)


main(*sys.argv[1:])

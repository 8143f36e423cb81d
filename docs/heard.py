#!/usr/bin/env python3
"""Checks that a screen reader hears the words that are printed, page after page.

    python3 docs/heard.py PAGE.pdf        # needs pikepdf, and poppler's pdftotext

Walks the structure as a reader does and reads each marked piece with the fonts' own tables, so
that it takes a second for 200 pages. `pdfinfo -struct-text` does the same, and draws the whole
page again for every word: short files are read with both, and both must hear the same.
"""
import re
import subprocess
import sys
from collections import Counter

import pikepdf

SHORT = 2


def run(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


def letters_of(font):
    """What each number of a font reads as."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    read = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, says in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[int(code, 16)] = read(says)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, says in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start, base = int(first, 16), read(says)
            for code in range(start, int(last, 16) + 1):
                letters[code] = base[:-1] + chr(ord(base[-1]) + code - start)
        for first, many in re.findall(r"<(\w+)>\s*<\w+>\s*\[(.*?)\]", block, re.S):
            for place, says in enumerate(re.findall(r"<(\w+)>", many)):
                letters[int(first, 16) + place] = read(says)
    return letters


def pieces(page, tables):
    """The words of each marked piece of a page."""
    fonts, says, open_marks, letters = page.obj.Resources.Font, {}, [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            known = isinstance(properties, pikepdf.Dictionary)
            open_marks.append(int(properties["/MCID"]) if known and "/MCID" in properties else None)
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            key = str(operands[0])
            if key not in tables:
                tables[key] = letters_of(fonts[key])
            letters = tables[key]
        elif name in ("Tj", "TJ"):
            mark = next((mark for mark in reversed(open_marks) if mark is not None), None)
            strings = operands[0] if name == "TJ" else operands
            for text in strings:
                if mark is not None and isinstance(text, pikepdf.String):
                    codes = bytes(text)
                    words = [letters.get(a << 8 | b, "\ufffd") for a, b in zip(codes[::2], codes[1::2])]
                    says[mark] = says.get(mark, "") + "".join(words)
    return says


def heard_of(pdf):
    """All that is heard, in the order in which it is heard."""
    tables = {}
    says = {page.obj.objgen: pieces(page, tables) for page in pdf.pages}
    heard, waiting = [], [(pdf.Root.StructTreeRoot, None)]
    while waiting:
        node, on = waiting.pop()
        if isinstance(node, int):
            heard.append(says.get(on, {}).get(node, ""))
            continue
        on = node["/Pg"].objgen if "/Pg" in node else on
        if "/ActualText" in node:
            heard.append(str(node["/ActualText"]))
            continue
        if "/MCID" in node:
            heard.append(says.get(on, {}).get(int(node["/MCID"]), ""))
            continue
        inner = node.get("/K", [])
        inner = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
        waiting += [(int(it) if isinstance(it, int) else it, on) for it in reversed(inner)]
    return heard


def count(words):
    return Counter(letter for letter in words if letter.isalnum())


def main():
    path, bad = sys.argv[1], False
    pdf = pikepdf.open(path)
    heard = "".join(heard_of(pdf))
    printed = run("pdftotext", "-raw", path, "-")
    strange = count(heard) - count(printed)
    if strange or not heard.strip():
        print("  heard and not printed:", "".join(sorted(strange)) or "nothing is heard")
        bad = True
    if len(pdf.pages) <= SHORT:
        poppler = re.findall(r'^ *"(.*)"$', run("pdfinfo", "-struct-text", path), re.M)
        if count("".join(poppler)) != count(heard):
            print("  poppler hears something else")
            bad = True
    print(f"  heard: {len(heard.split())} words on {len(pdf.pages)} pages")
    sys.exit(bad)


if __name__ == "__main__":
    main()

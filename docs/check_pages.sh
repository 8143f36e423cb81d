#!/usr/bin/env bash
# Checks printed pages with tools that `cargo test` may not rely on.
#
#     bash docs/check_pages.sh PAGE.pdf ...
#
# Uses what is installed: qpdf, poppler (pdffonts, pdfinfo, pdftotext), and from PyPI
# page-validation (profiles 2a and ua1) and pikepdf. Set PYTHON to a Python that has the two.
# A locked page is checked with the password in PASSWORD: that it opens with it and not without.
# What is not installed is named and left out. The exit code is 1 if any check fails.
set -u
python=${PYTHON:-python3}
failed=0
fail() { echo "  FAILED: $*"; failed=1; }
has_pikepdf() { "$python" -c 'import pikepdf' 2>/dev/null || { echo "  left out, not installed: pikepdf"; return 1; }; }
has() { command -v "$1" >/dev/null || { echo "  left out, not installed: $1"; return 1; }; }

for page in "$@"; do
    echo "$page"
    if has qpdf && qpdf --is-encrypted "$page"; then
        password=${PASSWORD:-}
        qpdf --password="$password" --check "$page" >/dev/null 2>&1 || fail "qpdf --check with the password"
        qpdf --check "$page" >/dev/null 2>&1 && fail "the page opens without its password"
        qpdf --password="$password" --show-encryption "$page" | grep -q 'AESv3' || fail "not AES-256"
        if has pdftotext; then
            pdftotext -upw "$password" -raw "$page" - | grep -q '[[:alpha:]]' || fail "no text with the password"
            pdftotext -raw "$page" - >/dev/null 2>&1 && fail "text without the password"
        fi
        continue
    fi
    if has qpdf; then
        qpdf --check "$page" >/dev/null 2>&1 || fail "qpdf --check"
    fi
    if has pdffonts; then
        pdffonts "$page" | tail -n +3 | awk '{ print $1, $(NF-4), $(NF-3), $(NF-2) }' |
            grep -v '^[A-Z]\{6\}+[^ ]* yes yes yes$' && fail "a font is not embedded, cut down and readable"
    fi
    if has pdfinfo; then
        pdfinfo "$page" | grep -q '^Tagged: *yes' || fail "the page is not tagged"
        pdfinfo "$page" | grep -E '^(Title|Author|Subject|Keywords):' | sed 's/^/  /'
        pdfinfo -struct-text "$page" | grep -q '"' || fail "a screen reader finds no words"
    fi
    if has pdftotext; then
        pdftotext -raw "$page" - | grep -q '[[:alpha:]]' || fail "no text can be copied"
        pdftotext -raw "$page" - | grep -q $'\xef\xbf\xbd' && fail "a letter cannot be copied"
    fi
    if has pdfinfo && has pdftotext && has_pikepdf; then
        "$python" "$(dirname "$0")/heard.py" "$page" || fail "what is heard is not what is printed"
    fi
    "$python" - "$page" <<'PYTHON' || fail "validation"
import sys
path, bad = sys.argv[1], False
try:
    import page
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf(path, profile=profile)
        print(f"  {profile.value}: {'conforms' if report.is_compliant else 'DOES NOT CONFORM'}")
        for failure in report.failures:
            print("   ", failure.rule_id, failure.message)
        bad |= not report.is_compliant
except ImportError:
    print("  left out, not installed: page-validation")
try:
    import re, pikepdf
    pdf = pikepdf.open(path)
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    for number, sheet in enumerate(pdf.pages):
        owners = nums[2 * int(sheet.obj.StructParents) + 1]
        content = sheet.Contents.read_bytes().decode("latin-1")
        marks = [int(mark) for mark in re.findall(r"/MCID (\d+)", content)]
        if sorted(marks) != list(range(len(owners))):
            print(f"  page {number + 1}: marked pieces and their owners differ")
            bad = True
except ImportError:
    print("  left out, not installed: pikepdf")
sys.exit(bad)
PYTHON
done
exit $failed

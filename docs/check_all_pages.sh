#!/usr/bin/env bash
# Prints every template with full, empty and hostile couples, and checks every page that comes of
# it (see check_pages.sh for what is checked and what must be installed). It takes half an hour.
#
#     docs/check_all_pages.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(realpath "${1:-$(mktemp -d)}")
mkdir -p "$folder"
HOLDFAST_PICTURES=$folder cargo test --locked --test holdfast -- --ignored \
    every_page::write_every_page letterhead::write_letterheads
docs/check_pages.sh "$folder"/*.pdf

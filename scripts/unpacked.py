#!/usr/bin/env python3
"""Unpacks a printed tree, whose pages are gzip, for tools that read plain files: ``unpacked.py TREE FOLDER``."""

import gzip
import sys
from pathlib import Path

tree, folder = map(Path, sys.argv[1:])
pages = sorted(tree.rglob("*.html.gz"))
if not pages:
    sys.exit(f"There is no printed page in {tree}.")
for page in pages:
    target = folder / page.relative_to(tree).with_suffix("")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.decompress(page.read_bytes()))
print(f"{len(pages)} pages")

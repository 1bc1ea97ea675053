#!/usr/bin/env python3
"""Makes the tables of docs/truth.md from FOLDER/rows.json, and writes them between the page's marks.

    page.py FOLDER [--page docs/truth.md --json docs/truth.json --pictures docs/images/truth]

Without --page the tables are printed.
"""

import argparse
import json
from pathlib import Path

from cases import case_table
from figures import all_figures
from tables import tables

START, END = "<!-- figures: written by scripts/truth/page.py -->", "<!-- end of figures -->"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    rows = json.loads((options.folder / "rows.json").read_text())
    figures = all_figures(rows)
    pictures = options.pictures or options.folder / "pictures"
    text = tables(rows, figures) + case_table(rows, options.folder / "scenes", pictures, options.page)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")
    if not options.page:
        print(text)
        return
    before, _, rest = options.page.read_text().partition(START)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{options.page} lacks the lines between which the figures stand")
    options.page.write_text(f"{before}{START}\n\n{text.strip()}\n\n{END}{after}")


if __name__ == "__main__":
    main()

"""Draws the pictures of sections for inline results: the number of the section on a colour.

    python3 .ci/thumbnails.py --out docs/thumbnails

The pictures are for a web server, whose address is the setting `thumbnails`. Needs Chromium.
"""

import argparse
import pathlib
import subprocess
import tempfile

N_SECTIONS, SIZE = 12, 96

COLOURS = ["#2f6f9f", "#b4512f", "#2f7d4f", "#7a4f9a", "#a07a1f", "#3f7f86"]


def draw(section, target):
    """Draw the picture of a section."""
    colour = COLOURS[(section - 1) % len(COLOURS)]
    with tempfile.NamedTemporaryFile("w", suffix=".html") as source:
        source.write(
            f"<!doctype html><body style='margin:0;background:{colour};color:#fff;text-align:center;"
            f"font:bold {SIZE * 9 // 16}px/{SIZE}px sans-serif'>{section}")
        source.flush()
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                   f"--window-size={SIZE},{SIZE}", f"--screenshot={target}", f"file://{source.name}"]
        subprocess.run(command, capture_output=True, timeout=60, check=True)


def main():
    """Draws all pictures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", default="docs/thumbnails")
    out = pathlib.Path(arguments.parse_args().out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    for section in range(1, N_SECTIONS + 1):
        draw(section, out / f"{section}.png")


if __name__ == "__main__":
    main()

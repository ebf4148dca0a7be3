"""The faces that the browser of the tests sees: pinned by package.json, and never one of the machine's own."""

from pathlib import Path

from fontTools.ttLib import TTFont
from the_book import BOOK

# What a page asks for in general, it gets from the widest faces that are common: what fits in them fits in others.
GENERIC = {
    "sans-serif": "DejaVu Sans",
    "system-ui": "DejaVu Sans",
    "serif": "DejaVu Serif",
    "monospace": "JetBrains Mono",
}
NARROWEST = "STIX Two Text"  # as narrow as Times
PACKED = ("dejavu-sans", "dejavu-serif", "stix-two-math")  # the last shows what the maths font of the book lacks
UNPACKED = ("noto-sans-jp", "noto-sans-kr", "stix-two-text", "jetbrains-mono")


def configure(folder: Path) -> Path:
    """Writes a configuration of fontconfig that offers these faces only, and gives its path."""
    places = [folder]
    for name in PACKED:  # Chromium reads packed faces from web pages only; WOFF is unpacked sooner than WOFF2
        for file in (BOOK.node_modules / "@fontsource" / name / "files").glob("*-latin-?00-normal.woff"):
            face = TTFont(file)
            face.flavor = None
            face.save(folder / f"{file.stem}.ttf")
    for name in UNPACKED:
        places += [BOOK.node_modules / "@expo-google-fonts" / name / style for style in ("400Regular", "700Bold")]
    chosen = "".join(
        f'<alias binding="strong"><family>{generic}</family><prefer><family>{face}</family></prefer></alias>'
        for generic, face in GENERIC.items()
    )
    offered = "".join(f"<dir>{place}</dir>" for place in places)
    # Letters as wide as their face says, as phones draw them: hinting would round each to whole pixels.
    plain = '<match target="font"><edit name="hintstyle" mode="assign"><const>hintnone</const></edit></match>'
    path = folder / "fonts.conf"
    path.write_text(f"<fontconfig>{offered}<cachedir>{folder / 'cache'}</cachedir>{chosen}{plain}</fontconfig>")
    return path

"""`python -m book.figures`: write every figure as stand-alone SVG files into build/figures/<language>/."""

from book.errors import ROOT
from book.figures import LAYOUTS, names, standalone
from book.languages import LANGUAGES


def main() -> None:
    """Write all figures and say where they are."""
    target = ROOT / "build" / "figures"
    for language in LANGUAGES:
        folder = target / language
        folder.mkdir(parents=True, exist_ok=True)
        for name in names():
            for layout in LAYOUTS:
                suffix = "" if layout == "wide" else f"-{layout}"
                drawn = standalone(name, language, layout)
                (folder / f"{name}{suffix}.svg").write_text(drawn, encoding="utf-8")
    print(f"{len(names())} figures in {len(LANGUAGES)} languages: {target.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()

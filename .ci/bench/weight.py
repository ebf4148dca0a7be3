"""What a page weighs on its way: its HTML, and all that comes with it before the reader does anything."""

from pathlib import Path

import phone

LARGEST = 5


def tell(root: Path) -> None:
    """Prints a line for each of the heaviest pages, and one for all of them together."""
    site = root / "site"
    pages = sorted((len(phone.packed(page)), page) for page in site.glob("*/*.html") if page.name != "404.html")
    print("weight                          HTML kB  compressed  requests  all kB, compressed")
    with phone.served(site) as address, phone.browser() as chromium:
        for weight, page in reversed(pages[-LARGEST:]):
            where = page.relative_to(site).as_posix()
            came: list[int] = []
            with phone.phone(chromium, slow=False) as tab:
                tab.on("response", lambda r, came=came: came.append(int(r.headers.get("content-length", 0))))
                tab.goto(f"{address}{where}", wait_until="networkidle")
            size = page.stat().st_size
            print(f"{where:30}{size / 1e3:9.0f}{weight / 1e3:12.1f}{len(came):10}{sum(came) / 1e3:20.1f}")
    whole = sum(weight for weight, _ in pages)
    print(f"{f'all {len(pages)} pages':30}{sum(p.stat().st_size for _, p in pages) / 1e3:9.0f}{whole / 1e3:12.1f}")

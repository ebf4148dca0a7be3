"""When a page is first painted, and when its last formula can be read: ours, the limit, and a plain Material build.

The limit is our article under the smallest style that makes it readable, without fonts and scripts: nothing that shows
this article is faster.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import phone

PAGE = "affine"
TIMES = 7
STYLE = (
    "body{margin:0 auto;max-width:40rem;padding:1rem;font:1.0625rem/1.6 serif}svg{max-width:100%;height:auto}"
    "@media(width<46rem){.fig-wide{display:none}}@media(width>=46rem){.fig-narrow{display:none}}pre,table{overflow:auto}"
)
# A formula can be read when it has been laid out, nothing blocks its font, and a frame has passed.
WATCH = """(() => {
    const shows = ["swap", "fallback", "optional"];
    const hidden = () => [...document.fonts].some((f) => f.status === "loading" && !shows.includes(f.display));
    window.bench = { moved: 0, late: 0 };
    new PerformanceObserver((seen) => {
        for (const entry of seen.getEntries()) if (!entry.hadRecentInput) bench.moved += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    const look = () => {
        const last = document.readyState !== "loading" && [...document.querySelectorAll("article math")].pop();
        if (!last || hidden() || !last.getBoundingClientRect().height) requestAnimationFrame(look);
        else requestAnimationFrame(() => { bench.late = performance.now(); });
    };
    requestAnimationFrame(look);
})();"""
FIRST = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
HOOK = """from pathlib import Path


def on_page_content(html, page, **_):
    return Path(page.file.abs_src_path).with_suffix(".article").read_text(encoding="utf-8")
"""


def article(site: Path, slug: str) -> str:
    """The article of a page of ours, from h1 on, as it stands in the HTML."""
    html = (site / f"{slug}.html").read_text(encoding="utf-8")
    return re.search(r"<article\b[^>]*>(.*)</article>", html, re.S)[1]


def material(site: Path, folder: Path) -> Path:
    """A site as Material builds it where nothing is set, with our articles in it; the folder of the built site."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for page in site.glob("*.html"):
        if page.name != "404.html":
            title = re.search("<title>(.*?)</title>", page.read_text(encoding="utf-8"))[1]
            (docs / f"{page.stem}.md").write_text(f"---\ntitle: {title!r}\n---\n", encoding="utf-8")
            (docs / f"{page.stem}.article").write_text(article(site, page.stem), encoding="utf-8")
    (folder / "hook.py").write_text(HOOK, encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Plain\nuse_directory_urls: false\ntheme: {name: material, font: false}\nhooks: [hook.py]\n"
        "exclude_docs: '*.article'\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(folder / "site")]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder / "site"


def limit(site: Path, folder: Path) -> Path:
    """The page that nothing can beat."""
    folder.mkdir(parents=True)
    text = re.sub(r"<(script|template)\b.*?</\1>", "", article(site, PAGE), flags=re.S)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    page = f'<!doctype html><html lang="en">{head}<title>Limit</title><style>{STYLE}</style><article>{text}</article>'
    (folder / f"{PAGE}.html").write_text(page, encoding="utf-8")
    return folder


def measure(tab, address: str) -> tuple[float, float, float]:
    """First paint and last formula in ms, and how much has moved."""
    tab.add_init_script(WATCH)
    tab.goto(address, wait_until="load")
    tab.evaluate("new Promise(done => { const look = () => (bench.late ? done() : setTimeout(look, 20)); look(); })")
    tab.wait_for_timeout(400)  # what comes late may move something
    return tab.evaluate(FIRST), tab.evaluate("bench.late"), tab.evaluate("bench.moved")


def tell(root: Path) -> None:
    """Prints a line a variant: medians, and how many times the limit that is."""
    site = root / "site" / "en"
    with tempfile.TemporaryDirectory() as folder, phone.browser() as chromium:
        sites = {"limit": limit(site, Path(folder) / "limit"), "ours": site}
        sites["Material"] = material(site, Path(folder) / "material")
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in sites}
        for _ in range(TIMES + 1):  # the first only warms the browser up
            for name, where in sites.items():
                with phone.served(where) as address, phone.phone(chromium) as tab:
                    found[name].append(measure(tab, f"{address}{PAGE}.html"))
    print(f"paint: en/{PAGE}, median of {TIMES}   first paint ms  × limit  last formula ms  × limit    moved")
    least = [statistics.median(column) for column in zip(*found["limit"][1:], strict=True)]
    for name, runs in found.items():
        first, last, moved = (statistics.median(column) for column in zip(*runs[1:], strict=True))
        print(f"{name:36}{first:9.0f}{first / least[0]:9.2f}{last:17.0f}{last / least[1]:9.2f}{moved:9.4f}")

"""How long a reader waits for search: for its index, and after each key."""

import statistics
from pathlib import Path

import phone

QUERIES = {
    "ja": (
        *("転置", "softmaxの微分", "バイアスの勾配はなぜ和をとる"),
        *("dW = X.T @ dZ", "グラジエント チェック", "行列で微分"),
    ),
    "ko": (
        *("전치", "소프트맥스 미분", "편향의 기울기는 왜 합인가요"),
        *("dW = X.T @ dZ", "그레이디언트 체크", "행렬로 미분"),
    ),
    "en": ("transpose", "softmax jacobian", "why is the bias gradient a sum", "dW = X.T @ dZ", "trasnpose", "matmul"),
}
TYPED = """async (query) => {
    const field = document.querySelector('.search__field');
    const took = [];
    for (let n = 1; n <= query.length; n += 1) {
        field.value = query.slice(0, n);
        const start = performance.now();
        field.dispatchEvent(new Event('input'));
        document.querySelector('.search__found').getBoundingClientRect();  // laid out
        took.push(performance.now() - start);
        await new Promise(next => setTimeout(next));
    }
    return took;
}"""

PASTED = """async (letters) => {
    const field = document.querySelector('.search__field');
    const took = [];
    for (let n = 0; n < 20; n += 1) {
        const turned = letters.slice(n) + letters.slice(0, n);
        field.value = turned.replaceAll(' ', n % 2 ? ' ' : '').repeat(5000).slice(0, 5000);
        const start = performance.now();
        field.dispatchEvent(new Event('input'));
        document.querySelector('.search__found').getBoundingClientRect();
        took.push(performance.now() - start);
        await new Promise(next => setTimeout(next));
    }
    return took;
}"""


def tell(root: Path) -> None:
    """Prints a line a language."""
    print("search      index kB  texts kB  ready s  whole s  keystroke ms: median  95 of 100  worst  5,000 letters")
    with phone.served(root / "site") as address, phone.browser() as chromium:
        for language, queries in QUERIES.items():
            folder = root / "site" / language / "search"
            index, texts = ((folder / f"{part}.js").stat().st_size for part in ("index", "texts"))
            with phone.phone(chromium, slow=False) as tab:
                tab.goto(f"{address}{language}/picture.html")
                phone.slow_down(tab)
                start = tab.evaluate("performance.now()")
                tab.locator(".search-open").click()
                tab.locator(".search__field").fill("1")
                tab.wait_for_selector(".search__found li", timeout=60_000)
                ready = (tab.evaluate("performance.now()") - start) / 1000
                tab.wait_for_selector(".search__found mark", timeout=60_000)  # marked in sentences of the texts
                whole = (tab.evaluate("performance.now()") - start) / 1000
                took = sorted(ms for query in queries for ms in tab.evaluate(TYPED, query))
                pasted = max(tab.evaluate(PASTED, "".join(queries)))
            print(
                f"{language:10} {index / 1000:9.0f} {texts / 1000:9.0f} {ready:8.1f} {whole:8.1f}"
                f"{statistics.median(took):22.1f} {took[int(0.95 * len(took))]:10.1f} {took[-1]:6.1f} {pasted:14.1f}"
            )

"""What runs on a host runs with the least that it needs, on what was named by its digest, and runs what README says."""

import re
from collections.abc import Iterator

import pytest
import yaml
from the_book import BOOK

FOLDER = BOOK.root / ".github" / "workflows"
FILES = {file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.y*ml"))}
MAKEFILE = (BOOK.root / "Makefile").read_text(encoding="utf-8")
# The most that a job may do: what it reads, and what its actions ask for. A new job needs a line here.
LEAST = {
    "book/test": {"contents": "read", "pages": "read"},
    "book/pytorch": {"contents": "read"},
    "book/publish": {"pages": "write", "id-token": "write"},
    "kept/audit": {"contents": "read"},
    "kept/links": {"contents": "read"},
}
_LEVELS = ("none", "read", "write")
_ACTION = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_IMAGE = re.compile(r"[\w./:-]+@sha256:[0-9a-f]{64}")
_DEPLOYS = "actions/deploy-pages@"
_ONLY_OF_PULLS = "${{ github.event_name == 'pull_request' }}"


def faults(name: str, text: str) -> Iterator[str]:
    """What a workflow has or may do that it should not."""
    flow = yaml.load(text, yaml.BaseLoader)  # in which `on` is a word and no truth
    jobs, events = flow["jobs"], flow["on"]
    if flow.get("permissions") != {}:
        yield "permissions: {} stands on top, so that each job says what it needs"
    if "pull_request_target" in events or "workflow_run" in events:
        yield "strangers' code runs with the project's rights"
    if "secrets." in text:
        yield "no secret is needed"
    deploys = any(_DEPLOYS in step.get("uses", "") for job in jobs.values() for step in job["steps"])
    if deploys and flow["concurrency"]["cancel-in-progress"] not in ("false", _ONLY_OF_PULLS):
        yield "a deployment can be cancelled half-way"
    for key, job in jobs.items():
        yield from (f"{key}: {fault}" for fault in _job(LEAST.get(f"{name}/{key}"), job))
    for line in re.findall(r"^.*\buses: .*$", text, re.M):
        if not re.search(r"# v\d+\.\d+\.\d+$", line):
            yield f"no version beside the commit: {line.strip()}"


def _job(least: dict[str, str] | None, job: dict) -> Iterator[str]:
    if least is None:
        yield "is not in LEAST"
        return
    if not isinstance(given := job.get("permissions"), dict):
        yield "says no permissions"
    else:
        more = {key for key in given if _LEVELS.index(given[key]) > _LEVELS.index(least.get(key, "none"))}
        yield from (f"may {given[key]} {key}" for key in sorted(more))
    if "timeout-minutes" not in job:
        yield "has no limit of time"
    if job["runs-on"].endswith("-latest"):
        yield "runs on whatever is the newest"
    image = job.get("container", "")
    if image and not _IMAGE.fullmatch(image if isinstance(image, str) else image["image"]):
        yield f"the container {image} is not named by its digest"
    if any(_DEPLOYS in step.get("uses", "") for step in job["steps"]) and "refs/heads/main" not in job.get("if", ""):
        yield "deploys what is not on main"
    for step in job["steps"]:
        used = step.get("uses", "")
        if used and not _ACTION.fullmatch(used):
            yield f"{used} is not named by its commit"
        if used.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") != "false":
            yield "leaves the credentials of the checkout behind"
        if "${{" in step.get("run", ""):
            yield "an expression becomes code: give it as a variable of the environment"


@pytest.mark.parametrize("name", FILES)
def test_a_workflow_does_with_the_least(name: str) -> None:
    assert list(faults(name, FILES[name])) == []


def test_every_permission_of_the_table_is_given() -> None:
    given = {
        f"{name}/{key}": job["permissions"]
        for name, text in FILES.items()
        for key, job in yaml.load(text, yaml.BaseLoader)["jobs"].items()
    }
    assert given == LEAST


PLANTED = [
    ("book", "permissions: {}\n", "permissions: read-all\n", "permissions: {} stands on top"),
    ("book", "permissions: {}\n", "", "permissions: {} stands on top"),
    ("book", "  pull_request:\n", "  pull_request_target:\n", "strangers' code"),
    (
        "book",
        "    permissions:\n      contents: read\n      pages: read",
        "    needs: []\n    x: y",
        "test: says no",
    ),
    ("book", "      contents: read", "      contents: write", "test: may write contents"),
    ("book", "      id-token: write", "      id-token: write\n      packages: read", "publish: may read packages"),
    ("book", "  publish:\n", "  release:\n", "release: is not in LEAST"),
    ("book", "    timeout-minutes: 10\n", "", "publish: has no limit of time"),
    ("book", "runs-on: ubuntu-24.04", "runs-on: ubuntu-latest", "test: runs on whatever is the newest"),
    ("book", r"debian:12@sha256:\w+", "debian:12", "test: the container debian:12 is not named by its digest"),
    ("book", r"checkout@\w+ #", "checkout@v7 #", "actions/checkout@v7 is not named by its commit"),
    ("book", r"deploy-pages@\w+ #", "deploy-pages@main #", "actions/deploy-pages@main is not named by its commit"),
    ("book", r" # v5\.0\.0", "", "no version beside the commit"),
    ("book", "          persist-credentials: false\n", "", "test: leaves the credentials"),
    ("kept", "persist-credentials: false", "persist-credentials: true", "audit: leaves the credentials"),
    ("book", r"cancel-in-progress: \$.*", "cancel-in-progress: true", "a deployment can be cancelled half-way"),
    ("book", "    if: github.ref == 'refs/heads/main'\n    needs", "    needs", "publish: deploys what is not on main"),
    ("book", "run: make pytorch", "run: echo ${{ github.head_ref }}", "pytorch: an expression becomes code"),
    ("book", 'CI: "true"', "TOKEN: ${{ secrets.TOKEN }}", "no secret is needed"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), PLANTED)
def test_a_workflow_that_may_more_is_red(name: str, old: str, new: str, says: str) -> None:
    text, times = re.subn(re.escape(old) if "\\" not in old else old, lambda _: new, FILES[name], count=1)
    assert times, f"{name}.yml no longer contains {old!r}: plant the fault elsewhere"
    assert any(says in fault for fault in faults(name, text))


def reached(text: str) -> set[str]:
    """The targets of the Makefile that a script comes to, those that they need among them."""
    found = set(re.findall(r"(?:^\s*|\brun: |&& |=\w+ )make (?:--[\w-]+ )*([a-z]+)", text, re.M))
    for script in re.findall(r"(?<![\w/])\.ci/[a-z]+(?=\s|$)", text):
        found |= reached((BOOK.root / script).read_text(encoding="utf-8"))
    for target in [*found]:
        needs = re.search(rf"^{target}:(.*?)(?:##|$)", MAKEFILE, re.M)
        assert needs, f"the Makefile has no {target}"
        found |= set(needs[1].split())
    return found


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    readme = (BOOK.root / "README.md").read_text(encoding="utf-8")
    two = re.findall(r"^make ([a-z]+)", re.search(r"## Two commands\n.*?```sh\n(.*?)```", readme, re.S)[1], re.M)
    assert two == ["site", "test"]
    runs = yaml.load(FILES["book"], yaml.BaseLoader)["jobs"]["test"]["steps"]
    assert {*two, "properdocs"} <= reached("\n".join(step.get("run", "") for step in runs))
    assert not {*two} <= reached("make site") and reached("# make test") == set()


def test_what_grows_old_is_looked_at_every_week() -> None:
    flow = yaml.load(FILES["kept"], yaml.BaseLoader)
    (when,) = flow["on"]["schedule"]
    minute, hour, day, month, weekday = when["cron"].split()
    assert day == month == "*" and minute.isdigit() and hour.isdigit() and weekday.isdigit()
    assert {"audit", "links"} <= reached(FILES["kept"])


def test_every_lock_file_is_made_by_one_command_and_audited() -> None:
    locks = {file.relative_to(BOOK.root).as_posix() for file in BOOK.root.glob(".ci/*.txt")} | {"requirements.txt"}
    recipe = re.search(r"^lock:.*?\n\n", MAKEFILE, re.M | re.S)[0]
    assert {lock for lock in locks if f"--output-file {lock}" in recipe} == locks
    assert "requirements.txt .ci/*.txt" in (BOOK.root / ".ci" / "audit").read_text(encoding="utf-8")
    for lock in locks:
        text = (BOOK.root / lock).read_text(encoding="utf-8")
        assert all("--hash=sha256:" in one for one in re.split(r"\n(?=\S)", text.strip())), lock
        assert "://" not in text, f"{lock} names a host"

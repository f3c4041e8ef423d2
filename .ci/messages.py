"""See that every message of the code and the templates has its Chinese, or (--update) collect them anew.

Other languages than Chinese are collected and compiled with it and may be incomplete: what they lack is said in
English. The compiled catalogue is committed, since a machine that only runs the site has no gettext; so it must be
what the translations compile to.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = Path("chains/locale")
CATALOGUE = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"

#: What has messages; tests and installed packages do not.
SOURCES = ("chains", "ecosystem", "templates", "manage.py")
NOT_SOURCES = (".venv", "staticfiles", "var", "tests", "fixtures")

#: How a catalogue begins that does not exist yet: Chinese has one form for singular and plural.
HEADER = {
    "Project-Id-Version": "Chain Atlas",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str | None, str, str]


def key(entry: polib.POEntry) -> Key:
    """Return what tells a message apart: its context, itself and its plural."""
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


def manage(root: Path, *arguments: str) -> None:
    """Run ``manage.py`` in ``root``, with settings that any project would start with."""
    settings = {"ENV_FILE": "", "SECRET_KEY": secrets.token_urlsafe(50), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=root, env=os.environ | settings, check=True)


def locales(root: Path) -> list[str]:
    """Return the options that name the languages under ``root``: a folder of ``chains/locale`` each."""
    return [f"--locale={folder.name}" for folder in sorted((root / LOCALE).iterdir()) if folder.is_dir()]


def collect(root: Path) -> polib.POFile:
    """Merge the messages of the sources under ``root`` into its catalogue, and return that."""
    ignored = [f"--ignore={folder}" for folder in NOT_SOURCES]
    if not (root / CATALOGUE).exists():
        (root / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
        empty = polib.POFile()
        empty.metadata = HEADER
        empty.save(str(root / CATALOGUE))
    manage(
        root,
        "makemessages",
        *locales(root),
        "--no-obsolete",
        "--no-wrap",
        # Drawings have words as well.
        "--extension=html,txt,py,svg",
        "--add-location=file",
        "--verbosity=0",
        *ignored,
    )
    return polib.pofile(str(root / CATALOGUE))


def faults_of(collected: polib.POFile, committed: polib.POFile) -> list[str]:
    """Return a line for each message that ``committed`` lacks, or has untranslated or fuzzy."""
    known = {key(entry): entry for entry in committed if not entry.obsolete}
    faults = []
    for entry in collected:
        mine = known.get(key(entry))
        where = ", ".join(sorted({path for path, _line in entry.occurrences}))
        if mine is None:
            faults.append(f"missing: {entry.msgid!r} ({where})")
        elif mine.fuzzy:
            faults.append(f"fuzzy: {entry.msgid!r} ({where})")
        elif not mine.translated():
            faults.append(f"untranslated: {entry.msgid!r} ({where})")
    return faults


def same_translations(committed: polib.POFile, compiled: Path) -> bool:
    """Return whether ``compiled`` says what ``committed`` compiles to."""

    def said(catalogue: polib.POFile | polib.MOFile) -> dict[Key, object]:
        return {key(entry): entry.msgstr_plural or entry.msgstr for entry in catalogue}

    if not compiled.exists():
        return False
    translated = polib.POFile()
    translated.extend(committed.translated_entries())
    return said(translated) == said(polib.mofile(str(compiled)))


def check() -> list[str]:
    """Return all that is wrong with the committed catalogue; leaves the project as it is."""
    if not (ROOT / CATALOGUE).exists():
        return [f"{CATALOGUE} does not exist; make messages"]
    with tempfile.TemporaryDirectory(prefix="chain-atlas-messages-") as folder:
        for source in SOURCES:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, Path(folder) / source)
            elif (ROOT / source).exists():
                shutil.copy(ROOT / source, folder)
        collected = collect(Path(folder))
    committed = polib.pofile(str(ROOT / CATALOGUE))
    faults = faults_of(collected, committed)
    formats = subprocess.run(
        ["msgfmt", "--check-format", "--output-file=/dev/null", ROOT / CATALOGUE],
        capture_output=True,
        text=True,
        check=False,
    )
    if formats.returncode:
        faults.append(formats.stderr.strip())
    if not same_translations(committed, (ROOT / CATALOGUE).with_suffix(".mo")):
        faults.append("django.mo is not what django.po compiles to; make messages")
    return faults


def main() -> int:
    """Check or update the translations; return 0 if they are complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="collect the messages anew and compile them")
    update = parser.parse_args().update
    if not shutil.which("msgmerge"):
        print("GNU gettext is needed to collect messages: apt install gettext", file=sys.stderr)
        return 1
    if update:
        collect(ROOT)
        manage(ROOT, "compilemessages", *locales(ROOT), *(f"--ignore={folder}" for folder in NOT_SOURCES))
    faults = check()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"translations: {len(faults)} to mend in {CATALOGUE}" if faults else "translations: complete")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

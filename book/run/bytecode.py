"""Runs in Pyodide when the book is built: writes /to.zip, which is /from.zip and the bytecode of what is imported here.

The sources stay: a traceback shows their lines. The bytecode is not compared with them: both come in one file.
"""

import sys
import zipfile
from importlib import _bootstrap_external as files

sys.path.insert(0, ".")

import cells  # noqa: F401
import referee  # noqa: F401

places = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
wanted = {place.partition(".zip/")[2] for place in places}
packed = zipfile.ZipFile("/to.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9)
with zipfile.ZipFile("/from.zip") as library, packed:
    for entry in library.infolist():
        source = library.read(entry)
        packed.writestr(entry, source)
        if entry.filename in wanted:
            code = compile(source, entry.filename, "exec", dont_inherit=True)
            compiled = zipfile.ZipInfo(f"{entry.filename}c", entry.date_time)
            packed.writestr(compiled, files._code_to_hash_pyc(code, bytes(8), False), zipfile.ZIP_DEFLATED)

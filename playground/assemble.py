"""assemble.py WASM VERSION OUTPUT: puts the library and the parts of the page beside this file into one HTML file.

The page's Content-Security-Policy knows its style and its script by their hashes alone, and those of the reports that it
shows, which inherit its policy.
"""
import base64
import hashlib
import pathlib
import re
import sys
import zlib

here = pathlib.Path(__file__).resolve().parent


def hash_of(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def of_reports(kind: str) -> str:
    """The style (css) or the script (js) of the reports."""
    source = (here.parent / "src/render/html_style.cpp").read_text()
    found = re.search(rf'R"{kind}\((.*?)\){kind}"', source, re.DOTALL)
    if not found:
        sys.exit(f"src/render/html_style.cpp has no R\"{kind}(...){kind}\" any more: look there, and change this")
    return found[1]


def policy(style: str, script: str) -> str:
    return "; ".join([
        "default-src 'none'",
        f"style-src {hash_of(style)} {hash_of(of_reports('css'))}",
        f"script-src {hash_of(script)} {hash_of(of_reports('js'))} 'wasm-unsafe-eval'",
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ])


def main() -> None:
    wasm, version, output = sys.argv[1:]
    style = (here / "page.css").read_text()
    script = (here / "page.js").read_text()
    parts = {
        "POLICY": policy(style, script),
        "STYLE": style,
        "VERSION": version,
        "LIBRARY": base64.b64encode(zlib.compress(pathlib.Path(wasm).read_bytes(), 9)).decode(),
        "WORKER": (here / "worker.js").read_text(),
        "SCRIPT": script,
    }
    page = re.sub(r"@([A-Z]+)@", lambda found: parts[found[1]], (here / "page.html").read_text())
    pathlib.Path(output).write_text(page, newline="\n")
    print(f"{output}: {len(page.encode()):,} bytes")


main()

"""ctypes_test.py LIBRARY PROGRAM PROJECT: calls libcertlift as any language can call it, and holds what it says against what the
program says of the same bytes."""
import ctypes
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

library_path, program, project = sys.argv[1:4]
name = "applicationHost.config"
# Every seventh case: enough to see that the calls work; the C++ tests have them all.
cases = sorted(pathlib.Path(project).glob("transforms/*/cases/*.before.config"))[::7]


def load() -> ctypes.CDLL:
    library = ctypes.CDLL(library_path)
    library.certlift_version.restype = ctypes.c_char_p
    library.certlift_open.restype = ctypes.c_void_p
    library.certlift_open.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p]
    for report in (library.certlift_check, library.certlift_fix):
        report.restype = ctypes.c_void_p
        report.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_size_t)]
    library.certlift_fixed_bytes.restype = ctypes.c_void_p
    library.certlift_fixed_bytes.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]
    library.certlift_close.restype = None
    library.certlift_close.argtypes = [ctypes.c_void_p]
    return library


library = load()


class File:
    """A configuration that the library has read."""

    def __init__(self, content: bytes, request: dict):
        self.handle = library.certlift_open(content, len(content), json.dumps(request).encode())
        self.size = ctypes.c_size_t()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        library.certlift_close(self.handle)

    def _taken(self, at):
        return None if at is None else ctypes.string_at(at, self.size.value)

    def check(self):
        return json.loads(self._taken(library.certlift_check(self.handle, b"json", ctypes.byref(self.size))))

    def fixed_bytes(self):
        return self._taken(library.certlift_fixed_bytes(self.handle, ctypes.byref(self.size)))


def run_program(*words: str, given: bytes) -> bytes:
    return subprocess.run([program, *words], input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


class Ctypes(unittest.TestCase):
    def test_has_the_version_of_the_program(self):
        said = run_program("--version", given=b"").decode()
        self.assertIn(library.certlift_version().decode(), said)

    def test_finds_and_fixes_what_the_program_finds_and_fixes(self):
        self.assertGreater(len(cases), 10)
        for case in cases:
            content = case.read_bytes()
            with self.subTest(case=case.name), File(content, {"path": "<stdin>", "accept": ["all"]}) as file:
                said = json.loads(run_program("check", "--format", "json", "-", given=content))
                said["host"] = ""
                self.assertEqual(file.check(), said)
                self.assertEqual(file.fixed_bytes(), run_program("fix", "--accept", "all", "-", given=content))

    def test_runs_the_example_of_the_docs(self):
        text = (pathlib.Path(project) / "docs/library.md").read_text()
        example = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
        folder = pathlib.Path(project) / "examples/as-a-library"
        environment = {**os.environ, "LD_LIBRARY_PATH": str(pathlib.Path(library_path).parent)}
        said = subprocess.run([sys.executable, "-c", example], cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
        self.assertIn("76 misplaced-client-cert-mappings\n", said.stdout.decode())

    def test_says_why_there_are_no_fixed_bytes(self):
        with File(b"<configuration>", {"path": name}) as file:
            self.assertIsNone(file.fixed_bytes())
            self.assertEqual(file.check()["targets"][0]["error"]["path"], name)

    def test_shows_nothing_but_the_functions_of_the_header(self):
        header = (pathlib.Path(project) / "src/certlift.h").read_text()
        listed = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", library_path], stdout=subprocess.PIPE, check=True)
        for line in listed.stdout.decode().splitlines():
            self.assertIn(line.split()[0] + "(", header)


unittest.main(argv=sys.argv[:1])

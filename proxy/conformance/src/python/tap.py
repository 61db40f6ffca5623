#!/usr/bin/python3
"""Says in TAP how tests went: those of unittest with TapRunner, those of a JUnit report with tap.py FILE."""

import sys
import traceback
import unittest
import xml.etree.ElementTree as xml


class TapRunner:
    """A runner for unittest.main; a test case is called by its function's name, as a sentence."""

    def __init__(self, **_):
        pass

    def run(self, tests):
        result = _TapResult()
        tests.run(result)
        print(f"1..{result.testsRun}")
        return result


class _TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self._failed = set()

    def addError(self, test, error):
        super().addError(test, error)
        self._fail(test, error)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._fail(test, error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self._fail(test, error)

    def stopTest(self, test):
        line(test not in self._failed, test.id().split(".")[-1].removeprefix("test_").replace("_", " "))
        super().stopTest(test)

    def _fail(self, test, error):
        self._failed.add(test)
        comment("".join(traceback.format_exception(*error)))


def line(passed, name):
    print(f"{'ok' if passed else 'not ok'} - {name}", flush=True)


def comment(text):
    for each in text.splitlines():
        print(f"# {each}")


def of_junit(file):
    """Says how the test cases of a JUnit report went."""
    cases = list(xml.parse(file).getroot().iter("testcase"))
    print(f"1..{len(cases)}")
    for case in cases:
        wrong = [element for element in case if element.tag in ("failure", "error", "skipped")]
        for element in wrong:
            comment(f"{element.get('message') or ''}{element.text or ''}")
        line(not wrong, _name(case))


# h2spec's attributes are the chapter and what the case does; JUnit's console has the names that are displayed, outermost first, in what it says.
def _name(case):
    if "package" in case.attrib:
        return f"{case.get('package')} {case.get('classname')}"
    said = (case.findtext("system-out") or "").splitlines()
    return next(each for each in said if each.startswith("display-name: ")).split(" > ")[-1]


if __name__ == "__main__":
    of_junit(sys.argv[1])

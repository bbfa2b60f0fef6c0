"""Validates assessments against the JSON schema that the program prints.

usage: check_json.py SCHEMA.json ASSESSMENT.json...
"""

import json
import sys

from jsonschema import Draft202012Validator


def main() -> int:
    schema_path, *documents = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    passed = failed = 0
    for path in documents:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        errors = sorted(validator.iter_errors(document), key=lambda e: e.json_path)
        for error in errors[:20]:
            print(f"{path}: {error.json_path}: {error.message[:300]}")
        passed, failed = (passed + 1, failed) if not errors else (passed, failed + 1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compares the resources that Demarc makes of SAM templates with those of AWS's own translator.

usage: check_sam.py DEMARC SCRATCH TEMPLATE.yaml...   compare, in a region of each kind of partition
       check_sam.py --record TABLE.csv TEMPLATE.yaml...   write the ids and types that the translator makes

The translator's result is read by Demarc too, so that both sides went through the same reading of CloudFormation; what differs
then is the expansion: a resource that one of them lacks, or a property.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
from importlib.metadata import version

REGIONS = ["eu-west-1", "cn-north-1", "us-gov-west-1"]


def translated(path: str):
    """The template that AWS makes of a SAM template, in the region that the environment names."""
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator
    from samtranslator.utils.py27hash_fix import to_py27_compatible_template, undo_mark_unicode_str_in_template
    from samtranslator.yaml_helper import yaml_parse

    template = yaml_parse(pathlib.Path(path).read_text(encoding="utf-8"))
    parameters: dict = {}
    # AWS runs the translator so that ids stay those of its first version.
    to_py27_compatible_template(template, parameters)
    try:
        result = Translator({}, Parser()).translate(template, parameters)
    except InvalidDocumentException as refusal:
        causes = "; ".join(getattr(c, "message", str(c)) for c in refusal.causes)
        raise SystemExit(f"{path}: AWS's translator refuses it: {causes}") from refusal
    return undo_mark_unicode_str_in_template(result)


def translate(folder: str, templates: list) -> int:
    for template in templates:
        result = pathlib.Path(folder, pathlib.Path(template).stem + ".json")
        result.write_text(json.dumps(translated(template)), encoding="utf-8")
    return 0


def resources(demarc: str, path, region: str) -> dict:
    """The resources of a template as Demarc reads it, by logical id."""
    command = [demarc, "inventory", str(path), "--region", region, "--format", "jsonl"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in printed.splitlines():
        resource = json.loads(line)
        # Accounts and the like are found beside the template's own resources.
        if resource["type"].startswith("AWS::") or "::" in resource["type"]:
            parts = {key: resource[key] for key in ("type", "presence", "properties")}
            waits = parts["properties"].get("x:DependsOn")
            if isinstance(waits, list):
                waits.sort(key=str)
            found[resource["address"]] = parts
    return found


def differences(ours, theirs, place="") -> list:
    """Where two values differ, each with both sides."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = sorted(set(ours) | set(theirs))
        missing = object()
        found = []
        for key in keys:
            one, other = ours.get(key, missing), theirs.get(key, missing)
            if one is missing or other is missing:
                side = "AWS" if one is missing else "Demarc"
                found.append(f"{place}.{key} only {side} has")
            else:
                found += differences(one, other, f"{place}.{key}")
        return found
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs))
        return [d for at, (one, other) in pairs for d in differences(one, other, f"{place}[{at}]")]
    return [] if ours == theirs else [f"{place}: Demarc {json.dumps(ours)[:200]}, AWS {json.dumps(theirs)[:200]}"]


def compare(demarc: str, scratch: str, templates: list) -> int:
    passed = failed = compared = 0
    for region in REGIONS:
        folder = pathlib.Path(scratch, region)
        folder.mkdir(parents=True, exist_ok=True)
        # The translator asks for the region once in the life of a process. What it says of its metrics is none of ours.
        again = [sys.executable, __file__, "--translate", str(folder), *templates]
        environment = dict(os.environ, AWS_DEFAULT_REGION=region)
        ended = subprocess.run(again, env=environment, capture_output=True, text=True)
        if ended.returncode != 0:
            print(ended.stderr[-2000:])
            failed += 1
            continue
        for template in templates:
            theirs = resources(demarc, folder / (pathlib.Path(template).stem + ".json"), region)
            found = differences(resources(demarc, template, region), theirs)
            for difference in found[:20]:
                print(f"{template} in {region}: {difference}")
            compared += len(theirs)
            passed, failed = (passed + 1, failed) if theirs and not found else (passed, failed + 1)
    print(f"{compared} resources compared with those of aws-sam-translator {version('aws-sam-translator')}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def record(table: str, templates: list) -> int:
    with open(table, "w", encoding="utf-8", newline="") as file:
        file.write(
            f"# Logical ids and types that AWS's SAM translator (PyPI aws-sam-translator {version('aws-sam-translator')})"
            " makes of the templates in this folder.\n"
        )
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["template", "id", "type"])
        for template in sorted(templates):
            made = translated(template)["Resources"]
            for name in sorted(made):
                rows.writerow([pathlib.Path(template).stem, name, made[name]["Type"]])
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "--translate":
        sys.exit(translate(sys.argv[2], sys.argv[3:]))
    if sys.argv[1] == "--record":
        os.environ["AWS_DEFAULT_REGION"] = REGIONS[0]
        sys.exit(record(sys.argv[2], sys.argv[3:]))
    sys.exit(compare(sys.argv[1], sys.argv[2], sys.argv[3:]))

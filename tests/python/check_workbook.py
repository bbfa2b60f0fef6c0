"""Opens every workbook of a report in LibreOffice, saves it anew, and compares its cells with the JSON.

usage: check_workbook.py REPORT_FOLDER SCRATCH_FOLDER

The folder is what `demarc report --format all` wrote. Each sheet is compared cell by cell with its table in JSON, and the
sheets of the FedRAMP workbook with the assessment itself, derived here a second time.
"""

import json
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook


def convert(workbooks: list[Path], scratch: Path) -> None:
    """Lets LibreOffice read the workbooks and write them again."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{scratch / 'profile'}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(scratch / "out"),
            *map(str, workbooks),
        ],
        check=True,
        timeout=600,
        stdout=subprocess.DEVNULL,
    )


def header(sheet, two: bool) -> list[str]:
    if not two:
        return [cell.value for cell in sheet[1]]
    return [below.value if below.value is not None else above.value for above, below in zip(sheet[1], sheet[2])]


def rows_of(sheet, table: dict) -> list[dict]:
    names = [column["name"] for column in table["columns"]]
    two = any("group" in column for column in table["columns"])
    found = header(sheet, two)
    assert found == names, f"columns {found} instead of {names}"
    if two:
        groups = [cell.value for cell in sheet[1]]
        for i, column in enumerate(table["columns"]):
            first = i == 0 or table["columns"][i - 1].get("group") != column.get("group")
            if "group" in column and first:
                assert groups[i] == column["group"], f"group {groups[i]}"
    start = 3 if two else 2
    cells = sheet.iter_rows(min_row=start, max_row=start - 1 + len(table["rows"]), max_col=len(names), values_only=True)
    rows = [dict(zip(names, row)) for row in cells]
    below = sheet.max_row - (start - 1) - len(table["rows"])
    assert below <= 0 or all(v is None for row in sheet.iter_rows(min_row=sheet.max_row - below + 1, values_only=True) for v in row), "more rows than in the JSON"
    return rows


def compare(sheet, table: dict) -> list[dict]:
    rows = rows_of(sheet, table)
    assert len(rows) == len(table["rows"]), f"{len(rows)} rows instead of {len(table['rows'])}"
    for number, (row, wanted) in enumerate(zip(rows, table["rows"])):
        for name, value in wanted.items():
            assert row[name] == value, f"row {number}, {name}: {row[name]!r} instead of {value!r}"
    return rows


def check_set_up(sheet) -> None:
    """What a reader sees beside the cells; a conversion without a window drops some of it."""
    assert sheet.freeze_panes is not None, "no frozen header"
    assert sheet.auto_filter.ref is not None, "no filter"
    assert sheet.print_title_rows is not None, "no repeated header in print"


def x(value) -> bool:
    assert value in (None, "X"), value
    return value == "X"


def check_cis(rows, assessment) -> None:
    """The words of the implementation summary, derived from the assessment anew."""
    duties = {d["id"]: d for d in assessment["duties"]}
    programme = assessment["framework"]["programme"]
    for row, part in zip(rows, assessment["controls"], strict=True):
        customer, name = part["customer"], row["Control ID"]
        marks = [c for c in ("Implemented", "Partially Implemented", "Planned", "Alternative Implementation", "N/A") if x(row[c])]
        backed = programme is not None and part["aws"]["status"] in ("covered", "covered-unreviewed")
        met = customer["met"] + customer["attested"] > 0
        unmet = [duties[d] for d in customer["duties"] if duties[d]["verdict"] == "unmet"]
        approved = [d["exception"] is not None and assessment["exceptions"][d["exception"]]["state"] == "approved" for d in unmet]
        compensated = bool(unmet) and all(approved) and all(assessment["exceptions"][d["exception"]]["kind"] == "compensating" for d in unmet)
        wanted = {
            "none": ["Implemented"] if backed else [],
            "met": ["Implemented"],
            "partial": ["Partially Implemented"],
            "unmet": ["Alternative Implementation"] if compensated and customer["unknown"] == 0 else ["Partially Implemented"] if met else ["Planned"],
            "unknown": ["Partially Implemented"] if met else [],
            "not-assessed": [],
        }[customer["status"]]
        if part["allocation"] == "not-applicable":
            wanted = ["N/A"]
        assert marks == wanted, f"{name}: {marks} instead of {wanted}"
        if x(row["Inherited from Pre-Existing Authorization"]):
            assert backed, f"{name} is ticked inherited without an authorization"
            for share in part["by_service"]:
                carried = share["allocation"] in ("inherited", "shared-dependent")
                covered = share.get("coverage", part["aws"]["status"]) in ("covered", "covered-unreviewed")
                assert covered or not carried, f"{name} is ticked inherited, and {share['service']} is not covered"
        implementers = part["implementers"]
        assert x(row["Service Provider Corporate"]) == ("corporate" in implementers), name
        assert x(row["Service Provider System Specific"]) == ("system" in implementers), name


def check_crm(rows, assessment) -> None:
    words = {"inherited": "Yes", "shared-dependent": "Partial"}
    for row, part in zip(rows, assessment["controls"], strict=True):
        name, text = row["Control ID"], row["Specific Inheritance and Customer Agency/CSP Responsibilities"]
        assert row["Can Be Inherited from CSP"] == words.get(part["allocation"], "No"), name
        if part["customer"]["statement"]:
            assert part["customer"]["statement"] in text, name
        for service in part["by_service"]:
            known = assessment["service_names"].get(service["service"], service["service"])
            variant = f" ({service['variant']})" if service["variant"] else ""
            assert f"\n{known}{variant}: " in f"\n{text}", f"{name}: no text for {known}{variant}"


def check_tenant(rows, assessment) -> None:
    declared = {t["part"] for t in assessment.get("declared", {}).get("tenant_duties", [])}
    for row, part in zip(rows, assessment["controls"], strict=True):
        says = row["Can Be Inherited from CSP"]
        assert (says == "Not declared") == (part["part"] not in declared), row["Control ID"]


def check_parts(rows, assessment) -> None:
    for row, part in zip(rows, assessment["controls"], strict=True):
        assert row["Part"] == part["part"]
        for column, key in (("Met", "met"), ("Unmet", "unmet"), ("Unknown", "unknown"), ("Attested", "attested")):
            assert row[column] == part["customer"][key], f"{part['part']} {column}"


def check_resources(rows, assessment) -> None:
    layers = {
        "facilities": "Facilities", "hardware": "Hardware", "network-infrastructure": "Network infrastructure",
        "virtualization": "Virtualization", "guest-os": "Guest operating system", "platform": "Platform",
        "application": "Application", "network-configuration": "Network configuration",
        "traffic-protection": "Traffic protection", "encryption-at-rest": "Encryption at rest",
        "identity-and-access": "Identity and access", "data": "Data", "classification": "Classification",
        "logging-and-monitoring": "Logging and monitoring", "resilience": "Resilience", "organization": "Organization",
    }
    owners = {"aws": "AWS", "customer": "customer", "shared": "shared", "third-party": "third party", "absent": None}
    for row, resource in zip(rows, assessment["resources"], strict=True):
        assert row["Type"] == resource["type"]
        for layer in resource["layers"]:
            cell = row[layers[layer["layer"]]]
            if layer["owner"] == "unknown":
                assert cell.startswith("unknown"), f"{resource['address']} {layer['layer']}: {cell}"
            else:
                assert cell == owners[layer["owner"]], f"{resource['address']} {layer['layer']}: {cell}"


def check_duties(rows, assessment) -> None:
    for row, duty in zip(rows, assessment["duties"], strict=True):
        assert row["Id"] == duty["id"]
        verdict = duty["verdict"].replace("-", " ") + (", if it exists" if duty["if_it_exists"] else "")
        assert row["Verdict"] == verdict, f"{duty['id']}: {row['Verdict']}"
        evidence = (row["Evidence"] or "").split("\n") if duty["evidence"] else []
        assert len(evidence) >= len(duty["evidence"]), f"{duty['id']}: evidence is missing"


def check_not_assessed(rows, assessment) -> None:
    kinds = [row["Kind"] for row in rows]
    unknown = sum(1 for d in assessment["duties"] if d["verdict"] == "unknown" or d["if_it_exists"])
    assert kinds.count("duty") == unknown
    assert kinds.count("resource") == sum(1 for r in assessment["resources"] if not r["assessed"])
    assert kinds.count("path that was not read") == len(assessment["scope"]["skipped"])


CHECKS = {
    "cis": check_cis,
    "crm-aws-to-us": check_crm,
    "crm-us-to-tenant": check_tenant,
    "parts": check_parts,
    "resources": check_resources,
    "duties": check_duties,
    "not-assessed": check_not_assessed,
    "exceptions": lambda rows, a: None if len(rows) == len(a["exceptions"]) else 1 / 0,
    "attestations": lambda rows, a: None if len(rows) == len(a["attestations"]) else 1 / 0,
    "used-not-covered": lambda rows, a: None
    if len(rows) == sum(1 for c in a["coverage"] if c["status"] not in ("covered", "covered-unreviewed"))
    else 1 / 0,
}


def main() -> int:
    report, scratch = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    assessment = json.loads((report / "assessment.json").read_text(encoding="utf-8"))
    workbooks = sorted(report.rglob("*.xlsx"))
    convert(workbooks, scratch)
    passed = failed = 0
    for original in workbooks:
        saved = scratch / "out" / original.name
        try:
            workbook = load_workbook(saved)
            written = load_workbook(original)
        except Exception as error:  # noqa: BLE001, whatever LibreOffice wrote is a failure of this file alone
            print(f"{original}: {error}")
            failed += 1
            continue
        for path in sorted(original.parent.glob("*.json")):
            table = json.loads(path.read_text(encoding="utf-8"))
            try:
                check_set_up(written[table["sheet"]])
                rows = compare(workbook[table["sheet"]], table)
                if original.stem == "fedramp-workbook":
                    CHECKS[table["table"]](rows, assessment)
                passed += 1
            except Exception as error:  # noqa: BLE001
                print(f"{path.relative_to(report)}: {type(error).__name__} {error}"[:600])
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

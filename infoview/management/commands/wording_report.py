import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from debriefs.sensitive import check_note
from infoview import scoring
from interviews.guide import check_question
from outreach.wording import check_message


def _in_question(case: Mapping[str, Any]) -> Collection[str]:
    return {finding.label for finding in check_question(case["text"]) if finding.label}


def _in_message(case: Mapping[str, Any]) -> Collection[str]:
    facts = {name: case.get(name, "") for name in ("channel", "relation", "referrer", "subject")}
    return {
        finding.label for finding in check_message(case["text"], kind=case["kind"], **facts) if finding.label
    }


def _in_note(case: Mapping[str, Any]) -> Collection[str]:
    return {finding.label for finding in check_note(case["text"]) if finding.label}


LABELS_FOUND = {"questions": _in_question, "messages": _in_message, "notes": _in_note}


class Command(BaseCommand):
    help = "Run the wording checks over labelled cases: precision, recall and F1 per label and over all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl", help="labelled cases, one JSON object per line")
        parser.add_argument("--kind", required=True, choices=scoring.KINDS, help="what the cases are")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path, kind = Path(options["file"]), options["kind"]
        try:
            with path.open(encoding="utf-8") as lines:
                report = scoring.score(scoring.read_cases(lines, kind), LABELS_FOUND[kind], kind)
        except scoring.UnreadableCase as error:
            raise CommandError(f"{path}: {error}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 text.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror or error}.") from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json()))
            return
        self._table(report)

    def _table(self, report: scoring.Report) -> None:
        width = max((len(label) for label in report.labels), default=0)
        width = max(width, len("all together"))
        self.stdout.write(f"{'label':{width}}  precision  recall     F1  cases")
        rows = [*report.labels.items(), ("all together", report.overall)]
        for label, one in rows:
            self.stdout.write(
                f"{label:{width}}  {one.precision:9.3f}  {one.recall:6.3f}  {one.f1:5.3f}  {one.cases:5}"
            )
        self.stdout.write(f"Macro F1 {report.macro_f1:.3f} over the labels that occur.")
        self.stdout.write(
            f"False alarms: {report.alarms} of {report.good} good cases ({100 * report.false_alarms:.1f} %)."
        )

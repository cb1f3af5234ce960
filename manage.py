#!/usr/bin/env python
"""Commands, with the settings of this machine unless told otherwise."""

import importlib
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infoview.settings.local")

    from infoview.settings.environment import BadEnvironment  # noqa: PLC0415 -- the settings module is named first

    try:
        importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except BadEnvironment as error:
        sys.exit(f"Infoview: {error}")

    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the settings above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

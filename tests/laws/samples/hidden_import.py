"""Two imports inside functions; one says why."""


def hide():
    import json  # noqa: PLC0415

    return json


def explain():
    # Late, because it costs a second that most commands need not wait for.
    import json  # noqa: PLC0415
    import re  # noqa: PLC0415

    return json, re

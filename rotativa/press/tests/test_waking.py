"""What a worker that waits for the next commit notices."""

import os
import shutil
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from rotativa.press.tests import theme
from rotativa.press.waking import waker


@pytest.mark.usefixtures("separate_database")
def test_a_database_that_was_put_back_from_a_backup_is_opened_anew() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a server tells by itself that it went away")
    file = Path(connection.settings_dict["NAME"])
    theme.publish(1)
    connection.close()
    wake = waker()
    wake.wait(0)
    os.replace(shutil.copyfile(file, file.with_suffix(".backup")), file)  # noqa: PTH105 one step, as a restore does it
    with pytest.raises(OperationalError, match="replaced"):
        wake.wait(60)
    wake.close()

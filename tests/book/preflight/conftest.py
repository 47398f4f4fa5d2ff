"""A press folder with a faultless interior and cover."""

from __future__ import annotations

import pytest

from support.presspdfs import Press


@pytest.fixture
def press(tmp_path):
    return Press(tmp_path)

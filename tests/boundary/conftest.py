"""What the boundary's tests share."""

import pytest

from tests.boundary import everything
from tests.boundary.everything import Everything
from tests.world import World


@pytest.fixture
def nia(world: World) -> Everything:
    """Everything about Nia."""
    return everything.nias(world)

"""One thread from nursery to Year 7: the child whose page shows what the portal is for."""

from portal.demo import nia_infant as infant
from portal.demo import nia_junior as junior
from portal.demo import nia_nursery as nursery
from portal.demo import nia_secondary as secondary
from portal.demo.story import Chapter

CHAPTERS = (
    Chapter("Millbrook Nursery", "Ladybirds", "N1", (nursery.CYCLE_1, nursery.CYCLE_2, nursery.CYCLE_3)),
    Chapter(
        "Fernhill Primary School", "Oak", "R",
        (
            infant.CYCLE_4, infant.CYCLE_5, infant.CYCLE_6, infant.CYCLE_7,
            junior.CYCLE_8, junior.CYCLE_9, junior.CYCLE_10, junior.CYCLE_11,
        ),
    ),
    Chapter("Harbour Lane Academy", "7P", "7", (secondary.CYCLE_12,)),
)  # fmt: skip

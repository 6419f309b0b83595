"""Nia's thread: three settings, twelve cycles, nineteen strands; the facts behind the picture that we draw first."""

from __future__ import annotations

from datetime import date

from portal.timeline.thread_facts import Band, Link, Mark, Room, Span, Strand, Thread

TODAY = date(2026, 11, 23)
KINGFISHERS = date(2018, 9, 4)
FERNHILL = date(2019, 9, 4)
YEAR_ONE = date(2020, 9, 3)
YEAR_FIVE = date(2024, 9, 4)
HARBOUR_LANE = date(2026, 9, 3)

BANDS = (
    Band(
        "Millbrook Nursery",
        date(2017, 11, 6),
        None,
        1,
        (Room("Ladybirds", date(2017, 11, 6), "2–3"), Room("Kingfishers", KINGFISHERS, "3–4")),
    ),
    Band(
        "Fernhill Primary School",
        FERNHILL,
        None,
        2,
        (
            Room("Reception", FERNHILL, "R"),
            Room("Year 1", YEAR_ONE, "Y1"),
            Room("Y2 to 4", date(2021, 9, 3), "…"),
            Room("Year 5", YEAR_FIVE, "Y5"),
            Room("Year 6", date(2025, 9, 3), "Y6"),
        ),
        "continued",
    ),
    Band("Harbour Lane Academy", HARBOUR_LANE, None, 3, (Room("Year 7", HARBOUR_LANE, "Y7"),), "continued"),
)

LINKS = (
    Link(1, date(2018, 1, 8), date(2018, 6, 20), "L"),
    Link(2, KINGFISHERS, date(2019, 1, 10), "L"),
    Link(3, date(2019, 1, 10), date(2019, 7, 12), "L"),
    Link(4, FERNHILL, date(2020, 1, 8), "L"),
    Link(5, date(2020, 1, 8), date(2020, 8, 20), "L"),
    Link(6, YEAR_ONE, date(2021, 1, 6), "L"),
    Link(7, date(2021, 1, 6), date(2021, 7, 16), "L"),
    Link(8, YEAR_FIVE, date(2025, 1, 7), "L"),
    Link(9, date(2025, 1, 7), date(2025, 7, 10), "L"),
    Link(10, date(2025, 9, 3), date(2026, 1, 7), "L"),
    Link(11, date(2026, 1, 7), date(2026, 7, 9), "L"),
    Link(12, HARBOUR_LANE, None, "R"),
)


def moved(kind: str, *days: date) -> tuple[Mark, ...]:
    """The same decision at several moves."""
    return tuple(Mark(kind, day, day) for day in days)  # type: ignore[arg-type]


STRANDS = (
    Strand("1", "Picture first, words second", "teach", date(2018, 2, 20), moved("kept", KINGFISHERS, FERNHILL, HARBOUR_LANE), "kept", "live", "Began in cycle 1 (Ladybirds, 2018). Kept at all three moves. In force in 8 of 10 subjects.", "spring 2018"),
    Strand("2", "Now-and-next board", "teach", date(2018, 2, 20), moved("kept", KINGFISHERS) + moved("adapted", FERNHILL, YEAR_FIVE, HARBOUR_LANE), "adapted: planner strip", "live", "Began in cycle 1. Visual timetable in Reception, task board in Year 5, planner strip since Year 7.", "spring 2018"),
    Strand("3", "Ten-second wait", "teach", date(2018, 9, 20), (*moved("kept", FERNHILL), Mark("lost", YEAR_ONE), Mark("found", date(2024, 9, 20)), *moved("kept", HARBOUR_LANE)), "kept", "live", "Lost between Reception and Year 1 (2020): nobody was named. Found again in cycle 8. Kept in Year 7.", "autumn 2018"),
    Strand("4", "Sand timer", "teach", date(2018, 9, 24), (Mark("stopped", date(2019, 5, 2)),), "stopped, cycle 3", "ended", "Tried in cycle 2. Stopped in cycle 3: it made her more worried.", "autumn 2018"),
    Strand("5", "Ear defenders at lunch", "teach", date(2019, 10, 10), (Mark("finished", date(2021, 7, 2)),), "no longer needed", "ended", "Cycles 4 to 7. She chose to leave them in her tray for six weeks.", "autumn 2019"),
    Strand("6", "Key words taught before the lesson", "teach", date(2024, 10, 1), moved("kept", HARBOUR_LANE), "kept", "live", "Began in cycle 8 (Year 5). Kept at the move to Harbour Lane.", "autumn 2024"),
    Strand("7", "Instructions on a table card", "teach", date(2025, 1, 20), moved("kept", HARBOUR_LANE), "kept", "live", "Began in cycle 9. Now ordinary teaching in 8 of 10 subjects.", "spring 2025"),
    Strand("8", "Quiet start before the register", "teach", date(2025, 10, 1), moved("paused", HARBOUR_LANE), "paused to 4 Jan", "live", "Began in cycle 10. Paused until the library opens at 8:20 on 4 January.", "autumn 2025"),
    Strand("9", "Attention Autism, stages 1 and 2", "extra", date(2018, 2, 26), (*moved("kept", KINGFISHERS), Mark("finished", date(2019, 6, 28))), "finished, cycle 3", "ended", "38 of 44 sessions, cycles 1 to 3.", "spring 2018"),
    Strand("10", "Talk Boost", "extra", date(2019, 10, 1), (Mark("paused", date(2020, 3, 20)), *moved("kept", YEAR_ONE), Mark("finished", date(2020, 12, 11))), "finished, cycle 6", "ended", "27 of 30 sessions.", "autumn 2019"),
    Strand("11", "Lego-based therapy", "extra", date(2024, 10, 8), (Mark("finished", date(2025, 6, 12)),), "finished, cycle 9", "ended", "21 of 24 sessions in Year 5.", "autumn 2024"),
    Strand("12", "Precision teaching, reading", "extra", date(2025, 1, 20), (Mark("finished", date(2026, 6, 1)),), "finished, cycle 11", "ended", "From 24 to 61 words a minute in the same probe.", "spring 2025"),
    Strand("13", "Vocabulary group", "extra", date(2025, 9, 30), moved("adapted", HARBOUR_LANE), "adapted: 2 × 20 min", "live", "Began in cycle 10. Adapted at Harbour Lane.", "autumn 2025"),
    Strand("14", "ELSA, then mentor check-in", "extra", date(2026, 1, 26), (Mark("lost", HARBOUR_LANE, HARBOUR_LANE), Mark("found", date(2026, 10, 12))), "lost 5 weeks, found", "lost", "Lost at the move to Year 7 for five weeks. Found at the six-week check.", "spring 2026"),
    Strand("15", "Same adult starts, then anyone can", "learn", date(2019, 7, 10), moved("kept", FERNHILL, HARBOUR_LANE), "in use", "live", "Learnt in cycle 3.", "summer 2019"),
    Strand("16", "A job to do, not stickers", "learn", date(2021, 1, 4), moved("kept", HARBOUR_LANE), "in use", "live", "Learnt in cycle 6.", "spring 2021"),
    Strand("17", "Draw it first, then talk", "learn", date(2021, 7, 10), moved("kept", HARBOUR_LANE), "in use", "live", "Learnt in cycle 7.", "summer 2021"),
    Strand("18", "Hardest just after lunch", "learn", date(2025, 1, 6), moved("adapted", HARBOUR_LANE), "refined: changeovers", "live", "Learnt in cycle 8. Refined in cycle 12.", "spring 2025"),
    Strand("19", "Rehearse a change the day before", "learn", date(2026, 7, 5), moved("kept", HARBOUR_LANE), "in use", "live", "Learnt in cycle 11.", "summer 2026"),
)  # fmt: skip

NIA = Thread(
    bands=BANDS,
    links=LINKS,
    strands=STRANDS,
    today=TODAY,
    birth=date(2015, 3, 14),
    noticed=date(2017, 11, 20),
    rests=(Span(date(2021, 7, 16), YEAR_FIVE, ("off register", "9 terms")),),
    closures=(Span(date(2020, 3, 20), date(2020, 8, 1), ("schools closed, 2020",)),),
    now="today: Review 27 Nov",
)

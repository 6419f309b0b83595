"""Tomasz Wieczorek: two cycles at Millbrook; in the middle of the second he has just come to Fernhill."""

from datetime import date

from portal.demo.story import Aim, Chapter, Clash, Insight, Learnt, Log, Sitting, Strand, Turn

# fmt: off
CYCLE_1 = Turn(
    opened=date(2026, 2, 9), planned=date(2026, 2, 24), began=date(2026, 3, 2), review_on=date(2026, 4, 28),
    reviewed=date(2026, 4, 28), closed=date(2026, 5, 5), teacher="Sana Rehman",
    understanding="Tomasz understands photos at once and words slowly, in Polish sooner than in English. He speaks when he is given time.",
    barriers="Two languages at once · waiting too short · changes without a picture",
    changed="First statement.", why="Six weeks of notes in Kingfishers and two conversations at home.",
    child_says="Tomasz takes the camera and photographs the water wall, the coats and his mother.",
    family_says="He talks more than people think, but in Polish first, then English. If he covers his ears he is not naughty, it is the hand dryer.",
    evidence=(
        ("in_house", "targeted", "Twenty questions each in Polish and English: answered 11 and 4."),
        ("current", "universal", "About 40 words in Polish, 15 in English (March 2026)."),
        ("previous", "universal", "Progress check at two: words below what is expected."),
        ("agency", "targeted", "Count both languages; photos before words (visit of 12 February 2026).", "Priya Nair", "quiet room"),
    ),
    sittings=(
        Sitting("wellcomm", date(2026, 1, 20), {"band": "red"}, "Sana Rehman", "in_house", "targeted", note="In English only. In Polish, with his mother: amber."),
        Sitting("leuven", date(2026, 1, 22), {"wellbeing": "3", "involvement": "2"}, "Sana Rehman", "in_house"),
    ),
    insights=(
        Insight("CI", "Tomasz takes in photos at once and words slowly; he has about 40 words in Polish and 15 in English.", "Two languages at once\nWaiting too short", "", "Both languages were counted, with his mother."),
        Insight("SP", "The hand dryer and the hoover hurt. He covers his ears and cannot listen while he does.", "Noise of the hand dryer", "", "Notes since September: every time the dryer ran, never without it."),
    ),
    area="CI", hope="We want him to be asked twice, not given up on.", advisers=("Priya Nair",),
    decided="Photo first, then one word; ten seconds; either language counts.",
    verb="develop", outcome="Tomasz tells other children what he wants.",
    aims=(
        Aim("Chooses at snack", "points to or names one of two things offered", "4 of 5 times", "at snack", "key person tally", "every Friday", "Sana Rehman", "1 of 5", "mostly", "3 of 5 with the photo; 1 of 5 without it.", "1", "4", "of 5"),
    ),
    strands=(
        Strand("Photo first, then one word", "Hold up the photo, wait, then say “coat”, “snack”.", "strategy", "every adult"),
        Strand("Ten-second wait", "Count silently to ten before asking again; English or Polish, accept either.", "strategy", "every adult"),
        Strand("Sticker chart", "A sticker for each word.", "strategy", "Carol Finch"),
        Strand("Sand timer", "Two minutes before tidy-up.", "strategy", "Carol Finch"),
        Strand("Now-and-next board", "Two photos on a strip that he carries himself.", "strategy", "Sana Rehman"),
    ),
    ended=(
        ("Sticker chart", "stopped", "Three weeks: no change (1 of 5, 1 of 5). He peeled them off."),
        ("Sand timer", "stopped", "Eight days: he cried when it ran out on five."),
    ),
    logs=(Log("Sticker chart", 4, "", 2, "Peeled them off and stuck them on the table."), Log("Sand timer", 5, "", 1, "Cried when it ran out.")),
    child_reviews="He held up the photo of the snack table and said “jeszcze”.",
    family_reviews="At home he brings us the photos now.",
    teacher_reviews="He uses the photo to begin and then talks.",
    impact="From 1 to 3 of 5. Photos and waiting did it; stickers and the timer did not.",
    learnt=(
        Learnt("helps", "Photo first, word second.", "Photos of all routines on the wall of Kingfishers."),
        Learnt("only_when", "Only when the same adult starts it; others can join after a week.", "One named adult starts anything new."),
        Learnt("helps", "Polish first doubles what he says.", "Greetings and colours in the children’s languages."),
        Learnt("hinders", "Sticker charts and the sand timer.", "Not used in Kingfishers any more."),
    ),
    ordinary="Photos of all routines on the wall; ten seconds for everybody.",
)

CYCLE_2 = Turn(
    opened=date(2026, 9, 14), planned=date(2026, 10, 21), began=date(2026, 10, 22), review_on=date(2026, 12, 11),
    reviewed=None, closed=None, teacher="Sana Rehman",
    understanding="Tomasz tells adults what he wants with a photo and a word. With other children he waits for an adult to start.",
    barriers="Noise of the cloakroom · new adults · speed of English",
    changed="From “asks adults” to “asks children”.", why="September notes: asked adults 14 times a day, children once.",
    child_says="“Ja chcę” and the photo of the train.",
    family_says="Please don’t ask me about his birth again, it is all written down.",
    evidence=(
        ("in_house", "targeted", "Two mornings counted: 14 requests to adults, 1 to a child.", "Sana Rehman", "Kingfishers, free play"),
        ("current", "universal", "About 90 words in Polish, 45 in English."),
        ("agency", "targeted", "Tells a story of five sentences in Polish about a train, to one adult. Bucket time stage 2; a word list with his mother in both languages.", "Priya Nair", "quiet room, one adult"),
    ),
    sittings=(
        Sitting("wellcomm", date(2026, 9, 22), {"band": "amber"}, "Sana Rehman", "in_house", "targeted", note="In English only. In Polish: green."),
        Sitting("leuven", date(2026, 9, 24), {"wellbeing": "4", "involvement": "3"}, "Sana Rehman", "in_house"),
    ),
    insights=(
        Insight("CI", "Tomasz has the words in Polish and half of them in English. With children he waits for an adult to begin.", "Speed of English\nNobody of his age who speaks Polish", "From how many words he has to with whom he uses them.", "Asked adults 14 times a day, children once."),
        Insight("SP", "", "", "", "Ear defenders by the peg: no tears at the toilets since September; without them as before."),
    ),
    clashes=(
        Clash(
            "Does he talk, or does he wait to be asked?", "He has the words. What is missing among children is time, and somebody who begins.",
            "On Fridays one child at a time in the quiet room with the train: count what he says first, for four weeks.",
            (
                ("Magda Wieczorek", "At home one person talks with him, in Polish, and waits."),
                ("Sana Rehman", "In Kingfishers English comes fast and from several sides."),
                ("Priya Nair", "One adult, a quiet room, a toy that he chose."),
            ),
        ),
    ),
    area="CI", hope="I would like him to have a friend who waits.", advisers=("Priya Nair",),
    support="Hannah runs bucket time herself and shows Carol how.", briefings="Sana and Carol, Monday and Thursday, ten minutes before the room opens",
    decided="He learns to begin with children: bucket time with two others, and five words a week from home.",
    verb="develop", outcome="Tomasz tells other children what he wants.",
    aims=(
        Aim("Asks a child", "points to or names one of two things to another child", "4 of 5 times", "at snack", "key person tally", "every Friday", "Sana Rehman", "1 of 5", start="1", goal="4", unit="of 5", often="on three days of the week", next_place="At lunch with the same two children; Carol looks out for it."),
        Aim("Watches together", "watches bucket time to the end", "8 minutes", "in the quiet room", "stopwatch", "each session", "Hannah Coyle", "2 minutes", start="2", goal="8", unit="minutes"),
    ),
    strands=(
        Strand("Attention Autism, stage 2", "Bucket time with two other children.", "intervention", "Hannah Coyle", 15, 4, 8, 3, "Mon to Thu 10:00", "quiet room", "attention autism", 350),
        Strand("Polish word list with Mum", "Five words a week go home and come back.", "support", "Sana Rehman", 5, 1, 8, 1, "Fridays", ""),
        Strand("Ear defenders by the coat peg", "He fetches them himself before the toilets.", "equipment", "every adult"),
        Strand("Trampoline break, 10 am", "Five minutes before carpet time.", "adjustment", "Carol Finch", 5, 5, 8, 1, "daily 9:55", "garden"),
    ),
    logs=(
        Log("Attention Autism, stage 2", 1, "", 3, "Stayed for the bubbles.", "2"),
        Log("Attention Autism, stage 2", 7, "", 3, "Said “again” in English.", "4"),
        Log("Attention Autism, stage 2", 14, "absent"),
        Log("Attention Autism, stage 2", 20, "", 4, "Held up two fingers for “again” when the flour fell.", "5"),
        Log("Trampoline break, 10 am", 5, "", 4, "Sat four minutes longer at carpet time."),
    ),
)
# fmt: on

MILLBROOK = Chapter("Millbrook Nursery", "Kingfishers", "N2", (CYCLE_1, CYCLE_2))

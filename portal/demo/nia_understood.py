"""What was understood of Nia's needs, area by area, by the number of the cycle: each version says what changed and why."""

from datetime import date

from portal.demo.story import Clash, Insight, Training

# fmt: off
INSIGHTS: dict[int, tuple[Insight, ...]] = {
    1: (
        Insight("CI", "Nia uses about 20 words and many gestures. She joins in when she can see what is meant.", "Talk without anything to look at\nSeveral people talking at once", "", "Progress check at two and four observations."),
        Insight("SP", "Glue ear in the left ear: Nia hears less on some days than on others.", "Quiet voices from the left\nTalk across the room", "", "Hearing test of 22 January 2018."),
    ),
    2: (
        Insight("CI", "Nia understands what she has seen before she hears it, and answers after about ten seconds.", "Questions one after the other\nChanges without warning", "Time was added: ten seconds.", "Of 60 questions she answered 9 after 3 seconds, 41 after 10."),
    ),
    3: (
        Insight("SP", "Both ears are clear. Noise still hides words from her.", "Noise in large rooms", "Glue ear has gone; noise has not.", "Hearing clinic, 6 September 2018: both ears clear."),
        Insight("SEMH", "A new routine is safe for Nia when one adult she trusts starts it.", "New adults who start something new", "", "Three routines begun by Hannah held, two begun by cover staff did not."),
    ),
    4: (
        Insight("SP", "In the hall Nia understands about a third of what she understands in class.", "The hall at lunch and in assembly", "The hall was added, with numbers.", "8 of 10 questions right in class, 3 of 10 in the hall."),
    ),
    6: (
        Insight("CL", "Nia holds a story when she can draw it. Told only, the middle goes.", "Holding what is only spoken", "", "Retell of ten details: 9 with a drawing, 4 without."),
        Insight("CI", "Nia tells what happened when she may draw it first.", "Speed of new words", "From asking and answering to telling.", "News on Mondays: 5 of 5 with three boxes, 1 of 5 without."),
    ),
    8: (
        Insight("CL", "Strong memory for what she sees, weak memory for what she only hears: topic words go before they are stored.", "Number of new words in a lesson\nCopying while listening", "A specialist found the reason for what we saw.", "Educational psychologist, 12 July 2024."),
        Insight("SP", "", "", "", "She no longer asks for ear defenders; the noise of the hall still costs her words."),
    ),
    9: (
        Insight("CL", "Nia reads accurately and slowly. The end of a page costs her the start of it.", "Reading speed\nThe lesson after lunch", "Reading speed was added.", "61 words a minute where the class middle is 104; accuracy 92, rate 78."),
    ),
    10: (
        Insight("SEMH", "Nia holds worry in all day and lets it go at home. She can say so by card before she can say it in words.", "Changes of adult\nBeing asked how she feels in front of others", "From “safe with one adult” to “holding it in”.", "Parent and teacher answered the same questionnaire 17 and 8."),
    ),
    11: (
        Insight("SEMH", "A change that was rehearsed the day before is no longer a worry.", "Changes nobody told her of", "What helps is known now: rehearsal.", "5 changes rehearsed: 5 calm. 4 not rehearsed: 1 calm."),
        Insight("CL", "", "", "", "Rate of reading is at the level expected now (91); new words still cost her most."),
    ),
    12: (
        Insight("CL", "Ten subjects bring about forty new words a week. Nia keeps the ones she drew the day before.", "Number of new words in ten subjects", "From one class teacher's words to ten subjects'.", "2 of 10 new science words after one lesson; 7 of 10 when taught the day before."),
        Insight("CI", "Nia follows what she sees and asks for help by card. She does not ask aloud in front of others.", "Asking in front of others", "Asking was added.", "Six weeks of notes by her form tutor."),
        Insight("SEMH", "Nia copes with ten teachers when the changeover is announced. She is lost when the adult changes in the middle of a lesson.", "Adults who change in the middle of a lesson", "“Hard after lunch” is now “hard when the adult changes”.", "14 of 17 lost moments came at a changeover, 3 after lunch."),
    ),
}

CLASHES: dict[int, tuple[Clash, ...]] = {
    10: (
        Clash(
            "Is Nia calm or worn out?", "She is not calm at school: she holds it in until she is where she feels safe.",
            "A change diary at school and a line a day from home, for four weeks, read side by side.",
            (
                ("Folake Oyelaran", "Home is where she lets go: her mother sees the end of the day."),
                ("Lena Ortiz", "School sees a quiet child among thirty and asks whether she is all right."),
            ),
            "resolved", "The diary showed it: 8 of the 9 hard evenings followed a day with a change. Both were right.",
        ),
    ),
    12: (
        Clash(
            "Settled, or lost without saying so?", "She looks settled because she copies her neighbour; where copying does not help, she is lost.",
            "Ask her for the first step before she starts, once in each maths lesson for three weeks.",
            (
                ("Imran Qureshi", "Maths is set out on the board, step by step: there is much to copy."),
                ("Daniel Pryce", "He sees her at the changes between lessons, not in them."),
                ("Folake Oyelaran", "She hears about the day at six, when it is over."),
            ),
            "carried", "Target “Asks when stuck”: her ask card in maths and English, counted by both teachers.",
        ),
    ),
}

TRAINING: dict[int, tuple[Training, ...]] = {
    8: (Training("Lego-based therapy", "Kelechi Obi", "Lego-based therapy, one day with the speech and language team", date(2024, 9, 27), date(2024, 9, 26)),),
    11: (Training("ELSA sessions", "Bev Hartley", "ELSA supervision, first of six", date(2026, 1, 30), date(2026, 1, 29)),),
    12: (
        Training("Mentor check-in", "Leanne Brookes", "How Nia shows that she is lost: an hour with Ruth Mensah", date(2026, 10, 2), date(2026, 10, 2)),
        Training("Vocabulary group", "Yusuf Demir", "Word Aware, two afternoons", date(2026, 10, 2), None, "The second afternoon was moved to 2 December by the trainer; Yusuf works from the first one's notes."),
    ),
}

DECIDED: dict[int, str] = {
    1: "One picture, then one word, by every adult in Ladybirds; bucket time four times a week with Ivy.",
    4: "Ear defenders by the hall door, fetched by Nia herself; Talk Boost in a group of four.",
    8: "Nothing starts again: what helped until Year 1 is ordinary teaching in Year 5 from tomorrow.",
    10: "A quiet start, a change diary, a card instead of a question.",
    11: "Two visits to Harbour Lane while it is empty; one page about Nia for ten teachers.",
    12: "Words on the day before in science and geography; every changeover is announced; the ask card counts as asking.",
}

HOPES: dict[int, str] = {
    1: "We would love her to tell us what hurts.",
    2: "Mornings without tears at the door.",
    3: "Nia do it.",
    4: "My peg and the numbers. A hall that is not shouty.",
    8: "Please start from what you know.",
    9: "I want to read a whole book and know how it started.",
    10: "I want to say it before it is too much.",
    11: "I want to see the big school when it is empty.",
    12: "The words are better when I know them the day before.",
}

ASIDE: dict[int, tuple[tuple[str, str], ...]] = {
    8: (("Ear defenders", "Not asked for since January 2021: nothing to carry on."),),
    9: (("A job that others need", "Year 5 has jobs for all already; it is ordinary now, not help."),),
    12: (("The sand timer", "Secondary lessons use no timers; the page for her teachers says why not."),),
}
# fmt: on

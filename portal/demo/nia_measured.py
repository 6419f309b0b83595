"""What was measured of Nia, by the number of the cycle in which it was entered.

Standard scores that stay where they are: she keeps pace with children who learn as fast as she does. Key stage 2 reading is just
below what is expected, and home and school answer the same questionnaire differently.
"""

from datetime import date

from portal.demo.story import Sitting

_PRACTICE = "Practice with the words of an earlier year. The check itself was not held in summer 2021."

# fmt: off
SITTINGS: dict[int, tuple[Sitting, ...]] = {
    1: (
        Sitting("wellcomm", date(2018, 2, 6), {"band": "red"}, "Ivy Marsh", "in_house", "targeted"),
        Sitting("leuven", date(2018, 2, 8), {"wellbeing": "3", "involvement": "2"}, "Ivy Marsh", "in_house"),
    ),
    2: (
        Sitting("bpvs", date(2018, 4, 24), {"ss": "82"}, "Speech and language therapist", "agency", "targeted", note="Shown, not asked: she pointed."),
        Sitting("leuven", date(2018, 5, 2), {"wellbeing": "4", "involvement": "3"}, "Ivy Marsh", "in_house"),
    ),
    3: (
        Sitting("wellcomm", date(2018, 9, 12), {"band": "amber"}, "Hannah Coyle", "in_house", "targeted"),
        Sitting("leuven", date(2018, 9, 13), {"wellbeing": "4", "involvement": "4"}, "Hannah Coyle", "in_house"),
    ),
    6: (
        Sitting("phonics", date(2020, 9, 17), {"mark": "22"}, "Samira Aziz", "current", note=_PRACTICE),
        Sitting("bpvs", date(2020, 9, 18), {"ss": "84"}, "Anjali Deshmukh", "in_house", "targeted"),
    ),
    7: (
        Sitting("phonics", date(2020, 12, 8), {"mark": "27"}, "Samira Aziz", "previous", note=_PRACTICE),
        Sitting("phonics", date(2021, 1, 14), {"mark": "34"}, "Samira Aziz", "current", note=_PRACTICE),
    ),
    8: (
        Sitting("mtc", date(2024, 6, 5), {"mark": "14"}, "Class teacher of Year 4", "previous"),
        Sitting("bpvs", date(2024, 7, 12), {"ss": "83"}, "Educational psychologist", "agency", "targeted"),
        Sitting("attendance", date(2024, 7, 19), {"sessions": "352 of 380"}, "Office", "previous"),
        Sitting("ngrt", date(2024, 9, 11), {"sas": "84"}, "Greg Nolan", "current", form="A"),
    ),
    9: (
        Sitting("ngrt", date(2024, 12, 4), {"sas": "83"}, "Greg Nolan", "current", form="B"),
        Sitting("yarc", date(2024, 12, 6), {"accuracy": "92", "rate": "78", "comprehension": "85"}, "Anjali Deshmukh", "in_house", "targeted", form="A"),
    ),
    10: (
        Sitting("attendance", date(2025, 7, 18), {"sessions": "355 of 380"}, "Office", "previous"),
        Sitting("ngrt", date(2025, 9, 10), {"sas": "85"}, "Lena Ortiz", "current", form="A"),
        Sitting("sdq", date(2025, 9, 16), {"total": "17", "prosocial": "9"}, "Lena Ortiz", "in_house", "targeted", informant="parent"),
        Sitting("sdq", date(2025, 9, 17), {"total": "8", "prosocial": "8"}, "Lena Ortiz", "in_house", "targeted", informant="teacher"),
    ),
    11: (
        Sitting("sdq", date(2026, 1, 13), {"total": "12", "prosocial": "9"}, "Lena Ortiz", "in_house", "targeted", informant="parent"),
        Sitting("sdq", date(2026, 1, 14), {"total": "9", "prosocial": "9"}, "Lena Ortiz", "in_house", "targeted", informant="teacher"),
        Sitting("yarc", date(2026, 1, 15), {"accuracy": "95", "rate": "91", "comprehension": "87"}, "Anjali Deshmukh", "in_house", "targeted", form="A"),
    ),
    12: (
        Sitting("ks2", date(2026, 5, 14), {"reading": "99", "maths": "101", "gps": "97", "rwm": "no"}, "Fernhill Primary School", "previous"),
        Sitting("attendance", date(2026, 7, 17), {"sessions": "349 of 380"}, "Office", "previous"),
        Sitting("ngrt", date(2026, 9, 11), {"sas": "84"}, "Siobhan Keane", "current", form="B"),
        Sitting("wrat", date(2026, 9, 22), {"word-reading": "88", "spelling": "82"}, "Ruth Mensah", "in_house", "targeted", form="Blue"),
    ),
}
# fmt: on

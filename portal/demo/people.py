"""The invented people of Westmere. E-mail addresses end in example.org and reach nobody."""

from typing import NamedTuple


class Adult(NamedTuple):
    """A member of staff. `room` is the room they teach or support ("" for all)."""

    name: str
    setting: str
    role: str
    title: str = ""
    room: str = ""


STAFF = (
    Adult("Hannah Coyle", "Millbrook Nursery", "senco", "SENCO and room leader"),
    Adult("Petra Novak", "Millbrook Nursery", "head", "Nursery manager"),
    Adult("Sana Rehman", "Millbrook Nursery", "teacher", "Key person, Kingfishers", "Kingfishers"),
    Adult("Carol Finch", "Millbrook Nursery", "ta", "Practitioner, Kingfishers", "Kingfishers"),
    Adult("Ivy Marsh", "Millbrook Nursery", "teacher", "Key person, Ladybirds", "Ladybirds"),
    Adult("Gwen Abbott", "Larkspur Pre-school", "senco", "Leader and SENCO"),
    Adult("Noor Akhtar", "Larkspur Pre-school", "teacher", "Key person", "Hall"),
    Adult("Rosie Tanner", "Rosie Tanner, childminder", "childminder", "Childminder"),
    Adult("Anjali Deshmukh", "Fernhill Primary School", "senco", "SENCO"),
    Adult("Owen Bright", "Fernhill Primary School", "head", "Headteacher"),
    Adult("Dee Lowry", "Fernhill Primary School", "dsl", "Designated safeguarding lead"),
    Adult("Jess Tulloch", "Fernhill Primary School", "teacher", "Reception teacher", "Oak"),
    Adult("Samira Aziz", "Fernhill Primary School", "teacher", "Year 1 teacher", "Willow"),
    Adult("Greg Nolan", "Fernhill Primary School", "teacher", "Year 5 teacher", "Elm"),
    Adult("Lena Ortiz", "Fernhill Primary School", "teacher", "Year 6 teacher", "Hazel"),
    Adult("Kelechi Obi", "Fernhill Primary School", "ta", "Teaching assistant", "Oak"),
    Adult("Bev Hartley", "Fernhill Primary School", "ta", "Teaching assistant and ELSA", "Beech"),
    Adult("Victor Lang", "Oakfield Primary School", "senco", "SENCO"),
    Adult("Mina Farrow", "Oakfield Primary School", "teacher", "Year 3 teacher", "Hares"),
    Adult("Joel Pike", "Oakfield Primary School", "ta", "Teaching assistant", "Owls"),
    Adult("Bridget Malone", "St Bede’s Catholic Primary School", "senco", "Deputy head and SENCO"),
    Adult("Tom Castle", "St Bede’s Catholic Primary School", "teacher", "Year 4 teacher", "Year 4"),
    Adult("Ama Boateng", "Tideway Infant School", "senco", "SENCO"),
    Adult("Lucy Penn", "Tideway Infant School", "teacher", "Year 2 teacher", "Dolphins"),
    Adult("Farid Karimi", "Tideway Junior School", "senco", "SENCO"),
    Adult("Megan Rhys", "Tideway Junior School", "teacher", "Year 3 teacher", "3T"),
    Adult("Ruth Mensah", "Harbour Lane Academy", "senco", "SENCO"),
    Adult("Daniel Pryce", "Harbour Lane Academy", "teacher", "Form tutor 7P, geography", "7P"),
    Adult("Siobhan Keane", "Harbour Lane Academy", "teacher", "English", "7P"),
    Adult("Imran Qureshi", "Harbour Lane Academy", "teacher", "Mathematics", "7P"),
    Adult("Yusuf Demir", "Harbour Lane Academy", "ta", "Teaching assistant", "7P"),
    Adult("Leanne Brookes", "Harbour Lane Academy", "ta", "Learning mentor", "7P"),
    Adult("Clive Warren", "Harbour Lane Academy", "head", "Headteacher"),
    Adult("Esther Okafor", "Kestrel Park School", "senco", "SENCO"),
    Adult("Ravi Menon", "Kestrel Park School", "teacher", "Form tutor 7A", "7A"),
    Adult("Helen Dray", "Beacon School", "senco", "Assistant head"),
    Adult("Sol Whitaker", "Bridge Academy", "senco", "SENCO"),
    Adult("Nadia Petrova", "Westmere College", "senco", "Additional learning support manager"),
    Adult("Lorna Pike", "", "la_officer", "SEND officer"),
    Adult("Adil Shah", "", "la_admin", "Data and systems administrator"),
    Adult("Carys Bevan", "", "area_senco", "Area SENCO, early years"),
    Adult("Priya Nair", "", "professional", "Speech and language therapist"),
    Adult("Malcolm Reid", "", "professional", "Educational psychologist"),
)

FORENAMES = (
    "Amina", "Jacob", "Hana", "Eli", "Grace", "Samir", "Isla", "Leo", "Reuben", "Mei-Lin", "Zainab", "Oliver", "Alfie",
    "Chloe", "Idris", "Freya", "Kofi", "Niamh", "Yusuf", "Poppy", "Rafael", "Sofia", "Tariq", "Una", "Viktor", "Wren",
    "Xavi", "Yara", "Zac", "Ada", "Bilal", "Cora", "Dylan", "Esme", "Finn", "Gita", "Hugo", "Imani", "Jonah", "Kezia",
    "Luca", "Maya", "Noah", "Orla", "Priti", "Quinn", "Rosa", "Stefan", "Tess", "Umar", "Violet", "Will", "Ximena",
    "Yonas", "Zofia", "Arlo", "Beatriz", "Callum", "Dina", "Ewan",
)  # fmt: skip

SURNAMES = (
    "Diallo", "Trevithick", "Yusuf", "Marchetti", "Olusanya", "Haddad", "Whitmore", "Adair", "Cole", "Zhou", "Farouk",
    "Penrose", "Brennan", "Ashworth", "Mahmood", "Lindqvist", "Asante", "Byrne", "Demirci", "Fairfax", "Moreno", "Rossi",
    "Hussain", "Kelly", "Ivanov", "Barlow", "Puig", "Nassar", "Thorne", "Clarke", "Iqbal", "Jennings", "Pryor", "Wood",
    "O’Dowd", "Sharma", "Baxter", "Njoroge", "Levy", "Mutasa", "Conti", "Fernandez", "Hayes", "Quigley", "Rao",
    "Sinclair", "Vega", "Kowalski", "Drummond", "Siddiqui", "Turner", "Aldridge", "Cruz", "Tesfaye", "Nowak", "Greene",
    "Silva", "Ross", "Karim", "Morgan",
)  # fmt: skip

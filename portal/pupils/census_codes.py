"""The census codes for SEN provision and type of need, as they arrive from other systems.

Source: DfE Common Basic Data Set and school census guidance 2025/26. Older codes are read, with a
note, and never written: S (statement) became E in 2018, A and P became K in 2014.
"""

from typing import NamedTuple

from flask_babel import gettext as _

PROVISIONS = ("N", "K", "E")
_OLD_PROVISIONS = {"S": "E", "A": "K", "P": "K"}

NEED_LABELS: dict[str, str] = {
    "SPLD": "Specific learning difficulty",
    "MLD": "Moderate learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs",
    "ASD": "Autistic spectrum disorder",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "PD": "Physical disability",
    "DS": "Down syndrome",
    "OTH": "Other difficulty or disability",
    "NSA": "SEN support, no specialist assessment of type of need",
}

#: Words seen in school reports, folded by `fold`. Only whole phrases: a guess at a need is a label
#: on a child, so anything else is asked about.
_NEED_WORDS = {
    "autism": "ASD",
    "autisticspectrumdisorder": "ASD",
    "autismspectrumdisorder": "ASD",
    "autisticspectrumcondition": "ASD",
    "visualimpairment": "VI",
    "downssyndrome": "DS",
    "otherdifficultydisability": "OTH",
    "socialemotionalandmentalhealthneeds": "SEMH",
    "speechlanguageandcommunicationneed": "SLCN",
    "nospecialistassessment": "NSA",
    "sensupportbutnospecialistassessmentoftypeofneed": "NSA",
}
_PROVISION_WORDS = {
    "senk": "K", "ksensupport": "K", "sensupport": "K", "sens": "K", "sensupportk": "K", "support": "K",
    "ehcp": "E", "ehc": "E", "ehcplan": "E", "ehcpe": "E", "eehcp": "E", "eehcplan": "E", "ehcplane": "E",
    "educationhealthandcareplan": "E", "educationhealthcareplan": "E",
    "nosen": "N", "nnosen": "N", "none": "N", "nosenn": "N", "nospecialeducationalneed": "N",
    "nospecialeducationalneeds": "N", "statement": "S", "schoolaction": "A", "schoolactionplus": "P",
}  # fmt: skip


class Reading(NamedTuple):
    """A code as read: `code` is empty when it was not understood, `note` says what was changed."""

    code: str
    note: str = ""


def fold(text: str) -> str:
    """Lower-case letters and digits only: `SEN Support (K)` becomes `sensupportk`."""
    return "".join(char for char in text.casefold() if char.isalnum())


def provision(text: str) -> Reading:
    """N, K or E from a code or from words; S is read as E, A and P as K, each with a note."""
    code = text.strip().upper()
    if code not in PROVISIONS and code not in _OLD_PROVISIONS:
        code = _PROVISION_WORDS.get(fold(text), "")
    if code in PROVISIONS:
        return Reading(code)
    if code == "S":
        return Reading("E", _("A statement (S) is read as an EHC plan (E): statements ended in April 2018."))
    if code in _OLD_PROVISIONS:
        return Reading("K", _("School Action is read as SEN support (K), which replaced it in September 2014."))
    return Reading("")


def need(text: str) -> Reading:
    """A type of need from its code in any case (`SpLD`), its label, or `SLCN - Speech, …`."""
    code = text.strip().upper()
    if code in NEED_LABELS:
        return Reading(code)
    folded = fold(text)
    if folded in _NEED_WORDS:
        return Reading(_NEED_WORDS[folded])
    for known, label in NEED_LABELS.items():
        if folded in (fold(label), fold(known + label), fold(label + known)):
            return Reading(known)
    start = code.partition(" - ")[0].strip()
    return Reading(start if start in NEED_LABELS else "")

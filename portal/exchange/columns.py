"""Which column of somebody's CSV holds what: a guess by name, that a person then corrects.

There is no standard for these files (every system lets its users build reports), so the guess goes
by the names seen in census extracts and in the reports of common systems, folded to letters.
"""

from collections.abc import Mapping, Sequence

from portal.pupils.census_codes import fold

#: Field of the portal: folded headers that mean it, the surest first.
REGISTER: dict[str, tuple[str, ...]] = {
    "upn": ("upn", "uniquepupilnumber", "pupilupn"),
    "former_upn": ("formerupn", "previousupn"),
    "uln": ("uln", "uniquelearnernumber"),
    "local_id": ("localid", "childid", "admissionnumber", "admno", "adno", "learnercode", "reference", "id"),
    "surname": ("legalsurname", "surname", "lastname", "familyname", "legallastname", "childsurname"),
    "forename": ("legalforename", "forename", "firstname", "givenname", "legalfirstname", "childforename",
                 "childfirstname"),
    "full_name": ("name", "childsname", "childname", "fullname", "child", "pupil", "pupilname"),
    "preferred_forename": ("preferredforename", "preferredfirstname", "knownas", "preferredname"),
    "preferred_surname": ("preferredsurname", "preferredlastname"),
    "born": ("dob", "dateofbirth", "birthdate", "born", "birthday"),
    "sex": ("sex", "gender", "legalsex"),
    "year_group": ("ncyearactual", "year", "yeargroup", "ncyear", "yr", "ncy", "yeartaught"),
    "class_name": ("class", "room", "regform", "registrationgroup", "form", "tutorgroup", "reg", "classname",
                   "reggroup", "group"),
    "entered": ("entrydate", "dateofentry", "startdate", "started", "datestarted", "admissiondate", "joined"),
    "provision": ("senprovision", "senstatus", "senstage", "sencode", "sen", "send", "sendstatus", "provision",
                  "status"),
    "sen_start": ("senstartdate", "senstart", "senprovisionstart", "onregistersince", "dateaddedtoregister",
                  "registerdate", "addedtoregister", "sensince", "identified"),
    "need": ("senneed", "sentype", "needtype", "typeofneed", "need", "senneedtype", "areaofneed", "needs"),
    "need_rank": ("needrank", "sentyperank", "senneedrank", "rank"),
    "need1": ("senneed1", "primaryneed", "primarysenneedstype", "primarysentype", "need1", "mainneed",
              "primarysenneed"),
    "need2": ("senneed2", "secondaryneed", "secondarysentype", "need2", "secondarysenneed"),
    "need3": ("senneed3", "need3", "otherneed"),
    "looked_after": ("lac", "incare", "lookedafter", "cla"),
    "family_informed": ("familyinformed", "parentsinformed", "parentinformed", "parentstold", "familytold",
                        "dateparentsinformed"),
    "earlier_cycles": ("cyclessofar", "earliercycles", "previouscycles", "numberofcycles", "cycles"),
    "plan_started": ("planstarted", "planstart", "currentplanstart", "planstartdate", "plandate"),
    "plan_outcome": ("outcome", "outcomes", "target", "targets", "planoutcome", "workingtowards"),
    "plan_support": ("support", "strategies", "currentsupport", "plansupport", "interventions", "whatwedo"),
    "works": ("whatworks", "strengthsandwhatworks", "helps", "whathelps"),
    "review_due": ("reviewdate", "nextreview", "reviewdue", "planreview", "nextreviewdate"),
}  # fmt: skip

STAFF: dict[str, tuple[str, ...]] = {
    "email": ("email", "emailaddress", "workemail", "mail"),
    "surname": ("surname", "lastname", "familyname"),
    "forename": ("forename", "firstname", "givenname"),
    "full_name": ("name", "fullname", "staffname", "practitioner", "teacher"),
    "role": ("role", "jobtitle", "job", "post", "position"),
    "class_name": ("class", "room", "classes", "rooms", "form", "group", "registrationgroup"),
}
CLASSES: dict[str, tuple[str, ...]] = {
    "class_name": ("class", "room", "classname", "roomname", "name", "form", "group", "registrationgroup"),
    "year_group": ("year", "yeargroup", "ncyear", "ages", "yr"),
    "email": ("teacheremail", "keypersonemail", "email", "leaderemail"),
}


def guess(headers: Sequence[str], fields: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The likeliest column of each field. Each column is used once; the surest names go first."""
    folded = [fold(header) for header in headers]
    ranked = sorted(
        (order, place, field)
        for field, names in fields.items()
        for order, name in enumerate(names)
        for place, header in enumerate(folded)
        if header == name
    )
    found: dict[str, int] = {}
    for _order, place, field in ranked:
        if field not in found and place not in found.values():
            found[field] = place
    return found


def by_header(mapping: Mapping[str, int], headers: Sequence[str]) -> dict[str, str]:
    """The mapping as field → header, the form in which it is kept for the next file."""
    return {field: headers[place] for field, place in mapping.items() if 0 <= place < len(headers)}


def from_profile(
    profile: Mapping[str, str], headers: Sequence[str], fields: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """A kept mapping on new headers; fields whose column has gone or is new are guessed."""
    folded = {fold(header): place for place, header in reversed(list(enumerate(headers)))}
    kept = {field: folded[fold(name)] for field, name in profile.items() if fold(name) in folded and field in fields}
    for field, place in guess(headers, fields).items():
        if field not in kept and field not in profile and place not in kept.values():
            kept[field] = place
    return kept

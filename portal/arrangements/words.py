"""The authority's own words, as other pages use them."""

from flask_babel import gettext as _

from portal.organisation.rules import Rules


def layer_choices(rules: Rules, standing: str = "") -> list[tuple[str, str]]:
    """Layers of provision for a choice; one that a provision has from before stays to be chosen."""
    found = [(layer.lower(), layer) for layer in rules.layers]
    if standing and standing not in dict(found):
        found.append((standing, standing.capitalize()))
    return found


def ordinary_meets_need(rules: Rules) -> str:
    """Why a child leaves the register, or needs no next cycle, in the authority's word for ordinary teaching."""
    word = rules.ordinary_provision
    return _("%(word)s now meets the need", word=word[:1].upper() + word[1:])

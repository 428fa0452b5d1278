from rotativa.kit.actor import Actor
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.models import Picture


def set_alt_text(actor: Actor, picture: Picture, edition: str, text: str) -> Picture:
    """Says what the picture shows, in the language of the edition of that code; an empty text takes it away."""
    return change_picture(actor, picture, alts={edition: text})

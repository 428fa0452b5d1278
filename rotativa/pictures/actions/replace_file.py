from rotativa.kit.actor import Actor
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.intake import Received
from rotativa.pictures.models import Picture


def replace_file(actor: Actor, picture: Picture, received: Received) -> Picture:
    """Puts another file in the picture's place, wherever it is used. What is said of it stays; the focal point goes."""
    return change_picture(actor, picture, received=received, focus=None)

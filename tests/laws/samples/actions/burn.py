from typing import Any

from rotativa.kit.actor import Actor


def burn(actor: Actor, article: Any) -> None:
    """Sends an article out past every duty."""
    article.publish(article.latest_revision)

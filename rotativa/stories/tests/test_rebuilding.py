"""The read table computed afresh beside a working desk. On SQLite there is one writer at a time anyway."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from rotativa.stories import rebuilding
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_newsroom, make_public


@pytest.mark.parametrize(("make", "act"), [(make_public, withdraw), (make_draft, publish)])
def test_what_happens_meanwhile_stands(
    separate_database: object,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Newsroom], ArticlePage],
    act: Callable[..., Any],
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite there is one writer at a time")
    article = make(make_newsroom())
    differing = rebuilding.difference

    def elsewhere() -> None:
        try:
            act(ACTOR, article)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        begun: list[Any] = []

        def meanwhile(one: ArticlePage) -> tuple[str, ...]:
            begun.append(other.submit(elsewhere))
            with pytest.raises(TimeoutError):
                begun[0].result(timeout=0.5)  # it waits for us
            return differing(one)

        monkeypatch.setattr(rebuilding, "difference", meanwhile)
        assert rebuilding.rebuild(ACTOR).differences == ()
        begun[0].result(timeout=20)
    monkeypatch.undo()
    assert rebuilding.difference(ArticlePage.objects.get(pk=article.pk)) == ()
    assert ArticleRow.objects.get(article=article.pk).state == ("withdrawn" if act is withdraw else "out")

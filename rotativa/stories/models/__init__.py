"""The tables of the stories."""

from rotativa.stories.models.article import ArticleByline, ArticlePage, ArticleTopic, Role
from rotativa.stories.models.beat import Beat
from rotativa.stories.models.passage import Passage, PassageSnapshot, PassageText
from rotativa.stories.models.reading import ReadingTask
from rotativa.stories.models.rows import (
    ArticleAuthorRow,
    ArticlePassageRow,
    ArticleRow,
    ArticleTopicRow,
    State,
    StoryRow,
)
from rotativa.stories.models.share import Share
from rotativa.stories.models.snapshot import DocumentUse, PictureUse, Snapshot
from rotativa.stories.models.story import Story
from rotativa.stories.models.withdrawal import Withdrawal

__all__ = [
    "ArticleAuthorRow",
    "ArticleByline",
    "ArticlePage",
    "ArticlePassageRow",
    "ArticleRow",
    "ArticleTopic",
    "ArticleTopicRow",
    "Beat",
    "DocumentUse",
    "Passage",
    "PassageSnapshot",
    "PassageText",
    "PictureUse",
    "ReadingTask",
    "Role",
    "Share",
    "Snapshot",
    "State",
    "Story",
    "StoryRow",
    "Withdrawal",
]

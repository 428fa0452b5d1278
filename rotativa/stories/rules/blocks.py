"""Rules on blocks: each says what it needs before readers can make something of it."""

from abc import abstractmethod
from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotativa.kit.days import first_day, is_date
from rotativa.kit.languages import LONGEST_LANGUAGE, NoTag, canonical
from rotativa.stories import richtext
from rotativa.stories.embedding import host_of, player_of
from rotativa.stories.rules.gate import Candidate, Gate, Rule
from rotativa.stories.text import (
    Block,
    Context,
    Document,
    Embed,
    Factbox,
    Gallery,
    LiveEntry,
    Moment,
    Paragraphs,
    Picture,
    PullQuote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
    walk,
)

MOST_BLOCKS, MOST_WORDS = 500, 40_000
"""So long may an article be: longer ones are several."""

Wrong = Iterator[tuple[str, str]]
"""Names of gates, with their sentences."""


class BlockRule(Rule):
    """A rule that judges each block by itself."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        for block in candidate.text.blocks():
            for name, sentence in self.wrong(block, candidate):
                yield candidate.gate(name, sentence, block)

    @abstractmethod
    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        """What is wrong with this block."""


class Unsaid(BlockRule):
    """A pull quote and a statement have words, and somebody who said them."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if isinstance(block, PullQuote) and not block.words:
            yield "quote.empty", _("A pull quote has no words.")
        if not isinstance(block, Statement):
            return
        if not block.words:
            yield "statement.words", _("A statement has no words.")
        if not block.speaker:
            yield "statement.speaker", _("A statement does not say who said it.")
        if block.original_words and not block.original_language:
            yield "statement.language", _("A statement does not say in which language its original words are.")
        elif block.original_words and not _is_tag(block.original_language):
            sentence = _("“%(tag)s”, given for the original words of a statement, is no language that is known here.")
            yield "statement.language", sentence % {"tag": block.original_language}


class NothingShown(BlockRule):
    """A gallery has pictures; a factbox has a title and facts."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if isinstance(block, Gallery) and not block.pictures:
            yield "gallery.empty", _("A gallery has no pictures.")
        if isinstance(block, Factbox) and not block.title:
            yield "factbox.title", _("A factbox has no title.")
        if isinstance(block, Factbox) and not block.html:
            yield "factbox.empty", _("A factbox has no facts.")


class Unchosen(BlockRule):
    """What a block is to show, to offer or to lead to is chosen: without it readers get nothing of the block."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        match block:
            case Picture(picture=""):
                yield "picture.unchosen", _("A picture in the text is not chosen yet. Choose it, or delete its block.")
            case Document(document=""):
                yield "document.unchosen", _("A document is not chosen yet. Choose it, or delete its block.")
            case Read(story=""):
                yield "read.unchosen", _("The story of a READ link is not chosen yet. Choose it, or delete its block.")
            case Context(passage=""):
                sentence = _("A passage of background is not chosen yet. Choose it, or delete its block.")
                yield "background.unchosen", sentence


class Undated(BlockRule):
    """Every entry of a timeline has a date that exists, and says what happened."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if not isinstance(block, Timeline):
            return
        if not block.moments:
            yield "timeline.empty", _("A timeline has no entries.")
        for moment in block.moments:
            yield from self._wrong(moment)

    def _wrong(self, moment: Moment) -> Wrong:
        if not moment.words:
            yield (
                "timeline.words",
                _("The entry “%(date)s” of a timeline does not say what happened.") % {"date": moment.when},
            )
        for written in filter(None, (moment.when, moment.until)):
            if not is_date(written):
                yield (
                    "timeline.date",
                    _("“%(date)s” in a timeline is not a date such as 1999, 1999-07 or 1999-07-04.")
                    % {"date": written},
                )
        if not moment.when:
            yield "timeline.undated", _("An entry of a timeline has no date: %(words)s") % {"words": moment.words}
        elif _ends_early(moment):
            sentence = _("The entry “%(date)s” of a timeline ends before it begins.")
            yield "timeline.order", sentence % {"date": moment.when}


class Unreadable(BlockRule):
    """A table has a caption, a heading over every column, and rows: or else it cannot be read out."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if not isinstance(block, Table):
            return
        if not block.rows:
            yield "table.empty", _("A table has no rows.")
        if not block.caption:
            yield "table.caption", _("A table has no caption.")
        for number, column in enumerate(block.columns, start=1):
            if not column.heading:
                yield "table.heading", _("Column %(number)s of a table has no heading.") % {"number": number}


class NoDocument(BlockRule):
    """A document that is offered exists, and has a name for readers."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if not isinstance(block, Document) or not block.document:
            return
        if block.document not in candidate.documents:
            yield "document.gone", _("A document does not exist any more.")
        if not block.title:
            yield "document.title", _("A document has no title for readers.")


class Elsewhere(BlockRule):
    """An embed says what it is, and comes from a host that this newsroom trusts with its readers."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if not isinstance(block, Embed):
            return
        host = host_of(player_of(block.address))
        if not host:
            yield "embed.address", _("An embed has no address that begins with https://.")
        elif host not in candidate.embed_hosts:
            sentence = _(
                "An embed comes from %(host)s, which is not among the hosts that this newsroom allows. A link in the "
                "text can lead there; or the technician allows the host (ROTATIVA_EMBED_HOSTS)."
            )
            yield "embed.host", sentence % {"host": host}
        if not block.title:
            yield "embed.title", _("An embed does not say what it shows.")
        if block.language and not _is_tag(block.language):
            yield (
                "embed.language",
                _("“%(tag)s”, given for an embed, is no language that is known here.") % {"tag": block.language},
            )
        if block.transcript and not host_of(block.transcript):
            yield "embed.transcript", _("The transcript of an embed has no address that begins with https://.")


class Timeless(BlockRule):
    """A live entry has a day and a time, and says something."""

    def wrong(self, block: Block, candidate: Candidate) -> Wrong:
        if not isinstance(block, LiveEntry):
            return
        if block.at is None:
            yield "live.time", _("A live entry has no day or no time.")
        if not block.body and not block.headline:
            yield "live.empty", _("A live entry says nothing.")


class TooLong(Rule):
    """An article can be read to its end, and be printed beside others."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        blocks = list(candidate.text.blocks())
        for block in [block for block in blocks if isinstance(block, Context) and block.passage in candidate.passages]:
            blocks.extend(walk(candidate.passages[block.passage].body))
        anchor = "panel-child-story-child-body-section"
        if len(blocks) > MOST_BLOCKS:
            sentence = _("It has %(count)s blocks; an article may have %(most)s. Make two of it.")
            yield Gate("text.blocks", sentence % {"count": len(blocks), "most": MOST_BLOCKS}, "body", anchor)
        words = sum(map(_words, blocks))
        if words > MOST_WORDS:
            sentence = _("It has %(count)s words; an article may have %(most)s. Make two of it.")
            yield Gate("text.words", sentence % {"count": words, "most": MOST_WORDS}, "body", anchor)


def _words(block: Block) -> int:
    match block:
        case Paragraphs() | Factbox():
            return len(richtext.plain(block.html).split())
        case Statement() | PullQuote() | Subhead():
            return len(block.words.split())
        case Timeline():
            return sum(len(moment.words.split()) for moment in block.moments)
        case Table():
            return sum(len(cell.split()) for row in block.rows for cell in row)
        case LiveEntry():
            return len(block.headline.split())
        case _:
            return 0


def _ends_early(moment: Moment) -> bool:
    if not (is_date(moment.when) and is_date(moment.until)):
        return False
    return first_day(moment.until) < first_day(moment.when)


def _is_tag(tag: str) -> bool:
    try:
        return len(canonical(tag).partition("-")[0]) <= LONGEST_LANGUAGE  # a longer one is a word
    except NoTag:
        return False

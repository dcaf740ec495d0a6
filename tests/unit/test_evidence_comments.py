"""Comments: sentiment and themes of a text, and those of a case added up."""

import time

import pandas as pd
import pytest
from small_case import small_case
from unified_case import build

from journeybook.cases import load
from journeybook.errors import CaseError
from journeybook.evidence import THEMES, comments, sentiment, themes
from journeybook.evidence.comments import OTHER, summarise, theme_sentiments, tone
from journeybook.evidence.comments.lexicon import emoji, lexicon, theme_patterns
from journeybook.evidence.comments.parts import parts, written_in

PAIRS = [
    # Praise, and blame in nearly the same words.
    ("The clerk was helpful.", "The clerk was not helpful."),
    ("It works well and never crashed.", "It crashed."),
    ("No queue, no fuss.", "A queue and a fuss."),
    ("Slow, but the staff were wonderful.", "The staff were wonderful, but it was slow, slow, slow."),
    ("Paid within 2 minutes.", "Waited in line for 45 minutes."),
    ("店员很热情。", "店员一点也不热情。"),
    ("不用排队，真快。", "排队排了四十分钟。"),
    ("没有划痕。", "有划痕。"),
    ("慢是慢，但是服务特别周到。", "服务周到，但是太慢太慢了。"),
    ("只用了3分钟。", "干等了3天。"),
    ("不错不错", "错了"),
    ("👍👍", "👎"),
]


@pytest.mark.parametrize(("good", "bad"), PAIRS, ids=[good for good, _ in PAIRS])
def test_praise_and_blame_are_told_apart(good, bad):
    """Do negation, contrast, degree, phrases, durations and emoji turn a sentiment the right way?"""
    lang = "en" if good.isascii() else "zh"
    assert tone(sentiment(good, lang)) == "positive"
    assert tone(sentiment(bad, lang)) == "negative"


@pytest.mark.parametrize(
    ("weak", "strong"),
    [("方便", "非常方便"), ("有点慢", "太慢了"), ("还算满意", "满意"), ("good", "very good"), ("slow", "very slow")],
)
def test_degrees_weaken_and_strengthen(weak, strong):
    """Does a word of degree change how far a sentiment is from 0, and not its side?"""
    assert 0 < abs(sentiment(weak)) < abs(sentiment(strong)) < 1
    assert sentiment(weak) * sentiment(strong) > 0


@pytest.mark.parametrize(
    "text",
    [
        "快递周三到的。",
        "贵行周末上班吗？",
        "我和同事出差，差不多九点到。",
        "我家在顺德，相机的快门在左边。",
        "The card costs 20 yuan.",
        "A friend came, too.",
    ],
)
def test_words_that_only_seem_to_judge_do_not(text):
    """Is a single character inside another word, or a harmless word of VADER's, no judgement?"""
    assert tone(sentiment(text)) == "neutral"


def test_known_value():
    """Is a Chinese sentiment what its formula gives: 2 × 1.3 for 非常周到, normed by √(x² + 15)?"""
    assert sentiment("非常周到", "zh") == pytest.approx(2.6 / (2.6**2 + 15) ** 0.5)
    assert sentiment("不周到", "zh") == pytest.approx(-1.48 / (1.48**2 + 15) ** 0.5)
    halved = 0.5 * 2 - 1.5 * 2
    assert sentiment("周到，但是失望", "zh") == pytest.approx(halved / (halved**2 + 15) ** 0.5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Queued for ages, then the cashier was rude.", ("waiting", "staff")),
        ("The app crashed and my refund never came.", ("technical", "returns")),
        ("They asked for a stamped form.", ("paperwork",)),
        ("Weather was nice.", ()),
        ("排队太久，店员还不耐烦", ("waiting", "staff")),
        ("优惠券用不了", ("price",)),
        ("积分过期也没通知", ("information", "loyalty")),
        ("天气真好", ()),
    ],
)
def test_themes_of_a_text(text, found):
    """Are the themes of a text found, in their usual order, and none that is not there?"""
    assert themes(text) == found


@pytest.mark.parametrize("word", ["stagecoach", "happen", "tapestry"])
def test_themes_need_whole_words(word):
    """Does "stage", "app" or "tap" inside another word stay unnoticed?"""
    assert themes(word) == ()


def test_each_theme_has_the_sentiment_of_its_sentences():
    """Does a mixed comment count for one theme and against the other, and decide where a sentence sounds neutral?"""
    mixed = theme_sentiments("The adviser was wonderful, but the queue was awful.")
    assert mixed["staff"] > 0 > mixed["waiting"]
    mixed = theme_sentiments("顾问特别耐心，不过排队排得心累。")
    assert mixed["staff"] > 0 > mixed["waiting"]
    plain = "I came about a refund. Terrible!"
    assert theme_sentiments(plain) == {"returns": sentiment(plain)}


def test_parts_lose_nothing():
    """Do the parts of a comment hold all its words?"""
    text = "很好！不过慢，但是值。Good; yet late. Fine, but dear"
    assert "".join("".join(parts(text)).split()) == "".join(text.split()).replace(",but", "but").replace("，但", "但")


HOSTILE = {
    "empty": "",
    "blank": " \n\t",
    "long zh": "排队太久了，但是店员很好。" * 800,
    "long en": "good but bad " * 800,
    "no stops": "慢" * 10_000,
    "no spaces": "a" * 10_000,
    "one emoji": "😀" * 10_000,
    "many emoji": "".join(chr(code) for code in range(0x1F300, 0x1F6FF)) * 10,
    "patterns": "waited a b c d e f " * 600,
    "patterns zh": "等了一一一一" * 1700,
    "right to left": "الخدمة سيئة \u202eevil\u202c " * 300,
    "digits": "1" * 10_000,
    "marks": "'’_*[(" * 1700,
    "halves": "\ud83d",
    "null": "a\x00b",
}


@pytest.mark.parametrize("lang", ["zh", "en", "fr", ""])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_judged_in_time(text, lang):
    """Does any text, with any label, get a sentiment from −1 to 1 and themes, without hanging?"""
    theme_sentiments("先 load 词库"), theme_sentiments("load the words first")
    start = time.process_time()
    assert -1 <= sentiment(text, lang) <= 1
    assert all(-1 <= value <= 1 for value in theme_sentiments(text, lang).values())
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize(
    ("text", "label", "lang"),
    [
        ("很慢", "en", "zh"),
        ("slow", "zh", "en"),
        ("App 又 crash 了", "en", "zh"),
        ("Bought a 抱枕 there", "zh", "en"),
        ("👍", "zh", "zh"),
        ("123", "en", "en"),
        ("?", None, "en"),
    ],
)
def test_wrong_labels_do_not_mislead(text, label, lang):
    """Is the language read from the text, and the label asked only where there are no letters?"""
    assert written_in(text, label) == lang


def test_long_texts_are_judged_piece_by_piece():
    """Is a long comment, two thirds praise, favourable in that measure rather than wholly?"""
    assert sentiment("wonderful " * 120 + "horrible! " * 60) == pytest.approx(1 / 3, abs=0.05)


def test_english_words_count_in_chinese():
    """Do English words in a Chinese comment count?"""
    assert sentiment("服务员 nice", "zh") > 0 > sentiment("体验 terrible", "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_word_lists_are_sound(lang):
    """Does each term stand once, with a valence in range, written as texts are read, and has each theme its words?"""
    words = lexicon(lang)
    assert all(-4 <= valence <= 4 for valence in words.terms.values())
    assert all(term == term.strip().lower() for term in words.terms)
    assert not set(emoji()) & set(words.terms)
    assert tuple(theme_patterns(lang)) == THEMES


def table(*texts, lang="en", touchpoint="till"):
    return pd.DataFrame(
        {
            "touchpoint": touchpoint,
            "written": pd.date_range("2026-03-01", periods=len(texts), freq="D"),
            "language": lang,
            "text": list(texts),
        }
    )


def test_figures_per_theme():
    """Are n, share, mean, interval and share of negative ones what they are by hand?"""
    found = summarise(table("Awful queue.", "Wonderful queue.", "Horrible queue and rude staff.", "Hm."), ["till"])
    waiting = found.themes.loc["waiting"]
    values = [sentiment(text) for text in ("Awful queue.", "Wonderful queue.", "Horrible queue and rude staff.")]
    assert (waiting["n"], waiting["share"], bool(waiting["small"])) == (3, 75, True)
    assert waiting["sentiment"] == pytest.approx(sum(values) / 3)
    assert waiting["negative"] == pytest.approx(200 / 3)
    assert waiting["low"] < waiting["sentiment"] < waiting["high"]
    assert found.themes.index.tolist() == ["waiting", "staff", OTHER]
    assert (found.n, found.small, len(found.mentions)) == (4, True, 5)
    assert found.sentiment == pytest.approx((sum(values) + sentiment("Hm.")) / 4)


def test_figures_per_touchpoint():
    """Does each touchpoint have its own themes and shares, in journey order?"""
    both = pd.concat([table("Long queue."), table("Long queue.", "The app is slow.", touchpoint="app")])
    by = summarise(both, ["app", "till", "none"]).by_touchpoint
    assert by[["touchpoint", "theme", "n", "share"]].to_numpy().tolist() == [
        ["app", "technical", 1, 50.0],
        ["app", "waiting", 1, 50.0],
        ["till", "waiting", 1, 100.0],
    ]


def test_no_comments():
    """Do no comments give empty tables of the same columns, no figures and no examples?"""
    found, some = summarise(table(), ["till"]), summarise(table("Long queue."), ["till"])
    assert (found.n, found.small) == (0, True)
    assert pd.isna(found.sentiment)
    for name in ("comments", "mentions", "themes", "by_touchpoint"):
        assert getattr(found, name).empty
        assert getattr(found, name).columns.tolist() == getattr(some, name).columns.tolist()
    assert found.examples("waiting", "en") == ()


def test_examples_are_typical():
    """Are examples of the tone that prevails, different, oldest first, and in the language that was asked for?"""
    told = table("Queue: awful.", "Queue: awful.", "Queue: lovely!", "Queue: bad.", "Queue: terrible.")
    found = summarise(pd.concat([told, table("排队心累", lang="zh")]), ["till"])
    assert [quote.text for quote in found.examples("waiting", "en")] == [
        "Queue: awful.",
        "Queue: bad.",
        "Queue: terrible.",
    ]
    assert [quote.text for quote in found.examples("waiting", "zh")] == ["排队心累"]
    assert found.examples("staff", "en") == ()
    assert found.examples("waiting", "en", 0) == ()
    for theme, lang, n in (("weather", "en", 1), ("waiting", "fr", 1), ("waiting", "en", -1)):
        with pytest.raises(ValueError, match=r"expected|fr"):
            found.examples(theme, lang, n)


def test_the_small_case_as_given(tmp_path):
    """Are a clean case's comments judged, with the score of the same visit?"""
    found = comments(small_case(tmp_path))
    assert found.comments["text"].tolist() == ["second", "first", "第三", "fourth"]
    assert found.comments["score"].tolist()[:3] == [4, 5, 1]
    assert found.themes.index.tolist() == [OTHER]
    assert found.examples(OTHER, "zh")[0].score == 1
    assert found.examples(OTHER, "en")[-1].score is None


def test_period_and_group(tmp_path):
    """Do period and group choose the comments, and is an unknown period refused?"""
    case = build(tmp_path)
    assert comments(case).comments["text"].tolist() == ["kind"]
    assert [comments(case, group=group).n for group in ("treated", "control")] == [0, 1]
    with pytest.raises(CaseError, match="after"):
        comments(case, "after")


@pytest.fixture(scope="module")
def retail():
    return comments(load("retail"))


def test_retail_sentiment_follows_the_scores(retail):
    """Do comments of dissatisfied customers sound worse than those of satisfied ones, in both languages?"""
    for _, told in retail.comments.groupby("language"):
        means = told.groupby("score")["sentiment"].mean()
        assert means[1] < -0.3
        assert means[2] < -0.2
        assert means[5] > means[4] - 0.1 > 0.1
        assert told["sentiment"].corr(told["score"].astype("float64"), method="pearson") > 0.5


def test_retail_shows_the_queue(retail):
    """Is waiting the theme that most is said of at the till, and does it sound worse there than the staff do?"""
    till = retail.by_touchpoint[retail.by_touchpoint["touchpoint"] == "store_checkout"].set_index("theme")
    assert till.index[0] == "waiting"
    assert till.loc["waiting", "negative"] > 50
    assert till.loc["waiting", "high"] < till.loc["staff", "low"]
    assert len(retail.examples("waiting", "zh")) == len(retail.examples("waiting", "en")) == 3

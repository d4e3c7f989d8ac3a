"""The words of a text, against the definition: a word of the query stands behind a space in the text."""

from hypothesis import given
from hypothesis import strategies as st

from portal.kit.sets import numbers_in, set_of
from portal.kit.word_index import WordIndex

WORD = st.text("abđ", min_size=1, max_size=3)
TEXT = st.lists(WORD, max_size=6).map(lambda words: "".join(f" {word}" for word in words))
TEXTS = st.dictionaries(st.integers(0, 40), TEXT, max_size=8)
NUMBERS = st.sets(st.integers(0, 40))


def holding(texts, sought) -> set[int]:
    return {number for number, text in texts.items() if f" {sought}" in text}


@given(TEXTS, WORD)
def test_a_word_is_found_by_its_beginning(texts, word):
    assert set(numbers_in(WordIndex(texts.items()).beginning(word))) == holding(texts, word)


@given(TEXTS, st.lists(WORD, max_size=3), NUMBERS)
def test_words_are_found_side_by_side(texts, words, among):
    found = WordIndex(texts.items()).together(words, set_of(among))

    assert set(numbers_in(found)) == holding(texts, " ".join(words)) & among


@given(TEXTS, TEXTS, st.lists(WORD, min_size=1, max_size=2))
def test_texts_that_changed_are_found_as_they_are_now_and_the_index_before_is_left_alone(
    before, changes, words
):
    everything = set_of(range(41))
    old = WordIndex(before.items())

    new = WordIndex(changes.items(), old)

    now = before | changes
    for index, texts in [(old, before), (new, now)]:
        assert set(numbers_in(index.beginning(words[0]))) == holding(texts, words[0])
        assert set(numbers_in(index.together(words, everything))) == holding(texts, " ".join(words))


def test_a_rare_word_among_many_records_is_found_like_a_frequent_one():
    texts = {number: " hội phụ nữ" if number % 2 else " hội" for number in range(2000)} | {
        1999: " hội đặc biệt"
    }
    index = WordIndex(texts.items())

    assert numbers_in(index.together(["đặc", "b"], index.beginning("hội"))) == [1999]
    assert index.beginning("phụ").bit_count() == 999
    assert numbers_in(WordIndex([(7, " đặc")], index).beginning("đặc")) == [7, 1999]

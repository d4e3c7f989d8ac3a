"""Dates as exactly as they are known: read from what staff type, kept as EDTF, told in words."""

from calendar import monthrange
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.kit.dates import End, PartialDate, Point, parse_edtf, parse_typed, say, typed

TYPED = [
    ("21/8/2017", "2017-08-21"),
    ("21.8.2017", "2017-08-21"),
    ("21-08-2017", "2017-08-21"),
    ("ngày 21 tháng 8 năm 2017", "2017-08-21"),
    ("21 August 2017", "2017-08-21"),
    ("Aug 21st, 2017", "2017-08-21"),
    ("29/2/2016", "2016-02-29"),
    ("3/2014", "2014-03"),
    ("3-2014", "2014-03"),
    ("tháng 3/2014", "2014-03"),
    ("tháng 3.2014", "2014-03"),
    ("Tháng 3 năm 2014", "2014-03"),
    ("thang 3 nam 2014", "2014-03"),
    ("T3/2014", "2014-03"),
    ("2014-03", "2014-03"),
    ("May 2014", "2014-05"),
    ("2020", "2020"),
    ("năm 2020", "2020"),
    ("khoảng tháng 3/2015", "2015-03~"),
    ("khoảng 2015", "2015~"),
    ("about March 2015", "2015-03~"),
    ("~2015", "2015~"),
    ("2017?", "2017?"),
    ("2017 (suy ra)", "2017?"),
    ("tháng 3/2017 (inferred)", "2017-03?"),
    ("khoảng tháng 3/2015?", "2015-03%"),
    ("13/11", "XXXX-11-13"),
    ("29/2", "XXXX-02-29"),
    ("tháng 11", "XXXX-11"),
    ("13-14/11", "XXXX-11-13/XXXX-11-14"),
    ("13 và 14 tháng 11", "XXXX-11-13/XXXX-11-14"),
    ("13–14/11 (không rõ năm)", "XXXX-11-13/XXXX-11-14"),
    ("30/11 - 2/12", "XXXX-11-30/XXXX-12-02"),
    ("13-14/11/2014?", "2014-11-13?/2014-11-14?"),
    ("28-29/11/2017", "2017-11-28/2017-11-29"),
    ("28–29/11/2017", "2017-11-28/2017-11-29"),
    ("28-29 tháng 11 năm 2017", "2017-11-28/2017-11-29"),
    ("November 28-29, 2017", "2017-11-28/2017-11-29"),
    ("31/5/2023 - 2/6/2023", "2023-05-31/2023-06-02"),
    ("31/5 – 2/6/2023", "2023-05-31/2023-06-02"),
    ("từ ngày 31/5/2023 đến ngày 2/6/2023", "2023-05-31/2023-06-02"),
    ("3-5/2014", "2014-03/2014-05"),
    ("tháng 3 - tháng 5/2014", "2014-03/2014-05"),
    ("3/2014 - 5/2015", "2014-03/2015-05"),
    ("2021-2022", "2021/2022"),
    ("2023–2026", "2023/2026"),
    ("từ 2021 đến 2022", "2021/2022"),
    ("khoảng 2013-2015", "2013~/2015~"),
    ("từ khoảng 2013 đến 2015 (suy ra)", "2013~/2015?"),
    ("từ 2009", "2009/.."),
    ("Từ năm 2009", "2009/.."),
    ("since 2009", "2009/.."),
    ("2009 - nay", "2009/.."),
    ("từ tháng 3/2014 đến nay", "2014-03/.."),
    ("2013 - ?", "2013/"),
    ("? - 2014", "/2014"),
    ("đến 2014", "../2014"),
    ("until 3/2014", "../2014-03"),
    ("2017-11-28/2017-11-29", "2017-11-28/2017-11-29"),
    ("XXXX-11-13/XXXX-11-14", "XXXX-11-13/XXXX-11-14"),
]


@pytest.mark.parametrize(("text", "edtf"), TYPED)
def test_staff_type_a_date_as_they_are_used_to(text, edtf):
    assert parse_typed(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unclear"),
        ("mai", "unclear"),
        ("11", "unclear"),
        ("99999", "unclear"),
        ("đầu năm 2015", "unclear"),
        ("quý 3/2014", "unclear"),
        ("13 và 20/11", "unclear"),
        ("5/11-11/2014", "unclear"),
        ("13/11/2014 (không rõ năm)", "unclear"),
        ("31/12/2022 - 2/1", "unclear"),
        ("../..", "unclear"),
        ("/", "unclear"),
        ("0999", "unclear"),
        ("2014\x00", "unclear"),
        ("٢٠١٤", "unclear"),
        ("2014-" * 50, "unclear"),
        ("3/14/2017", "order"),
        ("11/13", "order"),
        ("21/8/17", "short_year"),
        ("tháng 3/14", "short_year"),
        ("31/2/2017", "impossible"),
        ("29/2/2015", "impossible"),
        ("30/2", "impossible"),
        ("0/3/2014", "impossible"),
        ("13/2014", "impossible"),
        ("2014-13", "impossible"),
        ("2014-02-30", "impossible"),
        ("2026-2023", "backwards"),
        ("29-28/11/2017", "backwards"),
    ],
)
def test_what_would_be_a_guess_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        parse_typed(text)
    assert refusal.value.code == code


def test_a_refusal_shows_what_was_written_and_how_to_write_it():
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        parse_typed("spring\x00 2014")
    [sentence] = refusal.value.messages
    assert sentence == (
        "“spring� 2014” is not a date that can be read. Write it like one of these: "
        "21/8/2017, 3/2014, 2020, about 3/2015, 28-29/11/2017, 13-14/11, 2023-2026, since 2009, 2014?"
    )


def test_a_month_before_its_day_is_asked_about_and_not_turned_round():
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        parse_typed("3/14/2017")
    assert refusal.value.messages == [
        "Write the day before the month: there is no month 14 in “3/14/2017”. Did you mean 14/3/2017?"
    ]


@pytest.mark.parametrize(
    "text", ["2014/2015/2016", "2014-3", "14-03", "2014~?", "tháng 3/2014", "xxxx-11", ""]
)
def test_a_stored_date_is_edtf_or_nothing(text):
    with pytest.raises(ValidationError):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2017-08-21", date(2017, 8, 21), date(2017, 8, 21)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2020?", date(2020, 1, 1), date(2020, 12, 31)),
        ("2015-03~", date(2015, 3, 1), date(2015, 3, 31)),
        ("2023/2026", date(2023, 1, 1), date(2026, 12, 31)),
        ("2009/..", date(2009, 1, 1), None),
        ("2013/", date(2013, 1, 1), None),
        ("../2014", None, date(2014, 12, 31)),
        ("/2014-03", None, date(2014, 3, 31)),
        ("XXXX-11-13/XXXX-11-14", None, None),
    ],
)
def test_a_date_knows_its_first_and_last_day_and_makes_none_up(edtf, earliest, latest):
    partial = parse_edtf(edtf)
    assert (partial.earliest, partial.latest) == (earliest, latest)
    assert partial.edtf == str(partial) == edtf


def test_a_range_of_one_day_is_that_day():
    assert parse_edtf("2014-03/2014-03").edtf == "2014-03"


def test_one_end_without_a_year_makes_no_range():
    with pytest.raises(ValidationError):
        parse_edtf("XXXX-11-13/2014-11-14")


@pytest.mark.parametrize(
    ("edtf", "vietnamese", "english"),
    [
        ("2017-08-21", "21/08/2017", "21 August 2017"),
        ("2014-03", "tháng 3/2014", "March 2014"),
        ("2020", "năm 2020", "2020"),
        ("2015-03~", "khoảng tháng 3/2015", "about March 2015"),
        ("2015~", "khoảng năm 2015", "about 2015"),
        ("2014?", "2014 (suy ra)", "2014 (inferred)"),
        ("2015-03%", "khoảng tháng 3/2015 (suy ra)", "about March 2015 (inferred)"),
        ("2017-11-28/2017-11-29", "28–29/11/2017", "28–29 November 2017"),
        ("2023-05-31/2023-06-02", "31/05 – 02/06/2023", "31 May – 2 June 2023"),
        ("2022-12-31/2023-01-02", "31/12/2022 – 02/01/2023", "31 December 2022 – 2 January 2023"),
        ("2014-03/2014-05", "tháng 3 – tháng 5/2014", "March – May 2014"),
        ("2014-03/2015-05", "tháng 3/2014 – tháng 5/2015", "March 2014 – May 2015"),
        ("2014-03-08/2014-05", "08/03/2014 – tháng 5/2014", "8 March 2014 – May 2014"),
        ("2014-03/2014", "tháng 3/2014 – 2014", "March 2014 – 2014"),
        ("2023/2026", "2023–2026", "2023–2026"),
        ("2013~/2015~", "khoảng 2013–2015", "about 2013–2015"),
        ("2013~/2015?", "từ khoảng 2013 đến 2015 (suy ra)", "from about 2013 to 2015 (inferred)"),
        ("XXXX-11-13", "13/11 (không rõ năm)", "13 November (year not known)"),
        ("XXXX-11", "tháng 11 (không rõ năm)", "November (year not known)"),
        ("XXXX-11-13/XXXX-11-14", "13–14/11 (không rõ năm)", "13–14 November (year not known)"),
        ("2009/..", "từ năm 2009", "since 2009"),
        ("../2014", "đến năm 2014", "until 2014"),
        ("2013/", "từ năm 2013, không rõ kết thúc", "from 2013, end not known"),
        ("/2014", "đến năm 2014, không rõ bắt đầu", "until 2014, start not known"),
    ],
)
def test_people_read_a_date_in_their_words(edtf, vietnamese, english):
    assert (say(edtf, "vi"), say(edtf, "en")) == (vietnamese, english)


def test_a_column_of_years_needs_no_word_for_year():
    assert say("2020", "vi", bare=True) == "2020"
    assert say("2009/..", "vi", bare=True) == "từ 2009"


def test_no_date_is_no_words():
    assert [say(""), say(None), typed("")] == ["", "", ""]


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2017-08-21", "21/08/2017"),
        ("2014-03", "03/2014"),
        ("2020", "2020"),
        ("2015-03~", "khoảng 03/2015"),
        ("2017-11-28/2017-11-29", "28-29/11/2017"),
        ("2023-05-31/2023-06-02", "31/05/2023 - 02/06/2023"),
        ("2023/2026", "2023-2026"),
        ("XXXX-11-13/XXXX-11-14", "13-14/11"),
        ("2009/..", "từ 2009"),
    ],
)
def test_a_form_shows_a_date_as_staff_type_it(edtf, shown):
    assert typed(edtf, "vi") == shown


# --- What holds for every date ---------------------------------------------------------------------------

qualifiers = st.booleans()


@st.composite
def points(draw, with_year):
    year = draw(st.integers(1000, 9999)) if with_year else None
    month = draw(st.integers(1, 12) if year is None else st.none() | st.integers(1, 12))
    day = month and draw(st.none() | st.integers(1, monthrange(year or 2000, month)[1]))
    return Point(year, month, day, uncertain=draw(qualifiers), approximate=draw(qualifiers))


@st.composite
def partial_dates(draw):
    with_year = draw(st.booleans())
    start = draw(points(with_year))
    end = draw(st.just(start) | st.sampled_from(End) | points(with_year))
    if isinstance(end, End) and draw(st.booleans()):
        start, end = end, start
    try:
        return PartialDate(start, end)
    except ValueError:
        assume(False)


@given(partial_dates())
def test_what_is_stored_is_read_back_the_same(partial):
    assert parse_edtf(partial.edtf) == partial


@given(partial_dates())
def test_the_first_day_is_never_after_the_last(partial):
    if partial.earliest and partial.latest:
        assert partial.earliest <= partial.latest


@given(partial_dates(), st.sampled_from(["vi", "en"]))
def test_what_is_shown_can_be_typed_again_and_means_the_same(partial, language):
    assert parse_typed(typed(partial, language)) == partial
    assert parse_typed(say(partial, language)) == partial


@given(st.text(max_size=30) | st.text(alphabet="0123456789/-.?~ tháng năm từ đến XX", max_size=20))
def test_whatever_is_typed_is_a_date_or_a_refusal(text):
    try:
        partial = parse_typed(text)
    except ValidationError:
        return
    assert parse_typed(partial.edtf) == partial

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.contrib.auth import get_user_model

NOW = datetime(2026, 11, 12, 9, 5, tzinfo=UTC)
MOMENT = datetime(2026, 11, 13, 9, 30, tzinfo=UTC)


@pytest.fixture
def berlin():
    return get_user_model()(email="ada@infoview.example", timezone="Europe/Berlin")


def test_icon_is_decoration_without_a_label(draw):
    assert draw('{% icon "mail" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#mail"/></svg>'
    )


def test_icon_speaks_with_a_label(draw):
    assert 'role="img" aria-label="Private"' in draw('{% icon "lock" "Private" %}')


def test_icon_never_lets_a_name_out_of_its_attribute(draw):
    assert '"><b>' not in draw("{% icon name %}", name='x"><b>')


def test_tally_says_its_label(draw):
    html = draw('{% tally 2 3 "Attempt 2 of 3" %}')

    assert 'viewBox="0 0 15 16" role="img" aria-label="Attempt 2 of 3"' in html


def test_tally_above_twenty_is_a_number(draw):
    assert (
        draw("{% tally 24 0 24|people %}") == '<span class="num" role="img" aria-label="24 people">24</span>'
    )


@pytest.mark.parametrize("key", ["drafting", "sent", "nudge", "replied", "scheduled", "done", "moved"])
def test_stage_shows_its_shape_and_name(draw, key):
    html = draw("{% stage key %}", key=key)

    assert f'class="stage stage--{key}"' in html
    assert '<svg viewBox="0 0 16 16" aria-hidden="true"><circle' in html


def test_stage_can_say_more(draw):
    assert "Talked yesterday</span>" in draw('{% stage "done" "Talked yesterday" %}')


def test_who_keeps_the_colour_of_a_name(draw):
    html = draw('{% who name %}{% who name "lg" %}', name="Priya Raman")

    assert html.count(">PR<") == 2
    assert "who--lg" in html


def test_theme_is_escaped(draw):
    assert draw("{% theme_hl name '/t/' %}", name="<b>") == '<a class="hl" href="/t/">&lt;b&gt;</a>'


def test_marked_marks_the_words_and_escapes_all(draw):
    assert draw("{% marked text 2 5 %}", text="a <b> c") == "a <mark>&lt;b&gt;</mark> c"


@pytest.mark.parametrize(("start", "end"), [(5, 2), (0, 99), (-1, 2), (3, 3)])
def test_marked_shows_the_text_when_the_place_is_off(draw, start, end):
    assert draw("{% marked text start end %}", text="a < c", start=start, end=end) == "a &lt; c"


def test_margin_speaks_in_the_readers_zone(draw, berlin):
    html = draw("{% margin_when moment %}", user=berlin, now=NOW, moment=MOMENT)

    assert html == '<p class="entry__when"><b>Fri 13</b>10:30</p>'


def test_margin_of_a_deadline_is_red(draw, berlin):
    html = draw(
        '{% margin_when at "deadline" %}', user=berlin, now=NOW, at=datetime(2026, 11, 12, 15, 20, tzinfo=UTC)
    )

    assert html == '<p class="entry__when is-red"><b>6 h left</b>by 16:20</p>'


def test_margin_of_a_day_is_the_readers_day(draw, berlin):
    late = datetime(2026, 11, 11, 23, 30, tzinfo=UTC)  # already the 12th in Berlin

    html = draw("{% margin_when day %}", user=berlin, now=late, day=date(2026, 11, 12))

    assert "<b>Today</b>" in html


def test_margin_of_a_past_day_is_plain(draw, berlin):
    html = draw('{% margin_when day "day" %}', user=berlin, now=NOW, day=date(2026, 11, 2))

    assert html == '<p class="entry__when"><b>2 Nov</b></p>'


def test_margin_of_nothing_is_empty(draw):
    assert draw("{% margin_when nothing %}", nothing=None) == '<p class="entry__when"></p>'


def test_twelve_hour_readers_see_twelve_hours(draw, berlin):
    berlin.hour12 = True

    assert draw("{% clock_time at %}", user=berlin, now=NOW, at=MOMENT) == "10:30 a.m."


def test_clock_time_of_the_other_person(draw, berlin):
    assert draw('{% clock_time at "Asia/Kolkata" %}', user=berlin, now=NOW, at=MOMENT) == "15:00"


def test_dates_work_inside_an_include_with_only(draw, berlin, tmp_path, settings):
    (tmp_path / "part.html").write_text("{% load ui %}{% clock_time at %}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    assert draw('{% include "part.html" with at=at only %}', user=berlin, at=MOMENT) == "10:30"


def test_head_when_names_day_and_date(draw, berlin):
    html = draw("{% head_when now %}", user=berlin, now=NOW)

    assert html == '<p class="head__margin"><b>Thu</b>12 Nov</p>'


def test_when_words_carry_their_tone(draw, berlin):
    html = draw("{% when_words day %}", user=berlin, now=NOW, day=date(2026, 11, 10))

    assert html == '<span class="red">2 days late, 10 Nov</span>'


def test_when_words_join_a_date_and_its_year(draw, berlin):
    html = draw("{% when_words day %}", user=berlin, now=NOW, day=date(2027, 5, 3))

    assert html == "3 May 2027"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 2|in_words|capital }} nudges", "Two nudges"),
        ("{{ 1|people }}", "1 person"),
        ("{{ 7|talks }}", "7 conversations"),
        ("{{ 12|percent_of:21 }}", "57%"),
        ("{{ 0|percent_of:0 }}", ""),
        ('{{ "Hannah Weiss"|first_word }}', "Hannah"),
        ('{{ "Wolfeschlegelstein"|first_word }}', "Wolfeschle…"),
        ('{% kbd "g t" %}', "<kbd>g</kbd> <kbd>t</kbd>"),
    ],
)
def test_small_filters(draw, text, said):
    assert draw(text) == said


class PersonForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As they write it.")
    email = forms.EmailField(required=False)
    note = forms.CharField(required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "A")])
    private = forms.BooleanField(required=False)
    how = forms.ChoiceField(choices=[("x", "Phone"), ("y", "Video")], widget=forms.RadioSelect)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_form_is_drawn_in_our_look(draw):
    html = draw("{{ form }}", form=PersonForm())

    assert '<label for="id_name">Name</label>' in html
    assert 'class="input" required aria-describedby="id_name_helptext"' in html
    assert 'class="textarea"' in html
    assert 'class="select"' in html
    assert '<label class="check"><input type="checkbox"' in html
    assert '<legend class="label">How' in html
    assert html.count('name="hidden"') == 1


def test_form_error_is_tied_to_its_field(draw):
    html = draw("{{ form }}", form=PersonForm({"name": "Ada", "email": "ada@tern"}))

    assert 'aria-invalid="true" aria-describedby="id_email_error"' in html
    assert '<p class="field__error" id="id_email_error">' in html
    assert 'value="ada@tern"' in html


def test_form_summary_takes_the_focus_and_links_to_fields(draw):
    html = draw("{{ form }}", form=PersonForm({}))

    assert 'role="alert" tabindex="-1" autofocus data-takes-focus' in html
    assert "Three things need another look." in html
    assert '<a href="#id_name">Name</a>: This field is required.' in html


def test_form_summary_is_absent_without_errors(draw):
    assert "errors" not in draw("{{ form }}", form=PersonForm())

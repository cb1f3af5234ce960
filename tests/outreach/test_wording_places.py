"""Where a remark points, and what its fix does."""

import pytest

from infoview.shared.findings import Severity
from outreach.wording import Limits, check_message

GOOD = (
    "Hi Ada,\n\nyour essay on canal locks made me curious. I plan ferries. "
    "Could we speak for 20 minutes on Tuesday or Thursday? No worries if not.\n\nBest wishes,\nKim"
)


def finding(text, code, **facts):
    facts = {"kind": "request"} | facts
    return next(one for one in check_message(text, **facts) if one.code == code)


def codes(text, **facts):
    facts = {"kind": "request"} | facts
    return [one.code for one in check_message(text, **facts)]


def test_good_request_has_no_findings():
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("Do you have any openings on your team?", "M-JOB", "openings"),
        ("Could you refer me to your director?", "M-REFERRAL", "refer me"),
        ("My CV is attached.", "M-CV", "CV"),
        ("Please answer by Friday.", "M-PRESSURE", "by Friday"),
    ],
)
def test_ask_is_found_at_its_words(sentence, code, words):
    text = GOOD.replace("I plan ferries.", sentence)

    one = finding(text, code)

    assert words in text[one.start : one.end]
    assert text[one.start : one.end].strip(".") in sentence


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Do you have any openings on your team?", "M-JOB"),
        ("Could you refer me to your director?", "M-REFERRAL"),
        ("My CV is attached.", "M-CV"),
        ("Please answer by Friday.", "M-PRESSURE"),
    ],
)
def test_removing_the_sentence_leaves_the_rest(sentence, code):
    text = GOOD.replace("I plan ferries.", sentence)

    fixed = finding(text, code).fixes[0].apply(text)

    assert fixed == GOOD.replace("I plan ferries. ", "")
    assert codes(fixed) == []


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        (" No worries if not.", "M-EXIT"),
        (" on Tuesday or Thursday", "M-WINDOW"),
        (" for 20 minutes", "M-DURATION"),
        ("your essay on canal locks made me curious. ", "M-PERSONAL"),
    ],
)
def test_missing_part_can_be_put_in_before_the_closing(gone, code):
    text = GOOD.replace(gone, "")

    one = finding(text, code)
    fixed = one.fixes[0].apply(text)

    assert (one.start, one.end) == (0, 0)
    assert codes(fixed) == []
    assert fixed.endswith("\n\nBest wishes,\nKim")


def test_vague_length_is_replaced_where_it_stands():
    text = GOOD.replace("speak for 20 minutes", "have a quick call")

    one = finding(text, "M-DURATION")

    assert text[one.start : one.end] == "a quick call"
    assert "Could we have a 20-minute call on Tuesday" in one.fixes[0].apply(text)


def test_stock_sentence_goes():
    text = GOOD.replace("your essay", "I hope this finds you well. Your essay")

    fixed = finding(text, "M-GENERIC").fixes[0].apply(text)

    assert fixed == GOOD.replace("your essay", "Your essay")


def test_stock_greeting_becomes_a_name():
    text = GOOD.replace("Hi Ada,", "Dear Sir or Madam,")

    fixed = finding(text, "M-GENERIC", first_name="Ada").fixes[0].apply(text)

    assert fixed.startswith("Dear Ada,\n\nyour essay")


def test_referrer_is_named_in_the_first_line():
    one = finding(GOOD, "M-REFERRER", referrer="Imani Brandt")

    assert "Ada,\n\nImani Brandt suggested that I write to you. your essay" in one.fixes[0].apply(GOOD)


def test_referrer_title_may_be_missing():
    text = GOOD.replace("I plan", "Amara Okafor sent me. I plan")

    assert "M-REFERRER" not in codes(text, referrer="Dr Amara Okafor")


def test_note_is_cut_after_the_last_full_sentence():
    text = "Hi Ada, your essay on canal locks made me curious. " + "We count ships by hand. " * 12

    one = finding(text, "M-CHARS", kind="request_note")
    fixed = one.fixes[0].apply(text)

    assert one.severity == Severity.STRONG
    assert one.start == 300
    assert len(fixed) <= 300
    assert fixed.endswith("by hand.")


def test_note_limit_follows_the_channel():
    text = "Hi Ada, your essay on canal locks made me curious. " + "We count ships by hand. " * 7

    assert codes(text, kind="request_note", channel="LinkedIn note 300") == []
    assert codes(text, kind="request_note", channel="LinkedIn note 200") == ["M-CHARS"]


@pytest.mark.parametrize(
    ("words", "severity"), [(99, None), (100, Severity.WARN), (149, Severity.WARN), (150, Severity.STRONG)]
)
def test_request_length_warns_from_100_and_strongly_from_150(words, severity):
    text = GOOD.replace("I plan ferries.", "I plan ferries" + " and" * (words - len(GOOD.split())) + ".")

    found = [one.severity for one in check_message(text, kind="request") if one.code == "M-LEN"]

    assert found == ([severity] if severity else [])


def test_length_limit_can_be_set():
    assert codes(GOOD, limits=Limits(request_warn=20)) == ["M-LEN"]


def test_first_name_is_remarked_where_titles_are_usual():
    one = finding(GOOD, "M-TONE", region="DACH", first_name="Ada")

    assert GOOD[one.start : one.end] == "Ada"
    assert one.fixes[0].apply(GOOD).startswith("Hi {title_surname},")
    assert "M-TONE" not in codes(GOOD, region="USA", first_name="Ada")
    assert "M-TONE" not in codes(GOOD.replace("Hi Ada", "Dear Dr Vale"), region="DACH", first_name="Ada")


def test_recruiter_says_that_there_is_no_vacancy_and_links_the_notice():
    assert codes(GOOD, mode="market_sounding") == ["M-NOTICE"]

    fixed = finding(GOOD, "M-NOTICE", mode="market_sounding").fixes[0].apply(GOOD)

    assert codes(fixed, mode="market_sounding") == []


def test_slots_of_a_template_count_as_filled():
    text = (
        "Hi {first_name},\n\nyour {detail} made me curious. Could you spare {minutes} minutes, "
        "{window_1} or {window_2}? {referrer} sent me. If not, no problem.\n\n{my_name}"
    )

    assert codes(text, referrer="Imani Brandt") == []


def test_second_message_of_the_same_kind_keeps_its_own_rules():
    assert codes("Hi Ada, a short wave about my note. Kim", kind="nudge") == ["M-EXIT"]
    assert codes("Hi Ada, thanks for the lovely talk. Kim", kind="thank_you") == ["M-TAKEAWAY"]
    assert codes("Hi Ada, the lock is open again. Kim", kind="update") == []


def test_open_slot_of_a_letter_is_no_detail():
    text = GOOD.replace("your essay on canal locks", "your {detail}")

    assert codes(text) == []
    assert codes(text, is_letter=True) == ["M-PERSONAL"]


@pytest.mark.parametrize(
    "answer",
    ["Please answer by Friday", "I would be glad to hear from you before Friday", "Decide by the end of May"],
)
def test_day_by_which_to_answer_is_no_time_offered(answer):
    assert "M-WINDOW" in codes(f"Hi Ada, could you spare 20 minutes? {answer}.")
    assert "M-WINDOW" not in codes(f"Hi Ada, could you spare 20 minutes on Tuesday? {answer}.")


@pytest.mark.parametrize("text", ["Typed and left at once", "I saved it and sent it immediately"])
def test_haste_that_is_told_does_not_press(text):
    assert "M-PRESSURE" not in codes(text)


@pytest.mark.parametrize("text", ["An answer is needed at once", "Please reply, I wanted it immediately"])
def test_haste_that_is_asked_for_presses(text):
    assert "M-PRESSURE" in codes(text)


def test_thank_you_that_says_a_noted_point_again_is_specific():
    text = "Hi Ada,\n\nthank you for your time. What stays with me: outcomes count, not features.\n\nKim"
    noted = ["Outcomes count, not features"]

    assert codes(text, kind="thank_you") == ["M-TAKEAWAY"]
    assert codes(text, kind="thank_you", said=noted) == []
    assert codes(text, kind="thank_you", said=["Pilots decide in spring"]) == ["M-TAKEAWAY"]
    assert codes("Hi Ada, thank you.", kind="thank_you", said=noted) == ["M-TAKEAWAY"]

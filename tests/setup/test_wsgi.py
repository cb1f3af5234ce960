"""What a request says about its letters is never the reason for a 500."""

from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from infoview.wsgi import application

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
BODY = b'--b\r\nContent-Disposition: form-data; name="login"\r\n\r\nada\r\n--b--\r\n'


def sent_as(content_type, *, method="POST"):
    """Return the status and the page; with the cookie the check of the form's token reads the body."""
    environ = {
        "CONTENT_LENGTH": str(len(BODY)),
        "CONTENT_TYPE": content_type,
        "HTTP_COOKIE": f"csrftoken={'a' * 32}",
        "PATH_INFO": "/accounts/login/",
        "QUERY_STRING": "next=/%20/",
        "REQUEST_METHOD": method,
        "SERVER_NAME": "localhost",
        "wsgi.input": BytesIO(BODY),
    }
    setup_testing_defaults(environ)
    statuses = []
    page = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    return int(statuses[0].split()[0]), page.decode()


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "zlib", "rot13", "idna", "undefined", "no-such"])
@pytest.mark.parametrize("kind", [FORM, PARTS, "application/json"])
def test_odd_letters_are_refused_in_words(kind, charset):
    status, page = sent_as(f"{kind}; charset={charset}")

    assert status == 415
    assert "UTF-8" in page


@pytest.mark.parametrize("said", ["charset=latin-1", "charset=UTF8", "charset*=undefined''%C3"])
def test_form_in_letters_that_no_form_has_is_refused(said):
    assert sent_as(f"{FORM}; {said}")[0] == 415


@pytest.mark.parametrize("charset", ["zlib", "undefined"])
def test_odd_letters_are_refused_where_nothing_is_sent(charset):
    assert sent_as(f"text/plain; charset={charset}", method="GET")[0] == 415


@pytest.mark.parametrize(
    "content_type",
    ["", FORM, PARTS, f"{FORM}; charset=UTF-8", f"{PARTS}; charset=utf-8", f"{PARTS}; charset=latin-1"],
)
def test_plain_letters_are_read(content_type):
    status, page = sent_as(content_type)

    assert status == 403
    assert "This form is out of date" in page

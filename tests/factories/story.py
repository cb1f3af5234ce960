"""What the person of the story types: a file of connections, letters, notes."""

PASSWORD = "four unlikely green words"

# As LinkedIn exports it: a mark before the first letter, words before the columns, commas within quotes,
# people without an address, and one person twice.
CONNECTIONS = "\r\n".join(
    [
        "\ufeffNotes:",
        '"When exporting your connection data, you may notice that some of the email addresses are missing."',
        "",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "Leila,Moradi,https://www.linkedin.com/in/leila-moradi,leila@tern.example,"
        '"Tern, Kraus & Co","Head of Research, EMEA",12 Mar 2024',
        "Samuel,Adeyemi,https://www.linkedin.com/in/samueladeyemi,,Quillmark,Marketing Manager,03 Jan 2023",
        "Leila,Moradi,https://www.linkedin.com/in/leila-moradi,leila@tern.example,"
        '"Tern, Kraus & Co","Head of Research, EMEA",12 Mar 2024',
        "Ana,Ruiz,https://www.linkedin.com/in/ana-ruiz,,,,01 Feb 2025",
        "",
    ]
).encode()

LETTER = (
    "Dear Leila,\n\nyour talk on user panels made me look at my own surveys anew. May I ask you for 20 "
    "minutes on how panels shape what gets built? Tuesday at four or Thursday at ten would suit me, and "
    "other times are fine. If it does not fit, that is fine, too.\n\nGrace"
)
THANKS = "Dear Leila,\n\nthank you for your time. What stays with me: judged by renewals.\n\nGrace"

# One note to each of the first two questions, and one to none
ASKED = ("By renewals, not by sign-ups.", "Ana from panels knows more.", "Budget hearing in January.")

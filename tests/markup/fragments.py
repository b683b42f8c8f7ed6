"""What people type, in pieces: hypothesis makes messages of them."""

from hypothesis import strategies as st

from tests.markup.worst_bodies import FRAGMENTS

REPORTED = (
    "[done]: https://example.org", "[ann]: yes", "[](https://example.org)", "[]()", "#", ">", "1.", "~~~", "\u200b",
    "> shall we meet at ten?\nno, at eleven", "see README.md, then build.sh and app.py:12", "I like this.It works",
    "[call me](tel:+15550100)", "[note](obsidian://open?vault=x)", "ftp://files.example.org/x", "smb://nas/x",
    "[here](/rooms/general?m=5)", "file:///srv/x", "192.168.1.10:8080/x", "http://[2001:db8::1]:8080/", "[fd00::1]",
    "nas.local/x", "localhost:3000", "```first line\nsecond\n```", "```py\nmore = 1\n```", "¯\\_(ツ)_/¯",
    "C:\\_tmp\\x", "\\\\nas\\share", "\\o/", "\\*a\\*", "\\# b", "1\\. c", "2. yes\n4. no", "1986. A good year",
    "10. ten\n9. nine", "007. Bond", "1) one", "snake_case_name", "__init__", "__a b__", "2*3*4", "foo*bar*baz.txt",
    "*.*", "**kwargs", "_a_b_", "***both***", "~~gone~~", "~x~", "[l](https://example.org/as'd/23-(23-23)-23/aa)",
    "<https://example.org>", "https://example.org/foo.", "#winning", "# Title", "Thanks\n-", "ok\n--", "Hello\n===",
    "---", "+ 1 agree", "+ a\n+ b", ">_<", ">5", "    indented", "a  b    c\nd     e", "\n\n\n\n", "مرحبا بالعالم.",
    "افتح الملف src/auth.py", "| a | b |\n|---|:-:|\n| 1 | 2 |", "a\tb\n1\t2", "- [x] done\n- [ ] open", "- a\n  - b",
    "e\u0301\u0302", "**hi** [x](https://example.org)", "会议", "这是**重点**内容", ":tada:",
    "12:30:45", ":nope:", ":+1:",
    "&amp;", "&#8203;", "<b>x</b>", "[https://bank.example](https://evil.example)", "tel:+15550100", "mail bob@a.org",
    "`code`", "`` ` ``", ">>> import os", "\u2028", "a\\_b", "[a\\] b](https://c.de/d)", "```\n",
    "\n", " ", "word", "é",
)  # fmt: skip

bodies = st.lists(
    st.one_of(st.sampled_from(REPORTED), st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=30
).map("".join)

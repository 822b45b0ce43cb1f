"""A message names the line of the key, whatever surrounds it."""

from policy.lines import line_of

TEXT = '''# heading
province = "江苏"

[[rows]]
key = "a"  # comment = no key
text = """
[[rows]]
key = "inside a text"
"""

[[rows]]
"key" = "b"
list = [
  "x",
]

[table.deep]
value = 1
'''


def test_keys_tables_and_lists_are_found() -> None:
    assert line_of(TEXT, ("province",)) == 2
    assert line_of(TEXT, ("rows",)) == 4
    assert line_of(TEXT, ("rows", 0, "key")) == 5
    assert line_of(TEXT, ("rows", 1, "key")) == 12
    assert line_of(TEXT, ("rows", 1, "list", 0)) == 13
    assert line_of(TEXT, ("table", "deep", "value")) == 18


def test_what_is_missing_has_the_line_of_its_table() -> None:
    assert line_of(TEXT, ("rows", 1, "source")) == 11
    assert line_of(TEXT, ("table", "deep", "unit")) == 17
    assert line_of(TEXT, ("nothing",)) == 1
    assert line_of(TEXT, ()) == 1

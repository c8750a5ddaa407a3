"""Values on one line where they fit, over several where they do not."""

from sayso.compiler.targets.typescript.call_parser import read_calls
from sayso.compiler.targets.typescript.typescript_printer import Call, Chain, Jsx, Raw, Regex, show


def test_what_fits_stands_on_one_line() -> None:
    assert show({"a": 1, "b": ["x", True, None]}) == '{ a: 1, b: ["x", true, null] }'


def test_an_object_that_does_not_fit_has_a_line_per_key() -> None:
    assert show({"a": 1, "b": 2}, before=100) == "{\n  a: 1,\n  b: 2,\n}"


def test_several_objects_in_a_list_have_a_line_each() -> None:
    assert show([{"a": 1, "b": 2}, {"a": 3, "b": 4}]) == "[\n  { a: 1, b: 2 },\n  { a: 3, b: 4 },\n]"


def test_a_long_chain_has_a_line_per_call() -> None:
    chain = Chain("z", (Call("string"), Call("trim"), Call("min", (1, "x" * 90))))

    assert show(chain) == 'z\n  .string()\n  .trim()\n  .min(1, "' + "x" * 90 + '")'


def test_a_chain_with_a_pattern_is_always_broken() -> None:
    chain = Chain("z", (Call("string"), Call("regex", (Regex("/a/"),)), Call("nullish")))

    assert show(chain) == "z\n  .string()\n  .regex(/a/)\n  .nullish()"


def test_an_element_with_children_has_a_line_per_child() -> None:
    element = Jsx("Page", {}, (Jsx("Slot", {"sticky": True, "basis": "60%"}, (Jsx("Table"),)),))

    assert show(element) == '<Page>\n  <Slot sticky basis="60%">\n    <Table />\n  </Slot>\n</Page>'


def test_a_compiled_expression_reads_back_as_calls() -> None:
    text = 'expr.and(expr.eq(row.a, "x, (y)"), expr.oneOf(row.b, ["p", "q"]) ? row.c?.d : 3)'

    assert show(read_calls(text)) == text


def test_what_is_more_than_calls_stays_as_it_is() -> None:
    assert read_calls("a + (b)") == Raw("a + (b)")

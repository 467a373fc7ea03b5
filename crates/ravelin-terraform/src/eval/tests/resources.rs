//! Resources: repetition, nested blocks, references to each other.

use super::Project;

fn check(text: &str, expected: &str) {
    assert_eq!(Project::new([("main.tf", text)]).instances(), expected.trim(), "{text}");
}

#[test]
fn count_makes_instances_with_numbers() {
    check(
        "resource \"x_y\" \"z\" {\n  count = 2\n  name = \"n${count.index}\"\n}\n",
        "x_y.z[0] {name = \"n0\"}\nx_y.z[1] {name = \"n1\"}",
    );
    check("resource \"x_y\" \"z\" {\n  count = 0\n}\n", "");
}

#[test]
fn for_each_makes_instances_with_keys() {
    check(
        "resource \"x_y\" \"z\" {\n  for_each = { b = 1, a = 2 }\n  name = each.key\n  size = each.value\n}\n",
        "x_y.z[\"a\"] {name = \"a\", size = 2}\nx_y.z[\"b\"] {name = \"b\", size = 1}",
    );
}

#[test]
fn what_is_repeated_in_an_unknown_way_is_there_once_and_perhaps() {
    check(
        "variable \"m\" {}\nresource \"x_y\" \"z\" {\n  for_each = var.m\n  name = each.key\n  size = each.value.size\n}\n",
        "x_y.z[each.key(var.m)] {name = <each.key(var.m)>, size = <var.m[each.key(var.m)].size>} if <length(var.m) > 0>",
    );
    check(
        "variable \"l\" {\n  type = list(string)\n}\nresource \"x_y\" \"z\" {\n  for_each = toset(var.l)\n  same = each.key == each.value\n}\n",
        "x_y.z[each.key(var.l)] {same = true} if <length(var.l) > 0>",
    );
    check(
        "variable \"on\" {\n  type = bool\n}\nresource \"x_y\" \"z\" {\n  count = var.on ? 1 : 0\n  name = \"n\"\n}\nresource \"x_w\" \"v\" {\n  y = var.on ? x_y.z[0].name : null\n}\n",
        "x_y.z[0] {name = \"n\"} if <(var.on ? 1 : 0) > 0>\nx_w.v {y = <\"n\" | null>}",
    );
}

#[test]
fn blocks_become_lists() {
    check(
        "resource \"x_y\" \"z\" {\n  rule {\n    a = 1\n  }\n  rule {\n    a = 2\n  }\n  dynamic \"rule\" {\n    for_each = [3, 4]\n    content {\n      a = rule.value\n      b = rule.key\n    }\n  }\n  gone = null\n}\n",
        "x_y.z {rule = [{a = 1}, {a = 2}, {a = 3, b = 0}, {a = 4, b = 1}]}",
    );
    check(
        "variable \"r\" {}\nresource \"x_y\" \"z\" {\n  rule {\n    a = 1\n  }\n  dynamic \"rule\" {\n    for_each = var.r\n    content {\n      a = rule.value\n    }\n  }\n}\n",
        "x_y.z {rule = [{a = 1}, ...]}",
    );
}

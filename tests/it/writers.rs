//! Every writer by cases: what it prints of a document, byte for byte. `compare_renderers.py` holds the writers against the
//! reference client's own packages on generated documents; these say what that comes to.

use cray_ims::output::{Format, Layout, Renderer};

fn printed(document: &str, format: Format) -> String {
    let mut renderer = Renderer::new(format, Layout::default());
    renderer.feed(document.as_bytes()).unwrap();
    let mut out = Vec::new();
    renderer.finish().unwrap().write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

struct Case {
    of: &'static str,
    document: &'static str,
    json: &'static str,
    toml: &'static str,
    yaml: &'static str,
}

#[test]
fn each_writer_prints_these_documents_so() {
    for case in CASES {
        for (format, expected) in [(Format::Json, case.json), (Format::Toml, case.toml), (Format::Yaml, case.yaml)] {
            assert_eq!(printed(case.document, format), expected, "{} in {format:?}", case.of);
        }
    }
}

const CASES: &[Case] = &[
    Case {
        of: "empty things",
        document: "{}",
        json: r"{}
",
        toml: r"
",
        yaml: r"{}

",
    },
    Case {
        of: "an empty list",
        document: "[]",
        json: r"[]
",
        toml: r"results = []

",
        yaml: r"[]

",
    },
    Case {
        of: "empty things inside",
        document: r#"{"a":[],"b":{},"c":"","d":[[]],"e":[{}]}"#,
        json: r#"{
  "a": [],
  "b": {},
  "c": "",
  "d": [
    []
  ],
  "e": [
    {}
  ]
}
"#,
        toml: r#"a = []
c = ""
d = [ [],]
[[e]]

[b]

"#,
        yaml: r"a: []
b: {}
c: ''
d:
- []
e:
- {}

",
    },
    Case {
        of: "numbers",
        document: r#"{"a":1,"b":-0,"c":1.0,"d":1e16,"e":1e-5,"f":123456789012345678901234567890,"g":2.50}"#,
        json: r#"{
  "a": 1,
  "b": 0,
  "c": 1.0,
  "d": 1e+16,
  "e": 1e-05,
  "f": 123456789012345678901234567890,
  "g": 2.5
}
"#,
        toml: r"a = 1
b = 0
c = 1.0
d = 1e+16
e = 1e-5
f = 123456789012345678901234567890
g = 2.5

",
        yaml: r"a: 1
b: 0
c: 1.0
d: 1e+16
e: 1e-05
f: 123456789012345678901234567890
g: 2.5

",
    },
    Case {
        of: "words that look like something else",
        document: r#"{"a":"true","b":"no","c":"~","d":"1_000","e":"0x1f","f":"2026-11-23","g":"null","h":".5","i":"=","j":"1e5"}"#,
        json: r#"{
  "a": "true",
  "b": "no",
  "c": "~",
  "d": "1_000",
  "e": "0x1f",
  "f": "2026-11-23",
  "g": "null",
  "h": ".5",
  "i": "=",
  "j": "1e5"
}
"#,
        toml: r#"a = "true"
b = "no"
c = "~"
d = "1_000"
e = "0x1f"
f = "2026-11-23"
g = "null"
h = ".5"
i = "="
j = "1e5"

"#,
        yaml: r"a: 'true'
b: no
c: '~'
d: '1_000'
e: '0x1f'
f: '2026-11-23'
g: 'null'
h: '.5'
i: '='
j: '1e5'

",
    },
    Case {
        of: "quotes",
        document: r#"{"a":"it's","b":"say \"hi\"","c":"a: b","d":"a #b","e":"- x","f":"a\\b","g":" a ","h":"@x","i":"x:","j":"[a"}"#,
        json: r#"{
  "a": "it's",
  "b": "say \"hi\"",
  "c": "a: b",
  "d": "a #b",
  "e": "- x",
  "f": "a\\b",
  "g": " a ",
  "h": "@x",
  "i": "x:",
  "j": "[a"
}
"#,
        toml: r#"a = "it's"
b = "say \"hi\""
c = "a: b"
d = "a #b"
e = "- x"
f = "a\\b"
g = " a "
h = "@x"
i = "x:"
j = "[a"

"#,
        yaml: r#"a: it's
b: say "hi"
c: 'a: b'
d: 'a #b'
e: '- x'
f: a\b
g: ' a '
h: '@x'
i: 'x:'
j: '[a'

"#,
    },
    Case {
        of: "controls and other alphabets",
        document: r#"{"a":"a\tb","b":"a\nb","c":"\u001b[31m","d":"\u00e9","e":"\u65e5\u672c","f":"\ud83d\ude00","g":"\u200b","h":"\u0000"}"#,
        json: r#"{
  "a": "a\tb",
  "b": "a\nb",
  "c": "\u001b[31m",
  "d": "\u00e9",
  "e": "\u65e5\u672c",
  "f": "\ud83d\ude00",
  "g": "\u200b",
  "h": "\u0000"
}
"#,
        toml: r#"a = "a\tb"
b = "a\nb"
c = "\u001b[31m"
d = "é"
e = "日本"
f = "😀"
g = "\u200b"
h = "\u0000"

"#,
        yaml: "a: \"a\\tb\"\nb: \"a\\nb\"\nc: \"\\e[31m\"\nd: é\ne: 日本\nf: 😀\ng: \u{200b}\nh: \"\\0\"\n\n",
    },
    Case {
        of: "odd names",
        document: r#"{"a b":1,"":2,"k.with.dot":3,"7":4,"true":5,"\u00e9":6,"a: b":7}"#,
        json: r#"{
  "a b": 1,
  "": 2,
  "k.with.dot": 3,
  "7": 4,
  "true": 5,
  "\u00e9": 6,
  "a: b": 7
}
"#,
        toml: r#""a b" = 1
"" = 2
"k.with.dot" = 3
7 = 4
true = 5
"é" = 6
"a: b" = 7

"#,
        yaml: r"a b: 1
'': 2
k.with.dot: 3
'7': 4
'true': 5
é: 6
'a: b': 7

",
    },
    Case {
        of: "nesting",
        document: r#"{"a":{"b":{"c":1},"d":[1,2]},"e":[{"f":1},{"f":{"g":null}}],"h":[[1],["x"]]}"#,
        json: r#"{
  "a": {
    "b": {
      "c": 1
    },
    "d": [
      1,
      2
    ]
  },
  "e": [
    {
      "f": 1
    },
    {
      "f": {
        "g": null
      }
    }
  ],
  "h": [
    [
      1
    ],
    [
      "x"
    ]
  ]
}
"#,
        toml: r#"h = [ [ 1,], [ "x",],]
[[e]]
f = 1

[[e]]

[a]
d = [ 1, 2,]

[a.b]
c = 1

"#,
        yaml: r"a:
  b:
    c: 1
  d:
  - 1
  - 2
e:
- f: 1
- f:
    g:
h:
- - 1
- - x

",
    },
    Case {
        of: "nulls",
        document: r#"{"a":null,"b":[null],"c":{"d":null}}"#,
        json: r#"{
  "a": null,
  "b": [
    null
  ],
  "c": {
    "d": null
  }
}
"#,
        toml: r"b = []

[c]

",
        yaml: r"a:
b:
- 
c:
  d:

",
    },
    Case {
        of: "a list of records",
        document: r#"[{"id":"7","link":{"path":"s3://a/b"}},{"id":"8","link":null,"tags":["x","y"]}]"#,
        json: r#"[
  {
    "id": "7",
    "link": {
      "path": "s3://a/b"
    }
  },
  {
    "id": "8",
    "link": null,
    "tags": [
      "x",
      "y"
    ]
  }
]
"#,
        toml: r#"[[results]]
id = "7"

[results.link]
path = "s3://a/b"
[[results]]
id = "8"
tags = [ "x", "y",]


"#,
        yaml: r"- id: '7'
  link:
    path: s3://a/b
- id: '8'
  link:
  tags:
  - x
  - y

",
    },
    Case {
        of: "a list of other things",
        document: r#"["a",1,true,[2]]"#,
        json: r#"[
  "a",
  1,
  true,
  [
    2
  ]
]
"#,
        toml: r#"results = [ "a", 1, true, [ 2,],]

"#,
        yaml: r"- a
- 1
- true
- - 2

",
    },
    Case {
        of: "long lines",
        document: r#"{"a":"word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word","b":"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"}"#,
        json: r#"{
  "a": "word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word",
  "b": "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
}
"#,
        toml: r#"a = "word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word"
b = "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"

"#,
        yaml: r"a: word word word word word word word word word word word word word word word 
  word word word word word word word word word word word word word word word
b: 
  wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww

",
    },
    Case {
        of: "long quoted lines",
        document: r#"{"a":"it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's"}"#,
        json: r#"{
  "a": "it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's"
}
"#,
        toml: r#"a = "it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's"

"#,
        yaml: r"a: it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's 
  it's it's it's it's it's it's it's it's it's it's

",
    },
    Case {
        of: "long escaped lines",
        document: r#"{"a":"one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo"}"#,
        json: r#"{
  "a": "one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo"
}
"#,
        toml: r#"a = "one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo"

"#,
        yaml: r#"a: "one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo one\t\
  two one\ttwo one\ttwo one\ttwo one\ttwo one\ttwo"

"#,
    },
    Case {
        of: "a long name",
        document: r#"{"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk":1,"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk":[1]}"#,
        json: r#"{
  "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": 1,
  "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": [
    1
  ]
}
"#,
        toml: r"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk = 1
kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk = [ 1,]

",
        yaml: r"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 
  1
? kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
: - 1

",
    },
];

#[test]
fn a_value_that_is_no_document_is_one_line_as_python_prints_it() {
    for (document, line) in [
        ("null", ""),
        ("true", "True"),
        ("false", "False"),
        ("1.0", "1.0"),
        ("1e400", "1e400"),
        (r#""a\tb""#, "a\tb"),
        (" \n", ""),
    ] {
        for format in [Format::Json, Format::Toml, Format::Yaml, Format::Table] {
            assert_eq!(printed(document, format), format!("{line}\n"), "{document}");
        }
    }
}

#[test]
fn a_name_that_comes_twice_has_its_last_value_in_its_first_place_as_in_python() {
    let printed = printed(r#"{"a":1,"b":2,"\u0061":3}"#, Format::Json);
    assert_eq!(printed, "{\n  \"a\": 3,\n  \"b\": 2\n}\n");
}

#[test]
fn half_of_a_surrogate_pair_stays_in_json_and_is_replaced_where_no_text_can_hold_it() {
    let document = r#"{"a":"\ud83d"}"#;
    assert_eq!(printed(document, Format::Json), "{\n  \"a\": \"\\ud83d\"\n}\n");
    assert_eq!(printed(document, Format::Toml), "a = \"\u{fffd}\"\n\n");
}

#[test]
fn objects_among_other_values_become_inline_tables_in_toml() {
    let document = r#"{"a":[1,{"b":null,"c":[{}],"d e":"x"}]}"#;
    assert_eq!(printed(document, Format::Toml), "a = [ 1, { c = [ {},], \"d e\" = \"x\" },]\n\n");
}

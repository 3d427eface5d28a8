//! Lists of reserved words, and the names of punctuation.

/// Keywords (Rust reference, "Keywords", edition 2024), which need `r#` as identifiers.
pub(super) const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers (Rust reference, "Identifiers").
pub(super) const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

/// Names of Rust's prelude that the file of a shape uses without a path.
pub(super) const TAKEN_TYPES: &[&str] = &[
    "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Self", "Some", "String",
    "Vec",
];

/// The suffixes of the names of an operation's input, output, error and constructor arguments.
pub(super) const OPERATION_ENDINGS: &[&str] = &["Input", "Output", "Error", "Required"];

/// The variant for unknown values, and the only word that cannot be a variant.
pub(super) const TAKEN_VARIANTS: &[&str] = &["Self", "Unknown"];

/// Functions of every generated type. Another one of the same name would shadow that of a trait.
pub(super) const TAKEN_FUNCTIONS: &[&str] =
    &["clone", "default", "from_env", "into", "new", "try_into"];

/// The reserved name of a static, beside those of lists and maps.
pub(super) const TAKEN_STATICS: &[&str] = &["SERVICE"];

/// File names that are the folder's own module, or devices of Windows.
pub(super) const NO_FILES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn",
];

/// Crates that cargo or rustc resolve by themselves, and the one that every generated crate
/// depends on.
pub(super) const TAKEN_CRATES: &[&str] = &[
    "alloc",
    "core",
    "proc_macro",
    "std",
    "test",
    "tinsmith_runtime",
];

/// Returns a word for a character that is neither a letter nor a digit.
pub(super) fn spelling(character: char) -> String {
    let word = match character {
        ' ' => "space",
        '!' => "bang",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '\\' => "backslash",
        '_' => "underscore",
        '|' => "pipe",
        '~' => "tilde",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

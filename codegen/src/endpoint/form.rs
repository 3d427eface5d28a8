//! Standard forms: rules that many services share, except for the prefix of their host names.
//!
//! The forms are rule sets with the parameter `Prefix`, in `forms/`. A service's rules have a form
//! if both are equivalent, with the service's prefix in place of the parameter.

use std::sync::OnceLock;

use tinsmith_model::rules::{self, Piece, Template};

use super::canonical::{self, Meaning};
use super::table::{Expr, Outcome, Table};

/// The parameter for the prefix of host names.
pub(crate) const PREFIX: &str = "Prefix";

/// The forms: the runtime's function, and the rules. The order is that of their numbers, from one.
const FORMS: [(&str, &str); 7] = [
    ("standard", include_str!("forms/standard.json")),
    (
        "standard_in_us_gov",
        include_str!("forms/standard_in_us_gov.json"),
    ),
    ("dual_stack", include_str!("forms/dual_stack.json")),
    (
        "standard_in_us_gov_regions",
        include_str!("forms/standard_in_us_gov_regions.json"),
    ),
    (
        "global_dual_stack",
        include_str!("forms/global_dual_stack.json"),
    ),
    (
        "dual_stack_if_supported",
        include_str!("forms/dual_stack_if_supported.json"),
    ),
    ("global", include_str!("forms/global.json")),
];

/// A standard form with the prefix of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// The number of the form, from one.
    pub number: usize,
    /// The runtime's function.
    pub function: &'static str,
    /// The prefix of host names.
    pub prefix: String,
}

/// The forms by name, as tables.
pub fn tables() -> impl Iterator<Item = (&'static str, &'static Table)> {
    known().iter().map(|form| (form.function, &form.table))
}

struct Form {
    function: &'static str,
    table: Table,
    meaning: Option<Meaning>,
}

fn known() -> &'static [Form] {
    static KNOWN: OnceLock<Vec<Form>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let forms = FORMS.iter();
        forms
            .filter_map(|(function, text)| read(function, text))
            .collect()
    })
}

fn read(function: &'static str, text: &str) -> Option<Form> {
    let table = super::table(&rules::from_text(text)?).ok()?;
    let meaning = canonical::meaning(&table);
    Some(Form {
        function,
        table,
        meaning,
    })
}

/// Finds the form that is equivalent to a table.
pub(super) fn recognize(table: &Table) -> Option<Standard> {
    let prefix = prefix(table)?;
    let meaning = canonical::meaning(&with_parameter(table, &prefix))?;
    let number = known()
        .iter()
        .position(|form| form.meaning.as_ref() == Some(&meaning))?;
    Some(Standard {
        number: number + 1,
        function: known()[number].function,
        prefix,
    })
}

/// The prefix of the host names of a table's endpoints: the shortest literal before the first
/// non-literal label.
fn prefix(table: &Table) -> Option<String> {
    let hosts = table.results.iter().filter_map(host);
    hosts.min_by_key(String::len)
}

/// The literal prefix of an endpoint's host, up to a dot.
fn host(result: &Outcome) -> Option<String> {
    let Outcome::Endpoint {
        url: Expr::Template(url),
        ..
    } = result
    else {
        return None;
    };
    let template = Template::parse(url).ok()?;
    let Some(Piece::Text(text)) = template.pieces.first() else {
        return None;
    };
    let host = text.strip_prefix("https://")?.strip_suffix('.')?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// Replaces the prefix in a table by the parameter.
fn with_parameter(table: &Table, prefix: &str) -> Table {
    let start = format!("https://{prefix}");
    let mut table = table.clone();
    for result in &mut table.results {
        let Outcome::Endpoint { url, .. } = result else {
            continue;
        };
        let (Expr::Template(text) | Expr::Text(text)) = url else {
            continue;
        };
        let rest = text.strip_prefix(&start);
        if let Some(rest) = rest.filter(|rest| rest.starts_with(['.', '-'])) {
            *url = Expr::Template(format!("https://{{{PREFIX}}}{rest}"));
        }
    }
    table
}

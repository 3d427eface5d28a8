//! The calls whose endpoints are compared.

use indexmap::{IndexMap, IndexSet};
use tinsmith_model::rules::{Case, ParameterValue};
use tinsmith_runtime::codegen::endpoint::Partition;

use super::domain::{Domain, REGION};

pub(super) const FIPS: &str = "AWS::UseFIPS";
pub(super) const DUAL_STACK: &str = "AWS::UseDualStack";

/// The most values in all calls together. S3's calls have about 30,000.
const MOST_VALUES: usize = 200_000;

/// The values that a call gives to parameters.
#[derive(Clone, Default)]
pub(super) struct Call {
    /// The values, by the names of built-ins or else of parameters.
    values: IndexMap<String, ParameterValue>,
    /// True if all texts of inputs are set.
    has_texts: bool,
    /// The parameter that has another value than in the call that this one is made of.
    other: Option<String>,
    /// The description of a test case, whose values are those of the parameters themselves.
    case: Option<String>,
    /// The position of the call to which this one adds a value; what differs in both is told of
    /// that one alone.
    base: Option<usize>,
}

impl Call {
    pub(super) fn of_region(region: &str) -> Self {
        let mut call = Self::default();
        call.set(REGION, ParameterValue::String(region.to_owned()));
        call
    }

    fn set(&mut self, key: &str, value: ParameterValue) {
        self.values.insert(key.to_owned(), value);
    }

    pub(super) fn value(&self, key: &str) -> Option<&ParameterValue> {
        self.values.get(key)
    }

    pub(super) fn base(&self) -> Option<usize> {
        self.base
    }

    /// Returns true if the parameters of the rules have these values, whatever operations bind.
    pub(super) fn is_exact(&self) -> bool {
        self.case.is_some()
    }

    pub(super) fn region(&self) -> Option<&str> {
        match self.value(REGION).or_else(|| self.value("Region"))? {
            ParameterValue::String(region) => Some(region),
            _ => None,
        }
    }

    /// The settings besides the region; empty for those of a usual client.
    pub(super) fn setting(&self) -> String {
        if let Some(case) = &self.case {
            return format!("test case \"{case}\"");
        }
        let on = |key: &str| self.value(key) == Some(&ParameterValue::Boolean(true));
        let mut parts = Vec::new();
        parts.extend(on(FIPS).then(|| "FIPS".to_owned()));
        parts.extend(on(DUAL_STACK).then(|| "dual stack".to_owned()));
        parts.extend(self.has_texts.then(|| "all texts set".to_owned()));
        let other = self.other.as_ref();
        parts.extend(other.and_then(|key| Some(format!("{key}={}", shown(self.value(key)?)))));
        parts.join(" and ")
    }
}

fn shown(value: &ParameterValue) -> String {
    match value {
        ParameterValue::String(text) => text.clone(),
        ParameterValue::Boolean(value) => value.to_string(),
        ParameterValue::StringArray(texts) => format!("[{}]", texts.join(", ")),
    }
}

/// The calls to try, within a bound: rules may name any number of regions and parameters.
#[derive(Default)]
pub(super) struct Calls {
    pub(super) all: Vec<Call>,
    /// True if there are more.
    pub(super) is_full: bool,
    values: usize,
}

impl Calls {
    /// Lists the test cases, then each region with FIPS and dual stack on and off.
    ///
    /// The values of other parameters are tried in the main region of each partition and in those
    /// that the rules name.
    pub(super) fn new(domain: &Domain, cases: &[Case]) -> Self {
        let mut calls = Self::default();
        for case in cases {
            calls.push(exact(case));
        }
        for region in regions(domain) {
            let is_main = region.is_none_or(|region| is_main(domain, region));
            for [fips, dual_stack] in variants(domain) {
                let mut call = region.map_or_else(Call::default, Call::of_region);
                call.set(FIPS, ParameterValue::Boolean(fips));
                call.set(DUAL_STACK, ParameterValue::Boolean(dual_stack));
                match is_main {
                    true => calls.push_with_others(domain, &call),
                    false => calls.push(call),
                }
            }
            if calls.is_full {
                break;
            }
        }
        calls
    }

    fn push(&mut self, call: Call) {
        self.values += call.values.len() + 1;
        self.is_full |= self.values > MOST_VALUES;
        if !self.is_full {
            self.all.push(call);
        }
    }

    /// Adds a call as it is and with all texts of inputs set, both also with each value of each
    /// other parameter.
    fn push_with_others(&mut self, domain: &Domain, call: &Call) {
        let region = call.region().unwrap_or_default().to_owned();
        let usual = self.all.len();
        self.push_with_each(domain, call.clone());
        let texts = domain.texts(&region);
        // One text is tried alone already.
        if texts.len() > 1 {
            let mut full = call.clone();
            for (key, value) in texts {
                full.set(key, value);
            }
            full.base = Some(usual);
            full.has_texts = true;
            self.push_with_each(domain, full);
        }
    }

    /// Adds a call as it is, and with each value of each other parameter.
    fn push_with_each(&mut self, domain: &Domain, call: Call) {
        let at = self.all.len();
        let region = call.region().unwrap_or_default().to_owned();
        self.push(call.clone());
        for (key, value) in domain.others(&region) {
            if self.is_full {
                return;
            }
            let mut call = call.clone();
            call.set(key, value);
            call.other = Some(key.to_owned());
            call.base = Some(at);
            self.push(call);
        }
    }
}

/// Returns true for a region that the rules name, or that is the main one of its partition.
fn is_main(domain: &Domain, region: &str) -> bool {
    let main = Partition::all()
        .iter()
        .map(|one| one.implicit_global_region);
    main.chain(domain.named_regions())
        .any(|main| main == region)
}

/// The regions that are known or that the rules name; `None` alone if the rules take none.
fn regions(domain: &Domain) -> Vec<Option<&str>> {
    if !domain.has(REGION) {
        return vec![None];
    }
    let known = Partition::all().iter().flat_map(|one| one.regions());
    let all: IndexSet<&str> = known.copied().chain(domain.named_regions()).collect();
    all.into_iter().map(Some).collect()
}

/// FIPS and dual stack on and off, as far as the rules take them.
fn variants(domain: &Domain) -> impl Iterator<Item = [bool; 2]> {
    let all = [[false, false], [true, false], [false, true], [true, true]];
    let [fips, dual_stack] = [FIPS, DUAL_STACK].map(|key| domain.has(key));
    all.into_iter()
        .filter(move |one| (fips || !one[0]) && (dual_stack || !one[1]))
}

/// The call of a test case.
fn exact(case: &Case) -> Call {
    let values = case.params.iter();
    let values =
        values.filter_map(|(name, value)| Some((name.clone(), ParameterValue::from_json(value)?)));
    Call {
        values: values.collect(),
        case: Some(case.documentation.clone().unwrap_or_default()),
        ..Call::default()
    }
}

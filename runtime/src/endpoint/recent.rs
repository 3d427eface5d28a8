//! The endpoints that the rules found last.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::resolve::{ContextValue, EndpointParams, ResolveEndpoint, ResolvedEndpoint};
use super::{EndpointError, RulesEndpoint};

/// The number of endpoints that are kept beside that of the client.
const KEPT: usize = 8;

/// The longest list in the values of a kept endpoint: long ones seldom come twice.
const LONGEST_LIST: usize = 8;

/// Resolves the endpoints of one client by rules, and keeps those found last: few buckets or tables
/// have most of the calls.
pub(crate) struct RecentByRules {
    rules: RulesEndpoint,
    /// The endpoint of calls that give the rules no value of their own, if there is one.
    own: Option<Arc<ResolvedEndpoint>>,
    /// The endpoints of other calls, the one found last at the end.
    recent: Mutex<VecDeque<Recent>>,
}

/// An endpoint, and the values of the calls that it is for.
struct Recent {
    account_id: Option<Box<str>>,
    context: Vec<(Box<str>, Value)>,
    found: Arc<ResolvedEndpoint>,
}

/// The value of a context parameter.
enum Value {
    Boolean(bool),
    Text(Box<str>),
    Texts(Vec<Box<str>>),
}

impl RecentByRules {
    pub(crate) fn new(rules: RulesEndpoint, own: Option<Arc<ResolvedEndpoint>>) -> Self {
        Self {
            rules,
            own,
            recent: Mutex::default(),
        }
    }

    fn recent(&self) -> MutexGuard<'_, VecDeque<Recent>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, recent: Recent) {
        let mut all = self.recent();
        if all.len() == KEPT {
            all.pop_front();
        }
        all.push_back(recent);
    }
}

impl ResolveEndpoint for RecentByRules {
    fn resolve(&self, params: &EndpointParams<'_>) -> Result<Arc<ResolvedEndpoint>, EndpointError> {
        if let (Some(own), [], None) = (&self.own, params.context, params.account_id) {
            return Ok(Arc::clone(own));
        }
        if let Some(recent) = self.recent().iter().find(|recent| recent.is_for(params)) {
            return Ok(Arc::clone(&recent.found));
        }
        let found = self.rules.resolve(params)?;
        if let Some(recent) = Recent::new(params, &found) {
            self.keep(recent);
        }
        Ok(found)
    }
}

impl fmt::Debug for RecentByRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What calls have given is left out: it may hold what must not be logged.
        f.debug_tuple("RecentByRules").field(&self.rules).finish()
    }
}

impl Recent {
    /// `None` if the values are not worth keeping.
    fn new(params: &EndpointParams<'_>, found: &Arc<ResolvedEndpoint>) -> Option<Self> {
        let values = params.context.iter();
        let context = values.map(|(name, value)| Some(((*name).into(), Value::new(*value)?)));
        Some(Self {
            account_id: params.account_id.map(Into::into),
            context: context.collect::<Option<_>>()?,
            found: Arc::clone(found),
        })
    }

    fn is_for(&self, params: &EndpointParams<'_>) -> bool {
        let mut pairs = self.context.iter().zip(params.context);
        self.account_id.as_deref() == params.account_id
            && self.context.len() == params.context.len()
            && pairs.all(|(known, given)| *known.0 == *given.0 && known.1.is(given.1))
    }
}

impl Value {
    fn new(value: ContextValue<'_>) -> Option<Self> {
        Some(match value {
            ContextValue::Boolean(value) => Self::Boolean(value),
            ContextValue::String(text) => Self::Text(text.into()),
            ContextValue::Strings(texts) if texts.len() > LONGEST_LIST => return None,
            ContextValue::Strings(texts) => {
                Self::Texts(texts.iter().map(|text| (*text).into()).collect())
            }
        })
    }

    fn is(&self, value: ContextValue<'_>) -> bool {
        match (self, value) {
            (Self::Boolean(one), ContextValue::Boolean(other)) => *one == other,
            (Self::Text(one), ContextValue::String(other)) => **one == *other,
            (Self::Texts(one), ContextValue::Strings(other)) => {
                one.iter().map(|text| &**text).eq(other.iter().copied())
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::EndpointRules;
    use crate::endpoint::rules::{Rules, boolean, endpoint, string, string_array};

    /// Rules with one endpoint, to which the text leads.
    static RULES: Rules = Rules {
        parameters: &[string("Text"), boolean("Flag"), string_array("List")],
        variables: &[],
        conditions: &[],
        results: &[endpoint("https://{Text}.example")],
        nodes: &[],
    };

    fn resolver() -> RecentByRules {
        RecentByRules::new(RulesEndpoint::new(EndpointRules::table(&RULES)), None)
    }

    /// Resolves the endpoint of these values.
    fn resolve(
        resolver: &RecentByRules,
        account_id: Option<&str>,
        context: &[(&str, ContextValue<'_>)],
    ) -> Arc<ResolvedEndpoint> {
        let mut params = EndpointParams::default();
        (params.account_id, params.context) = (account_id, context);
        resolver.resolve(&params).unwrap()
    }

    #[test]
    fn the_same_values_have_the_same_endpoint() {
        let text = ("Text", ContextValue::String("a"));
        let sets: [(Option<&str>, &[_]); 7] = [
            (None, &[text]),
            (Some("1"), &[text]),
            (Some("2"), &[text]),
            (None, &[("Text", ContextValue::String("b"))]),
            (None, &[text, ("Flag", ContextValue::Boolean(true))]),
            (None, &[text, ("Flag", ContextValue::Boolean(false))]),
            (None, &[text, ("List", ContextValue::Strings(&["x", "y"]))]),
        ];
        let resolver = resolver();
        let all = || sets.map(|(account, context)| resolve(&resolver, account, context));
        let (first, second) = (all(), all());
        for (one, first) in first.iter().enumerate() {
            for (other, second) in second.iter().enumerate() {
                assert_eq!(Arc::ptr_eq(first, second), one == other, "{one} {other}");
            }
        }
        assert_eq!(first[3].endpoint.to_string(), "https://b.example");
    }

    #[test]
    fn few_endpoints_are_kept() {
        let resolver = resolver();
        for number in 0..3 * KEPT {
            let text = format!("t{number}");
            let found = resolve(&resolver, None, &[("Text", ContextValue::String(&text))]);
            assert_eq!(
                found.endpoint.to_string(),
                format!("https://{text}.example")
            );
        }
        assert_eq!(resolver.recent().len(), KEPT);
        let long = [""; LONGEST_LIST + 1];
        let text = ("Text", ContextValue::String("long"));
        let context = [text, ("List", ContextValue::Strings(&long))];
        resolve(&resolver, None, &context);
        assert!(!resolver.recent().iter().any(|one| one.context.len() == 2));
    }
}

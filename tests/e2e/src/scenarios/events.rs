//! EventBridge (awsJson1_1): rules.

use events::Client;
use events::operation::*;
use events::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..5).map(|at| format!("rule-{at}")).collect();
    for name in &names {
        let put = PutRuleInput::new()
            .name(name)
            .schedule_expression("rate(5 minutes)");
        driver.call(client.put_rule(put.state(RuleState::Enabled)))?;
    }
    steps.passed("create");

    let rule = driver.call(client.describe_rule(DescribeRuleInput::new().name(&names[0])))?;
    ensure(
        rule.state == Some(RuleState::Enabled),
        format!("the rule is {:?}", rule.state),
    )?;
    steps.passed("read");

    let list = ListRulesInput::new().limit(2);
    let mut pages = vec![driver.call(client.list_rules(list.clone()))?];
    while let Some(token) = pages.last().and_then(|page| page.next_token.clone()) {
        pages.push(driver.call(client.list_rules(list.clone().next_token(token)))?);
    }
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.rules.iter().flatten())
        .collect();
    let all = names
        .iter()
        .all(|name| listed.iter().any(|it| it.name.as_ref() == Some(name)));
    ensure(
        all && pages.len() >= 3,
        format!("{} on {} pages", listed.len(), pages.len()),
    )?;
    steps.passed("pages");

    let missing = client.describe_rule(DescribeRuleInput::new().name("missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, DescribeRuleError::ResourceNotFoundException(_))
    })?;
    steps.passed("error");

    for name in names {
        driver.call(client.delete_rule(DeleteRuleInput::new().name(name)))?;
    }
    steps.passed("delete");
    Ok(())
}

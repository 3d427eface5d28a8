//! EC2 (ec2Query): instances and networks.

use ec2::Client;
use ec2::operation::*;
use ec2::types::*;

use super::ensure;
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut vpcs = Vec::new();
    for at in 0..3 {
        let create = CreateVpcInput::new().cidr_block(format!("10.{at}.0.0/16"));
        let vpc = driver
            .call(client.create_vpc(create))?
            .vpc
            .unwrap_or_default();
        vpcs.push(vpc.vpc_id.ok_or("the network has no id")?);
    }
    let run = RunInstancesInput::new()
        .image_id("ami-12c6146b")
        .min_count(2)
        .max_count(2)
        .instance_type(InstanceType::T2Micro)
        .tag_specifications([TagSpecification::new()
            .resource_type(ResourceType::Instance)
            .tags([Tag::new().key("name").value("a <&> b")])]);
    let run = driver
        .call(client.run_instances(run))?
        .instances
        .unwrap_or_default();
    let ids: Vec<String> = run.into_iter().filter_map(|it| it.instance_id).collect();
    ensure(ids.len() == 2, format!("{} instances were made", ids.len()))?;
    steps.passed("create");

    let read = DescribeInstancesInput::new().instance_ids(ids.clone());
    let pages = driver.pages(client.describe_instances(read))?;
    let reservations = pages
        .iter()
        .flat_map(|page| page.reservations.iter().flatten());
    let instances: Vec<_> = reservations
        .flat_map(|it| it.instances.iter().flatten())
        .collect();
    let tag = instances
        .first()
        .and_then(|it| it.tags.as_ref()?.first()?.value.as_deref());
    ensure(
        instances.len() == 2 && tag == Some("a <&> b"),
        format!("tagged {tag:?}"),
    )?;
    ensure(
        instances.iter().all(|it| it.launch_time.is_some()),
        "no time came back",
    )?;
    steps.passed("read");

    let pages =
        driver.pages(client.describe_vpcs(DescribeVpcsInput::new().vpc_ids(vpcs.clone())))?;
    let listed = pages
        .iter()
        .flat_map(|page| page.vpcs.iter().flatten())
        .count();
    ensure(
        listed == vpcs.len(),
        format!("{listed} networks are listed"),
    )?;
    steps.passed("pages");

    let missing = DescribeInstancesInput::new().instance_ids(["i-00000000000000000"]);
    let error = driver.call(client.describe_instances(missing)).err();
    let code = error.as_ref().and_then(|error| error.code());
    ensure(
        code == Some("InvalidInstanceID.NotFound"),
        format!("another error: {error:?}"),
    )?;
    steps.passed("error");

    driver.call(client.terminate_instances(TerminateInstancesInput::new().instance_ids(ids)))?;
    for vpc in vpcs {
        driver.call(client.delete_vpc(DeleteVpcInput::new().vpc_id(vpc)))?;
    }
    steps.passed("delete");
    Ok(())
}

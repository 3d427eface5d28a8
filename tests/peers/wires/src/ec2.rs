//! A page of `DescribeInstances` of EC2 with 200 instances.

use std::fmt::Write;

use aws_sdk_ec2::operation::describe_instances as official;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;

use crate::lanes::{Official, Ours};
use crate::race::{race, repeat};
use crate::{Figure, ROUNDS};

mod generated {
    #![allow(dead_code, unused_imports)] // a part of the client is measured
    include!(concat!(env!("OUT_DIR"), "/ec2.rs"));
}

use generated::ec2::operation::{DescribeInstances, DescribeInstancesOutput};

const INSTANCES: usize = 200;

/// The result that both lanes must have: the instances, the sum of their times, and the number of
/// tags.
type Read = (Vec<String>, i64, usize);

fn sample() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DescribeInstancesResponse \
         xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n    <requestId>\
         8f7724cf-496f-496e-8fe3-example</requestId>\n    <reservationSet>\n",
    );
    for number in 0..INSTANCES {
        reservation(&mut text, number);
    }
    text + "    </reservationSet>\n</DescribeInstancesResponse>"
}

fn reservation(text: &mut String, number: usize) {
    let id = format!("i-{number:017x}");
    let address = format!("10.0.{}.{}", number / 250, number % 250 + 4);
    let time = format!(
        "2026-11-{:02}T07:08:{:02}.000Z",
        number % 28 + 1,
        number % 60
    );
    let _ = write!(
        text,
        "<item><reservationId>r-{number:017x}</reservationId><ownerId>123456789012</ownerId>\
         <groupSet/><instancesSet><item><instanceId>{id}</instanceId><imageId>ami-bff32ccc\
         </imageId><instanceState><code>16</code><name>running</name></instanceState>\
         <privateDnsName>ip-{number}.eu-west-1.compute.internal</privateDnsName><dnsName/>\
         <reason/><keyName>my_keypair</keyName><amiLaunchIndex>0</amiLaunchIndex><productCodes/>\
         <instanceType>m7g.large</instanceType><launchTime>{time}</launchTime><placement>\
         <availabilityZone>eu-west-1c</availabilityZone><groupName/><tenancy>default</tenancy>\
         </placement><monitoring><state>disabled</state></monitoring><subnetId>\
         subnet-56f5f633</subnetId><vpcId>vpc-11112222</vpcId><privateIpAddress>{address}\
         </privateIpAddress><sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>\
         sg-e4076980</groupId><groupName>SecurityGroup1</groupName></item></groupSet>\
         <architecture>arm64</architecture><rootDeviceType>ebs</rootDeviceType><rootDeviceName>\
         /dev/xvda</rootDeviceName><blockDeviceMapping><item><deviceName>/dev/xvda</deviceName>\
         <ebs><volumeId>vol-{number:017x}</volumeId><status>attached</status><attachTime>{time}\
         </attachTime><deleteOnTermination>true</deleteOnTermination></ebs></item>\
         </blockDeviceMapping><virtualizationType>hvm</virtualizationType><clientToken>\
         xMcwG14507example</clientToken><tagSet>",
    );
    for (key, value) in [
        ("Name", "server"),
        ("team", "reports & more"),
        ("stage", "test"),
    ] {
        let value = value.replace('&', "&amp;");
        let _ = write!(
            text,
            "<item><key>{key}</key><value>{value} {number}</value></item>"
        );
    }
    let _ = write!(
        text,
        "</tagSet><hypervisor>xen</hypervisor><networkInterfaceSet><item><networkInterfaceId>\
         eni-551ba033</networkInterfaceId><subnetId>subnet-56f5f633</subnetId><vpcId>vpc-11112222\
         </vpcId><description>Primary network interface</description><ownerId>123456789012\
         </ownerId><status>in-use</status><macAddress>02:dd:2c:5e:01:69</macAddress>\
         <privateIpAddress>{address}</privateIpAddress><sourceDestCheck>true</sourceDestCheck>\
         <attachment><attachmentId>eni-attach-39697adc</attachmentId><deviceIndex>0</deviceIndex>\
         <status>attached</status><attachTime>{time}</attachTime><deleteOnTermination>true\
         </deleteOnTermination></attachment></item></networkInterfaceSet><ebsOptimized>false\
         </ebsOptimized><enaSupport>true</enaSupport></item></instancesSet></item>\n",
    );
}

fn ours(output: &DescribeInstancesOutput) -> Read {
    let all = output.reservations.iter().flatten();
    let all = all.flat_map(|one| one.instances.iter().flatten());
    let ids = all.clone().filter_map(|one| one.instance_id.clone());
    let times = all
        .clone()
        .filter_map(|one| Some(one.launch_time.as_ref()?.as_second()));
    let tags = all.flat_map(|one| one.tags.iter().flatten());
    (ids.collect(), times.sum(), tags.count())
}

fn of_sdk(output: &official::DescribeInstancesOutput) -> Read {
    let all = output.reservations().iter().flat_map(|one| one.instances());
    let ids = all
        .clone()
        .filter_map(|one| Some(one.instance_id()?.to_owned()));
    let times = all
        .clone()
        .filter_map(|one| Some(one.launch_time()?.secs()));
    let tags = all.flat_map(|one| one.tags());
    (ids.collect(), times.sum(), tags.count())
}

pub fn figure() -> Figure {
    let text = sample();
    let our = Ours::new(text.as_bytes(), "text/xml");
    let layer = official::DescribeInstances::new().config();
    let sdk = Official::new(layer, text.as_bytes(), "text/xml");
    let read = || our.read::<DescribeInstances>();
    let read_by_sdk = || sdk.read::<official::DescribeInstancesOutput>();
    let expected = ours(&read());
    assert_eq!((expected.0.len(), expected.2), (INSTANCES, 3 * INSTANCES));
    assert_eq!(of_sdk(&read_by_sdk()), expected);
    let times = race(ROUNDS, vec![repeat(read), repeat(read_by_sdk)]);
    Figure {
        what: format!(
            "EC2 `DescribeInstances`, {INSTANCES} instances ({} bytes)",
            text.len()
        ),
        ours: times[0],
        official: times[1],
        derived: None,
        goals: [3.0, 0.0],
    }
}

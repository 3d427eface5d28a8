//! Generates the clients that are measured, of models outside of this repository.

use std::error::Error;
use std::path::Path;

use tinsmith::build::Config;

fn main() -> Result<(), Box<dyn Error>> {
    let data = tinsmith::services::folder(Path::new("botocore"));
    let data = data.map_err(|error| error.0)?;
    let client = |name: &str, protocol: &str, operation: &str| {
        let config = Config::new().model(data.join(name)).name(name);
        config.protocol(protocol).operations([operation]).compile()
    };
    client("s3", "restXml", "ListObjectsV2")?;
    client("cloudwatch", "rpcv2Cbor", "GetMetricData")?;
    if std::env::var_os("CARGO_FEATURE_EC2").is_some() {
        client("ec2", "ec2Query", "DescribeInstances")?;
    }
    Ok(())
}

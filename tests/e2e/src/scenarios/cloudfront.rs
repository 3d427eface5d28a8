//! CloudFront (restXml): distributions.

use cloudfront::Client;
use cloudfront::operation::*;
use cloudfront::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

fn config(reference: String) -> DistributionConfig {
    let origin = CustomOriginConfig::new(80, 443, OriginProtocolPolicy::HttpsOnly);
    let origin = Origin::new("origin", "example.com").custom_origin_config(origin);
    DistributionConfig::new(DistributionConfigRequired {
        caller_reference: reference,
        comment: "a <comment> & more".to_owned(),
        default_cache_behavior: DefaultCacheBehavior::new(
            "origin",
            ViewerProtocolPolicy::RedirectToHttps,
        ),
        enabled: false,
        origins: Origins::new(1, vec![origin]),
    })
}

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut made = Vec::new();
    for at in 0..3 {
        let config = config(format!("{}-{at}", driver.name()));
        let create = CreateDistributionInput::new().distribution_config(config);
        let created = driver.call(client.create_distribution(create))?;
        let distribution = created.distribution.ok_or("no distribution")?;
        made.push((distribution, created.e_tag.ok_or("no ETag")?));
    }
    steps.passed("create");

    let id = &made[0].0.id;
    let read = driver.call(client.get_distribution(GetDistributionInput::new(id)))?;
    let read = read.distribution.ok_or("no distribution")?.distribution_config;
    ensure(
        read.comment == "a <comment> & more" && read.origins.items.len() == 1,
        format!("another configuration: {read:?}"),
    )?;
    steps.passed("read");

    let list = ListDistributionsInput::new().max_items("2");
    let pages = driver.pages(client.list_distributions(list))?;
    let lists = pages.iter().filter_map(|page| page.distribution_list.as_ref());
    let listed = lists.flat_map(|list| list.items.iter().flatten()).count();
    ensure(listed == made.len(), format!("{listed} are listed"))?;
    steps.passed("pages");

    let missing = client.get_distribution(GetDistributionInput::new("MISSING"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetDistributionError::NoSuchDistribution(_))
    })?;
    steps.passed("error");

    for (distribution, etag) in made {
        let delete = DeleteDistributionInput::new(distribution.id).if_match(etag);
        driver.call(client.delete_distribution(delete))?;
    }
    steps.passed("delete");
    Ok(())
}

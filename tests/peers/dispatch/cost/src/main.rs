//! Fifty copies of the operation's shapes, three hundred types, as many as a medium-sized service
//! has. Reads a page from standard input with each of the copies, and prints the number of
//! summaries.

use std::io::Read;

#[cfg(not(feature = "generic"))]
use dispatch::behind_dyn::document;
use dispatch::failure::Failure;
#[cfg(feature = "generic")]
use dispatch::generic::document;
#[cfg(feature = "second-format")]
use dispatch::json::Second;
use dispatch::json::{Json, Plain};

/// The copies as modules, and functions that read with all of them.
macro_rules! copies {
    ($($copy:ident)*) => {
        $(
            mod $copy {
                pub mod types {
                    include!("../../src/types.rs");
                }

                #[cfg(not(feature = "generic"))]
                mod shapes {
                    include!("../../src/shapes_behind_dyn.rs");
                }

                #[cfg(feature = "generic")]
                mod shapes {
                    include!("../../src/shapes_generic.rs");
                }
            }
        )*

        fn count<F>(bytes: &[u8]) -> Result<usize, Failure> {
            let mut count = 0;
            $(
                let page: $copy::types::ListSyncJobsOutput = document(&mut Json::<F>::new(bytes)?)?;
                count += page.sync_job_summaries.map_or(0, |list| list.len());
            )*
            Ok(count)
        }
    };
}

copies! {
        a00 a01 a02 a03 a04 a05 a06 a07 a08 a09 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 a20 a21
        a22 a23 a24 a25 a26 a27 a28 a29 a30 a31 a32 a33 a34 a35 a36 a37 a38 a39 a40 a41 a42 a43
        a44 a45 a46 a47 a48 a49
}

#[cfg(not(feature = "second-format"))]
fn count_all(bytes: &[u8]) -> Result<usize, Failure> {
    count::<Plain>(bytes)
}

#[cfg(feature = "second-format")]
fn count_all(bytes: &[u8]) -> Result<usize, Failure> {
    Ok(count::<Plain>(bytes)? + count::<Second>(bytes)?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    println!(
        "{}",
        count_all(&bytes).map_err(|failure| format!("{failure:?}"))?
    );
    Ok(())
}

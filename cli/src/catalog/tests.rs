//! Catalogs of folders and archives with the same files.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// The files of a package botocore, the paths with a folder before them.
fn botocore(top: &str) -> Vec<(String, Vec<u8>)> {
    let service = |id: &str, prefix: &str, signing: &str| {
        json!({ "version": "2.0", "metadata": {
            "endpointPrefix": prefix, "protocol": "json", "jsonVersion": "1.1", "serviceFullName": id,
            "serviceId": id,
            "signatureVersion": "v4", "signingName": signing, "targetPrefix": "X",
            "apiVersion": "2014-03-28",
        }, "operations": { "PutIt": { "name": "PutIt",
            "http": { "method": "POST", "requestUri": "/" } } },
        "shapes": {} })
        .to_string()
    };
    let gz = |text: String| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let files = [
        ("botocore/__init__.py", b"__version__ = '1.40.0'\n".to_vec()),
        (
            "botocore/data/logs/2014-03-27/service-2.json",
            b"{}".to_vec(),
        ),
        (
            "botocore/data/logs/2014-03-28/service-2.json",
            service("CloudWatch Logs", "logs", "logs").into_bytes(),
        ),
        (
            "botocore/data/logs/2014-03-28/paginators-1.json",
            b"{\"pagination\": {}}".to_vec(),
        ),
        (
            "botocore/data/stepfunctions/2016-11-23/service-2.json.gz",
            gz(service("SFN", "states", "states")),
        ),
        (
            "botocore/data/ses/2010-12-01/service-2.json",
            service("SES", "email", "ses").into_bytes(),
        ),
        (
            "botocore/data/sesv2/2019-09-27/service-2.json",
            service("SESv2", "email", "ses").into_bytes(),
        ),
    ];
    files
        .into_iter()
        .map(|(path, bytes)| (format!("{top}{path}"), bytes))
        .collect()
}

/// A new folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("tinsmith-catalog-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The files as a folder, a wheel and a compressed archive.
    fn forms(&self) -> [PathBuf; 3] {
        let names = ["folder", "botocore-1.40.0.whl", "botocore-1.40.0.tar.gz"];
        let [folder, wheel, tar] = names.map(|name| self.0.join(name));
        let mut zip = ZipWriter::new(File::create(&wheel).unwrap());
        for (path, bytes) in botocore("") {
            let at = folder.join(&path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, &bytes).unwrap();
            zip.start_file(path, SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap();
        let encoder = GzEncoder::new(File::create(&tar).unwrap(), Compression::fast());
        let mut builder = tar::Builder::new(encoder);
        for (path, bytes) in botocore("botocore-1.40.0/") {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            header.set_cksum();
            builder.append_data(&mut header, path, &*bytes).unwrap();
        }
        builder.into_inner().unwrap().finish().unwrap();
        [folder, wheel, tar]
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn services_are_found_by_any_of_their_names() {
    let folder = Folder::new("names");
    for path in folder.forms() {
        let catalog = Catalog::open(&path).unwrap();
        assert_eq!(catalog.version.as_deref(), Some("1.40.0"));
        let names: Vec<&str> = catalog.names().collect();
        assert_eq!(names, ["logs", "ses", "sesv2", "stepfunctions"]);
        for (name, found) in [
            ("logs", "logs"),
            ("cloudwatchlogs", "logs"),
            ("CloudWatch Logs", "logs"),
            ("sfn", "stepfunctions"),
            ("states", "stepfunctions"),
            ("step-functions", "stepfunctions"),
            ("ses", "ses"),
            ("SESv2", "sesv2"),
            ("stepfun", "stepfunctions"),
        ] {
            assert_eq!(catalog.find(name).unwrap(), found, "{name}");
        }
        for (name, said) in [
            (
                "email",
                "several services are called `email`; name one of them: ses, sesv2",
            ),
            (
                "ste",
                "botocore 1.40.0 has no service `ste`; did you mean stepfunctions?",
            ),
            ("zzzzzzzz", "it has 4 others"),
        ] {
            let Failure(message) = catalog.find(name).unwrap_err();
            assert!(message.contains(said), "{message}");
        }
    }
}

#[test]
fn models_are_read_without_unpacking() {
    let folder = Folder::new("models");
    for path in folder.forms() {
        let catalog = Catalog::open(&path).unwrap();
        for name in ["logs", "stepfunctions"] {
            let model = catalog.read(name).unwrap();
            assert_eq!(model.services().count(), 1);
            let origin = &model.source().origin;
            assert!(origin.starts_with(path.to_str().unwrap()), "{origin}");
        }
        let listed = catalog.listed().unwrap();
        assert_eq!(listed[0].sdk_id.as_deref(), Some("CloudWatch Logs"));
        assert_eq!(listed[3].operations, ["PutIt"]);
    }
}

#[test]
fn smithy_models_go_by_their_folder_or_file() {
    let paths = [
        "models/logs/service/2014-03-27/logs-2014-03-27.json",
        "models/logs/service/2014-03-28/logs-2014-03-28.json",
        "iottwinmaker-2021-11-29.json",
        "weather.json.gz",
        "README.md",
    ];
    let paths = paths.map(str::to_owned);
    let found = layout::find(&paths).services;
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, path)| (&**name, &**path))
        .collect();
    assert_eq!(
        found,
        [
            ("iottwinmaker", &*paths[2]),
            ("logs", &*paths[1]),
            ("weather", &*paths[3])
        ]
    );
}

#[test]
fn invalid_archives_are_refused() {
    let folder = Folder::new("broken");
    let path = folder.0.join("x.whl");
    fs::write(&path, "no zip").unwrap();
    assert!(Catalog::open(&path).is_err());
    let path = folder.0.join("x.tar.gz");
    fs::write(&path, "no gzip").unwrap();
    assert!(Catalog::open(&path).is_err());
    let Err(Failure(message)) = Catalog::open(&folder.0.join("nowhere.zip")) else {
        panic!("it is there");
    };
    assert!(message.contains("nowhere.zip"), "{message}");
    let path = folder.0.join("empty");
    fs::create_dir_all(&path).unwrap();
    let Err(Failure(message)) = Catalog::open(&path) else {
        panic!("it holds models");
    };
    assert!(message.contains("holds no models"), "{message}");
}

//! The services of a source, and their operations.

use tinsmith_model::{Model, Selection, Shape};

use super::{Source, botocore_of, download, is_many, service_of};
use crate::catalog::{Catalog, Listed};
use crate::failure::Failure;

impl Source {
    /// Lists the services of the source, or the one with this name.
    ///
    /// # Errors
    /// Returns [`Failure`] if the source cannot be read, or has no such service.
    pub(crate) fn list(&self, service: Option<&str>) -> Result<Vec<Listed>, Failure> {
        let path = match self {
            Self::Botocore(version) => return of_botocore(version.as_deref(), service),
            Self::Service { name, version } => {
                return of_botocore(version.as_deref(), service.or(Some(name)));
            }
            Self::File(path) => path.clone(),
            Self::Url(url) => download::fetch(url)?,
        };
        match is_many(&path) {
            true => of_catalog(&Catalog::open(&path)?, service),
            false => of_model(&Model::read(&path)?, service),
        }
    }
}

fn of_botocore(version: Option<&str>, service: Option<&str>) -> Result<Vec<Listed>, Failure> {
    let data = botocore_of(version)?;
    of_catalog(&Catalog::of_version(&data.folder, &data.version)?, service)
}

fn of_catalog(catalog: &Catalog, service: Option<&str>) -> Result<Vec<Listed>, Failure> {
    match service {
        Some(name) => Ok(vec![catalog.listed_service(&catalog.find(name)?)?]),
        None => catalog.listed(),
    }
}

fn of_model(model: &Model, service: Option<&str>) -> Result<Vec<Listed>, Failure> {
    match service {
        Some(_) => Ok(vec![of_shape(model, service_of(model, service)?)?]),
        None => model
            .services()
            .map(|shape| of_shape(model, shape))
            .collect(),
    }
}

fn of_shape(model: &Model, service: &Shape) -> Result<Listed, Failure> {
    let selection = Selection::all(model, &service.id)?;
    let operations = selection.operation_ids().iter();
    let names = service.traits.service_names();
    Ok(Listed {
        name: service.id.name().to_owned(),
        sdk_id: names.map(|names| names.sdk_id.to_owned()),
        operations: operations.map(|id| id.name().to_owned()).collect(),
    })
}

//! All published models and protocol suites.

use crate::common;

use std::time::Instant;

use tinsmith_model::{Model, Selection, prune, write};

#[test]
fn every_shared_file_reads_without_a_diagnostic() {
    for path in [
        common::shared_files("models"),
        common::shared_files("protocol-tests"),
    ]
    .concat()
    {
        let start = Instant::now();
        let model = Model::read(&path).unwrap_or_else(|errors| panic!("{errors}"));
        let name = path.file_name().unwrap().to_string_lossy();
        println!(
            "{name}: {} shapes in {:.1?}",
            model.shapes().len(),
            start.elapsed()
        );
        let service = model.service().unwrap();
        let all = Selection::all(&model, &service.id).unwrap();
        assert!(!all.operation_ids().is_empty(), "{name}");
    }
}

#[test]
fn writing_and_reading_gives_an_equal_model() {
    for path in [
        common::shared_files("models"),
        common::shared_files("protocol-tests"),
    ]
    .concat()
    {
        let model = Model::read(&path).unwrap();
        let text = write(&model);
        let again = Model::parse(&text, "again").unwrap();
        assert!(model == again, "{}", path.display());
        assert_eq!(write(&again), text, "{}", path.display());
        for (one, other) in model
            .shapes()
            .map(|shape| (shape, again.shape(&shape.id).unwrap()))
        {
            let names = |shape: &tinsmith_model::Shape| {
                shape
                    .members()
                    .map(|one| one.name.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(names(one), names(other), "{}", one.id);
        }
    }
}

#[test]
fn a_pruned_model_is_whole() {
    for path in common::shared_files("models") {
        let model = Model::read(&path).unwrap();
        let service = &model.service().unwrap().id;
        let all = Selection::all(&model, service).unwrap();
        let one = &all.operation_ids()[0];
        let selection = Selection::operations(&model, service, [one]).unwrap();
        let pruned = prune(&model, &selection);
        let again =
            Model::parse(&write(&pruned), "pruned").unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(
            Selection::all(&again, service).unwrap(),
            selection,
            "{}",
            path.display()
        );
        assert_eq!(
            again.shapes().len(),
            selection.shapes().len() + 2,
            "{}",
            path.display()
        );
    }
}

//! The modules of each crate form layers: none uses a module that uses it.

use tinsmith_tests::layers::Layers;
use tinsmith_tests::root;

/// The crates whose top-level modules form layers.
const CRATES: [&str; 3] = ["codegen", "model", "xtask"];

#[test]
fn no_top_level_modules_use_each_other() {
    for name in CRATES {
        let layers = Layers::read(&root().join(name).join("src"));
        assert!(layers.cycles().is_empty(), "{name}: {}", layers.describe());
    }
}

/// The check would find a cycle if there were one.
#[test]
fn cycles_are_found_in_all_forms_of_paths() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "lib.rs",
        "mod a;\nmod b;\nmod c;\nmod d;\npub use c::{Other, Thing as Shown};\n",
    );
    write(
        "a.rs",
        "// crate::d\nuse crate::{\n    Shown,\n    b::{x, y},\n};\n",
    );
    write("a/deep.rs", "use super::super::d::z;\n");
    write("b.rs", "#[cfg(test)]\nmod tests {\n    use crate::a;\n}\n");
    write("c.rs", "fn f() { crate::d::g() }\n");
    write("d.rs", "use super::Other;\n");
    let layers = Layers::read(folder.path());
    assert_eq!(layers.used_by("a").collect::<Vec<_>>(), ["b", "c", "d"]);
    assert_eq!(layers.used_by("b").count(), 0);
    assert_eq!(layers.cycles(), [["c", "d"]]);
    assert_eq!(layers.describe(), "c uses d; d uses c");
}

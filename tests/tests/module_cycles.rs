//! Inside each crate modules form layers: no top-level module reaches itself through others.
#![allow(clippy::unwrap_used)]

use std::fs;

use tinsmith_tests::module_graph::{ModuleGraph, crate_roots};

#[test]
fn no_crate_has_a_cycle_among_its_top_level_modules() {
    let roots = crate_roots();
    assert!(roots.len() >= 4, "the crates were not found: {roots:?}");
    let mut knots = Vec::new();
    for root in roots {
        let graph = ModuleGraph::read(&root);
        for knot in graph.knots() {
            let inside = |module: &String| {
                let named = graph.named_by(module).into_iter();
                let named: Vec<&str> = named
                    .filter(|it| knot.iter().any(|one| one == it))
                    .collect();
                format!("  {module} -> {}", named.join(", "))
            };
            let edges: Vec<String> = knot.iter().map(inside).collect();
            knots.push(format!("{}\n{}", root.display(), edges.join("\n")));
        }
    }
    assert!(
        knots.is_empty(),
        "modules name each other in a circle:\n{}",
        knots.join("\n")
    );
}

#[test]
fn a_cycle_is_found_through_use_lines_paths_super_and_re_exports() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "lib.rs",
        "mod a; mod b; mod c; mod d; pub use self::b::B; pub use c::*;",
    );
    write("a.rs", "mod inner; use crate::B;");
    write("a/inner.rs", "fn f() -> super::super::C { todo!() }");
    write("b.rs", "pub struct B; fn g() { crate::d::h(); }");
    write(
        "c.rs",
        "pub struct C; #[cfg(test)] mod tests { use crate::a; }",
    );
    write("d.rs", "use super::{a as first, c}; pub fn h() {}");
    let graph = ModuleGraph::read(&folder.path().join("lib.rs"));
    assert_eq!(graph.named_by("a"), ["b", "c"]);
    assert_eq!(graph.named_by("b"), ["d"]);
    assert_eq!(graph.named_by("c"), [] as [&str; 0]);
    assert_eq!(graph.knots(), [["a", "b", "d"]]);
}

//! `wasm-bindgen-test-runner`, which `cargo test --target wasm32-unknown-unknown` runs.

fn main() -> impl std::process::Termination {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}

//! `cargo xtask`: the one task runner. People and CI run the same commands; a check that cannot run fails, loudly.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks to the person who called it"
)]

mod bench;
mod count;
mod deny;
mod look;
mod needs;
mod process;
mod test;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The tasks of this project",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what tests need and this machine lacks
    Setup,
    /// Runs every check and test; installs nothing, skips nothing
    Test(TestArgs),
    /// Takes pictures of every page at both widths into target/look/
    Look(LookArgs),
    /// Checks the dependencies: licences, sources, versions
    Deny,
    /// Measures the release build
    #[command(subcommand)]
    Bench(Bench),
}

#[derive(Args)]
struct TestArgs {
    /// Runs only this part (may be given again)
    #[arg(long, value_parser = test::part_by_name, value_name = "PART")]
    only: Vec<test::Part>,
    /// Runs only tests whose name contains this
    filter: Option<String>,
}

#[derive(Args)]
struct LookArgs {
    /// Takes only pages whose name contains this
    filter: Option<String>,
}

#[derive(Subcommand)]
enum Bench {
    /// Postings per second over HTTP, on both databases, beside a bare loop of the same rows
    Post(bench::post::PostArgs),
    /// Time and memory of a long register, and that two processes write the same bytes
    Paper(bench::paper::PaperArgs),
    /// Time to the first answer, memory, size of the program
    Start(bench::start::StartArgs),
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Setup => needs::setup(),
        Task::Test(args) => test::run(&args.only, args.filter.as_deref()),
        Task::Look(args) => look::run(args.filter.as_deref()),
        Task::Deny => deny::run(),
        Task::Bench(Bench::Post(args)) => bench::post::run(&args),
        Task::Bench(Bench::Paper(args)) => bench::paper::run(&args),
        Task::Bench(Bench::Start(args)) => bench::start::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            println!("\n{trouble}");
            ExitCode::FAILURE
        }
    }
}

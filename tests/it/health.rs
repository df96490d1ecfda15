//! The doors that a supervisor and a load balancer knock on.

use sahakorn_tests::Server;

#[test]
fn the_program_says_that_it_lives_and_is_ready() {
    let server = Server::start();
    for path in ["/health/live", "/health/ready"] {
        let answer = server.get(path, None);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
}

#[test]
fn the_first_run_is_ready_before_anyone_is_entered() {
    let server = Server::start_bare();
    assert_eq!(server.get("/health/ready", None).status, 200);
}

#[test]
fn a_restart_finds_the_same_installation() {
    let mut server = Server::start();
    let before = server.people().len();
    assert!(before > 0, "the demonstration lets nobody sign in");
    assert_eq!(server.stop(), 0, "a clean stop exits 0");
    server.restart();
    assert_eq!(server.get("/health/ready", None).status, 200);
    assert_eq!(server.people().len(), before);
    assert!(!server.token(&server.people()[0].username).is_empty());
}

#[test]
fn verify_holds_for_the_demonstration_and_cannot_look_without_keys() {
    let server = Server::start();
    let verified = server.verify();
    assert_eq!(verified.code, 0, "{} {}", verified.json, verified.stderr);
    std::fs::remove_dir_all(server.site().secrets()).unwrap();
    assert_eq!(
        server.verify().code,
        2,
        "without keys nothing can be verified"
    );
}

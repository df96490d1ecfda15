//! C4: who was admitted is judged once more in the act itself.

use super::*;
use crate::db::Standing;

async fn proof_of(app: &App, token: &str) -> Admitted {
    let bearer = ("Authorization", format!("Bearer {token}"));
    let req = TestRequest::default().insert_header(bearer);
    let (_, proof) = admitted(app, &req.to_http_request(), true).await.unwrap();
    proof
}

async fn again(app: &App, proof: &Admitted) -> Result<Option<Actor>, Problem> {
    let (own, proof) = (app.clone(), proof.clone());
    let read = app.read(move |conn| Ok::<_, db::Error>(admitted_again(&own, conn, &proof)));
    read.await.unwrap()
}

#[actix_web::test]
async fn c4_who_was_admitted_is_judged_by_what_the_database_says_in_the_act() {
    let (app, keeper) = office_with_keeper().await;
    let token = enter(&app, "kanda", SECRET).await.unwrap().token;
    let proof = proof_of(&app, &token).await;
    let nothing = again(&app, &proof).await.unwrap();
    assert!(nothing.is_none(), "nothing can have changed");
    let person = person_as(&app, &keeper, 2, Role::Manager).await;
    let now = again(&app, &proof).await.unwrap().unwrap();
    assert_eq!((now.person, &now.roles), (keeper.person, &keeper.roles));
    let opened = open_account_for(&app, &keeper, None, person, "second".into()).await;
    let (id, first) = opened.map(|done| (done.receipt.id, done.password)).unwrap();
    let token = enter(&app, "second", &first.unwrap()).await.unwrap().token;
    let proof = proof_of(&app, &token).await;
    let id = crate::kernel::AccountId::new(id);
    close_account(&app, &keeper, None, id, "พักงาน".into())
        .await
        .unwrap();
    assert_eq!(again(&app, &proof).await.unwrap_err().status, 401);
}

#[actix_web::test]
async fn c4_an_act_whose_standing_is_gone_is_not_done_also_in_a_task_of_its_own() {
    let (app, keeper) = office_with_keeper().await;
    let gone: Standing = std::sync::Arc::new(|_| Err(Problem::unauthenticated()));
    let enters = || enter_person(&app, &keeper, None, someone(2, "อีกคน"));
    let refused = db::while_it_stands(gone.clone(), enters()).await;
    assert_eq!(Problem::from(refused.unwrap_err()).status, 401);
    let meta = || ActMeta::new(keeper.person, "test.act");
    let rehearsed = app.writer.rehearse(meta(), |_| Ok::<_, IdentityError>(()));
    let rehearsed = db::while_it_stands(gone, rehearsed).await;
    assert_eq!(Problem::from(rehearsed.unwrap_err()).status, 401);
    assert!(enters().await.is_ok(), "nothing of it was done before");
    assert!(report(&app).ok);
}
